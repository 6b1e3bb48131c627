"""Files and pictures that are dropped on a page or pasted into it."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QWidget

from recovery_app.ui.photos.drop_sign import DropSign
from recovery_app.ui.photos.offered import files_of, image_of, is_welcome
from recovery_app.ui.theme import Look


class Dropping(QObject):
    """Takes what comes by the mouse or the clipboard; the page passes on what Qt tells it.

    Args:
        page: where things are dropped and pasted.
        look: colours and icons.

    Attributes:
        sign: shown over the page while something hovers above it.
    """

    files_came = Signal(list)
    """Paths of files and folders."""
    image_came = Signal(QImage)
    """A picture that is no file."""
    nothing_came = Signal()
    """She pasted, but there is no picture on the clipboard."""

    def __init__(self, page: QWidget, look: Look) -> None:
        super().__init__(page)
        self._page = page
        self.sign = DropSign(look, page)
        page.setAcceptDrops(True)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), page)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self._paste)

    def fit(self) -> None:
        """Keep the sign over the page."""
        self.sign.setGeometry(self._page.rect())

    def enter(self, event: QDragEnterEvent) -> None:
        """Welcome files, folders and pictures."""
        # What is dragged out of the page itself is here already.
        source = event.source()
        own = isinstance(source, QWidget) and self._page.isAncestorOf(source)
        if not own and is_welcome(event.mimeData()):
            event.acceptProposedAction()
            self.sign.show()
            self.sign.raise_()

    def leave(self) -> None:
        """Go back to rest."""
        self.sign.hide()

    def drop(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        self.sign.hide()
        if files := files_of(event.mimeData()):
            self.files_came.emit(files)
        elif image := image_of(event.mimeData()):
            self.image_came.emit(image)
        event.acceptProposedAction()

    def _paste(self) -> None:
        offered = QGuiApplication.clipboard().mimeData()
        if files := files_of(offered):
            self.files_came.emit(files)
        elif image := image_of(offered):
            self.image_came.emit(image)
        else:
            self.nothing_came.emit()
