"""The head of the Compare page: how to compare, ready choices, and saving."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from recovery_app.ui.compare.painting import Mode
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import PrimaryButton, QuietButton
from recovery_app.ui.widgets.labels import title
from recovery_app.ui.widgets.segmented import Segmented

TIME_LAPSE = "time-lapse"
"""The way of comparing that is no mode of the stage."""


class CompareHead(QWidget):
    """Title, modes and buttons in one row."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = (
            (Mode.SIDE.value, self.tr("Side by side")),
            (Mode.SLIDER.value, self.tr("Slider")),
            (Mode.FADE.value, self.tr("Fade")),
            (Mode.FLICKER.value, self.tr("Flicker")),
            (TIME_LAPSE, self.tr("Time-lapse")),
        )
        self.modes = Segmented(look, self.tr("How to compare"), words)
        self.ready = QuietButton(look, self.tr("Choose…"))
        self.save = PrimaryButton(look, self.tr("Save picture"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(title(self.tr("Compare")))
        row.addWidget(self.modes)
        row.addStretch(1)
        row.addWidget(self.ready)
        row.addWidget(self.save)

    def show_offers(self, *, offered: bool) -> None:
        """Offer choices and a picture; time-lapse and editor have their own."""
        for button in (self.ready, self.save):
            button.setVisible(offered)
