"""Every face of the Trends page on a real library: what it shows, leads to and leaves behind."""

import csv
import json
import re
from datetime import datetime, time, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from recovery_app.cli import shapes
from recovery_app.domain import moments
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.reviews import ChangeWord, Remark, Review
from recovery_app.domain.sessions import Session
from recovery_app.services.library import Library
from recovery_app.ui.trends import tables
from recovery_app.ui.trends.number_table import NumberTable
from recovery_app.ui.trends.page import TrendsPage
from recovery_app.ui.trends.photo_axis import fitting
from recovery_app.ui.trends.plot import Plot
from tests.factories import a_photo, a_picture
from tests.ui.trends.driving import FIRST, Open, answers, click, offers, place_of, rate, seen


def show(qtbot: QtBot, page: TrendsPage, view: str) -> None:
    """Choose a view of the recovery and wait until it stands there."""
    page.recovery.views.set_current(view)
    page.recovery.views.chosen.emit(view)
    qtbot.waitUntil(lambda: page.reading is not None and page.reading.wanted.view == view)
    QCoreApplication.processEvents()


def months(qtbot: QtBot, page: TrendsPage) -> None:
    """Show the improvement."""
    click(page, "Improvement")
    qtbot.waitUntil(lambda: page.improvement.saved is not None)
    QCoreApplication.processEvents()


def drag(plot: Plot, first: QPoint, last: QPoint) -> None:
    """Draw over a chart with the left button."""
    viewport = plot.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(viewport, (first + last) / 2)
    QTest.mouseMove(viewport, last)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=last)


@pytest.mark.usefixtures("diary")
def test_sessions_to_lay_over_each_other_can_be_chosen(open_page: Open) -> None:
    curves = open_page().recovery.curves
    second = next(one for one in curves.menu.actions() if one.text().startswith("Session 2"))
    assert second.isChecked()

    second.trigger()

    assert [one.recovery.numbered.number for one in curves.shown] == [3, 1]
    assert [key.words for key in curves.legend.keys][:2] == ["session 3", "session 1"]
    curves.menu.actions()[0].trigger()
    assert [one.recovery.numbered.number for one in curves.shown] == [3, 2, 1]


def test_a_session_of_another_kind_can_be_laid_over_and_is_named(
    diary: Library, open_page: Open
) -> None:
    diary.sessions.save(Session("", FIRST + timedelta(days=20), "peel"))
    rate(diary, FIRST + timedelta(days=21), redness=4)
    curves = open_page().recovery.curves
    assert [one.recovery.numbered.number for one in curves.shown] == [4, 3, 1]

    peel = next(one for one in curves.menu.actions() if "peel" in one.text().casefold())
    peel.trigger()

    assert [one.recovery.numbered.number for one in curves.shown] == [4, 3, 2, 1]
    assert any("peel" in key.words.casefold() for key in curves.legend.keys)


def test_all_symptoms_of_one_session_stand_side_by_side(
    qtbot: QtBot, diary: Library, open_page: Open
) -> None:
    rate(diary, FIRST + timedelta(days=81), swelling=2, pain=6)
    page = open_page()
    show(qtbot, page, "symptoms")

    assert all(seen(page, word) for word in ("Redness", "Swelling", "Pain"))
    assert seen(page, "Not rated after this session: Dryness, Flaking, Crusts, Itch, Warmth.")


@pytest.mark.usefixtures("diary")
def test_the_table_holds_the_numbers_of_the_command_line(qtbot: QtBot, open_page: Open) -> None:
    page = open_page()
    show(qtbot, page, "table")
    reading = page.reading
    assert reading is not None
    told = json.loads(json.dumps(shapes.recovery(reading.recovery, reading.recovery.curves)))

    shown = page.recovery.curves.shown
    _, headlines = tables.headline_table(reading.recovery, shown)
    by_number = {one["number"]: one for one in told["sessions"]}
    for row in headlines:
        one = by_number[int(row[0])]
        assert int(row[3]) == len(one["points"])
        assert row[4] == f"day {one['clear_day']['low']}"
        area, days = row[6].split(maxsplit=1)
        assert float(area) == pytest.approx(one["area_0_7"], abs=0.05)
        assert days == f"({one['area_days']} of 8 days)"
    head, days = tables.day_table(reading.recovery, shown)
    for at, number in enumerate((3, 2, 1), start=1):
        assert head[at] == f"Session {number}"
        column = [int(row[at]) for row in days]
        assert column == [point["value"] for point in by_number[number]["points"]]


