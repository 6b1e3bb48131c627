"""Backups: how they stand, what is kept, and back from one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton, QWidget

from recovery_app.domain.safekeeping import Counts, KeptBackup
from recovery_app.services.library import Library
from recovery_app.ui.automatic_backups import AutomaticBackups
from recovery_app.ui.settings.backup_words import (
    counted,
    holding,
    moment,
    room,
    with_missing,
)
from recovery_app.ui.settings.kept_backups import KeptBackups
from recovery_app.ui.settings.restore_panel import RestorePanel
from recovery_app.ui.settings.second_place import SecondPlace
from recovery_app.ui.settings.section import Section
from recovery_app.ui.settings.working import Working
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.labels import caption, muted
from recovery_app.ui.widgets.notice import Kind

if TYPE_CHECKING:
    from recovery_app.services.restoring import Staged


class BackupSection(Section):
    """Says how the backups stand, makes one, reads them again, and brings one back."""

    library_wanted = Signal(object)
    """Folder of a restored library to open."""
    replacement_wanted = Signal(object)
    """A restored library that is to take the place of the one that is open: a `Staged`."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        look: Look,
        backups: AutomaticBackups,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._library, self._tasks, self._backups = library, tasks, backups
        self._restored = Path()
        self._busy = False
        self.begin(
            self.tr("Backups"),
            self.tr(
                "Made by themselves, at most once a day and only after something has changed. Each"
                " is opened and compared when it is written; older ones are read again over a month."
            ),
        )
        self._state = muted()
        self._trouble = muted()
        self._trouble.setProperty("kind", "failure")
        self._automatic = QCheckBox(self.tr("Back up automatically"))
        self._now = QPushButton(self.tr("Back up now"))
        self._to_file = QPushButton(self.tr("Back up to one file…"))
        self._again = QPushButton(self.tr("Read all backups again now"))
        self._from_file = QuietButton(look, self.tr("Restore from a file…"), icon="restore")
        self._working = Working(look, self._now)
        self._kept = KeptBackups(look)
        self._room = caption()
        self._panel = RestorePanel(look)
        self._second = SecondPlace(library, tasks, self._refuse)
        self._lay_out()
        self._connect()
        self.show_state()

    def _lay_out(self) -> None:
        for part in (self._state, self._trouble, self._automatic):
            self.body.addWidget(part)
        self.add_row(self._now, self._to_file)
        for part in (self._working, self._panel, self._kept, self._room):
            self.body.addWidget(part)
        self.add_row(self._again, self._from_file)
        self.body.addWidget(self._second)

    def _connect(self) -> None:
        self._automatic.toggled.connect(self._choose)
        self._now.clicked.connect(self._backups.make_now)
        self._to_file.clicked.connect(self._ask_where)
        self._again.clicked.connect(self._read_again)
        self._from_file.clicked.connect(self._ask_which)
        self._kept.wanted.connect(self._offer_kept)
        self._panel.beside_wanted.connect(self._ask_beside)
        self._panel.instead_wanted.connect(self._restore_instead)
        self._working.stopped.connect(self._backups.cancel)
        self._second.chosen.connect(self._backups.make_now)
        self._backups.moved.connect(self._on_moved)
        self._backups.went_on.connect(self.show_state)
        self.notice.acted.connect(lambda: self.library_wanted.emit(self._restored))

    def finish(self) -> None:
        """Stop what goes on: the library is about to be closed."""
        self._working.stop.set()

    def show_state(self) -> None:
        """Say how things stand, and read again what is kept."""
        settings, state = self._library.settings, self._backups.state
        if settings.last_backup:
            at = moment(datetime.fromisoformat(settings.last_backup))
            words = self.tr("Last backup: {at}.").format(at=at)
        else:
            words = self.tr("No backup yet.")
        if state is not None and state.is_old:
            words += " " + self.tr("What you wrote in the last {days} days is in none.").format(
                days=state.days
            )
        self._state.setText(words)
        self._trouble.setText(settings.backup_trouble)
        self._trouble.setVisible(bool(settings.backup_trouble))
        self._automatic.blockSignals(True)
        self._automatic.setChecked(settings.automatic_backups)
        self._automatic.blockSignals(False)
        self._second.show_place()
        if not self._busy:
            self._show_backing_up()
        if not self._backups.running:
            self._read()

    def _show_backing_up(self) -> None:
        """Show the backup that is being made in the background, as far as one is."""
        running = self._backups.running
        if running and self._working.isHidden():
            self._working.begin(self.tr("Looking for what has changed, and backing it up…"))
        self._set_enabled(enabled=not running)
        if not running:
            self._working.end()

    def _on_moved(self, done: int, of: int) -> None:
        if not self._busy:
            self._working.show_progress(done, of)

    def _read(self) -> None:
        backing_up = self._library.backing_up

        def work() -> tuple[list[KeptBackup], int]:
            return backing_up.kept(), backing_up.size()

        self._tasks.run(work, self._show_kept, owner=self, failed=self._refuse, lane=Lane.PICTURES)

    def _show_kept(self, found: tuple[list[KeptBackup], int]) -> None:
        kept, size = found
        self._kept.show_kept(kept)
        self._room.setText(
            self.tr("Beside the library they take {room}; each photo lies there once.").format(
                room=room(size)
            )
        )
        self._room.setVisible(bool(kept))
        self._again.setVisible(bool(kept))

    def _choose(self, automatic: bool) -> None:
        library = self._library
        self._tasks.run(
            lambda: library.choose(lambda now: replace(now, automatic_backups=automatic)),
            owner=self,
            failed=self._refuse,
        )

    def _ask_where(self) -> None:
        proposed = f"recovery-{datetime.now().astimezone():%Y%m%d}.zip"
        file, _ = QFileDialog.getSaveFileName(
            self, self.tr("Back up to"), proposed, self.tr("Backups (*.zip)")
        )
        if file:
            library, working = self._library, self._working
            self._run(
                self.tr("Writing everything into one file…"),
                lambda: library.safekeeping.pack(
                    Path(file), progress=working.tell, cancelled=working.stop.is_set
                ),
                self._packed,
            )

    def _packed(self, made: tuple[Path, Counts]) -> None:
        file, counts = made
        library = self._library
        self._tasks.run(
            lambda: library.safekeeping.remember(counts.made_at), owner=self, failed=self._refuse
        )
        said = self.tr("Backed up to {file}.").format(file=file)
        self.notice.say(*with_missing(said, counts))

    def _read_again(self) -> None:
        library, working = self._library, self._working
        self._run(
            self.tr("Reading every byte of every backup…"),
            lambda: library.backing_up.read_again(working.tell, working.stop.is_set),
            self._tell_read,
        )

    def _tell_read(self, wrong: list[str]) -> None:
        if wrong:
            files = counted(len(wrong), self.tr("file"), self.tr("files"))
            sentence = self.tr(
                "{files} in the backups cannot be read as written: {names}. Is the disk well?"
            ).format(files=files, names=", ".join(wrong[:3]))
            self.notice.say(Kind.FAILURE, sentence)
        else:
            self._say(self.tr("All backups were read: every byte is as it was written."))

    def _ask_which(self) -> None:
        file, _ = QFileDialog.getOpenFileName(
            self, self.tr("The backup to restore"), "", self.tr("Backups (*.zip)")
        )
        if not file:
            return

        def look() -> Counts:
            from recovery_app.services.restoring import counts

            return counts(Path(file))

        self._tasks.run(
            look,
            lambda counts: self._offer(Path(file), counts, len(counts.missing)),
            owner=self,
            failed=self._refuse,
            lane=Lane.PICTURES,
        )

    def _offer_kept(self, one: KeptBackup) -> None:
        self._offer(one.folder, one.counts, len(one.missing))

    def _offer(self, source: Path, counts: Counts, missing: int) -> None:
        """Show what the backup holds once it is known whether it would take the lock away."""

        def look() -> bool:
            from recovery_app.services.restoring import is_plain

            return is_plain(source)

        def show(loses_lock: bool) -> None:
            self._panel.offer(source, counts, missing, loses_lock=loses_lock)
            self.bring_into_sight(self._panel)

        if not self._library.is_encrypted:
            show(loses_lock=False)
            return
        self._tasks.run(look, show, owner=self, failed=self._refuse, lane=Lane.PICTURES)

    def _ask_beside(self, source: Path) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("An empty folder for the restored library")
        )
        if not folder:
            return
        working, to = self._working, Path(folder)

        def restore() -> Counts:
            from recovery_app.services.restoring import restore

            return restore(source, to, working.tell, working.stop.is_set)

        self._run(self.tr("Restoring the backup…"), restore, lambda counts: self._tell(to, counts))

    def _tell(self, folder: Path, counts: Counts) -> None:
        self._restored = folder
        sentence = self.tr("Restored: {what}.").format(what=holding(counts))
        self.notice.say(*with_missing(sentence, counts), self.tr("Open it"))

    def _restore_instead(self, source: Path) -> None:
        working, places = self._working, self._library.places

        def stage() -> "Staged":
            from recovery_app.services.restoring import stage_instead

            return stage_instead(source, places, working.tell, working.stop.is_set)

        self._run(self.tr("Restoring the backup…"), stage, self.replacement_wanted.emit)

    def _run(self, words: str, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Do what takes its time, with a bar and the way to stop it."""
        self._busy = True
        self._working.begin(words)
        self.bring_into_sight(self._working)
        self.notice.hide()
        self._panel.hide()
        self._set_enabled(enabled=False)

        def ended(result: Any) -> None:
            self._end()
            done(result)

        self._tasks.run(work, ended, owner=self, failed=self._failed, lane=Lane.PICTURES)

    def _failed(self, sentence: str) -> None:
        self._end()
        self._refuse(sentence)

    def _refuse(self, sentence: str) -> None:
        self.notice.say(Kind.FAILURE, sentence)

    def _end(self) -> None:
        self._busy = False
        self._show_backing_up()

    def _say(self, sentence: str) -> None:
        self.notice.say(Kind.QUIET, sentence)

    def _set_enabled(self, *, enabled: bool) -> None:
        for part in (self._now, self._to_file, self._again, self._from_file, self._kept):
            part.setEnabled(enabled)
