"""What stands above and below the photo in the viewer."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from recovery_app.domain.photos import Condition
from recovery_app.ui.photos import words
from recovery_app.ui.photos.album import Placed
from recovery_app.ui.photos.canvas import STEP
from recovery_app.ui.photos.menus import ConditionMenu, PoseMenu
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton, QuietButton
from recovery_app.ui.widgets.chip import Chip
from recovery_app.ui.widgets.labels import muted
from recovery_app.ui.widgets.shapes import painter_of
from recovery_app.ui.widgets.shapes import words as shortened


class CaptionBar(QWidget):
    """Day, session, date and where that came from; pose, condition, day and trash."""

    closed = Signal()
    pose_chosen = Signal(str)
    condition_chosen = Signal(object)
    day_wanted = Signal()
    remove_wanted = Signal()
    turn_wanted = Signal(int)
    """The person wants it turned by so many quarters clockwise."""
    info_wanted = Signal()
    full_screen_wanted = Signal()
    regions_wanted = Signal()
    """The areas of the pose are to be drawn."""
    reference_wanted = Signal()
    """The other photos of the pose are to be laid over this one."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._placed: Placed | None = None
        self._known: Collection[str] = ()
        self._title, self._facts = _Line("heading"), _Line("caption")
        self._poses, self._conditions = PoseMenu(self), ConditionMenu(self)
        self._poses.chosen.connect(self.pose_chosen)
        self._poses.aboutToShow.connect(self._mark)
        self._conditions.chosen.connect(self.condition_chosen)
        self._conditions.aboutToShow.connect(self._mark)
        self._pose = QuietButton(look, "")
        self._pose.setMenu(self._poses)
        self._condition = QuietButton(look, "")
        self._condition.setMenu(self._conditions)
        day = QuietButton(look, self.tr("Open day"))
        day.clicked.connect(self.day_wanted)
        turn = IconButton(look, "rotate", self.tr("Turn right (R)"), size=36)
        turn.clicked.connect(lambda: self.turn_wanted.emit(1))
        info = IconButton(look, "info", self.tr("Tones, camera and that day (I)"), size=36)
        info.clicked.connect(self.info_wanted)
        more = IconButton(look, "more", self.tr("More"), size=36)
        more.clicked.connect(lambda: self._more.popup(more.mapToGlobal(more.rect().bottomLeft())))
        self._make_more()
        trash = IconButton(look, "trash", self.tr("Move to trash"), size=36)
        trash.clicked.connect(self.remove_wanted)
        close = IconButton(look, "close", self.tr("Close"), size=36)
        close.clicked.connect(self.closed)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self._title)
        said.addWidget(self._facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(4)
        row.addLayout(said, 1)
        for button in (self._pose, self._condition, day, turn, info, more, trash, close):
            row.addWidget(button)

    def _make_more(self) -> None:
        self._more = QMenu(self)
        self._more.addAction(self.tr("Turn left\tShift+R"), lambda: self.turn_wanted.emit(-1))
        self._more.addAction(self.tr("Full screen\tF11"), self.full_screen_wanted.emit)
        self._more.addSeparator()
        self._reference = self._more.addAction(
            self.tr("Use as the reference of this pose"), self.reference_wanted.emit
        )
        self._regions = self._more.addAction(self.tr("Regions…"), self.regions_wanted.emit)

    def offer(self, poses: Collection[str]) -> None:
        """Offer the close-ups among these poses besides the fixed ones."""
        self._known = poses

    def show_photo(self, placed: Placed) -> None:
        """Say what is known of a photo."""
        photo = placed.photo
        self._placed = placed
        self._title.setText(words.headline(placed))
        facts = [
            words.moment_words(photo.taken_at),
            words.source_words(photo.source),
            "{} × {}".format(*photo.shown_size),
            photo.name,
            photo.caption,
        ]
        self._facts.setText(" · ".join(part for part in facts if part))
        for label in (self._title, self._facts):
            label.setToolTip(label.text())
        self._reference.setEnabled(bool(photo.pose))
        self._regions.setEnabled(bool(photo.pose))
        self._pose.setText(words.pose_name(photo.pose))
        self._pose.setAccessibleDescription(self.tr("Pose"))
        known = photo.condition is not Condition.UNKNOWN
        self._condition.setText(
            words.condition_name(photo.condition) if known else self.tr("Condition")
        )
        self._condition.setAccessibleDescription(self.tr("Condition"))
        for button in (self._pose, self._condition):
            button.updateGeometry()

    def _mark(self) -> None:
        if self._placed is not None:
            self._poses.offer(self._known, self._placed.photo.pose)
            self._conditions.set_current(self._placed.photo.condition)


class _Line(QLabel):
    """A line of words that is shortened where it must be, rather than widening the window."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Write what fits."""
        painter = painter_of(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shortened(painter, self.rect(), self.text(), Qt.AlignmentFlag.AlignLeft)


class ZoomBar(QWidget):
    """Which of how many photos, whether only the same pose, and the zoom."""

    fit_wanted = Signal()
    full_wanted = Signal()
    zoom_wanted = Signal(float)
    """The person wants it larger or smaller by this factor."""
    same_pose_chosen = Signal()
    """The person wants to step through the same pose only, or no longer."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._position: QLabel = muted()
        self._position.setWordWrap(False)
        self._same_pose = Chip(look, "same-pose", self.tr("Same pose only"))
        self._same_pose.ticked.connect(lambda _slug, _ticked: self.same_pose_chosen.emit())
        self._percent: QLabel = muted()
        self._percent.setWordWrap(False)
        self._percent.setMinimumWidth(48)
        smaller = IconButton(look, "zoom-out", self.tr("Smaller"))
        smaller.clicked.connect(lambda: self.zoom_wanted.emit(1 / STEP))
        larger = IconButton(look, "zoom-in", self.tr("Larger"))
        larger.clicked.connect(lambda: self.zoom_wanted.emit(STEP))
        fit = QuietButton(look, self.tr("Fit"))
        fit.clicked.connect(self.fit_wanted)
        full = QuietButton(look, self.tr("100 %"))
        full.clicked.connect(self.full_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._same_pose)
        row.addWidget(self._position)
        row.addStretch(1)
        for widget in (self._percent, smaller, larger, fit, full):
            row.addWidget(widget)

    @property
    def same_pose(self) -> bool:
        """Whether only photos of the same pose are stepped through."""
        return self._same_pose.isChecked()

    def show_position(self, number: int, count: int) -> None:
        """Say which of how many photos is shown."""
        said = self.tr("{number} of {count}").format(number=f"{number:,}", count=f"{count:,}")
        self._position.setText(said if number else "")

    def show_percent(self, percent: int) -> None:
        """Say how large the photo is shown."""
        self._percent.setText(self.tr("{percent} %").format(percent=percent))