def test_two_kinds_are_compared_with_their_n(qtbot: QtBot, diary: Library, open_page: Open) -> None:
    for place in range(3):
        day = FIRST + timedelta(days=10 + 40 * place)
        diary.sessions.save(Session("", day, "fractional-co2", device="Laser"))
        for after in range(12):
            rate(diary, day + timedelta(days=after), redness=4 if after < 9 else 0)
    page = open_page()
    show(qtbot, page, "groups")

    assert seen(page, "than after")
    assert seen(page, "A difference is no proof of its cause.")


def test_no_kind_is_called_earlier_beside_sessions_that_were_never_seen_clear(
    qtbot: QtBot, diary: Library, open_page: Open
) -> None:
    for place in range(3):
        day = FIRST + timedelta(days=10 + 40 * place)
        diary.sessions.save(Session("", day, "fractional-co2", device="Laser"))
        for after in range(12):
            rate(diary, day + timedelta(days=after), redness=4 if after < 9 else 0)
    slow = FIRST + timedelta(days=25)
    diary.sessions.save(Session("", slow, "pico-toning"))
    for after in range(13):
        rate(diary, slow + timedelta(days=after), redness=3)
    page = open_page()
    show(qtbot, page, "groups")

    assert seen(page, "No verdict: 1 of 7 rated sessions were not seen clear")
    assert not seen(page, "than after")


@pytest.mark.usefixtures("diary")
def test_with_one_kind_there_is_nothing_to_compare_and_it_says_so(
    qtbot: QtBot, open_page: Open
) -> None:
    page = open_page()
    page.recovery.views.chosen.emit("groups")

    qtbot.waitUntil(lambda: seen(page, "Nothing to compare yet."))
    assert page.recovery.saved is None


@pytest.mark.usefixtures("diary")
def test_a_range_drawn_over_the_days_asks_for_its_photos(qtbot: QtBot, open_page: Open) -> None:
    page = open_page()
    plot = page.recovery.curves.plot
    first, last = (plot.place(day, 2).toPoint() for day in (1.5, 3.5))

    with qtbot.waitSignal(page.photos_wanted) as asked:
        drag(plot, first, last)

    latest = FIRST + timedelta(days=80)
    assert asked.args == [latest + timedelta(days=1), latest + timedelta(days=3)]


@pytest.mark.usefixtures("diary")
def test_a_key_asks_for_the_photos_of_a_point(qtbot: QtBot, open_page: Open) -> None:
    page = open_page()
    page.recovery.curves.plot.setFocus()
    QTest.keyClick(page.recovery.curves.plot, Qt.Key.Key_Right)

    with qtbot.waitSignal(page.photos_wanted) as asked:
        QTest.keyClick(page.recovery.curves.plot, Qt.Key.Key_P)

    latest = FIRST + timedelta(days=80)
    assert asked.args == [latest, latest]


@pytest.mark.usefixtures("diary")
def test_the_range_of_months_is_the_same_on_all_charts(qtbot: QtBot, open_page: Open) -> None:
    page = open_page()
    months(qtbot, page)
    click(page, "3 months")

    plots = [one.plot for one in page.improvement.cards]
    plots += [one.axis for one in page.improvement.photos]
    seen_days = {tuple(round(end, 3) for end in plot.view.viewRange()[0]) for plot in plots}
    assert len(seen_days) == 1
    ((left, right),) = seen_days
    assert right - left <= 91.4
    click(page, "All")
    assert plots[0].view.viewRange()[0][1] - plots[0].view.viewRange()[0][0] > 80


def test_change_words_and_remarks_are_marked_and_said(
    qtbot: QtBot, diary: Library, open_page: Open
) -> None:
    day = FIRST + timedelta(days=100)
    said = (Remark("Less dry.", "Therapist"),)
    diary.reviews.save(Review("", day, {"pores": 30}, ChangeWord.MUCH_BETTER, said))
    page = open_page()
    months(qtbot, page)
    plot = page.improvement.cards[0].plot
    at = [index for index, spot in enumerate(plot.spots) if spot.row == 1][-1]

    QTest.mouseMove(plot.viewport(), place_of(plot, at))

    qtbot.waitUntil(plot.tip.isVisible)
    assert "Overall: much better\n“Less dry.” – Therapist" in plot.tip.text()


