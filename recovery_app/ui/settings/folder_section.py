"""The folder that a phone syncs its pictures into."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from recovery_app.services.library import Library
from recovery_app.ui.settings.section import Section
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.notice import Kind


class FolderSection(Section):
    """Chooses the watched folder, or none."""

    def __init__(
        self, library: Library, tasks: Tasks, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._library, self._tasks = library, tasks
        self.begin(
            self.tr("Pictures from your phone"),
            self.tr(
                "Choose the folder that your phone syncs into, and Photos tells you when something"
                " new is there. Nothing is added without you, moved or deleted."
            ),
        )
        self._folder = QLabel()
        self._folder.setWordWrap(True)
        self._folder.setAccessibleName(self.tr("Watched folder"))
        self.body.addWidget(self._folder)
        choose = QPushButton(self.tr("Choose folder…"))
        choose.clicked.connect(self._ask)
        self._stop = QPushButton(self.tr("Stop watching"))
        self._stop.clicked.connect(lambda: self._save(""))
        self.add_row(choose, self._stop)
        self._show(library.settings.watched_folder)

    def _ask(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("The folder of your phone"))
        if not chosen:
            return
        own, folder = self._library.folder.resolve(), Path(chosen).resolve()
        if own == folder or own in folder.parents or folder in own.parents:
            self.notice.say(
                Kind.FAILURE, self.tr("The library itself lies there; choose another folder.")
            )
            return
        self._save(str(folder))

    def _save(self, folder: str) -> None:
        self.notice.hide()
        library = self._library
        self._tasks.run(
            lambda: library.choose(lambda now: replace(now, watched_folder=folder)),
            lambda _: self._show(folder),
            owner=self,
            failed=lambda sentence: self.notice.say(Kind.FAILURE, sentence),
        )

    def _show(self, folder: str) -> None:
        self._folder.setText(folder or self.tr("No folder is watched."))
        self._stop.setVisible(bool(folder))
