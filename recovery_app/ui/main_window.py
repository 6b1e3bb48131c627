"""The window: the pages of a library, or the welcome, and what must be said above them."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from recovery_app.services.library import Library
from recovery_app.ui.ahead import import_pages
from recovery_app.ui.changes import Changes
from recovery_app.ui.pages import Pages
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.notice import Kind, Notice

if TYPE_CHECKING:
    from recovery_app.ui.locking.pages import UnlockPage

GEOMETRY = "geometry"


class MainWindow(QMainWindow):
    """Shows a library's pages, each made when it is first visited, or the welcome page."""

    library_wanted = Signal(object)
    """Folder of the library to open."""
    new_library_wanted = Signal(object)
    """Folder for a new library."""
    locked_library_wanted = Signal(object)
    """Folder for a new library that is encrypted from the first day."""
    lock_wanted = Signal()
    """Lock the library now."""
    encryption_wanted = Signal(str)
    """Encrypt the library with this passphrase."""
    decryption_wanted = Signal(str)
    """Make it a plain library again; this passphrase opens it."""
    replacement_wanted = Signal(object)
    """Folder of a restored library that is to take the place of the one that is open."""
    backup_wanted = Signal()
    """The person wants a library that is made of a backup."""
    sample_wanted = Signal()
    """The person wants to look at the sample."""
    painted = Signal()
    """The window stands there for the first time, with all that is in it."""
    closed = Signal()
    """The window is closing."""

    def __init__(self, look: Look, tasks: Tasks, changes: Changes) -> None:
        super().__init__()
        self._look, self._tasks, self._changes = look, tasks, changes
        self._pages: Pages | None = None
        self._cover: UnlockPage | None = None
        self._held: QWidget | None = None
        self._warned = ""
        self._painted = False
        self._notice = Notice(look)
        self._content = QStackedWidget()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._notice)
        column.addWidget(self._content, 1)
        self._inside = inside
        self.setCentralWidget(inside)
        # Health has no place in a title that every program can read.
        self.setWindowTitle(self.tr("Recovery"))
        self.setWindowIcon(look.icon("app"))
        self.setMinimumSize(1000, 640)
        self._notice.acted.connect(self._show_shots)
        tasks.refused.connect(lambda sentence: self._notice.say(Kind.FAILURE, sentence))
        geometry = QSettings().value(GEOMETRY)
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            # At twice the size a small screen holds less than the sketches ask for.
            self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first time."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # What lies in the window is painted right after it, before the event loop turns.
            QTimer.singleShot(0, self.painted.emit)

    def sizeHint(self) -> QSize:
        """Ask for the size of the sketches."""
        return QSize(1280, 800)

    @property
    def pages(self) -> Pages | None:
        """The pages of the library that is open."""
        return self._pages

    def show_library(self, library: Library) -> None:
        """Show a library, on its Today page.

        Raises:
            RecoveryError: its database could be opened, but today not be read.
        """
        self.leave_library()
        self._pages = Pages(library, self._tasks, self._changes, self._look, self)
        self._pages.library_wanted.connect(self.library_wanted)
        self._pages.new_library_wanted.connect(self.new_library_wanted)
        self._pages.lock_wanted.connect(self.lock_wanted)
        self._pages.encryption_wanted.connect(self.encryption_wanted)
        self._pages.decryption_wanted.connect(self.decryption_wanted)
        self._pages.replacement_wanted.connect(self.replacement_wanted)
        # Warn anew of what comes after it: who was told of one thing was not told of the next.
        self._pages.safe.connect(self._forget_warning)
        # Before any page reads: what cannot be read is taken down like any other library.
        self._replace(self._pages)
        self._pages.visit("today")
        self._notice.hide()

    def show_welcome(self, sentence: str = "", place: Path | None = None) -> None:
        """Offer a new library (at a place that was asked for), an existing one or the sample.

        The sentence says what did not work.
        """
        from recovery_app.ui.welcome import WelcomePage

        self.leave_library()
        welcome = WelcomePage(self._look, sentence, place)
        welcome.new_library_wanted.connect(self.new_library_wanted)
        welcome.locked_library_wanted.connect(self.locked_library_wanted)
        welcome.library_wanted.connect(self.library_wanted)
        welcome.backup_wanted.connect(self.backup_wanted)
        welcome.sample_wanted.connect(self.sample_wanted)
        self._replace(welcome)

    def show_waiting(self, sentence: str) -> None:
        """Say what is being made while it takes a moment."""
        from recovery_app.ui.welcome import WaitingPage

        self.leave_library()
        self._replace(WaitingPage(sentence))

    def show_page(self, page: QWidget) -> None:
        """Show something else than a library in the whole window."""
        self.leave_library()
        self._notice.hide()
        self._replace(page)
        self.uncover()

    def cover(self, page: "UnlockPage") -> None:
        """Show a page instead of all there is, which waits behind it until `uncover`."""
        self.uncover()
        self._cover, self._held = page, self.focusWidget()
        page.setParent(self)
        page.setGeometry(self.rect())
        self._inside.hide()
        page.show()
        page.setFocus()

    def uncover(self) -> None:
        """Show again what waits behind a cover."""
        if self._cover is None:
            return
        self._cover.hide()
        self._cover.deleteLater()
        self._cover = None
        self._inside.show()
        if self._held is not None and isValid(self._held):
            self._held.setFocus()

    @property
    def typed_on_cover(self) -> str:
        """What she is typing while the library is still being let go of."""
        return "" if self._cover is None else self._cover.field.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have a cover cover all."""
        super().resizeEvent(event)
        if self._cover is not None:
            self._cover.setGeometry(self.rect())

    def say(self, sentence: str) -> None:
        """Say above the page what did not work; the page stays."""
        notice = self._notice if self._cover is None else self._cover.notice
        notice.say(Kind.FAILURE, sentence)

    def tell(self, sentence: str) -> None:
        """Say above the page what was done."""
        self._notice.say(Kind.QUIET, sentence)

    def start_background_work(self) -> None:
        """Begin what may take its time, once everything is loaded."""
        if self._pages is not None:
            self._pages.background.start()
            self._pages.backups.start()
            self._offer_shots(self._pages)
            # A picture of 12 megapixels may lie before it: then the page is imported when visited.
            self._tasks.run(import_pages, owner=self, lane=Lane.PICTURES)

    def _offer_shots(self, pages: Pages) -> None:
        """Tell of photos that were taken and never added; they would be forgotten otherwise."""
        count = pages.shots_left
        if count:
            one = self.tr("1 photo that you took waits to be added.")
            many = self.tr("{count} photos that you took wait to be added.").format(count=count)
            self._notice.say(Kind.QUIET, one if count == 1 else many, self.tr("Look at them"))

    def _show_shots(self) -> None:
        self._notice.hide()
        if self._pages is not None:
            self._pages.visit("capture")

    def may_leave(self) -> bool:
        """Whether nothing unsaved would be lost, or she was told and asks again."""
        pages = self._pages
        if pages is None or not (pages.unsaved or pages.unadded):
            self._forget_warning()
            return True
        about = "today" if pages.unsaved else "capture"
        if about == self._warned:
            return True
        self._warned = about
        if about == "today":
            said = self.tr(
                "Today holds something that could not be saved. Do it again to leave it."
            )
        else:
            pages.visit("capture")
            said = self.tr(
                "Photos you took are not added yet. Do it again to leave; they wait here for you."
            )
        self.say(said)
        return False

    def _forget_warning(self) -> None:
        self._warned = ""

    def leave_library(self) -> None:
        """Save what is being typed and take the pages down."""
        self._forget_warning()
        if self._pages is not None:
            self._pages.finish()
            self._pages = None
            if self.isFullScreen():  # only a photo is shown so, and it has the way back
                self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is being typed; `closed` then waits until it is on disk.

        What could not be saved is never thrown away silently: the first attempt to close says so.
        """
        if not self.may_leave():
            event.ignore()
            return
        self.leave_library()
        QSettings().setValue(GEOMETRY, self.saveGeometry())
        self.closed.emit()
        super().closeEvent(event)

    def _replace(self, widget: QWidget) -> None:
        while (old := self._content.currentWidget()) is not None:
            self._content.removeWidget(old)
            old.deleteLater()
        self._content.addWidget(widget)
