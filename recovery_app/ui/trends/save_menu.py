"""The menu by which a chart leaves the program: as a file of four kinds, or copied."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from recovery_app.ui import folders
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.trends import saving
from recovery_app.ui.trends.saved import Saved
from recovery_app.ui.widgets.notice import Kind

SUFFIXES = {"png": "PNG", "svg": "SVG", "pdf": "PDF", "csv": "CSV"}


class SaveMenu(QMenu):
    """Saves or copies whatever the page shows.

    Args:
        tasks: files are written off the GUI thread.
        look: the ground of a picture.
        shown: gives what is saved now; None: nothing is drawn.
        page: whose shortcut copies.
    """

    said = Signal(object, str)
    """What became of it: a `notice.Kind` and a sentence."""

    def __init__(
        self, tasks: Tasks, look: Look, shown: Callable[[], Saved | None], page: QWidget
    ) -> None:
        super().__init__(page)
        self._tasks, self._look, self._shown, self._page = tasks, look, shown, page
        for word, suffix in (
            (self.tr("Picture (PNG)…"), "png"),
            (self.tr("Drawing (SVG)…"), "svg"),
            (self.tr("Page (PDF)…"), "pdf"),
            (self.tr("Numbers (CSV)…"), "csv"),
        ):
            self.addAction(word, partial(self._ask_and_save, suffix))
        self.addSeparator()
        copy = self.addAction(self.tr("Copy the picture"), self._copy)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        # A shortcut of a menu that is closed does not answer, so the page has its own.
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._copy)

    def open_below(self, button: QWidget) -> None:
        """Open below a button, its right side under the button's."""
        corner = button.mapToGlobal(QPoint(button.width(), button.height() + 4))
        self.popup(corner - QPoint(self.sizeHint().width(), 0))

    def _ask_and_save(self, suffix: str) -> None:
        saved = self._shown()
        if saved is None:
            return
        wanted, _ = QFileDialog.getSaveFileName(
            self._page,
            self.tr("Save chart"),
            str(folders.documents() / f"{saved.name}.{suffix}"),
            f"{SUFFIXES[suffix]} (*.{suffix})",
        )
        if wanted:
            path = Path(wanted)
            self._write(path if path.suffix else path.with_suffix(f".{suffix}"), suffix, saved)

    def _write(self, path: Path, suffix: str, saved: Saved) -> None:
        if suffix == "png":
            image = saving.picture(saved.drawing, self._look.theme.surface)
            work = partial(_save_picture, path, image)
        else:
            work = partial(saving.write, path, self._bytes_of(suffix, saved))
        self._tasks.run(
            work,
            lambda _nothing: self.said.emit(
                Kind.QUIET, self.tr("Saved as “{name}”.").format(name=path.name)
            ),
            owner=self,
            failed=partial(self.said.emit, Kind.FAILURE),
        )

    def _bytes_of(self, suffix: str, saved: Saved) -> bytes:
        if suffix == "csv":
            return saved.numbers().encode()
        if suffix == "pdf":
            return saving.pdf(saved.drawing, self._look, saved.name)
        return saving.svg(saved.drawing, self._look.theme.surface, saved.name)

    def _copy(self) -> None:
        saved = self._shown()
        if saved is not None:
            image = saving.picture(saved.drawing, self._look.theme.surface)
            QGuiApplication.clipboard().setImage(image)
            self.said.emit(Kind.QUIET, self.tr("Copied as a picture."))


def _save_picture(path: Path, image: QImage) -> None:
    saving.write(path, saving.png(image))
