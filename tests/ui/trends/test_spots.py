"""Drawn spots over the months: what counts, what is hollow, what breaks a line, what is saved."""

import csv
import shutil
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from recovery_app.domain.photo_quality import Reason
from recovery_app.domain.photos import Condition
from recovery_app.domain.regions import Region, Role
from recovery_app.domain.sessions import Session
from recovery_app.domain.spot_series import SpotNoise
from recovery_app.imaging.portrait import Look as Person
from recovery_app.imaging.portrait import draw
from recovery_app.imaging.portrait_areas import brown_spots
from recovery_app.services import library as libraries
from recovery_app.services.library import Library
from recovery_app.ui.trends import numbers, spot_words
from recovery_app.ui.trends.marks import Breaks, Dots
from recovery_app.ui.trends.page import TrendsPage
from recovery_app.ui.trends.spot_plot import SpotPlot
from tests.ui.trends.driving import Open, click, named, place_of, seen

ZONE = timezone(timedelta(hours=8))
FIRST = date(2025, 3, 1)
SESSION = FIRST + timedelta(days=20)
SIZE = (900, 1200)
PIGMENT = {0: 0.9, 30: 0.7, 60: 0.35, 80: 0.35, 90: 0.35}
"""How strong her brown spots are, by days after the first photo."""
SOON, OTHER_CAMERA, MADE_UP = 30, 80, 90
"""The photo soon after the session, from when on it is another camera, the one with make-up."""