def test_photos_are_counted_that_the_months_in_view_hold(
    qtbot: QtBot, diary: Library, open_page: Open, tmp_path: Path
) -> None:
    for place in range(2):
        picture = a_picture(tmp_path / "camera", f"{place}.png", colour=(200, 20 * place, 20))
        diary.photos.add([picture], pose="front", day=FIRST + timedelta(days=40 * place))
    page = open_page()
    months(qtbot, page)
    axis = page.improvement.photos[0].axis
    qtbot.waitUntil(lambda: axis.accessibleName() == "Front: 2 photos")

    page.improvement.time.show_between(FIRST.toordinal() + 20, FIRST.toordinal() + 60)

    assert axis.accessibleName() == "Front: 1 photo"


def seen_keys(page: TrendsPage) -> set[str]:
    return {one.words for one in page.improvement.legend.keys if one.isVisible()}


def test_photos_stand_above_their_dates_by_pose_and_open_large(
    qtbot: QtBot, diary: Library, open_page: Open, tmp_path: Path
) -> None:
    diary.reviews.save(Review("", FIRST + timedelta(days=71), {"dryness": 50}))
    for place, pose in enumerate(("front", "front", "left")):
        picture = a_picture(tmp_path / "camera", f"{place}.png", colour=(200, 20 * place, 20))
        diary.photos.add([picture], pose=pose, day=FIRST + timedelta(days=30 * place))
    page = open_page()
    months(qtbot, page)
    card, beside = page.improvement.photos
    qtbot.waitUntil(lambda: card.isVisible() and len(card.axis.shown) == 2)
    below = [one.plot for one in page.improvement.cards]
    assert [_across(page, one.axis) for one in (card, beside)] == [
        _across(page, plot) for plot in below
    ]
    assert [photo.pose for photo in beside.axis.shown] == ["left"]
    said = [spot.words() for spot in card.axis.spots]
    assert said[0].endswith("Soon after a session: day 0 after session 1")
    assert "Soon after" not in said[1]
    assert seen_keys(page) >= {"photo soon after a session"}
    # Its key is there for what is drawn alone: the other pose has no such photo.
    card.poses.setCurrentIndex(1)
    card.poses.activated.emit(1)
    assert not seen_keys(page) & {"photo soon after a session"}
    card.poses.setCurrentIndex(0)
    card.poses.activated.emit(0)
    assert seen_keys(page) >= {"photo soon after a session"}

    with qtbot.waitSignal(page.photo_wanted) as asked:
        QTest.mouseClick(
            card.axis.viewport(), Qt.MouseButton.LeftButton, pos=place_of(card.axis, 0)
        )
    assert asked.args == [card.axis.shown[0].id]
    card.poses.setCurrentIndex(1)
    card.poses.activated.emit(1)
    assert [photo.pose for photo in card.axis.shown] == ["left"]


def _across(page: TrendsPage, plot: Plot) -> list[int]:
    """Where two days stand on the page, in pixels."""
    days = (FIRST.toordinal() + away for away in (10, 70))
    return [plot.mapTo(page, plot.place(day, 0).toPoint()).x() for day in days]


@pytest.mark.usefixtures("diary")
def test_felt_stands_over_measured_which_says_what_is_missing(
    qtbot: QtBot, open_page: Open
) -> None:
    page = open_page()
    click(page, "Felt and measured")
    qtbot.waitUntil(lambda: seen(page, "Redness, as you rated it"))

    assert seen(page, "No photo has a pose yet.")
    assert len(page.measured.felt.spots) == 15 + 3
    with qtbot.waitSignal(page.regions_wanted):
        click(page, "Draw areas")


ICON = 72
"""Pixels of the largest icon, at double density."""
FACES = ["curves", "symptoms", "table", "groups", "improvement", "measured"]


