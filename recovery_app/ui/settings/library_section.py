"""Where the library is, and how to open another one."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from recovery_app.services.library import Library
from recovery_app.ui.settings.section import Section
from recovery_app.ui.theme import Look


class LibrarySection(Section):
    """The folder of the library that is open."""

    library_wanted = Signal(object)
    """Folder of the library to open."""
    new_library_wanted = Signal(object)
    """Folder for a new library."""

    def __init__(self, library: Library, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.begin(self.tr("Library"))
        folder = QLabel(_short(library.folder.absolute()))
        folder.setWordWrap(True)
        folder.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        folder.setAccessibleName(self.tr("Folder of the library"))
        self.body.addWidget(folder)
        there = QPushButton(self.tr("Open another…"))
        there.clicked.connect(self._ask_for_existing)
        new = QPushButton(self.tr("New library…"))
        new.clicked.connect(self._ask_for_new)
        self.add_row(there, new)

    def _ask_for_existing(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("The library's folder"))
        if folder:
            self.library_wanted.emit(Path(folder))

    def _ask_for_new(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("An empty folder for the library"))
        if folder:
            self.new_library_wanted.emit(Path(folder))


def _short(folder: Path) -> str:
    """Write a folder of the person's own with ~ for her home."""
    home = Path.home()
    return f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)
