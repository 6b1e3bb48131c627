"""What is chosen beside the live picture: pose, ghost, grid, mirror, countdown and camera."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QWidget

from recovery_app.domain.photos import POSES
from recovery_app.ui.capture.ghosts import Ghost
from recovery_app.ui.capture.source import Camera
from recovery_app.ui.photos.menus import PoseMenu
from recovery_app.ui.photos.words import pose_name
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.chip import Chip
from recovery_app.ui.widgets.fields import ChoiceField
from recovery_app.ui.widgets.labels import caption, section
from recovery_app.ui.widgets.segmented import Segmented
from recovery_app.ui.widgets.track_slider import TrackSlider

WIDTH = 268
USUAL_OPACITY = 35
"""Per cent of the ghost at first: both faces are seen."""


class CapturePanel(Card):
    """The choices; each is announced at once and none of them touches what is saved but the pose."""

    pose_chosen = Signal(str)
    opacity_chosen = Signal(float)
    """How much of the ghost is seen, 0 to 1."""
    grid_chosen = Signal(bool)
    mirror_chosen = Signal(bool)
    camera_chosen = Signal(str)
    """The key of a camera."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.pose = POSES[0]
        self._known: Collection[str] = ()
        self._menu = PoseMenu(self)
        self._menu.chosen.connect(self.set_pose)
        self._menu.aboutToShow.connect(lambda: self._menu.offer(self._known, self.pose))
        self._pose = QuietButton(look, "", icon="chevron-down")
        self._pose.setMenu(self._menu)
        self._pose.setAccessibleDescription(self.tr("Pose"))
        self._opacity = TrackSlider(look, self.tr("Ghost"))
        self._opacity.setSingleStep(5)
        self._opacity.setPageStep(20)
        self._opacity.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._opacity.setValue(USUAL_OPACITY)
        self._about_ghost = _small()
        self._grid = Chip(look, "grid", self.tr("Grid"))
        self._mirror = Chip(look, "mirror", self.tr("Mirror"))
        self._mirror.set_value(True)
        delays = (("0", self.tr("Off")), ("3", self.tr("3 s")), ("10", self.tr("10 s")))
        self._delay = Segmented(look, self.tr("Countdown"), delays)
        self._cameras = ChoiceField()
        self._cameras.setAccessibleName(self.tr("Camera"))
        self._lay_out()
        self._connect()
        self._show_pose()
        self.show_cameras((), "")

    @property
    def delay(self) -> int:
        """Seconds to count down before a shot."""
        return int(self._delay.current)

    @property
    def opacity(self) -> float:
        """How much of the ghost is seen, 0 to 1."""
        return self._opacity.value() / 100

    def set_pose(self, pose: str) -> None:
        """Choose a pose and announce it."""
        self.pose = pose
        self._show_pose()
        self.pose_chosen.emit(pose)

    def offer(self, poses: Collection[str]) -> None:
        """Offer the close-ups among these poses besides the fixed ones."""
        self._known = poses

    def show_ghost(self, ghost: Ghost | None) -> None:
        """Say which photo the ghost is."""
        self._opacity.setEnabled(ghost is not None)
        if ghost is not None:
            day = QDate(ghost.day.year, ghost.day.month, ghost.day.day)
            said = self.tr("Your photo of {day}. Lay your face over it.")
            self._about_ghost.setText(said.format(day=QLocale().toString(day, "d MMM yyyy")))
        elif self.pose:
            self._about_ghost.setText(
                self.tr("No photo of this pose yet. The first one becomes the ghost of the next.")
            )
        else:
            self._about_ghost.setText(self.tr("Choose a pose to see its ghost."))

    def show_cameras(self, cameras: Sequence[Camera], key: str) -> None:
        """Offer these cameras and mark the one of this key, or the first."""
        blocked = self._cameras.blockSignals(True)
        self._cameras.clear()
        for camera in cameras:
            self._cameras.addItem(camera.name, camera.key)
        self._cameras.setCurrentIndex(max(0, self._cameras.findData(key)))
        if not cameras:
            self._cameras.addItem(self.tr("None"))
        self._cameras.setEnabled(bool(cameras))
        self._cameras.blockSignals(blocked)

    def _lay_out(self) -> None:
        self.setFixedWidth(WIDTH)
        chips = QHBoxLayout()
        chips.setSpacing(8)
        chips.addWidget(self._grid)
        chips.addWidget(self._mirror)
        chips.addStretch(1)
        said = _small(self.tr("Only the live picture is mirrored. Photos are saved unmirrored."))
        body = self.body
        body.setSpacing(6)
        body.addWidget(section(self.tr("Pose")))
        body.addWidget(self._pose, 0, Qt.AlignmentFlag.AlignLeft)
        body.addSpacing(8)
        body.addWidget(section(self.tr("Ghost")))
        body.addWidget(self._opacity)
        body.addWidget(self._about_ghost)
        body.addSpacing(8)
        body.addWidget(section(self.tr("Live picture")))
        body.addLayout(chips)
        body.addWidget(said)
        body.addSpacing(8)
        body.addWidget(section(self.tr("Countdown")))
        body.addWidget(self._delay)
        body.addSpacing(8)
        body.addWidget(section(self.tr("Camera")))
        body.addWidget(self._cameras)
        body.addStretch(1)

    def _connect(self) -> None:
        self._opacity.valueChanged.connect(lambda _value: self.opacity_chosen.emit(self.opacity))
        self._grid.ticked.connect(lambda _slug, ticked: self.grid_chosen.emit(ticked))
        self._mirror.ticked.connect(lambda _slug, ticked: self.mirror_chosen.emit(ticked))
        self._cameras.activated.connect(
            lambda at: self.camera_chosen.emit(self._cameras.itemData(at))
        )
        # A click must not take the keyboard from the live picture, where Space takes the photo.
        for control in (*self.findChildren(QAbstractButton), self._cameras):
            if control.focusPolicy() & Qt.FocusPolicy.ClickFocus:
                control.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _show_pose(self) -> None:
        self._pose.setText(pose_name(self.pose))
        self._pose.updateGeometry()


def _small(text: str = "") -> QLabel:
    label = caption(text)
    label.setWordWrap(True)
    return label
