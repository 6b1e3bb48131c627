"""Felt over measured, with real photos: what was refused, what breaks a line, what is cut."""

from datetime import date, datetime, time, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.photo_quality import Reason
from recovery_app.domain.photos import Condition
from recovery_app.domain.sessions import Session
from recovery_app.imaging.portrait import Look as Person
from recovery_app.imaging.portrait import draw
from recovery_app.services.library import Library
from recovery_app.ui.trends.felt_plot import FeltPlot
from recovery_app.ui.trends.marks import Breaks
from recovery_app.ui.trends.page import TrendsPage
from recovery_app.ui.trends.plot import Plot
from tests.ui.trends.driving import Open, click, place_of, seen

ZONE = timezone(timedelta(hours=8))
FIRST = date(2025, 3, 1)
SESSION = FIRST + timedelta(days=3)
FLUSH = {0: 0.0, 3: 0.9, 4: 0.8, 8: 0.4, 9: 0.3, 11: 0.1, 12: 0.1}
"""How red she is, by days after the first photo."""
OTHER_CAMERA, MADE_UP, BURNT = 8, 11, 12
"""From this day on another camera; the photo with make-up; the one with far too much light."""


@pytest.fixture(scope="module")
def portraits() -> dict[int, bytes]:
    """Draw her, once: before a session, right after it, and fading."""
    found: dict[int, bytes] = {}
    for day, red in FLUSH.items():
        taken = datetime.combine(FIRST, time(9), ZONE) + timedelta(days=day)
        model = "Another" if day >= OTHER_CAMERA else "Sample person"
        found[day] = draw(Person(redness=red), taken=taken, width=600, height=800, model=model)
    found[BURNT] = _burnt(found[BURNT])
    return found


def _burnt(data: bytes) -> bytes:
    file = BytesIO()
    with Image.open(BytesIO(data)) as image:
        bright = image.point([min(255, 120 + value * 2) for value in range(256)] * 3)
        bright.save(file, "JPEG", quality=95, exif=image.getexif())
    return file.getvalue()


@pytest.fixture
def measured(shown: Library, portraits: dict[int, bytes], tmp_path: Path) -> Library:
    """Take the portraits in and measure them; only what was refused says why."""
    at = datetime.combine(SESSION, time(8), ZONE)
    shown.sessions.save(Session("", SESSION, "pico-toning", at=at))
    for day, data in portraits.items():
        file = tmp_path / f"{day}.jpg"
        file.write_bytes(data)
        (photo,) = shown.photos.add([file], pose="front").added
        if day == MADE_UP:
            shown.photos.change([photo.id], condition=Condition.MAKE_UP)
    shown.alignment.work_through()
    shown.regions.keep(shown.regions.offered("front"))
    shown.redness.work_through()
    return shown


def felt_and_measured(qtbot: QtBot, open_page: Open) -> TrendsPage:
    page = open_page()
    click(page, "Felt and measured")
    qtbot.waitUntil(lambda: page.measured.saved is not None)
    QTest.qWait(0)
    return page


def near_to(plot: Plot, x: float, y: float, colour: QColor, reach: int = 5) -> bool:
    """Look for a colour round a spot of the chart."""
    image, spot = plot.grab().toImage(), plot.place(x, y).toPoint()
    return any(
        _alike(image.pixelColor(spot.x() + across, spot.y() + down), colour)
        for across in range(-reach, reach + 1)
        for down in range(-reach, reach + 1)
    )


def _alike(one: QColor, other: QColor) -> bool:
    parts = (QColor.red, QColor.green, QColor.blue)
    return all(abs(part(one) - part(other)) < 40 for part in parts)


@pytest.mark.usefixtures("measured")
def test_photos_that_were_refused_are_crosses_that_say_why(
    qtbot: QtBot, open_page: Open, measured: Library
) -> None:
    series = measured.redness.series("front")
    refused = {(photo.day - FIRST).days: reasons for photo, reasons in series.refused}
    assert set(refused) == {MADE_UP, BURNT}
    assert Reason.MAKE_UP in refused[MADE_UP]
    page = felt_and_measured(qtbot, open_page)
    plot = page.measured.measured

    assert seen(page, "2 photos gave no number (crosses): point at one to see why.")
    assert seen(page, "Each bar is the 95 % range of its photo.")
    crosses = [index for index, spot in enumerate(plot.spots) if spot.row == 1]
    days = [FIRST + timedelta(days=day) for day in (MADE_UP, BURNT)]
    assert [plot.spots[at].day for at in crosses] == days
    for at in crosses:
        spot = plot.spots[at]
        assert near_to(plot, spot.x, spot.y, plot.look.theme.muted, reach=1)
    QTest.mouseMove(plot.viewport(), place_of(plot, crosses[0]))
    qtbot.waitUntil(plot.tip.isVisible)
    assert plot.tip.text().startswith("No number from this photo\n")
    assert Reason.MAKE_UP.sentence in plot.tip.text().split("\n")


@pytest.mark.usefixtures("measured")
def test_another_camera_breaks_the_line_and_is_named(qtbot: QtBot, open_page: Open) -> None:
    page = felt_and_measured(qtbot, open_page)
    plot = page.measured.measured
    # The other camera has no photo from before the session, so its line has another zero.
    assert seen(page, "Redness measured on photos (ΔEI); 0 is not the same in all lines")
    assert seen(page, "0 is your skin then; elsewhere it is your untreated skin.")
    breaks = next(one for one in plot.items_drawn if isinstance(one, Breaks))

    ((x, words),) = breaks.breaks
    assert words == "other camera"
    assert x == pytest.approx((FIRST + timedelta(days=OTHER_CAMERA)).toordinal() + 9 / 24 - 0.5)
    assert near_to(plot, x, 3, plot.look.theme.caution, reach=4)


def test_no_line_leads_from_before_a_session_to_after_it(
    qtbot: QtBot, shown: Library, open_page: Open
) -> None:
    at = datetime.combine(SESSION, time(12), ZONE)
    shown.sessions.save(Session("", SESSION, "pico-toning", at=at))
    for hours, value in ((0, 0), (36, 4), (60, 4)):
        moment = datetime.combine(SESSION - timedelta(days=1), time(10), ZONE)
        shown.journal.log(moment + timedelta(hours=hours), EntryChange({"redness": value}))
    plot = felt_and_measured(qtbot, open_page).measured.felt
    assert isinstance(plot, FeltPlot)
    before, right_after, next_day = (spot.x for spot in plot.spots if spot.row == 0)
    series = plot.look.theme.series_1

    assert near_to(plot, (right_after + next_day) / 2, 4, series, reach=1)
    middle = QPointF((before + right_after) / 2, 2)
    assert not near_to(plot, middle.x(), middle.y(), series, reach=3)
