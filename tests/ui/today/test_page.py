"""The Today page, driven as she drives it: by keys and clicks, on a real library."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.domain import moments
from recovery_app.domain.entries import Entry, EntryChange
from recovery_app.domain.sessions import Session
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.today.entry_bar import EntryBar
from recovery_app.ui.today.page import TodayPage
from recovery_app.ui.widgets.chip import Chip
from recovery_app.ui.widgets.felt_row import FeltRow
from recovery_app.ui.widgets.notice import Notice
from recovery_app.ui.widgets.seen_row import SeenRow

Open = Callable[[], TodayPage]


@pytest.fixture
def open_page(
    qtbot: QtBot, shown: Library, tasks: Tasks, changes: Changes, history: History, look: Look
) -> Open:
    """Open the page of today, two days after a session."""
    day = moments.today() - timedelta(days=2)
    shown.sessions.save(Session("", day, "pico-toning", device="PicoPlus"))

    def make() -> TodayPage:
        page = TodayPage(shown, tasks, changes, history, look)
        qtbot.addWidget(page)
        page.resize(1100, 800)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return make


def row(page: QWidget, slug: str) -> SeenRow | FeltRow:
    """Find the row of a symptom."""
    rows: list[SeenRow | FeltRow] = [*page.findChildren(SeenRow), *page.findChildren(FeltRow)]
    return next(one for one in rows if one.slug == slug and one.isVisibleTo(page))


def named(page: QWidget, name: str) -> QAbstractButton:
    """Find a button by the name that a screen reader says."""
    for button in page.findChildren(QAbstractButton):
        found = QAccessible.queryAccessibleInterface(button)
        if found and button.isVisibleTo(page) and found.text(QAccessible.Text.Name) == name:
            return button
    raise AssertionError(f"no button “{name}”")


def holds_the_keyboard(page: QWidget) -> bool:
    """Whether a part of the page has the keyboard."""
    held = QApplication.focusWidget()
    return held is not None and page.isAncestorOf(held)


def entries(library: Library) -> list[Entry]:
    """Read today's entries from disk."""
    today = moments.today()
    return library.journal.of_days(today, today)


