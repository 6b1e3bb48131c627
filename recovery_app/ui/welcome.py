"""The first page of all: a new library, one that is there, a backup, or a look at the sample."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QLabel, QVBoxLayout, QWidget

from recovery_app.paths import default_library
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import PrimaryButton, QuietButton
from recovery_app.ui.widgets.labels import caption, muted, title
from recovery_app.ui.widgets.notice import Kind, Notice

WIDTH = 520
SIGN = 72


class WelcomePage(QWidget):
    """Says what the program is for and offers the ways in.

    Args:
        look: colours and fonts.
        sentence: what did not work.
        place: where the diary begins; without it, in the default folder.
    """

    new_library_wanted = Signal(object)
    """Folder for a new library."""
    locked_library_wanted = Signal(object)
    """Folder for a new library that is encrypted from the first day."""
    library_wanted = Signal(object)
    """Folder of the library to open."""
    backup_wanted = Signal()
    """The person wants a library that is made of a backup."""
    sample_wanted = Signal()
    """The person wants to look at the sample."""

    def __init__(
        self,
        look: Look,
        sentence: str = "",
        place: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        folder = place or default_library()
        self._notice = Notice(look)
        sign = QLabel()
        sign.setPixmap(look.pixmap("app", "accent", SIGN, self.devicePixelRatioF()))
        words = muted(
            self.tr(
                "After each laser session, note in seconds how your skin looks and feels, add photos, "
                "and see redness fade over the week and your skin improve over the months."
            )
        )
        begin = PrimaryButton(look, self.tr("Begin my diary"))
        begin.clicked.connect(lambda: self._begin(folder))
        elsewhere = QuietButton(look, self.tr("Choose a folder for it"))
        elsewhere.clicked.connect(self._ask_for_new)
        there = QuietButton(look, self.tr("Open a library"))
        there.clicked.connect(self._ask_for_existing)
        backup = QuietButton(look, self.tr("Restore a backup"))
        backup.clicked.connect(self.backup_wanted)
        sample = QuietButton(look, self.tr("Look at the sample"))
        sample.clicked.connect(self.sample_wanted)
        private = caption(
            self.tr("Everything stays on this computer, in one folder of yours: {folder}").format(
                folder=folder
            )
        )
        private.setWordWrap(True)
        self._with_lock = QCheckBox(self.tr("Lock it with a passphrase"))
        above = _words_column(sign, title(self.tr("Your recovery, day by day")), words)
        above.addWidget(self._notice)
        above.addSpacing(8)
        above.addWidget(self._with_lock)
        above.addWidget(begin)
        inside = QWidget()
        inside.setFixedWidth(WIDTH)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(above)
        column.addLayout(_side_by_side((elsewhere, there), (backup, sample)))
        column.addSpacing(8)
        column.addLayout(_words_column(private))
        outside = QVBoxLayout(self)
        outside.addWidget(inside, 0, Qt.AlignmentFlag.AlignCenter)
        if sentence:
            self._notice.say(Kind.FAILURE, sentence)
        elif place is not None:
            words_of_place = self.tr("There is no library in “{folder}” yet. It can begin there.")
            self._notice.say(Kind.QUIET, words_of_place.format(folder=place))
        self.setFocusProxy(begin)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on the beginning, so that Enter begins."""
        super().showEvent(event)
        self.setFocus()

    def _begin(self, folder: Path) -> None:
        wanted = (
            self.locked_library_wanted if self._with_lock.isChecked() else self.new_library_wanted
        )
        wanted.emit(folder)

    def _ask_for_new(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("An empty folder for the library"))
        if folder:
            self._begin(Path(folder))

    def _ask_for_existing(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("The library's folder"))
        if folder:
            self.library_wanted.emit(Path(folder))


def _side_by_side(*rows: tuple[QWidget, ...]) -> QGridLayout:
    """Put buttons into rows, one below the other."""
    grid = QGridLayout()
    grid.setSpacing(4)
    for number, row in enumerate(rows):
        for place, button in enumerate(row):
            grid.addWidget(button, number, place, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(len(row), 1)
    return grid


def _words_column(*parts: QWidget) -> QVBoxLayout:
    """Put parts below each other where the words of a quiet button begin, which shows no frame."""
    column = QVBoxLayout()
    column.setContentsMargins(QuietButton.side, 0, 0, 0)
    column.setSpacing(16)
    for part in parts:
        column.addWidget(part)
    return column


class WaitingPage(QWidget):
    """One sentence while something is made that takes a few seconds."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.addWidget(muted(sentence), 0, Qt.AlignmentFlag.AlignCenter)
