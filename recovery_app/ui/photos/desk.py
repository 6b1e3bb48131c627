"""What every view of the photos has at hand: them, what can be done to them, and how that went."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.photos.actions import PhotoActions
from recovery_app.ui.photos.reading import AlbumReader
from recovery_app.ui.photos.undo_notice import UndoNotice
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look


class Desk(QObject):
    """Reader, actions and notice, joined: what failed or went into the trash is told there.

    Attributes:
        reader: the photos as they stand in the library.
        actions: what can be done to them.
        notice: where it is told; the view finds a place for it.
    """

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        changes: Changes,
        history: History,
        look: Look,
        view: QWidget,
    ) -> None:
        super().__init__(view)
        self.reader = AlbumReader(library, tasks, changes, view)
        self.actions = PhotoActions(library, tasks, history, view)
        self.notice = UndoNotice(look, history)
        self.reader.failed.connect(self.notice.fail)
        self.actions.failed.connect(self.notice.fail)
        self.actions.moved.connect(self.notice.tell)