def press(*keys: Qt.Key | str) -> None:
    """Type on whatever has the keyboard."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)


def test_a_time_that_the_clocks_leapt_over_is_refused(
    qtbot: QtBot,
    open_page: Open,
    shown: Library,
    tasks: Tasks,
    living_in: Callable[[str], None],
) -> None:
    living_in("CET-1CEST,M3.5.0,M10.5.0/3")
    page = open_page()
    page.open_day(date(2025, 3, 30))
    (bar,) = page.findChildren(EntryBar)
    bar.time_changed.emit(time(2, 30))
    assert "02:30 on 2025-03-30 the clocks were put forward" in page._notice.sentence
    # Before the leap the clock had another offset than when the entry was opened.
    bar.time_changed.emit(time(1, 30))
    row(page, "redness").rated.emit("redness", 2)
    qtbot.waitUntil(lambda: not tasks.busy)
    (entry,) = shown.journal.of_days(page.day, page.day)
    assert entry.at.isoformat() == "2025-03-30T01:30:00+01:00"
    bar.time_changed.emit(time(3, 30))
    qtbot.waitUntil(lambda: not tasks.busy)
    (entry,) = shown.journal.of_days(page.day, page.day)
    assert entry.at.isoformat() == "2025-03-30T03:30:00+02:00"


def test_a_whole_entry_is_noted_by_keys_alone(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    page = open_page()
    # Redness, swelling, dryness, flaking, crusts; then pain.
    press("3", Qt.Key.Key_Down, "2", Qt.Key.Key_Down, "1", Qt.Key.Key_Down)
    press("0", Qt.Key.Key_Down, "1", Qt.Key.Key_Down)
    # A person's 0 comes when the 1 before it is on disk already and was shown again.
    press("1")
    qtbot.waitUntil(lambda: not tasks.busy)
    press("0", Qt.Key.Key_Down, "2")
    for _ in range(10):
        if isinstance(QApplication.focusWidget(), Chip):
            break
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page._form.note
    press("Tight around the nose.")
    press(Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: not tasks.busy)
    (entry,) = entries(shown)
    assert entry.ratings == {
        "redness": 3,
        "swelling": 2,
        "dryness": 1,
        "flaking": 0,
        "crusts": 1,
        "pain": 10,
        "itch": 2,
    }
    assert len(entry.ticks) == 1
    assert entry.note == "Tight around the nose."


def test_tab_and_its_reverse_take_all_chips_as_one_row(open_page: Open) -> None:
    page = open_page()
    chips = page._form.findChildren(Chip)
    chips[2].setFocus()
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page._form.note
    chips[2].setFocus()
    press(Qt.Key.Key_Backtab)
    held = QApplication.focusWidget()
    assert held is not None
    assert not isinstance(held, Chip)
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is chips[0]


def test_a_click_is_on_disk_and_a_second_one_takes_it_back(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    page = open_page()
    qtbot.mouseClick(named(page, "Redness: 2 moderate"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert entries(shown)[0].ratings == {"redness": 2}
    qtbot.mouseClick(named(page, "Redness: 2 moderate"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert entries(shown)[0].ratings == {}


def test_undo_goes_back_step_by_step_to_an_empty_day(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks, history: History
) -> None:
    page = open_page()
    for name in ("Redness: 2 moderate", "Redness: 4 severe", "Dryness: 1 slight"):
        qtbot.mouseClick(named(page, name), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not tasks.busy)
    expected = [{"redness": 4}, {"redness": 2}]
    for ratings in expected:
        history.undo()
        qtbot.waitUntil(lambda: not tasks.busy)
        assert entries(shown)[0].ratings == ratings
        assert row(page, "redness").value == ratings["redness"]
    history.undo()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert entries(shown) == []
    assert row(page, "redness").value is None
    qtbot.mouseClick(named(page, "Redness: 1 slight"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert [entry.ratings for entry in entries(shown)] == [{"redness": 1}]


def test_clicks_made_at_once_are_all_kept_in_one_entry(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    page = open_page()
    for name in ("Redness: 2 moderate", "Swelling: 0 none", "Dryness: 3 strong"):
        named(page, name).click()
    qtbot.waitUntil(lambda: not tasks.busy)
    (entry,) = entries(shown)
    assert entry.ratings == {"redness": 2, "swelling": 0, "dryness": 3}


def test_a_new_entry_starts_empty_and_the_first_stays(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    early = moments.now() - timedelta(minutes=5)
    if early.date() != moments.today():
        pytest.skip("five minutes ago was yesterday")
    shown.journal.log(early, EntryChange(ratings={"redness": 4}))
    page = open_page()
    assert row(page, "redness").value == 4
    qtbot.mouseClick(named(page, "New entry"), Qt.MouseButton.LeftButton)
    assert row(page, "redness").value is None
    qtbot.mouseClick(named(page, "Redness: 1 slight"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert [entry.ratings["redness"] for entry in entries(shown)] == [4, 1]


def test_a_past_day_is_filled_in_and_a_future_one_is_not_opened(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    page = open_page()
    yesterday = moments.today() - timedelta(days=1)
    QTest.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert page.day == moments.today()
    QTest.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert page.day == yesterday
    qtbot.mouseClick(named(page, "Redness: 3 strong"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not tasks.busy)
    (entry,) = shown.journal.of_days(yesterday, yesterday)
    assert (entry.ratings, entry.at.hour) == ({"redness": 3}, 20)


def test_what_is_saved_elsewhere_is_shown(qtbot: QtBot, open_page: Open, shown: Library) -> None:
    page = open_page()
    shown.journal.log(moments.now(), EntryChange(ratings={"redness": 3}, note="from the terminal"))
    qtbot.waitUntil(lambda: row(page, "redness").value == 3)


def test_a_failure_says_why_and_the_draft_stays_until_it_can_be_saved(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    page = open_page()
    # A full disk as SQLite sees it: the database may not grow by another page.
    with shown.journal._database.writing() as db:
        db.execute("PRAGMA max_page_count = 1")
    note = page._form.note
    note.insertPlainText("x" * 20_000)
    note.finish()
    qtbot.waitUntil(lambda: not tasks.busy)
    (notice,) = [one for one in page.findChildren(Notice) if one.isVisible()]
    assert notice.sentence.startswith("The disk is full.")
    assert note.toPlainText() == "x" * 20_000
    assert entries(shown) == []
    with shown.journal._database.writing() as db:
        db.execute("PRAGMA max_page_count = 1073741823")
    named(page, "Try again").click()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert entries(shown)[0].note == "x" * 20_000
    assert not notice.isVisible()


def test_warnings_name_the_clinic_and_never_a_diagnosis(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    shown.choose(lambda now: replace(now, clinic_phone="555 0100"))
    page = open_page()
    qtbot.mouseClick(named(page, "blister"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not tasks.busy)
    said = [one.sentence for one in page.findChildren(Notice) if one.isVisible()]
    assert said == [
        "You ticked “blister”. Clinics ask patients to report this. Your clinic: 555 0100"
    ]


def test_all_that_clinics_want_to_hear_is_named_until_it_is_closed(
    qtbot: QtBot, open_page: Open, tasks: Tasks
) -> None:
    page = open_page()

    def said() -> list[str]:
        qtbot.waitUntil(lambda: not tasks.busy)
        return [one.sentence for one in page.findChildren(Notice) if one.isVisible()]

    named(page, "Show all").click()
    for name in ("blister", "pale spots", "fever", "pus"):
        qtbot.waitUntil(lambda name=name: bool(named(page, name)))
        named(page, name).click()
    three = "You ticked “blister”, “pus” and “fever”. Clinics ask patients to report this."
    assert said() == [three]
    named(page, "Close").click()
    press("2")
    assert said() == []
    named(page, "pus").click()
    two = "You ticked “blister” and “fever”. Clinics ask patients to report this."
    assert said() == [two]


@pytest.mark.parametrize("back", ["shown again", "a minute later"])
def test_a_new_day_is_opened_when_the_old_one_was_left_alone_over_midnight(
    back: str,
    qtbot: QtBot,
    open_page: Open,
    shown: Library,
    tasks: Tasks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = open_page()
    press("4")
    qtbot.waitUntil(lambda: not tasks.busy)
    yesterday = moments.today()
    later = moments.now() + timedelta(days=1)
    monkeypatch.setattr(moments, "now", lambda: later)
    if back == "shown again":
        page.hide()
        page.show()
    else:
        page._midnight.look()
    assert page.day == yesterday + timedelta(days=1)
    # Without a window system, a window that was hidden need not become the active one again.
    held = page.focusWidget()
    assert held is not None
    QTest.keyClicks(held, "1")
    qtbot.waitUntil(lambda: not tasks.busy)
    (old,) = shown.journal.of_days(yesterday, yesterday)
    assert old.ratings == {"redness": 4}
    assert [one.ratings for one in entries(shown)] == [{"redness": 1}]


def test_who_still_writes_at_midnight_is_not_interrupted(
    qtbot: QtBot, open_page: Open, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = moments.now().replace(hour=23, minute=58)
    monkeypatch.setattr(moments, "now", lambda: at - timedelta(days=1))
    page = open_page()
    press("4")
    evening = page.day
    monkeypatch.setattr(moments, "now", lambda: at - timedelta(days=1) + timedelta(minutes=5))
    page._midnight.look()
    assert page.day == evening
    monkeypatch.setattr(moments, "now", lambda: at - timedelta(days=1) + timedelta(minutes=15))
    page._midnight.look()
    assert page.day == evening + timedelta(days=1)
    qtbot.waitUntil(lambda: not tasks.busy)


def test_a_past_day_stays_open_over_midnight(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page()
    past = page.day - timedelta(days=1)
    page.open_day(past)
    later = moments.now() + timedelta(days=1)
    monkeypatch.setattr(moments, "now", lambda: later)
    page.hide()
    page.show()
    assert page.day == past


def test_a_day_ahead_opens_only_where_something_was_noted_on_it(
    open_page: Open, shown: Library
) -> None:
    page = open_page()
    tomorrow = moments.today() + timedelta(days=1)
    page.open_day(tomorrow)
    assert page.day == moments.today()
    at = datetime.combine(tomorrow, time(10), tzinfo=timezone(timedelta(hours=14)))
    at_home = at.astimezone(timezone(timedelta(hours=-10)))
    assert at_home.date() < at.date()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(moments, "now", lambda: at)
        shown.journal.log(at, EntryChange(ratings={"redness": 1}))
    page.open_day(tomorrow)
    assert page.day == tomorrow


def test_more_shows_every_symptom(qtbot: QtBot, open_page: Open, shown: Library) -> None:
    page = open_page()
    named(page, "Show all").click()
    ticks = {one.slug for one in shown.catalogue.symptoms() if one.sort == "tick"}

    def chips() -> set[str]:
        return {one.slug for one in page.findChildren(Chip) if one.isVisibleTo(page)}

    qtbot.waitUntil(lambda: chips() == ticks)


def test_the_keyboard_stays_on_its_row_when_the_rows_change(
    qtbot: QtBot, open_page: Open, shown: Library
) -> None:
    eight_days = moments.today() - timedelta(days=8)
    for one in shown.sessions.every():
        shown.sessions.remove(one.session.id)
    shown.sessions.save(Session("", eight_days, "pico-toning"))
    page = open_page()
    press("1")
    for back in range(1, 4):
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
        assert page.day == moments.today() - timedelta(days=back)
        assert holds_the_keyboard(page)
    press("3")
    assert row(page, "redness").value == 3
    named(page, "Show all").setFocus()
    named(page, "Show all").click()
    qtbot.waitUntil(lambda: len(page.findChildren(Chip)) > 8)
    assert holds_the_keyboard(page)


def test_the_arrows_lead_through_the_chips_to_the_note(open_page: Open) -> None:
    page = open_page()
    seen: list[QWidget | None] = []
    for _ in range(30):
        press(Qt.Key.Key_Down)
        seen.append(QApplication.focusWidget())
        if seen[-1] is page._form.note:
            break
    assert seen[-1] is page._form.note
    assert any(isinstance(one, Chip) for one in seen)


def test_the_page_says_where_the_day_stands(open_page: Open) -> None:
    page = open_page()
    said = {label.text() for label in page.findChildren(QLabel)}
    assert "Day 2 after session 1 · pico toning, PicoPlus" in said
    assert any("After pico toning:" in text for text in said)
