"""The row below the stage: which pose, how the photos lie, and what is said of them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from recovery_app.ui.compare.painting import Mode
from recovery_app.ui.compare.stage import Stage
from recovery_app.ui.photos.words import pose_name
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.fields import ChoiceField
from recovery_app.ui.widgets.labels import muted
from recovery_app.ui.widgets.segmented import Segmented
from recovery_app.ui.widgets.track_slider import TrackSlider

WIDEST_POSE = 240
"""Pixels of a pose's name at the most; close-ups are named by her."""


class BelowStage(QWidget):
    """Works on the stage itself; what needs other photos is told by signals.

    Args:
        stage: what it stands below.
    """

    pose_chosen = Signal(str)
    """The photos of another pose are wanted."""
    mend_wanted = Signal()
    """The right side is to be laid by hand."""

    def __init__(self, look: Look, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self.poses = ChoiceField()
        self.poses.setAccessibleName(self.tr("Pose"))
        # A pose with a longer name may come while the page is in sight.
        self.poses.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)
        self.poses.setMaximumWidth(WIDEST_POSE)
        self.laying = Segmented(
            look,
            self.tr("How the photos lie"),
            (("aligned", self.tr("Aligned")), ("raw", self.tr("As taken"))),
        )
        self.between = TrackSlider(look, self.tr("Between left and right"))
        self.between.setFixedWidth(160)
        self._state = muted()
        mend = QuietButton(look, self.tr("Mend by hand"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        for widget in (self.poses, self.laying, self.between):
            row.addWidget(widget)
        row.addWidget(self._state, 1)
        row.addWidget(mend)
        self.poses.activated.connect(
            lambda _at: self.pose_chosen.emit(str(self.poses.currentData()))
        )
        self.laying.chosen.connect(self._choose_laying)
        self.between.valueChanged.connect(self._on_between)
        mend.clicked.connect(self.mend_wanted)

    def offer(self, poses: Sequence[str]) -> None:
        """Offer these poses."""
        if [self.poses.itemData(at) for at in range(self.poses.count())] != list(poses):
            self.poses.clear()
            for pose in poses:
                self.poses.addItem(pose_name(pose), pose)

    def show_pose(self, pose: str) -> None:
        """Show that this pose is compared."""
        self.poses.setCurrentIndex(max(self.poses.findData(pose), 0))

    def show_stage(self) -> None:
        """Say how the photos on the stage lie, and offer its slider where it has one."""
        stage = self._stage
        between = stage.mode in (Mode.SLIDER, Mode.FADE)
        self.between.setVisible(between)
        if between:
            share = stage.split if stage.mode is Mode.SLIDER else stage.blend
            self.between.setValue(round(share * 100))
        loose = [pane for pane in stage.in_sight if pane.placement is None]
        lines = [f"{pane.caption[0]}: {pane.lying_told}" for pane in stage.in_sight]
        self._state.setToolTip("\n".join(lines) if stage.aligned else "")
        if len(stage.in_sight) < len(stage.panes):
            said = self.tr("Shows the first and the last of {count}; side by side shows all.")
            self._state.setText(said.format(count=len(stage.panes)))
        elif not loose or not stage.aligned:
            self._state.setText(self.tr("Wheel zooms, drag pans, Shift moves one side alone."))
        else:
            said = self.tr(
                "%n not aligned: shown as taken. Shift and drag moves it.", "", len(loose)
            )
            # Mostly all of them have one reason; each has its own in the tip.
            self._state.setText(f"{loose[-1].lying_told} {said}" if len(loose) == 1 else said)

    def _choose_laying(self, key: str) -> None:
        self._stage.set_aligned(key == "aligned")
        self.show_stage()

    def _on_between(self, value: int) -> None:
        if self._stage.mode is Mode.SLIDER:
            self._stage.split = value / 100
        else:
            self._stage.blend = value / 100
        self._stage.update()
