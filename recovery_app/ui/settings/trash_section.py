"""What was deleted in the last 30 days, and the way back."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from recovery_app.services.library import Library
from recovery_app.services.trash import Deleted, InTrash
from recovery_app.ui.changes import Changes
from recovery_app.ui.settings.section import Section
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.labels import caption, muted, plain
from recovery_app.ui.widgets.notice import Kind
from recovery_app.ui.words import day_of

SHOWN = 30
"""Rows at a time; the rest comes up as these are brought back or go."""


class TrashSection(Section):
    """Brings back sessions, entries, reviews and photos."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        changes: Changes,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._library, self._tasks, self._look = library, tasks, look
        self.begin(self.tr("Recently deleted"), self.tr("Kept for 30 days, then gone for good."))
        self._empty = QuietButton(look, self.tr("Empty the trash"))
        self._empty.clicked.connect(self._ask)
        self.notice.acted.connect(self._delete_for_good)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.add_row(self._empty)
        changes.happened.connect(self._read)
        self._read()

    def _read(self) -> None:
        self._tasks.run(
            lambda: self._library.trash.look(), self._show, owner=self, failed=self._failed
        )

    def _show(self, found: list[InTrash]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._empty.setVisible(bool(found))
        if not found:
            self._rows.addWidget(muted(self.tr("Nothing is in the trash.")))
        for one in found[:SHOWN]:
            self._rows.addWidget(self._row_of(one))
        if len(found) > SHOWN:
            self._rows.addWidget(muted(self.tr("… and %n more", "", len(found) - SHOWN)))

    def _row_of(self, one: InTrash) -> QWidget:
        words = {
            Deleted.ENTRY: self.tr("Entry of {day}"),
            Deleted.SESSION: self.tr("Session of {day}"),
            Deleted.REVIEW: self.tr("Review of {day}"),
            Deleted.PHOTO: self.tr("Photo of {day}"),
            Deleted.CARD: self.tr("Card of the session of {day}"),
            Deleted.REGION: self.tr("Region on the photo of {day}"),
        }[one.what].format(day=day_of(one.day))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        line.addWidget(plain(words))
        line.addWidget(caption(self.tr("until {day}").format(day=day_of(one.until))))
        line.addStretch(1)
        back = QuietButton(self._look, self.tr("Bring back"), icon="restore")
        back.setAccessibleName(self.tr("Bring back: {what}").format(what=words))
        back.clicked.connect(partial(self._restore, one))
        line.addWidget(back)
        return row

    def _restore(self, one: InTrash) -> None:
        self._tasks.run(lambda: self._library.trash.restore(one), owner=self, failed=self._failed)

    def _ask(self) -> None:
        self.notice.say(
            Kind.CAUTION,
            self.tr("What is in the trash cannot come back after this."),
            self.tr("Delete for good"),
        )

    def _delete_for_good(self) -> None:
        self.notice.hide()
        self._tasks.run(
            lambda: self._library.trash.empty(older_than_days=0),
            lambda _count: self._read(),
            owner=self,
            failed=self._failed,
        )

    def _failed(self, sentence: str) -> None:
        self.notice.say(Kind.FAILURE, sentence)