@pytest.fixture(scope="module")
def spotted_folder(template_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Draw her with spots that fade and measure them, once, to be copied by each test."""
    place = tmp_path_factory.mktemp("spotted")
    shutil.copytree(template_library, place / "library")
    library = libraries.open_library(place / "library")
    library.sessions.save(Session("", SESSION, "pico-spot"))
    for day, pigment in PIGMENT.items():
        data = draw(
            Person(spots=pigment),
            taken=datetime.combine(FIRST, time(9), ZONE) + timedelta(days=day),
            width=SIZE[0],
            height=SIZE[1],
            model="Another" if day >= OTHER_CAMERA else "Sample person",
        )
        file = place / f"{day}.jpg"
        file.write_bytes(data)
        (photo,) = library.photos.add([file], pose="front").added
        if day == MADE_UP:
            library.photos.change([photo.id], condition=Condition.MAKE_UP)
    library.alignment.work_through()
    names = "Below the eye", "Beside the nose"
    library.regions.keep(
        [
            Region("", "front", Role.SPOT, name, outline)
            for name, outline in zip(names, brown_spots(Person(), SIZE), strict=True)
        ]
    )
    library.redness.work_through()
    library.close()
    return place / "library"


@pytest.fixture
def library_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give the folder of a library: an empty one, or the one with spots where a test asks."""
    wanted = "spotted_folder" if "spotted" in request.fixturenames else "template_library"
    folder = tmp_path / "library"
    shutil.copytree(request.getfixturevalue(wanted), folder)
    return folder


@pytest.fixture
def spotted(shown: Library) -> Library:
    """The library with two spots on five photos."""
    return shown


def spots(qtbot: QtBot, open_page: Open) -> TrendsPage:
    page = open_page()
    click(page, "Spots")
    qtbot.waitUntil(lambda: page.spots.saved is not None)
    QTest.qWait(0)
    return page


def first_plot(page: TrendsPage) -> SpotPlot:
    return page.spots.cards[0].plot


def test_without_a_spot_the_page_says_how_to_come_to_one(qtbot: QtBot, open_page: Open) -> None:
    page = open_page()
    click(page, "Spots")
    qtbot.waitUntil(lambda: seen(page, "No spot is drawn yet."))

    assert page.spots.saved is None
    with qtbot.waitSignal(page.regions_wanted):
        click(page, "Draw a spot")


@pytest.mark.usefixtures("spotted")
def test_each_spot_fades_in_a_chart_of_its_own_and_only_what_counts_is_compared(
    qtbot: QtBot, open_page: Open
) -> None:
    page = spots(qtbot, open_page)
    plot = first_plot(page)

    assert seen(page, "Below the eye · Front")
    assert seen(page, "Beside the nose · Front")
    hollow, counted = (
        [one.spots for one in plot.items_drawn if isinstance(one, Dots) and one.hollow is soon]
        for soon in (True, False)
    )
    assert [spot.x() // 1 - FIRST.toordinal() for spot in hollow[0]] == [SOON]
    days = [spot.x() // 1 - FIRST.toordinal() for spot in counted[0]]
    assert days == [0, 60, OTHER_CAMERA]
    assert counted[0][0].y() > counted[0][1].y() + 3
    assert plot.accessibleName().startswith("Below the eye · Front: ")


@pytest.mark.usefixtures("spotted")
def test_another_camera_begins_anew_and_make_up_is_a_cross_that_says_why(
    qtbot: QtBot, open_page: Open
) -> None:
    page = spots(qtbot, open_page)
    plot = first_plot(page)

    ((x, words),) = next(one.breaks for one in plot.items_drawn if isinstance(one, Breaks))
    assert words == "other camera"
    assert x // 1 == (FIRST + timedelta(days=OTHER_CAMERA)).toordinal() - 1 + 9 // 12
    assert seen(page, "The last line begins anew (other camera); compare within it.")
    assert seen(page, "no change to tell yet")  # one photo of the new camera
    (cross,) = [at for at, spot in enumerate(plot.spots) if spot.row == 1]
    QTest.mouseMove(plot.viewport(), place_of(plot, cross))
    qtbot.waitUntil(plot.tip.isVisible)
    assert Reason.MAKE_UP.sentence in plot.tip.text().split("\n")


@pytest.mark.usefixtures("spotted")
def test_a_point_says_both_numbers_with_their_errors_and_opens_its_day(
    qtbot: QtBot, open_page: Open
) -> None:
    page = spots(qtbot, open_page)
    plot = first_plot(page)
    soon = next(
        at for at, spot in enumerate(plot.spots) if spot.day == FIRST + timedelta(days=SOON)
    )
    QTest.mouseMove(plot.viewport(), place_of(plot, soon))
    qtbot.waitUntil(plot.tip.isVisible)

    said = plot.tip.text()
    assert "ΔE₀₀ " in said
    assert "ΔL* −" in said
    assert said.count(" ± ") == 2
    assert "Soon after a session: not counted" in said
    with qtbot.waitSignal(page.day_wanted) as asked:
        QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place_of(plot, soon))
    assert asked.args == [FIRST + timedelta(days=SOON)]


@pytest.mark.usefixtures("spotted")
def test_lightness_is_drawn_below_zero_for_the_same_months(qtbot: QtBot, open_page: Open) -> None:
    page = spots(qtbot, open_page)
    click(page, "3 months")
    before = first_plot(page).view.viewRange()[0]

    named(page, "Lightness (ΔL*)").click()

    plot = first_plot(page)
    assert all(spot.y < 0 for spot in plot.spots if spot.row == 0)
    assert plot.view.viewRange()[0] == pytest.approx(before)
    assert seen(page, "below 0 is darker")
    assert not seen(page, "just visible")


@pytest.mark.usefixtures("spotted")
def test_the_charts_are_saved(
    qtbot: QtBot, open_page: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = spots(qtbot, open_page)
    for word, suffix, start in (
        ("Picture", "png", b"\x89PNG"),
        ("Drawing", "svg", b"<?xml"),
        ("Page", "pdf", b"%PDF"),
    ):
        path = tmp_path / f"chart.{suffix}"
        save(qtbot, page, monkeypatch, path, word)
        assert path.read_bytes().startswith(start)


def test_the_numbers_are_saved_as_they_were_measured(
    qtbot: QtBot,
    spotted: Library,
    open_page: Open,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    path = tmp_path / "spots.csv"
    save(qtbot, spots(qtbot, open_page), monkeypatch, path, "Numbers")

    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert [row["near_session"] for row in rows[:5]] == ["no", "yes", "no", "no", ""]
    assert [row["line"] for row in rows[:5]] == ["1", "1", "1", "2", ""]
    assert rows[4]["reasons"] == "make-up"
    (one, _) = spotted.redness.spots()
    found = one.series.lines[0].points[0].contrast
    assert float(rows[0]["delta_e"]) == pytest.approx(found.delta_e, abs=0.001)
    assert float(rows[0]["delta_l_error_95"]) == pytest.approx(found.delta_l_error, abs=0.001)
    assert rows[0]["least_change_e"] == rows[4]["least_change_e"] == ""
    before = one.series.lines[0]
    known = replace(before, noise=SpotNoise(change_l=2.5, change_e=1.5, repeats=2))
    again = replace(one, series=replace(one.series, lines=(known,)))
    saved = list(csv.DictReader(numbers.spots([again]).splitlines()))
    assert (saved[0]["least_change_e"], saved[0]["least_change_l"]) == ("1.500", "2.500")
    change = before.change
    assert change is not None
    assert f"Error of the change: ± {change.delta_e_error:.1f} (95 %)." in spot_words.basis(
        again, spot_words.Measure.DIFFERENCE
    )


@pytest.mark.usefixtures("spotted")
def test_where_only_spots_are_drawn_redness_says_what_it_needs(
    qtbot: QtBot, open_page: Open
) -> None:
    page = open_page()
    click(page, "Felt and measured")
    qtbot.waitUntil(lambda: seen(page, "Only spots are drawn for this pose."))

    assert not seen(page, "gave no number")
    with qtbot.waitSignal(page.regions_wanted) as asked:
        click(page, "Draw areas")
    assert asked.args == ["front"]


def save(
    qtbot: QtBot, page: TrendsPage, monkeypatch: pytest.MonkeyPatch, path: Path, word: str
) -> None:
    """Choose the word in the menu and this file in the dialog."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    next(one for one in page.save_menu.actions() if one.text().startswith(word)).trigger()
    qtbot.waitUntil(path.exists)
