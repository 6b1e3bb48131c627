"""Lines that are told apart by people with a colour-vision deficiency too."""

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF

from recovery_app.domain.settings import Theme as Choice
from recovery_app.ui import shading
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


def painted(draw: Callable[[QPainter], None]) -> np.ndarray:
    """Return how light each pixel is of what is drawn on a card, 60 by 40."""
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    draw(painter)
    painter.end()
    return np.array([[image.pixelColor(x, y).lightnessF() for x in range(60)] for y in range(40)])


@pytest.mark.parametrize("theme", [Choice.LIGHT, Choice.DARK])
def test_the_own_range_and_what_is_described_differ_without_any_colour(
    look: Look, theme: Choice
) -> None:
    look.choose(theme)
    place = QRectF(10, 8, 40, 24)
    described = painted(lambda painter: shading.hatch(painter, place, look.theme))
    own = painted(lambda painter: shading.own_range(painter, QPolygonF(place), look.theme))

    within = np.s_[12:28, 14:46]
    assert np.ptp(described[within]) > 0.04  # lines
    assert np.ptp(own[within]) < 0.01  # even ...
    edge, inside = own[8, 20], own[20, 30]
    assert abs(edge - inside) > 0.1  # ... with an edge
    assert np.all(described[:7] == 1)  # nothing is hatched beyond its days
    assert np.all(described[:, 52:] == 1)


@pytest.mark.parametrize("deficiency", SIMULATED)
def test_greys_stay_as_they_are(deficiency: str) -> None:
    grey = np.array([0.5, 0.5, 0.5])

    assert seen_with(deficiency, grey) == pytest.approx(grey, abs=0.01)
