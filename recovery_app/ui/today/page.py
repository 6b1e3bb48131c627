"""The Today page: what the person sees each evening, and notes with one click per row."""

from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUuid, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from recovery_app.domain import moments, showing
from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.entries import Entry, EntryChange
from recovery_app.domain.photos import Photo
from recovery_app.errors import RecoveryError, WrongInput
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.save_status import SaveStatus
from recovery_app.ui.small_jpeg import picture_of
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.today import words
from recovery_app.ui.today.drafts import Draft
from recovery_app.ui.today.entry_bar import EntryBar
from recovery_app.ui.today.form import EntryForm
from recovery_app.ui.today.header import DayHeader
from recovery_app.ui.today.midnight import Midnight
from recovery_app.ui.today.saving import EntrySaver
from recovery_app.ui.today.side import SidePanel
from recovery_app.ui.widgets.day_strip import DayMark, DayStrip
from recovery_app.ui.widgets.divider import Divider
from recovery_app.ui.widgets.notice import Kind, Notice
from recovery_app.ui.widgets.scrolled import scrolled

PAST_DAY_CLOCK = time(20, 0)
"""The time proposed for an entry of a past day: most are written in the evening."""

FORM_WIDTH = 680
FORM_LEAST = 620
SIDE_WIDTHS = (312, 396)
"""Least and greatest width of what stands beside the form."""
SIDE_MARGINS = (20, 32, 16, 16)