@pytest.mark.parametrize("face", FACES)
def test_every_face_is_saved_as_anything(
    qtbot: QtBot,
    diary: Library,
    open_page: Open,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    face: str,
) -> None:
    diary.sessions.save(Session("", FIRST + timedelta(days=20), "peel"))
    rate(diary, FIRST + timedelta(days=21), redness=4)
    rate(diary, FIRST + timedelta(days=81), pain=4)
    page = open_page()
    show_face(qtbot, page, face)

    def saved(word: str) -> bytes:
        path = tmp_path / word
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
        next(one for one in page.save_menu.actions() if one.text().startswith(word)).trigger()
        qtbot.waitUntil(path.with_suffix(SUFFIXES[word]).exists)
        return path.with_suffix(SUFFIXES[word]).read_bytes()

    assert saved("Picture").startswith(b"\x89PNG")
    drawing = saved("Drawing")
    assert drawing.startswith(b"<?xml")
    assert said_on(face) in drawing.decode()
    paper = saved("Page")
    assert paper.startswith(b"%PDF")
    # Lines and letters, no picture of them; the icon of a control may be one.
    assert b"/Font" in paper
    assert all(int(wide) <= ICON for wide in re.findall(rb"/Width (\d+)", paper))
    rows = list(csv.reader(saved("Numbers").decode().splitlines()))
    assert rows[0][0].casefold() == "row"
    assert {len(row) for row in rows} == {len(rows[0])}


SUFFIXES = {"Picture": ".png", "Drawing": ".svg", "Page": ".pdf", "Numbers": ".csv"}


def show_face(qtbot: QtBot, page: TrendsPage, face: str) -> None:
    """Show one of the six faces."""
    if face == "improvement":
        months(qtbot, page)
    elif face == "measured":
        click(page, "Felt and measured")
        qtbot.waitUntil(lambda: page.measured.saved is not None)
    else:
        show(qtbot, page, face)


def said_on(face: str) -> str:
    """Return words that must be letters in a drawing of this face."""
    return {
        "curves": ">severe</text>",
        "symptoms": ">Pain</text>",
        "table": ">Halved every</text>",
        "groups": ">Redness-days</text>",
        "improvement": ">Large pores</text>",
        "measured": ">Redness, as you rated it</text>",
    }[face]


def test_numbers_of_a_table_stand_in_line_with_their_head(
    qtbot: QtBot, diary: Library, open_page: Open
) -> None:
    rate(diary, FIRST + timedelta(days=80), redness=4)
    page = open_page()
    show(qtbot, page, "table")
    for table in page.recovery.findChildren(NumberTable):
        for column in range(table.columnCount()):
            head, cell = table.horizontalHeaderItem(column), table.item(0, column)
            assert head is not None
            assert cell is not None
            assert head.textAlignment() == cell.textAlignment()
        ratings = table.item(0, 3)
        assert ratings is not None
        assert ratings.textAlignment() & Qt.AlignmentFlag.AlignRight
        assert not table.horizontalScrollBar().isVisible()


def test_marks_without_room_are_counted_until_fewer_months_are_in_view(
    qtbot: QtBot, diary: Library, open_page: Open
) -> None:
    for day in range(1, 90, 2):
        at = FIRST + timedelta(days=day)
        diary.reviews.save(Review("", at, {"pores": 40}, ChangeWord.BETTER))
    page = open_page()
    months(qtbot, page)
    page.improvement.time.show_between(FIRST.toordinal() - 3000, FIRST.toordinal() + 3000)
    assert seen(page, "change words and remarks: choose fewer months to see each.")

    page.improvement.time.show_between(FIRST.toordinal() + 20, FIRST.toordinal() + 40)
    assert not seen(page, "choose fewer months")


def test_on_an_empty_library_there_is_nothing_to_save(qtbot: QtBot, open_page: Open) -> None:
    page = open_page()
    click(page, "Felt and measured")
    qtbot.waitUntil(lambda: seen(page, "Redness has not been rated yet."))

    assert page.measured.saved is None
    assert not offers(page, "Save chart")


# What a diary may hold


def test_reviews_that_all_say_the_same_are_drawn_and_judged_kindly(
    qtbot: QtBot, diary: Library, open_page: Open
) -> None:
    for at in range(5):
        diary.reviews.save(Review("", FIRST + timedelta(days=16 + 2 * at), {"dryness": 40}))
    page = open_page()
    months(qtbot, page)

    assert seen(page, "no clear change yet")
    assert seen(page, "All 5 counted reviews say 40.")


def test_ratings_that_are_all_the_same_are_drawn_on_each_face_and_fade_nowhere(
    qtbot: QtBot, shown: Library, open_page: Open
) -> None:
    for place in range(4):
        day = FIRST + timedelta(days=25 * place)
        shown.sessions.save(Session("", day, "pico-toning"))
        for after in range(8):
            rate(shown, day + timedelta(days=after), redness=3, pain=3)
    page = open_page()

    assert answers(page)["Clear, and stayed so"] == "not yet"
    assert "Halved every" not in answers(page)
    assert len(page.recovery.curves.plot.spots) == 4 * 8
    show(qtbot, page, "symptoms")
    assert seen(page, "highest strong, not yet clear")
    show(qtbot, page, "table")
    reading = page.reading
    assert reading is not None
    assert all(curve.half_life is None for curve in reading.recovery.curves)


