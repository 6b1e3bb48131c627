"""Lines that are told apart by people with a colour-vision deficiency too."""

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from recovery_app.domain.settings import Theme as Choice
from recovery_app.ui.theme import Look
from recovery_app.ui.trends.markers import FADES, stroke_of
from tests.colour_blind import SIMULATED, seen_with


def seen(colour: QColor, deficiency: str) -> tuple[float, ...]:
    """Return a colour as it is seen."""
    return tuple(seen_with(deficiency, np.array([colour.redF(), colour.greenF(), colour.blueF()])))


@pytest.mark.parametrize("theme", [Choice.LIGHT, Choice.DARK])
@pytest.mark.parametrize("deficiency", SIMULATED)
def test_lines_differ_in_what_is_seen_or_in_their_marker(
    look: Look, theme: Choice, deficiency: str
) -> None:
    look.choose(theme)
    strokes = [stroke_of(age) for age in range(len(FADES))]

    for one, other in combinations(strokes, 2):
        assert one.shape != other.shape
    current, before = (seen(stroke.colour(look.theme), deficiency) for stroke in strokes[:2])
    assert max(abs(a - b) for a, b in zip(current, before, strict=True)) > 0.15


@pytest.mark.parametrize("deficiency", SIMULATED)
def test_greys_stay_as_they_are(deficiency: str) -> None:
    grey = np.array([0.5, 0.5, 0.5])

    assert seen_with(deficiency, grey) == pytest.approx(grey, abs=0.01)
