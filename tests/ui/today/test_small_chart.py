"""The small chart, looked at without its colours."""

from datetime import timedelta

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.settings import Theme as Choice
from recovery_app.services.library import Library
from recovery_app.services.today import SmallChart
from recovery_app.ui.theme import Look
from recovery_app.ui.today import words
from recovery_app.ui.today.small_chart import (
    SmallRecoveryChart,
    _Frame,  # pyright: ignore[reportPrivateUsage] - says where to look
)
from tests.factories import DAY, a_moment, a_plain_session

WIDE, HIGH = 600, 300


@pytest.fixture
def drawn(library: Library) -> SmallChart:
    """A session after three whose redness stayed between slight and strong."""
    for start, level in ((0, 1), (30, 2), (60, 3)):
        library.sessions.save(a_plain_session(start))
        for day in range(4, 8):
            library.journal.log(a_moment(start + day), EntryChange({"redness": level}))
    library.sessions.save(a_plain_session(90))
    chart = library.today.look(DAY + timedelta(days=91)).chart
    assert chart is not None
    return chart


@pytest.mark.parametrize("theme", [Choice.LIGHT, Choice.DARK])
def test_the_own_range_has_an_edge_and_what_is_described_is_hatched(
    qtbot: QtBot, look: Look, drawn: SmallChart, theme: Choice
) -> None:
    look.choose(theme)
    widget = SmallRecoveryChart(look)
    qtbot.addWidget(widget)
    widget.resize(WIDE, HIGH)
    widget.show_chart(drawn)
    image = widget.grab().toImage()
    frame = _Frame(drawn, QRectF(widget.rect()), widget._label_width(QPainter(image)))

    def lightness(days: tuple[float, float], levels: tuple[float, float]) -> np.ndarray:
        left, right = (round(frame.at(day, 0).x()) for day in days)
        low, high = (round(frame.at(0, level).y()) for level in levels)
        return np.array(
            [
                [image.pixelColor(x, y).lightnessF() for x in range(left, right)]
                for y in range(high, low)
            ]
        )

    high = next(one.high for one in drawn.band if one.day == 5)
    assert high > 2.4
    described, own = lightness((0.2, 2.8), (2.2, 2.8)), lightness((5, 7), (2.1, 2.35))
    assert np.ptp(described) > 0.04  # lines
    assert np.ptp(own) < 0.01  # even ...
    edge = lightness((5, 7), (high, high + 0.15))
    beyond = lightness((5, 7), (high + 0.3, high + 0.4))[0, 0]
    # ... with an edge that stands out more than what it goes round
    assert np.abs(edge - beyond).max() > abs(own[0, 0] - beyond) + 0.05


def test_the_words_below_name_the_form_and_not_a_colour(drawn: SmallChart) -> None:
    assert words.basis_of(drawn) == (
        "Outlined: your own range, from 3 earlier sessions of this kind."
    )
