"""The way back where no library is open: what a backup holds, and into which folder it goes."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog

from recovery_app.domain.safekeeping import Counts
from recovery_app.ui.settings.backup_words import holding, moment, with_missing
from recovery_app.ui.settings.working import Working
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import PrimaryButton, QuietButton
from recovery_app.ui.widgets.labels import strong
from recovery_app.ui.widgets.narrow_page import NarrowPage
from recovery_app.ui.widgets.notice import Kind


class RestorePage(NarrowPage):
    """Shows what a backup holds before anything is written, then makes a library of it.

    Args:
        look: colours and fonts.
        tasks: where the backup is read.
        chosen: the file that the person chose: all of a backup, or what one says of itself.
    """

    restored = Signal(object)
    """Folder of the library that came of it, and is whole."""
    left = Signal()
    """The person does not want it."""

    def __init__(self, look: Look, tasks: Tasks, chosen: Path) -> None:
        super().__init__(
            look,
            "restore",
            self.tr("Restore a backup"),
            self.tr(
                "It becomes a library in a folder of its own. Nothing that is there is changed."
            ),
        )
        self._tasks, self._chosen = tasks, chosen
        self._holds = strong()
        self._holds.setWordWrap(True)
        self._into = PrimaryButton(look, self.tr("Choose a folder for it…"))
        self._into.clicked.connect(self._ask_where)
        self._leave = QuietButton(look, self.tr("Leave it"))
        self._leave.clicked.connect(self.left)
        self._working = Working(look, self._into)
        self.column.addWidget(self._holds)
        self.column.addWidget(self._working)
        self.add_row(self._into, self._leave)
        self._into.setEnabled(False)
        self.setFocusProxy(self._leave)
        self._tasks.run(self._read, self._show, owner=self, failed=self._refuse, lane=Lane.PICTURES)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop what goes on when the page is left; an icon in the desktop's bar is not left."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._working.stop.set()

    def _read(self) -> Counts:
        from recovery_app.services import restoring

        return restoring.counts(restoring.source_of(self._chosen))

    def _show(self, counts: Counts) -> None:
        words = self.tr("The backup of {when} holds {what}.").format(
            when=moment(counts.made_at), what=holding(counts)
        )
        self._holds.setText(words)
        if counts.missing:
            self.notice.say(*with_missing(self.tr("It can be restored."), counts))
        self._into.setEnabled(True)
        self._into.setFocus()

    def _ask_where(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("An empty folder for the restored library")
        )
        if not folder:
            return
        to, chosen, working = Path(folder), self._chosen, self._working

        def restore() -> Path:
            from recovery_app.services import restoring

            restoring.restore(restoring.source_of(chosen), to, working.tell, working.stop.is_set)
            return to

        self.notice.hide()
        working.begin(self.tr("Restoring the backup…"))
        self._set_enabled(enabled=False)
        self._tasks.run(
            restore, self.restored.emit, owner=self, failed=self._failed, lane=Lane.PICTURES
        )

    def _failed(self, sentence: str) -> None:
        self._working.end()
        self._set_enabled(enabled=True)
        self._refuse(sentence)

    def _refuse(self, sentence: str) -> None:
        self.notice.say(Kind.FAILURE, sentence)

    def _set_enabled(self, *, enabled: bool) -> None:
        self._into.setEnabled(enabled)
        self._leave.setEnabled(enabled)
