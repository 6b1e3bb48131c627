"""The review: the slower look, monthly or so, at what the sessions are for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from recovery_app.domain import moments
from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.photos import Photo
from recovery_app.domain.reviews import ChangeWord, Concern, Remark, Review
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.reviews.photo_strip import PhotoStrip
from recovery_app.ui.reviews.remarks import RemarkFields
from recovery_app.ui.save_status import SaveStatus
from recovery_app.ui.small_jpeg import picture_of
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton, QuietButton
from recovery_app.ui.widgets.felt_row import FeltRow
from recovery_app.ui.widgets.fields import DateField
from recovery_app.ui.widgets.labels import caption, section, title
from recovery_app.ui.widgets.notice import Kind, Notice
from recovery_app.ui.widgets.scrolled import scrolled
from recovery_app.ui.widgets.segmented import Segmented

WIDTH = 760
NO_WORD = ""


class ReviewPage(QWidget):
    """One review; like a day, each click is saved at once and can be undone."""

    closed = Signal()
    """Back to the page before."""
    photo_wanted = Signal(str)
    """Id of a photo to open."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        changes: Changes,
        history: History,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._history, self._look = library, tasks, history, look
        self._review = Review("", moments.today())
        self._concerns: list[Concern] = []
        self._all_shown = self._just_opened = False
        self._rows: dict[str, FeltRow] = {}
        self._notice = Notice(look)
        self._date = DateField(look, moments.today())
        self._date.setAccessibleName(self.tr("Date of this review"))
        self._date.dateChanged.connect(self._on_date)
        self._back = IconButton(look, "chevron-left", self.tr("Back"))
        self._remove = IconButton(look, "trash", self.tr("Delete this review"))
        self._remove.clicked.connect(self._put_away)
        self._more = QuietButton(look, self.tr("Show all concerns"))
        self._more.clicked.connect(self._show_all)
        self._own = QLineEdit()
        self._own.setPlaceholderText(self.tr("A concern of your own"))
        self._own.setAccessibleName(self.tr("A concern of your own"))
        self._own.returnPressed.connect(self._add_concern)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._word = self._make_word()
        self._remarks = RemarkFields(look)
        self._remarks.changed.connect(self._on_remarks)
        self._photos = PhotoStrip(look)
        self._photos.photo_wanted.connect(self.photo_wanted)
        self._lay_out()
        changes.happened.connect(self._on_change)

    def open_date(self, day: date) -> None:
        """Show the review of a date, or an empty one for it."""
        self._remarks.finish()
        self._just_opened = True
        self._date.setMaximumDate(QDate.currentDate())
        self._read(day)

    def finish(self) -> None:
        """Save what is being typed."""
        self._remarks.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _make_word(self) -> Segmented:
        words = (
            (NO_WORD, self.tr("not said")),
            (ChangeWord.MUCH_BETTER.value, self.tr("much better")),
            (ChangeWord.BETTER.value, self.tr("better")),
            (ChangeWord.SAME.value, self.tr("the same")),
            (ChangeWord.WORSE.value, self.tr("worse")),
            (ChangeWord.MUCH_WORSE.value, self.tr("much worse")),
        )
        chooser = Segmented(self._look, self.tr("Compared with before the first session"), words)
        chooser.chosen.connect(self._on_word)
        return chooser

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(WIDTH)
        column = QVBoxLayout(inside)
        column.setContentsMargins(32, 24, 24, 24)
        column.setSpacing(8)
        head = QHBoxLayout()
        self._back.clicked.connect(self._close)
        for part in (self._back, title(self.tr("Review")), self._date, self._remove):
            head.addWidget(part)
            head.addSpacing(8)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self._notice)
        column.addSpacing(8)
        column.addWidget(section(self.tr("How much of it do you see?")))
        column.addWidget(
            caption(self.tr("0 none of it – 100 the worst imaginable; lower is better"))
        )
        column.addLayout(self._list)
        more = QHBoxLayout()
        more.addWidget(self._more)
        more.addWidget(self._own)
        add = QPushButton(self.tr("Add"))
        add.clicked.connect(self._add_concern)
        more.addWidget(add)
        column.addLayout(more)
        column.addSpacing(16)
        column.addWidget(section(self.tr("Compared with before the first session")))
        column.addWidget(self._word)
        column.addSpacing(16)
        column.addWidget(section(self.tr("What was said about it")))
        column.addWidget(self._remarks)
        column.addSpacing(16)
        column.addWidget(section(self.tr("Photos of this date")))
        column.addWidget(self._photos)
        column.addStretch(1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        outside.addWidget(scrolled(inside), 1)
        outside.addWidget(SaveStatus(self._look, self._history))

    # Reading and showing

    def _read(self, day: date) -> None:
        library = self._library

        def read() -> tuple[Review, list[Concern], list[Photo]]:
            review = library.reviews.of_day(day) or Review("", day)
            return review, library.reviews.concerns(review), library.photos.of_days(day, day)

        self._tasks.run(read, self._show, owner=self, failed=self._failed)

    def _show(self, found: tuple[Review, list[Concern], list[Photo]]) -> None:
        review, self._concerns, photos = found
        self._review = review
        blocked = self._date.blockSignals(True)
        self._date.setDate(QDate(review.date.year, review.date.month, review.date.day))
        self._date.blockSignals(blocked)
        self._remove.setEnabled(bool(review.id))
        self._show_rows()
        self._word.set_current(NO_WORD if review.change is None else review.change.value)
        self._remarks.show_remarks(review.remarks)
        for photo in self._photos.show_photos(photos):
            self._load(photo)
        if self._just_opened:
            self._just_opened = False
            self._focus_first()

    def _focus_first(self) -> None:
        """Let digits rate at once, unless she is somewhere else on the page already."""
        row = next(iter(self._rows.values()), None)
        if row is not None and self._back.hasFocus():
            row.show()  # a layout shows its parts only when the event loop is reached
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self) -> None:
        wanted = [
            one
            for one in self._concerns
            if self._all_shown or one.pinned or one.slug in self._review.values
        ]
        if [one.slug for one in wanted] != list(self._rows):
            self._make_rows(wanted)
        for slug, row in self._rows.items():
            row.set_value(self._review.values.get(slug))
        self._more.setVisible(len(wanted) < len(self._concerns))

    def _make_rows(self, concerns: list[Concern]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = {}
        for concern in concerns:
            row = FeltRow(self._look, concern.slug, self.tr(concern.name), top=100)
            row.rated.connect(self._on_rated)
            row.neighbour_wanted.connect(partial(self._go, concern.slug))
            self._list.addWidget(row)
            self._rows[concern.slug] = row

    def _go(self, slug: str, step: int) -> None:
        rows = list(self._rows.values())
        place = max(0, min(rows.index(self._rows[slug]) + step, len(rows) - 1))
        rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _show_all(self) -> None:
        self._all_shown = True
        self._show_rows()

    def _load(self, photo: Photo) -> None:
        library = self._library
        self._tasks.run(
            lambda: picture_of(library.photos.thumbnail(photo, 320)),
            partial(self._photos.show_thumbnail, photo.id),
            owner=self,
            failed=lambda _sentence: None,
            lane=Lane.PICTURES,
        )

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and change.touches(Topic.REVIEW, Topic.PHOTO, Topic.CATALOGUE):
            self._read(self._review.date)

    # Saving

    def _on_rated(self, slug: str, value: int | None) -> None:
        values = {**self._review.values}
        if value is None:
            values.pop(slug, None)
        else:
            values[slug] = value
        name = next(self.tr(one.name) for one in self._concerns if one.slug == slug)
        self._save(replace(self._review, values=values), name)

    def _on_word(self, key: str) -> None:
        word = ChangeWord(key) if key else None
        self._save(replace(self._review, change=word), self.tr("Change"))

    def _on_remarks(self, remarks: tuple[Remark, ...]) -> None:
        self._save(replace(self._review, remarks=remarks), self.tr("Remark"))

    def _on_date(self) -> None:
        """Move a review to another date; where none is open yet, show that date's."""
        day = self._date.value()
        if self._review.id:
            self._save(replace(self._review, date=day), self.tr("Date"))
        else:
            self._read(day)

    def _save(self, wanted: Review, words: str) -> None:
        before, library = self._review, self._library
        if not wanted.id:
            from uuid import uuid4

            # Named here, so that the next click on its way changes this review, not a second one.
            wanted = replace(wanted, id=str(uuid4()))
        self._review = wanted
        self._remove.setEnabled(True)

        def saved(_review: Review) -> None:
            self._notice.hide()
            self._history.add(words, moments.now(), partial(self._take_back, before, wanted))

        self._tasks.run(
            lambda: library.reviews.save(wanted),
            saved,
            owner=self,
            failed=partial(self._not_saved, before, wanted, words),
        )

    def _not_saved(self, before: Review, wanted: Review, words: str, sentence: str) -> None:
        if before.date != wanted.date:
            self._review = before
            self._failed(sentence)
            self._read(before.date)
            return
        self._notice.say(Kind.FAILURE, sentence, self.tr("Try again"))
        self._again: Callable[[], None] = partial(self._save, wanted, words)
        self._notice.acted.connect(self._again, Qt.ConnectionType.SingleShotConnection)

    def _take_back(self, before: Review, made: Review) -> None:
        library = self._library
        self._tasks.run(
            (lambda: library.reviews.save(before))
            if before.id
            else (lambda: library.reviews.remove(made.id)),
            owner=self,
            failed=self._failed,
        )

    def _put_away(self) -> None:
        library, review = self._library, self._review

        def restore() -> None:
            self._tasks.run(lambda: library.reviews.restore(review.id), owner=self)

        def removed(_review: Review) -> None:
            self._history.add(self.tr("Review deleted"), moments.now(), restore)

        self._tasks.run(
            lambda: library.reviews.remove(review.id), removed, owner=self, failed=self._failed
        )

    def _add_concern(self) -> None:
        name, library = self._own.text(), self._library
        self._tasks.run(
            lambda: library.catalogue.add_concern(name),
            lambda _added: self._own.clear(),
            owner=self,
            failed=self._failed,
        )

    def _close(self) -> None:
        self._remarks.finish()
        self.closed.emit()

    def _failed(self, sentence: str) -> None:
        self._notice.say(Kind.FAILURE, sentence)
