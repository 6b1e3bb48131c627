"""Backups: one now, one elsewhere, and back from one."""

from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QPushButton, QWidget

from recovery_app.domain.safekeeping import Counts
from recovery_app.services.library import Library
from recovery_app.ui.settings.section import Section
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.labels import muted
from recovery_app.ui.widgets.notice import Kind


class _Progress(QObject):
    """Carries progress from the lane to the window."""

    moved = Signal(int, int)
    """So many of so many files are done."""


class BackupSection(Section):
    """Makes a backup that is checked when it is written, and restores one into a new folder."""

    library_wanted = Signal(object)
    """Folder of a restored library to open."""

    def __init__(
        self, library: Library, tasks: Tasks, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self.begin(self.tr("Backups"))
        self._library, self._tasks = library, tasks
        self._stop = Event()
        self._state = muted()
        self._now = QPushButton(self.tr("Back up now"))
        self._now.clicked.connect(partial(self._back_up, None))
        self._elsewhere = QPushButton(self.tr("Back up to…"))
        self._elsewhere.clicked.connect(self._ask_where)
        self._restore = QPushButton(self.tr("Restore a backup…"))
        self._restore.clicked.connect(self._ask_which)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._cancel = QuietButton(look, self.tr("Cancel"))
        self._cancel.clicked.connect(self._stop.set)
        self._progress = _Progress(self)
        self._progress.moved.connect(self._on_progress)
        self.body.addWidget(self._state)
        self.add_row(self._now, self._elsewhere, self._restore)
        self._running = self.add_row(self._bar, self._cancel)
        self._show_running(running=False)
        self.show_state()

    def show_state(self) -> None:
        """Say when the last backup was made."""
        last = self._library.settings.last_backup
        if last:
            at = datetime.fromisoformat(last).strftime("%d.%m.%Y, %H:%M")
            self._state.setText(
                self.tr("Last backup: {at}. It was opened and checked when it was written.").format(
                    at=at
                )
            )
        else:
            self._state.setText(
                self.tr("No backup yet. A backup is one file with the diary and all photos.")
            )

    def _ask_where(self) -> None:
        proposed = f"recovery-{datetime.now().astimezone():%Y%m%d}.zip"
        file, _ = QFileDialog.getSaveFileName(
            self, self.tr("Back up to"), proposed, self.tr("Backups (*.zip)")
        )
        if file:
            self._back_up(Path(file))

    def _back_up(self, target: Path | None) -> None:
        library, stop, moved = self._library, self._stop, self._progress.moved.emit
        stop.clear()
        self._show_running(running=True)
        self._tasks.run(
            lambda: library.safekeeping.backup(target, progress=moved, cancelled=stop.is_set),
            self._backed_up,
            owner=self,
            failed=self._failed,
        )

    def _backed_up(self, file: Path) -> None:
        self._show_running(running=False)
        self.notice.say(Kind.QUIET, self.tr("Backed up to {file}.").format(file=file))
        self.show_state()

    def _failed(self, sentence: str) -> None:
        self._show_running(running=False)
        self.notice.say(Kind.FAILURE, sentence)

    def _ask_which(self) -> None:
        file, _ = QFileDialog.getOpenFileName(
            self, self.tr("The backup to restore"), "", self.tr("Backups (*.zip)")
        )
        if not file:
            return
        folder = QFileDialog.getExistingDirectory(
            self,
            self.tr("An empty folder to restore it into; the library that is open stays as it is"),
        )
        if folder:
            self._bring_back(Path(file), Path(folder))

    def _bring_back(self, file: Path, folder: Path) -> None:
        def restore() -> Counts:
            from recovery_app.services.restoring import restore

            return restore(file, folder)

        self._show_running(running=True)
        self._tasks.run(restore, partial(self._restored, folder), owner=self, failed=self._failed)

    def _restored(self, folder: Path, counts: Counts) -> None:
        self._show_running(running=False)
        self.notice.say(
            Kind.QUIET,
            self.tr(
                "Restored: {sessions} sessions, {entries} entries, {reviews} reviews, {photos} photos."
            ).format(
                sessions=counts.sessions,
                entries=counts.entries,
                reviews=counts.reviews,
                photos=counts.photos,
            ),
            self.tr("Open it"),
        )
        self.notice.acted.connect(partial(self.library_wanted.emit, folder))

    def _on_progress(self, done: int, of: int) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)

    def _show_running(self, *, running: bool) -> None:
        self._bar.setVisible(running)
        self._cancel.setVisible(running)
        self._bar.setRange(0, 0)
        for button in (self._now, self._elsewhere, self._restore):
            button.setEnabled(not running)
