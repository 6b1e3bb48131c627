"""Another computer: the diary in one open file, and another computer's file brought in."""

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from recovery_app.domain.merge_preview import Preview
from recovery_app.domain.safekeeping import Counts
from recovery_app.services.library import Library
from recovery_app.services.merging import Merged
from recovery_app.ui.history import History
from recovery_app.ui.photos.undo_notice import UndoNotice
from recovery_app.ui.settings.another_computer_words import effects
from recovery_app.ui.settings.backup_words import holding
from recovery_app.ui.settings.merge_panel import MergePanel
from recovery_app.ui.settings.section import Section
from recovery_app.ui.settings.working import Working
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.notice import Kind


class AnotherComputerSection(Section):
    """Writes an archive, and brings one in after saying what that would change."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        history: History,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._library, self._tasks, self._history = library, tasks, history
        self.begin(
            self.tr("Another computer"),
            self.tr(
                "Write the diary and all photos into one file, and bring it in on another computer;"
                " go back and forth as often as you like. The file is not encrypted: whoever has it"
                " can read it."
            ),
        )
        self._done = UndoNotice(look, history)
        self._write = QPushButton(self.tr("Write an archive…"))
        self._write.clicked.connect(self._ask_where)
        self._bring = QPushButton(self.tr("Bring an archive in…"))
        self._bring.clicked.connect(self._ask_which)
        self._panel = MergePanel(look)
        self._panel.wanted.connect(self._bring_photos)
        self._working = Working(look, self._bring)
        self.body.addWidget(self._done)
        self.add_row(self._write, self._bring)
        self.body.addWidget(self._panel)
        self.body.addWidget(self._working)

    def finish(self) -> None:
        """Stop what goes on: the library is about to be closed."""
        self._working.stop.set()

    def _ask_where(self) -> None:
        proposed = f"diary-{datetime.now().astimezone():%Y%m%d}.zip"
        file, _ = QFileDialog.getSaveFileName(
            self, self.tr("Write an archive"), proposed, self.tr("Archives (*.zip)")
        )
        if file:
            self._write_to(Path(file))

    def _write_to(self, file: Path) -> None:
        library, working = self._library, self._working
        self._begin(self.tr("Writing the archive, and reading it again…"))
        self._tasks.run(
            lambda: library.merging.write_archive(
                file, progress=working.tell, cancelled=working.stop.is_set
            ),
            partial(self._written, file),
            owner=self,
            failed=self._failed,
            lane=Lane.PICTURES,
        )

    def _written(self, file: Path, counts: Counts) -> None:
        self._end()
        words = self.tr("“{file}” holds {what}. Anyone who has it can read it.")
        self.notice.say(Kind.QUIET, words.format(file=file.name, what=holding(counts)))

    def _ask_which(self) -> None:
        file, _ = QFileDialog.getOpenFileName(
            self, self.tr("The archive of the other computer"), "", self.tr("Archives (*.zip)")
        )
        if file:
            self._look_into(Path(file))

    def _look_into(self, file: Path) -> None:
        library = self._library
        self._begin(self.tr("Looking into the archive…"))
        self._tasks.run(
            lambda: library.merging.preview(file),
            partial(self._offer, file),
            owner=self,
            failed=self._failed,
            lane=Lane.PICTURES,
        )

    def _offer(self, file: Path, preview: Preview) -> None:
        self._end()
        if preview.changes_nothing:
            self.notice.say(Kind.QUIET, self.tr("Everything in this archive is here already."))
        else:
            self._panel.offer(file, preview)
            self.bring_into_sight(self._panel)

    def _bring_photos(self, file: Path) -> None:
        library, working = self._library, self._working
        self._begin(self.tr("Copying the photos…"))
        # On the other lane than what she saves meanwhile: photos may take minutes.
        self._tasks.run(
            lambda: library.merging.bring_photos(
                file, progress=working.tell, cancelled=working.stop.is_set
            ),
            partial(self._merge, file),
            owner=self,
            failed=self._failed,
            lane=Lane.PICTURES,
        )

    def _merge(self, file: Path, brought: tuple[str, ...]) -> None:
        library, working = self._library, self._working

        def work() -> Merged:
            return library.merging.merge(file, brought, cancelled=working.stop.is_set)

        self._begin(self.tr("Bringing it in…"))
        self._tasks.run(work, self._merged, owner=self, failed=self._failed)

    def _merged(self, merged: Merged) -> None:
        self._end()
        words = self.tr("Another computer's archive")
        self._history.add(words, datetime.now().astimezone(), partial(self._undo, merged))
        self._done.tell("\n".join(effects(merged.differences)) or words, self._history.latest)
        self.bring_into_sight(self._done)

    def _undo(self, merged: Merged) -> None:
        library = self._library
        self._begin(self.tr("Taking it back…"))
        self._tasks.run(
            lambda: library.merging.undo(merged), self._undone, owner=self, failed=self._failed
        )

    def _undone(self, _nothing: object) -> None:
        self._end()
        words = self.tr("It is as it was before; what was new lies in the trash.")
        self.notice.say(Kind.QUIET, words)

    def _begin(self, words: str) -> None:
        self._working.begin(words)
        self.bring_into_sight(self._working)
        self.notice.hide()
        self._done.hide()
        self._panel.hide()
        self._write.setEnabled(False)
        self._bring.setEnabled(False)

    def _end(self) -> None:
        self._write.setEnabled(True)
        self._bring.setEnabled(True)
        self._working.end()

    def _failed(self, sentence: str) -> None:
        self._end()
        self.notice.say(Kind.FAILURE, sentence)