class TodayPage(QWidget):
    """One day: its entries, photos and the redness so far. Every click is saved at once."""

    photo_wanted = Signal(str)
    """Id of a photo to open."""
    photos_given = Signal(list, str, object)
    """Files to bring in, their pose and the day; an empty list asks for a file dialog."""
    image_given = Signal(QImage, str, object)
    """A pasted picture, its pose and the day."""
    photos_wanted = Signal(object)
    """The person wants the photos of that day."""
    review_wanted = Signal(object)
    """The person wants to review her skin on that day."""
    session_wanted = Signal()
    """The person wants to write down her first session."""
    settled = Signal()
    """A change came to its end; `unsaved` says whether something waits."""

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
        self._library, self._tasks, self._look = library, tasks, look
        self._saver = EntrySaver(library, tasks, history, self)
        self._stale = self._all_shown = False
        self._slugs: frozenset[str] = frozenset()
        self._entry_id, self._at = "", moments.now()
        self._new_asked, self._noted_id = False, ""
        self._day = library.today.look(moments.today())
        self._dismissed: tuple[date, str] | None = None
        self._header = DayHeader(look)
        self._strip = DayStrip(look)
        self._notice, self._ask = Notice(look), Notice(look)
        self._entries = EntryBar(look)
        self._form = EntryForm(look)
        self._side = SidePanel(look)
        self._status = SaveStatus(look, history)
        self._lay_out()
        self._midnight = Midnight(self)
        self._midnight.opened(self.day)
        self._connect()
        changes.happened.connect(self._on_change)
        self._start_over()
        self._show()

    @property
    def day(self) -> date:
        """The day that is open."""
        return self._day.day

    def open_day(self, day: date) -> None:
        """Show another day; days to come are not opened, unless something was noted on them.

        Who flies west over the date line has an evening behind her that lies ahead of her clock.
        """
        self._form.note.finish()
        ahead = day > moments.today()
        if ahead and not self._library.journal.of_days(day, day):
            return
        if self._read(day):
            self._midnight.opened(day)
            self._all_shown, self._slugs = False, frozenset()
            self._start_over()
            self._show()

    @property
    def unsaved(self) -> bool:
        """Whether something that was clicked or typed could not be saved."""
        return self._saver.unsaved

    def finish(self) -> None:
        """Save what is being typed; called before the window closes."""
        self._form.note.finish()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on the first row, so that digits rate at once."""
        super().showEvent(event)
        self._midnight.look()
        self._form.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the form its least width first, then share the rest."""
        super().resizeEvent(event)
        least, most = SIDE_WIDTHS
        width = max(least, min(self.width() - FORM_LEAST, most))
        self._side.fit(width - SIDE_MARGINS[0] - SIDE_MARGINS[2])
        self._beside.setFixedWidth(width)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save a note that is being typed before another page comes."""
        self._form.note.finish()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        form = QWidget()
        form.setMaximumWidth(FORM_WIDTH)
        column = QVBoxLayout(form)
        column.setContentsMargins(32, 24, 20, 24)
        column.setSpacing(14)
        for widget in (
            self._header,
            self._strip,
            self._notice,
            self._ask,
            self._entries,
            self._form,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        right = QWidget()
        right_column = QVBoxLayout(right)
        right_column.setContentsMargins(*SIDE_MARGINS)
        right_column.addWidget(self._side)
        right_column.addStretch(1)
        beside = QWidget()
        self._beside = beside
        beside_column = QVBoxLayout(beside)
        beside_column.setContentsMargins(0, 0, 0, 0)
        beside_column.setSpacing(0)
        beside_column.addWidget(scrolled(right), 1)
        beside_column.addWidget(self._status)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(scrolled(form), 1)
        row.addWidget(Divider(self._look))
        row.addWidget(beside)
        for keys, step in (("Ctrl+Left", -1), ("Ctrl+Right", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._turn, step))

    def _connect(self) -> None:
        self._header.turned.connect(self._turn)
        self._header.today_wanted.connect(lambda: self.open_day(moments.today()))
        self._header.review_wanted.connect(lambda: self.review_wanted.emit(self.day))
        self._header.session_wanted.connect(self.session_wanted)
        self._strip.chosen.connect(self.open_day)
        self._entries.chosen.connect(self._open_entry)
        self._entries.new_wanted.connect(self._new_entry)
        self._entries.time_changed.connect(self._change_time)
        self._entries.remove_wanted.connect(self._remove_entry)
        self._form.changed.connect(self._record)
        self._form.all_wanted.connect(self._show_all)
        self._midnight.passed.connect(self._go_on)
        self._ask.closed.connect(self._dismiss)
        self._notice.acted.connect(self._saver.try_again)
        self._saver.ended.connect(self._freshen)
        self._saver.ended.connect(self.settled)
        self._saver.all_saved.connect(self._notice.hide)
        self._saver.impossible.connect(self._cannot_be)
        self._saver.refused.connect(
            lambda sentence: self._notice.say(Kind.FAILURE, sentence, self.tr("Try again"))
        )
        self._side.photo_wanted.connect(self.photo_wanted)
        self._side.files_given.connect(self._bring_in)
        self._side.image_given.connect(
            lambda pose, image: self.image_given.emit(image, pose, self.day)
        )
        self._side.photos_wanted.connect(lambda: self.photos_wanted.emit(self.day))
        self._side.thumbnail_wanted.connect(self._load_thumbnail)

    # Reading and showing

    def _read(self, day: date) -> bool:
        try:
            self._day = self._library.today.look(day)
        except RecoveryError as error:
            self._notice.say(Kind.FAILURE, str(error))
            return False
        return True

    def _on_change(self, change: Change) -> None:
        if change.topics <= {Topic.REVIEW, Topic.BACKUP, Topic.ALIGNMENT}:
            return
        # While clicks are on their way to disk, their drafts show how it will be: reading all
        # again before “Saved” is shown would only keep her waiting for it.
        self._stale = True
        self._freshen()

    def _freshen(self) -> None:
        if self._stale and not self._saver.busy:
            self._stale = False
            if self._read(self.day):
                self._show()

    def _merged(self) -> list[Entry]:
        """The day's entries as they will stand once every click is saved."""
        entries = self._saver.over(self._day.entries)
        return [entry for entry in entries if entry.day == self.day]

    def _start_over(self) -> None:
        """Open the day's latest entry, or a new one where there is none."""
        self._new_asked = False
        entries = self._merged()
        if entries:
            self._entry_id, self._at = entries[-1].id, entries[-1].at
        else:
            self._new_id()

    def _new_id(self) -> None:
        self._entry_id = QUuid.createUuid().toString(QUuid.StringFormat.WithoutBraces)
        is_today = self.day == moments.today()
        self._at = moments.now() if is_today else moments.local(self.day, PAST_DAY_CLOCK)

    def _show(self) -> None:
        """Show the day as it was read, and its open entry."""
        today = moments.today()
        marks = [DayMark(one.day, one.logged, one.pictured) for one in self._day.strip]
        self._header.show_day(self._day, today)
        self._strip.set_days(marks, self.day, today)
        self._side.show_day(self._day, today=self.day == today)
        self._show_asks()
        self._show_entry()

    def _show_entry(self) -> None:
        """Show the open entry with every click in it; a click needs no more than this."""
        entries = self._merged()
        if not any(one.id == self._entry_id for one in entries):
            if not self._new_asked:
                # It was taken back, or another program has noted one: nothing typed is lost.
                self._start_over()
            elif self._entry_id == self._noted_id:
                # What was taken back stays so: under its old id, the next click would bring it back.
                self._new_id()
        current = next((one for one in entries if one.id == self._entry_id), None)
        if current is not None:
            self._at = current.at
        self._entries.show_entries(
            entries, self._entry_id, self._at.time(), saved=current is not None
        )
        self._show_form(current)

    def _show_form(self, current: Entry | None) -> None:
        noted = set() if current is None else {*current.ratings, *current.ticks}
        wanted = showing.shown(
            self._day.symptoms,
            self._day.kind,
            None if self._day.place is None else self._day.place.day,
            # What was shown once stays while the day is open, so that a row never goes away
            # under the pointer when its rating is taken back.
            self._slugs | noted,
        )
        if self._all_shown:
            wanted = list(self._day.symptoms)
        self._slugs = frozenset(one.slug for one in wanted)
        self._form.show_symptoms(wanted, all_shown=len(wanted) == len(self._day.symptoms))
        self._form.show_entry(current)

    def _show_asks(self) -> None:
        if not self._day.asks:
            self._ask.hide()
            return
        phone = self._library.settings.clinic_phone
        said = words.asks_of(self._day.asks, self._day.symptoms, phone)
        if self._dismissed == (self.day, said):
            return
        if self._ask.isHidden() or self._ask.sentence != said:
            self._ask.say(Kind.CAUTION, said)

    def _dismiss(self) -> None:
        """Leave a sentence that was closed out of sight for as long as it would say the same."""
        self._dismissed = (self.day, self._ask.sentence)

    def _show_all(self) -> None:
        self._all_shown = True
        self._show()

    def _turn(self, step: int) -> None:
        self.open_day(self.day + timedelta(days=step))

    def _go_on(self) -> None:
        """Open the new day, unless something of the old one still waits to be saved."""
        if not self.unsaved:
            self.open_day(moments.today())

    # Saving

    def _record(self, change: EntryChange, said: str) -> None:
        if self.day == moments.today() and self._entry_id not in {e.id for e in self._merged()}:
            self._at = moments.now()
        self._noted_id = self._entry_id
        self._midnight.touched()
        draft = Draft(self._entry_id, self._at, change, said)
        self._saver.keep(draft)
        # Shown first: the lane would fight for the processor with it, and both would take longer.
        self._show_entry()
        self._saver.send(draft)

    def _cannot_be(self, sentence: str) -> None:
        self._notice.say(Kind.FAILURE, sentence)
        self._show()

    # Entries of the day

    def _open_entry(self, entry_id: str) -> None:
        self._form.note.finish()
        self._entry_id = entry_id
        self._new_asked = False
        self._show()

    def _new_entry(self) -> None:
        self._form.note.finish()
        self._new_id()
        self._new_asked = True
        self._show()
        self._form.focus_first()

    def _change_time(self, at: time) -> None:
        try:
            moment = self._moment(at)
        except WrongInput as error:
            self._cannot_be(str(error))
            return
        if any(entry.id == self._entry_id for entry in self._merged()):
            self._record(EntryChange(at=moment), self.tr("Time"))
        else:
            self._at = moment

    def _moment(self, clock: time) -> datetime:
        """Return the moment of the open entry at another time; one from afar keeps its offset."""
        if self._at == moments.local(self.day, self._at.time()):
            return moments.lived(self.day, clock)
        return datetime.combine(self.day, clock, tzinfo=self._at.tzinfo)

    def _remove_entry(self) -> None:
        self._saver.remove(self._entry_id)

    # Photos

    def _bring_in(self, pose: str, files: list[Path]) -> None:
        self.photos_given.emit(files, pose, self.day)

    def _load_thumbnail(self, photo: Photo) -> None:
        library = self._library

        def load() -> QImage:
            return picture_of(library.photos.thumbnail(photo, 320))

        self._tasks.run(
            load,
            partial(self._side.show_thumbnail, photo),
            owner=self,
            failed=lambda _sentence: None,
            lane=Lane.PICTURES,
        )
