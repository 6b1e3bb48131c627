"""The third face of the Photos page: deleted photos as pictures, the way back, and the end."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.sessions import Numbered
from recovery_app.services.library import Library
from recovery_app.services.trash import PhotoInTrash
from recovery_app.ui.changes import Changes
from recovery_app.ui.photos import words
from recovery_app.ui.photos.actions import PhotoActions
from recovery_app.ui.photos.album import in_trash
from recovery_app.ui.photos.grid import PhotoGrid
from recovery_app.ui.photos.model import PhotoModel
from recovery_app.ui.photos.small_pictures import SmallPictures
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import HEIGHT, QuietButton
from recovery_app.ui.widgets.empty_state import EmptyState
from recovery_app.ui.widgets.labels import muted
from recovery_app.ui.widgets.notice import Kind, Notice


class TrashFace(QWidget):
    """Shows what was deleted in the last 30 days; Delete asks, in place, before the end.

    Args:
        library: whose trash.
        tasks: reads and deletes on the data lane.
        changes: tells when something came in or went.
        actions: bring photos back.
        pictures: shared with the grid.
        look: colours, fonts and icons.
        margin: pixels beside what is no photo.

    Attributes:
        grid: the deleted photos.
        bar: what can be done with them; the page has a line for it.
    """

    all_wanted = Signal()
    """The person wants to go back to the grid, since nothing is here."""
    failed = Signal(str)
    """It could not be read or deleted, in a sentence."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        changes: Changes,
        actions: PhotoActions,
        pictures: SmallPictures,
        look: Look,
        margin: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._actions = library, tasks, actions
        self._asked: list[str] = []
        self._model = PhotoModel(self)
        self.grid = PhotoGrid(self._model, pictures, look)
        self.grid.setAccessibleName(self.tr("Deleted photos"))
        self.grid.setDragEnabled(False)
        self.bar = QWidget()
        self._notice = Notice(look)
        self._count = muted()
        self._count.setWordWrap(False)
        self._back = QuietButton(look, self.tr("Bring back"), icon="restore")
        self._end = QuietButton(look, self.tr("Delete for good"))
        self._empty = EmptyState(look, "trash", self._nothing(), self.tr("Show the photos"))
        self._stack = QStackedWidget()
        self._lay_out(margin)
        self._connect(changes)
        self.setFocusProxy(self.grid)
        self._show_selection()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what lies there now."""
        super().showEvent(event)
        self._read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget a question that was not answered."""
        super().hideEvent(event)
        self._take_back()

    def _lay_out(self, margin: int) -> None:
        self._stack.addWidget(QWidget())  # while it is read
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._empty)
        self.bar.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._count)
        row.addSpacing(8)
        row.addWidget(self._back)
        row.addWidget(self._end)
        row.addStretch(1)
        above = QVBoxLayout()
        above.setContentsMargins(margin, 0, margin, 0)
        above.addWidget(self._notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(above)
        column.addWidget(self._stack, 1)

    def _connect(self, changes: Changes) -> None:
        changes.happened.connect(self._on_change)
        self.grid.picked.connect(self._show_selection)
        self.grid.remove_wanted.connect(self._ask)
        self.grid.menu_wanted.connect(self._pop_up)
        self._back.clicked.connect(self._restore)
        self._end.clicked.connect(self._ask)
        self._notice.acted.connect(self._delete)
        self._notice.closed.connect(self._take_back)
        self._empty.acted.connect(self.all_wanted)

    # Showing

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and change.touches(Topic.PHOTO, Topic.SESSION):
            self._read()

    def _read(self) -> None:
        self._tasks.run(
            partial(_read, self._library), self._show, owner=self, failed=self.failed.emit
        )

    def _show(self, found: tuple[list[PhotoInTrash], list[Numbered]]) -> None:
        deleted, sessions = found
        self._model.show(in_trash(((one.photo, one.days_left) for one in deleted), sessions))
        held = self.grid.hasFocus()
        self._stack.setCurrentWidget(self.grid if deleted else self._empty)
        self.setFocusProxy(self.grid if deleted else self._empty)
        if held and not deleted:
            self.focusNextChild()
        self._show_selection()

    def _show_selection(self) -> None:
        shown, chosen = self._model.rowCount(), self.grid.selected_count()
        said = self.tr("{photos} in the trash").format(photos=words.photos_counted(shown))
        if chosen:
            said = self.tr("{photos} · {count} selected").format(photos=said, count=f"{chosen:,}")
        self._count.setText(said if shown else "")
        for button in (self._back, self._end):
            button.setVisible(chosen > 0)
        if self._asked and set(self._asked) != set(self._ids()):
            self._take_back()

    def _pop_up(self, place: QPoint) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def menu(self) -> QMenu:
        """Make the menu of what can be done with what is selected."""
        menu = QMenu(self)
        menu.addAction(self.tr("Bring back"), self._restore)
        menu.addAction(self.tr("Delete for good"), self._ask)
        return menu

    def _nothing(self) -> str:
        return self.tr("No photo is in the trash. What you delete stays here for 30 days.")

    # Doing

    def _ids(self) -> list[str]:
        return [one.photo.id for one in self.grid.selected]

    def _restore(self) -> None:
        self._actions.restore(self._ids())

    def _ask(self) -> None:
        self._asked = self._ids()
        said = self.tr("This photo cannot come back after this.")
        if len(self._asked) != 1:
            said = self.tr("These {count} photos cannot come back after this.")
        said = said.format(count=f"{len(self._asked):,}")
        self._notice.say(Kind.CAUTION, said, self.tr("Delete for good"))
        self._notice.setFocus()

    def _take_back(self) -> None:
        asked, self._asked = self._asked, []
        self._notice.hide()
        if asked and self.isVisible():
            self.grid.setFocus()

    def _delete(self) -> None:
        ids = self._asked
        self._take_back()
        work: Callable[[], int] = partial(self._library.trash.discard_photos, ids)
        self._tasks.run(work, owner=self, failed=self.failed.emit)


def _read(library: Library) -> tuple[list[PhotoInTrash], list[Numbered]]:
    return library.trash.photos(), library.sessions.every()