def test_a_clock_that_was_changed_leaves_each_rating_at_its_own_hour(
    qtbot: QtBot, shown: Library, open_page: Open
) -> None:
    shown.sessions.save(Session("", FIRST, "pico-toning"))
    for day, hours in enumerate((8, 8, -7, 13)):
        at = datetime.combine(
            FIRST + timedelta(days=day), time(21), timezone(timedelta(hours=hours))
        )
        shown.journal.log(at, EntryChange({"redness": 3 - day}))
    page = open_page()
    assert [spot.x for spot in page.recovery.curves.plot.spots] == [0.875, 1.875, 2.875, 3.875]
    click(page, "Felt and measured")
    qtbot.waitUntil(lambda: len(page.measured.felt.spots) == 4 + 1)
    places = [spot.x % 1 for spot in page.measured.felt.spots if spot.row == 0]
    assert places == [0.875] * 4


def test_one_review_says_how_many_are_missing(
    qtbot: QtBot, shown: Library, open_page: Open
) -> None:
    shown.reviews.save(Review("", FIRST, {"pores": 40}))
    page = open_page()
    months(qtbot, page)

    assert seen(page, "not enough yet: 1 of 4 reviews")
    assert len(page.improvement.cards[0].plot.spots) == 1


def test_one_session_is_drawn_and_says_that_it_is_the_first(
    shown: Library, open_page: Open
) -> None:
    shown.sessions.save(Session("", FIRST, "pico-toning"))
    rate(shown, FIRST, redness=3)
    page = open_page()

    assert seen(page, "This is your first session of this kind, so")
    assert len(page.recovery.curves.plot.spots) == 1


def test_ten_sessions_in_a_month_and_ratings_before_any(
    qtbot: QtBot, shown: Library, open_page: Open
) -> None:
    rate(shown, FIRST - timedelta(days=9), redness=4)
    for place in range(10):
        day = FIRST + timedelta(days=3 * place)
        shown.sessions.save(Session("", day, "pico-toning"))
        rate(shown, day, redness=3)
    page = open_page()

    assert len(page.recovery.curves.shown) == 10
    assert [key.words for key in page.recovery.curves.legend.keys][6] == "4 older sessions"
    assert len(page.recovery.curves.plot.spots) == 10
    for view in ("symptoms", "table"):
        show(qtbot, page, view)
    click(page, "Felt and measured")
    qtbot.waitUntil(lambda: len(page.measured.felt.spots) == 11 + 10)


def test_an_entry_at_the_minute_of_the_session_belongs_to_it(
    shown: Library, open_page: Open
) -> None:
    rate(shown, FIRST, redness=3)
    (entry,) = shown.journal.of_days(FIRST, FIRST)
    shown.sessions.save(Session("", FIRST, "pico-toning", entry.at))
    (spot,) = open_page().recovery.curves.plot.spots

    assert (spot.x, spot.y) == (0.0, 3)


def test_ten_years_are_drawn_to_the_last_day(qtbot: QtBot, shown: Library, open_page: Open) -> None:
    first = moments.today() - timedelta(days=3651)
    for year in range(11):
        rate(shown, first + timedelta(days=365 * year), redness=year % 5)
        shown.reviews.save(Review("", first + timedelta(days=365 * year), {"pores": 90 - 7 * year}))
    shown.sessions.save(Session("", first, "pico-toning"))
    page = open_page()
    curves = page.recovery.curves
    assert curves.plot.all_days is not None
    months(qtbot, page)

    left, right = page.improvement.cards[0].plot.view.viewRange()[0]
    assert left <= first.toordinal()
    assert right >= first.toordinal() + 3650
    assert seen(page, "a clear change")


def test_pictures_along_the_months_leave_each_other_room() -> None:
    photos = [a_photo(day=day) for day in range(100)]

    shown = fitting(photos, 10)

    days = [one.day for one in shown]
    assert (days[0], days[-1]) == (photos[0].day, photos[-1].day)
    assert all((right - left).days >= 10 for left, right in pairwise(days))
    assert fitting(photos[:1], 10) == photos[:1]
    assert fitting([], 10) == []
