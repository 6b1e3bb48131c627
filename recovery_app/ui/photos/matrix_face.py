"""The second face of the Photos page: choose a pose, see the same days of all sessions."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from recovery_app.domain.photos import POSES
from recovery_app.ui.photos import words
from recovery_app.ui.photos.album import Album
from recovery_app.ui.photos.matrix import matrix
from recovery_app.ui.photos.matrix_model import MatrixModel
from recovery_app.ui.photos.matrix_view import MatrixView
from recovery_app.ui.photos.small_pictures import SmallPictures
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.empty_state import EmptyState
from recovery_app.ui.widgets.fields import ChoiceField
from recovery_app.ui.widgets.labels import muted
from recovery_app.ui.widgets.segmented import Segmented

IN_A_ROW = 6
"""Poses beside each other; more of them open as a list."""


class MatrixFace(QWidget):
    """Pose and matrix.

    Args:
        pictures: shared with the grid, so that both together keep to one limit.
        look: colours, fonts and icons.
    """

    all_wanted = Signal()
    """The person wants to go back to the grid, since there is nothing to lay out."""

    def __init__(
        self, pictures: SmallPictures, look: Look, margin: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._album = Album()
        self._offered: list[str] = []
        self._pose = ""
        self._count = 0
        self._model = MatrixModel(self)
        self.view = MatrixView(self._model, pictures, look)
        self._empty = EmptyState(look, "sessions", self._nothing(), self.tr("Show the grid"))
        self._empty.acted.connect(self.all_wanted)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self._poses: QWidget = QWidget()
        self._head = QHBoxLayout()
        self._head.setSpacing(12)
        self._head.addWidget(self._poses)
        self._head.addWidget(
            muted(self.tr("One row per session, one column per day: the same day, side by side.")),
            1,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, 0, margin, 0)
        column.setSpacing(12)
        column.addLayout(self._head)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)

    @property
    def pose(self) -> str:
        """The pose that is laid out."""
        return self._pose

    @property
    def count(self) -> int:
        """How many photos the pose has."""
        return self._count

    def show_album(self, album: Album) -> None:
        """Lay out the photos of an album; the pose stays as long as it has any."""
        self._album = album
        there = album.poses() - {""}
        poses = [pose for pose in POSES if pose in there]
        poses += sorted(there - set(POSES))
        if self._pose not in there:
            self._pose = poses[0] if poses else ""
        if poses != self._offered:
            self._offered = poses
            self._offer(poses)
        self._lay_out()

    def choose(self, pose: str) -> None:
        """Lay out another pose."""
        self._pose = pose
        self.view.clearSelection()
        self._lay_out()

    def _lay_out(self) -> None:
        photos = [one for one in self._album.in_time() if one.photo.pose == self._pose]
        self._count = len(photos)
        laid = matrix(photos, self._album.sessions, self._pose)
        self._model.show(laid)
        self._stack.setCurrentWidget(self.view if laid.rows and self._pose else self._empty)

    def _offer(self, poses: list[str]) -> None:
        old, self._poses = self._poses, self._chooser(poses)
        self._head.replaceWidget(old, self._poses)
        self._poses.setVisible(bool(poses))
        old.deleteLater()

    def _chooser(self, poses: list[str]) -> QWidget:
        if not poses:
            return QWidget()
        if len(poses) <= IN_A_ROW:
            names = [(pose, words.pose_name(pose)) for pose in poses]
            row = Segmented(self._look, self.tr("Pose"), names)
            row.set_current(self._pose)
            row.chosen.connect(self.choose)
            return row
        box = ChoiceField()
        box.setAccessibleName(self.tr("Pose"))
        for pose in poses:
            box.addItem(words.pose_name(pose), pose)
        box.setCurrentIndex(poses.index(self._pose))
        box.currentIndexChanged.connect(lambda at: self.choose(poses[at]))
        return box

    def _nothing(self) -> str:
        return self.tr(
            "The matrix shows the same days of your sessions side by side. It needs a session, and"
            " photos whose pose is chosen."
        )
