"""What stands below a time-lapse: play, scrub, speed, and which photos it shows."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from recovery_app.domain.sessions import Numbered
from recovery_app.ui.compare.words import day_words
from recovery_app.ui.photos.words import pose_name
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import PrimaryButton, QuietButton
from recovery_app.ui.widgets.fields import ChoiceField
from recovery_app.ui.widgets.labels import muted
from recovery_app.ui.widgets.track_slider import TrackSlider

SPEEDS = (0.5, 1.0, 2.0, 4.0)


class LapseControls(QWidget):
    """Two rows: how it moves, and what of."""

    chosen = Signal()
    """Another pose or other days."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.play_button = PrimaryButton(look, self.tr("Play"))
        self.scrub = TrackSlider(look, self.tr("Photo shown"))
        self.poses, self.sessions, self.speeds = ChoiceField(), ChoiceField(), ChoiceField()
        self.fading = QCheckBox(self.tr("Cross-fade"))
        self.save_button = QuietButton(look, self.tr("Save…"))
        self._state = muted()
        self._fill()
        self._lay_out()
        self.poses.activated.connect(self.chosen)
        self.sessions.activated.connect(self.chosen)

    @property
    def pose(self) -> str:
        """The pose that is chosen; empty while there is none."""
        return str(self.poses.currentData() or "")

    @property
    def session(self) -> int | None:
        """The number of the session after which the photos were taken; None takes all."""
        return self.sessions.currentData()

    @property
    def speed(self) -> float:
        """How fast; 1 is the usual one."""
        return float(self.speeds.currentData())

    def offer(self, poses: Sequence[str], sessions: Sequence[Numbered], pose: str) -> None:
        """Offer these; what is chosen stays where it is still there, else this pose is."""
        chosen, session = self.pose or pose, self.session
        self.poses.clear()
        for one in poses:
            self.poses.addItem(pose_name(one), one)
        self.poses.setCurrentIndex(max(self.poses.findData(chosen), 0))
        self.sessions.clear()
        self.sessions.addItem(self.tr("All days"), None)
        for one in reversed(sessions):
            words = self.tr("After session {number}, {date}")
            words = words.format(number=one.number, date=day_words(one.session.date))
            self.sessions.addItem(words, one.number)
        self.sessions.setCurrentIndex(max(self.sessions.findData(session), 0))

    def show_count(self, count: int, at: int, words: str) -> None:
        """Let her scrub through so many photos; `words` says what of."""
        self.scrub.setRange(0, max(count - 1, 0))
        self.scrub.setValue(at)
        self._state.setText(words)

    def show_playing(self, playing: bool) -> None:
        """Offer to pause while it moves."""
        self.play_button.setText(self.tr("Pause") if playing else self.tr("Play"))

    def show_ready(self, *, there: bool, saving: bool) -> None:
        """Offer what can be done just now."""
        self.play_button.setEnabled(there)
        self.scrub.setEnabled(there)
        self.save_button.setEnabled(there and not saving)

    def _fill(self) -> None:
        for speed in SPEEDS:
            self.speeds.addItem(f"{speed:g}×", speed)
        self.speeds.setCurrentIndex(SPEEDS.index(1.0))
        self.fading.setChecked(True)
        for field, name in (
            (self.poses, self.tr("Pose")),
            (self.sessions, self.tr("Days")),
            (self.speeds, self.tr("Speed")),
        ):
            field.setAccessibleName(name)
            field.setToolTip(name)

    def _lay_out(self) -> None:
        moving, choosing = QHBoxLayout(), QHBoxLayout()
        for row in (moving, choosing):
            row.setSpacing(14)
        moving.addWidget(self.play_button)
        moving.addWidget(self.scrub, 1)
        moving.addWidget(self.speeds)
        moving.addWidget(self.fading)
        for field in (self.poses, self.sessions):
            choosing.addWidget(field)
        choosing.addWidget(self._state, 1)
        choosing.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(moving)
        column.addLayout(choosing)
