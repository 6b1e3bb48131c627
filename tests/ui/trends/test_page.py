"""The Trends page on a real library, with real lanes: read, look, point, click."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from recovery_app.domain import moments
from recovery_app.domain.reviews import Review
from recovery_app.domain.sessions import Session
from recovery_app.services.library import Library
from recovery_app.ui.trends.readings import Reading
from tests.factories import a_picture
from tests.ui.trends.driving import FIRST, Open, answers, click, named, offers, place_of, rate, seen


def test_without_a_session_it_says_what_is_missing(open_page: Open) -> None:
    page = open_page()

    assert seen(page, "No session yet.")
    assert page.recovery.saved is None


def test_ratings_before_any_session_are_named_and_led_to(
    qtbot: QtBot, shown: Library, open_page: Open
) -> None:
    rate(shown, FIRST, dryness=3)
    page = open_page()

    assert seen(page, "What you rated before is shown under “Felt and measured”")
    click(page, "Show my ratings")
    qtbot.waitUntil(lambda: len(page.measured.felt.spots) == 1)
    assert page.faces.current == "measured"
    assert seen(page, "Dryness, as you rated it")


def test_without_a_rating_it_says_which_and_leads_to_today(
    qtbot: QtBot, shown: Library, open_page: Open
) -> None:
    shown.sessions.save(Session("", FIRST, "pico-toning"))
    page = open_page()

    assert seen(page, "Redness has not been rated after a session of this kind yet.")
    with qtbot.waitSignal(page.day_wanted) as asked:
        click(page, "Open today")
    assert asked.args == [moments.today()]


def test_without_a_review_it_offers_one(qtbot: QtBot, open_page: Open) -> None:
    page = open_page()
    click(page, "Improvement")

    assert seen(page, "No review yet.")
    with qtbot.waitSignal(page.review_wanted) as asked:
        click(page, "New review")
    assert asked.args == [moments.today()]


@pytest.mark.usefixtures("diary")
def test_the_latest_session_is_shown_with_its_answers(open_page: Open) -> None:
    page = open_page()

    assert answers(page) == {
        "Clear, and stayed so": "day 3",
        "Clear after sessions 1 · 2": "day 3 · 3",
        "Peak": "severe, on day 0",
        "Redness-days, first week": "11.5",
        "Halved about every": "not given",
    }
    assert [key.words for key in page.recovery.curves.legend.keys] == [
        "session 3",
        "session 2",
        "session 1",
        "often described",
    ]


@pytest.mark.usefixtures("diary")
def test_an_earlier_session_can_be_chosen(qtbot: QtBot, open_page: Open) -> None:
    page = open_page()
    choice = page.recovery.sessions
    choice.setFocus()

    QTest.keyClick(choice, Qt.Key.Key_Down)

    qtbot.waitUntil(lambda: "Clear after session 1" in answers(page))
    assert choice.currentText().startswith("Session 2 · ")


def test_a_long_kinds_name_leaves_the_choices_in_one_row(diary: Library, open_page: Open) -> None:
    diary.sessions.save(Session("", FIRST + timedelta(days=90), "fractional-non-ablative"))
    page = open_page()
    page.resize(1188, 760)  # of a window of 1280
    QTest.qWait(0)
    recovery = page.recovery

    assert recovery.sessions.geometry().top() == recovery.views.geometry().top()
    widest = max(
        recovery.sessions.fontMetrics().horizontalAdvance(recovery.sessions.itemText(at))
        for at in range(recovery.sessions.count())
    )
    assert recovery.sessions.view().minimumWidth() > widest


def test_another_symptom_can_be_chosen_from_the_strip_and_from_the_menu(
    qtbot: QtBot, diary: Library, open_page: Open
) -> None:
    rate(diary, FIRST, swelling=2, warmth=7)
    page = open_page()

    click(page, "Swelling")
    qtbot.waitUntil(lambda: seen(page, "Swelling after session 3"))
    warmth = next(one for one in page.recovery.symptoms.menu.actions() if one.text() == "Warmth")
    warmth.trigger()
    qtbot.waitUntil(lambda: seen(page, "Warmth after session 3"))

    strip = page.recovery.symptoms.segmented
    assert strip is not None
    assert strip.current == "warmth"


def test_the_answer_to_an_earlier_choice_is_dropped(
    qtbot: QtBot, diary: Library, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate(diary, FIRST, swelling=2, dryness=2)
    page = open_page()
    shown: list[str] = []
    show = page.recovery.show_reading

    def watch(reading: Reading) -> None:
        shown.append(reading.recovery.symptom.slug)
        show(reading)

    monkeypatch.setattr(page.recovery, "show_reading", watch)

    page.recovery.symptom_chosen.emit("swelling")
    page.recovery.symptom_chosen.emit("dryness")

    qtbot.waitUntil(lambda: seen(page, "Dryness after session 3"))
    QTest.qWait(50)
    assert shown == ["dryness"]


def test_the_keyboard_stays_on_the_symptom_that_it_chose(
    qtbot: QtBot, diary: Library, open_page: Open
) -> None:
    rate(diary, FIRST, dryness=2, warmth=7)
    page = open_page()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.recovery.symptom_chosen.emit("warmth")
    qtbot.waitUntil(lambda: seen(page, "Warmth after session 3") and offers(page, "Warmth"))
    named(page, "Warmth").setFocus()

    QTest.keyClick(named(page, "Warmth"), Qt.Key.Key_Left)

    qtbot.waitUntil(lambda: seen(page, "Dryness after session 3"))
    # The words are laid out anew, which takes a turn of the event loop.
    qtbot.waitUntil(lambda: offers(page, "Flaking", "Dryness"))
    qtbot.waitUntil(lambda: named(page, "Dryness").hasFocus())


@pytest.mark.usefixtures("diary")
def test_a_click_on_a_point_asks_for_its_day(qtbot: QtBot, open_page: Open) -> None:
    page = open_page()
    plot = page.recovery.curves.plot

    with qtbot.waitSignal(page.day_wanted) as asked:
        QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place_of(plot, 2))

    assert asked.args == [FIRST + timedelta(days=82)]


@pytest.mark.usefixtures("diary")
def test_a_click_beside_the_points_asks_for_nothing(qtbot: QtBot, open_page: Open) -> None:
    plot = open_page().recovery.curves.plot

    with qtbot.assertNotEmitted(plot.day_wanted):
        QTest.mouseClick(
            plot.viewport(), Qt.MouseButton.LeftButton, pos=place_of(plot, 2) + QPoint(40, 0)
        )


def test_the_pointer_hears_value_day_and_note(
    qtbot: QtBot, diary: Library, open_page: Open
) -> None:
    rate(diary, FIRST + timedelta(days=82), note="Tight.")
    plot = open_page().recovery.curves.plot

    QTest.mouseMove(plot.viewport(), place_of(plot, 2) + QPoint(4, 3))

    qtbot.waitUntil(plot.tip.isVisible)
    first, second, third, note = plot.tip.text().split("\n")
    assert (first, second, note) == ("Redness: moderate", "Day 2 after session 3", "“Tight.”")
    assert third.endswith(", 21:00")


def test_the_photo_of_the_day_stands_beside_the_point(
    qtbot: QtBot, diary: Library, open_page: Open, tmp_path: Path
) -> None:
    day = FIRST + timedelta(days=82)
    for pose, colour in (("left", (20, 20, 200)), ("front", (200, 20, 20))):
        picture = a_picture(tmp_path / "camera", f"{pose}.png", colour=colour)
        diary.photos.add([picture], pose=pose, day=day)
    page = open_page()
    plot = page.recovery.curves.plot
    plot.setFocus()

    for _ in range(3):
        QTest.keyClick(plot, Qt.Key.Key_Right)

    qtbot.waitUntil(lambda: bool(plot.tip.photos))
    assert plot.tip.grab().toImage().pixelColor(60, 60).red() > 180
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert not plot.tip.photos


@pytest.mark.usefixtures("diary")
def test_the_keyboard_steps_through_the_points(qtbot: QtBot, open_page: Open) -> None:
    page = open_page()
    plot = page.recovery.curves.plot
    plot.setFocus()
    heard: list[str] = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        QTest.keyClick(plot, key)
        heard.append(plot.accessibleDescription().split("\n")[1])

    assert heard == [
        "Day 0 after session 3",
        "Day 1 after session 3",
        "Day 1 after session 2",
        "Day 0 after session 2",
    ]
    assert plot.tip.isVisible()
    with qtbot.waitSignal(page.day_wanted) as asked:
        QTest.keyClick(plot, Qt.Key.Key_Return)
    assert asked.args == [FIRST + timedelta(days=40)]


@pytest.mark.usefixtures("diary")
def test_the_keyboard_stops_at_either_end_and_lets_go(open_page: Open) -> None:
    plot = open_page().recovery.curves.plot
    plot.setFocus()
    for key, times, day in (
        (Qt.Key.Key_Left, 1, 4),
        (Qt.Key.Key_Right, 9, 4),
        (Qt.Key.Key_Left, 9, 0),
    ):
        for _ in range(times):
            QTest.keyClick(plot, key)
        assert f"Day {day} after session 3" in plot.tip.text()

    QTest.keyClick(plot, Qt.Key.Key_Escape)
    assert not plot.tip.isVisible()


@pytest.mark.usefixtures("diary")
def test_a_screen_reader_hears_the_headlines(open_page: Open) -> None:
    heard = open_page().recovery.curves.plot.accessibleName()

    assert heard.startswith("Redness after session 3 · Pico toning. Clear, and stayed so: day 3.")


def test_what_is_saved_while_it_is_shown_is_drawn(
    qtbot: QtBot, diary: Library, open_page: Open
) -> None:
    page = open_page()

    rate(diary, FIRST + timedelta(days=85), redness=3)

    qtbot.waitUntil(lambda: "Clear for the first time" in answers(page))


def test_what_is_saved_while_another_page_is_shown_is_read_when_it_comes_back(
    qtbot: QtBot, diary: Library, open_page: Open
) -> None:
    page = open_page()
    page.hide()

    rate(diary, FIRST + timedelta(days=85), redness=3)
    page.show()

    qtbot.waitUntil(lambda: "Clear for the first time" in answers(page))


def test_a_chosen_session_that_is_deleted_gives_way_to_the_latest(
    qtbot: QtBot, diary: Library, open_page: Open
) -> None:
    page = open_page()
    second = diary.sessions.every()[1].session.id
    page.recovery.sessions.picked.emit(second)
    qtbot.waitUntil(lambda: seen(page, "Redness after session 2"))

    diary.sessions.remove(second)

    qtbot.waitUntil(lambda: page.recovery.sessions.count() == 2)
    assert page.recovery.sessions.currentIndex() == 0


@pytest.mark.usefixtures("diary")
def test_concerns_are_shown_with_their_verdict(open_page: Open) -> None:
    page = open_page()
    click(page, "Improvement")

    assert seen(page, "Large pores")
    assert seen(page, "not enough yet: 2 of 4 reviews")
    assert seen(page, "lower is better")


@pytest.mark.usefixtures("diary")
def test_a_review_a_remark_and_a_session_can_be_pointed_at(qtbot: QtBot, open_page: Open) -> None:
    page = open_page()
    click(page, "Improvement")
    plot = page.improvement.cards[0].plot
    plot.setFocus()
    heard: list[str] = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(plot, key)
        heard.append(plot.tip.text())

    assert heard[0].startswith("Large pores: 60 of 100")
    assert heard[1].endswith("Overall: better")
    assert heard[2].startswith("Session ")
    with qtbot.waitSignal(page.day_wanted):
        QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place_of(plot, 0))


def test_charts_stand_in_one_column_where_it_is_narrow(diary: Library, open_page: Open) -> None:
    diary.reviews.save(Review("", FIRST + timedelta(days=100), {"dryness": 60, "wrinkles": 20}))
    page = open_page()
    click(page, "Improvement")
    lefts: list[int] = []
    for width in (1100, 800):
        page.resize(width, 760)
        QTest.qWait(0)
        lefts.append(len({card.x() for card in page.improvement.cards}))

    assert lefts == [2, 1]
