"""The second place of automatic backups: another disk, or a folder that something else syncs."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from recovery_app.services.library import Library
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.widgets.labels import muted, section


class SecondPlace(QWidget):
    """Chooses the second place, or none.

    Args:
        library: whose backups they are.
        tasks: where the choice is written.
        refuse: hears what does not work.
    """

    chosen = Signal()
    """There is a second place from now on."""

    def __init__(self, library: Library, tasks: Tasks, refuse: Callable[[str], None]) -> None:
        super().__init__()
        self._library, self._tasks, self._refuse = library, tasks, refuse
        self._folder = QLabel()
        self._folder.setWordWrap(True)
        self._folder.setAccessibleName(self.tr("Second place"))
        self._choose = QPushButton(self.tr("Choose second place…"))
        self._choose.clicked.connect(self._ask)
        self._stop = QPushButton(self.tr("No second place"))
        self._stop.clicked.connect(lambda: self._use(None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(section(self.tr("A second place")))
        column.addWidget(
            muted(
                self.tr(
                    "These backups lie in the library's own folder and go with its disk. Name a"
                    " folder on another disk or stick, or one that is synced, and each backup is"
                    " made there as well."
                )
            )
        )
        column.addWidget(self._folder)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._choose)
        row.addWidget(self._stop)
        row.addStretch(1)
        column.addLayout(row)
        self.show_place()

    def show_place(self) -> None:
        """Show what is chosen."""
        place = self._library.settings.second_depot
        self._folder.setText(place)
        self._folder.setVisible(bool(place))
        self._stop.setVisible(bool(place))

    def _ask(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Where a second backup is to lie"))
        if folder:
            self._use(Path(folder))

    def _use(self, folder: Path | None) -> None:
        library = self._library
        self._tasks.run(
            lambda: library.backing_up.use_second_place(folder),
            lambda _: self._used(folder),
            owner=self,
            failed=self._refuse,
        )

    def _used(self, folder: Path | None) -> None:
        self.show_place()
        if folder is not None:
            self.chosen.emit()
