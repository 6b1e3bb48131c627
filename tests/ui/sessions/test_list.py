"""The list says what was done, what it cost, and when the next session is due."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel

from recovery_app.domain import moments
from recovery_app.domain.course import Course
from recovery_app.domain.entries import EntryChange
from recovery_app.services.sessions import CardChange, PreparedCard
from recovery_app.ui.sessions import words
from recovery_app.ui.sessions.model import CLEAR, KIND, SessionTable
from recovery_app.ui.sessions.overview import Overview, read, read_recoveries
from tests.factories import a_picture

from .conftest import Desk, days_ago, session

pytestmark = pytest.mark.qt_log_ignore(
    # What opens under a field is a window of its own, of which the offscreen platform knows little.
    "This plugin does not support raise",
    "This plugin does not support grabbing the keyboard",
    extend=True,
)

Control = Qt.KeyboardModifier.ControlModifier


def rate(desk: Desk, day: date, redness: int) -> None:
    at = moments.local(day, time(9, 0))
    desk.library.journal.log(at, EntryChange({"redness": redness}))


def test_an_empty_library_says_what_to_do(desk: Desk) -> None:
    assert "date and kind are enough" in desk.said()
    desk.key(Qt.Key.Key_Space)  # the keyboard is on the button
    assert "New session" in desk.said()
    assert desk.field("Kind").hasFocus()


def test_the_newest_stands_first_with_what_was_noted(desk: Desk) -> None:
    desk.library.sessions.save(session(days_ago(70), pain=None, cost=None, clinic=""))
    desk.library.sessions.save(session(days_ago(30), kind="pico-fractional", cost=Decimal("99.5")))
    desk.settle()
    newest, oldest = desk.rows
    assert newest[0] == "2"
    assert newest[2:] == ["Pico fractional", "PicoPlus", "Skin Clinic", "3", "–", "SGD 99.50"]
    assert oldest[0] == "1"
    assert oldest[4:] == ["–", "–", "–", "–"]


def test_the_clear_day_is_a_day_a_range_or_a_dash_with_the_reason(desk: Desk) -> None:
    for back in (60, 40, 20):
        desk.library.sessions.save(session(days_ago(back)))
    for day, redness in ((0, 4), (1, 3), (2, 1), (3, 0)):
        rate(desk, days_ago(60 - day), redness)
    for day, redness in ((0, 4), (1, 2), (4, 1), (5, 1)):
        rate(desk, days_ago(40 - day), redness)
    rate(desk, days_ago(20), 3)
    desk.settle()
    table = desk.page.list.table
    assert [row[CLEAR] for row in desk.rows] == ["–", "day 2–4", "day 2"]
    about = [table.index(row, CLEAR).data(Qt.ItemDataRole.ToolTipRole) for row in range(3)]
    assert "twice in a row yet" in about[0]
    assert "range" in about[1]
    assert "slight or none" in about[2]


def test_a_session_without_ratings_says_so(desk: Desk) -> None:
    desk.library.sessions.save(session(days_ago(20)))
    desk.settle()
    index = desk.page.list.table.index(0, CLEAR)
    assert "was not rated" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_pictures_of_the_card_are_marked_in_the_list(desk: Desk, tmp_path: Path) -> None:
    prepared = [desk.library.cards.prepare(a_picture(tmp_path, f"{n}.png")) for n in range(2)]
    cards = tuple(one for one in prepared if isinstance(one, PreparedCard))
    desk.library.sessions.save(session(days_ago(70)))
    desk.library.sessions.save(session(days_ago(30)), CardChange(added=cards))
    desk.settle()
    rows, table = desk.page.list.rows, desk.page.list.table
    told = [table.index(row, KIND).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert told == ["Kind: Pico toning, 2 pictures of the clinic's card", "Kind: Pico toning"]
    assert "2 pictures of the clinic's card" in table.index(0, KIND).data(
        Qt.ItemDataRole.ToolTipRole
    )
    # The same words stand in both cells, so what differs beside them is the mark.
    rows.clearSelection()
    rows.setCurrentIndex(QModelIndex())
    marked, plain = (
        rows.viewport().grab(rows.visualRect(table.index(row, KIND))) for row in range(2)
    )
    inside = plain.rect().adjusted(2, 2, -2, -4)
    assert marked.copy(inside).toImage() != plain.copy(inside).toImage()


def test_the_sums_are_kept_apart_by_currency(desk: Desk) -> None:
    desk.library.sessions.save(session(days_ago(70), cost=Decimal(1200)))
    desk.library.sessions.save(session(days_ago(60), cost=Decimal("50.25"), kind="ipl"))
    desk.library.sessions.save(session(days_ago(50), cost=Decimal(300), currency="EUR"))
    desk.settle()
    assert "3 sessions · pico toning 2, IPL 1 · EUR 300 · SGD 1,250.25" in desk.said()


def test_enter_and_a_double_click_open(desk: Desk) -> None:
    desk.library.sessions.save(session(days_ago(70)))
    desk.library.sessions.save(session(days_ago(30), device="PicoSure"))
    desk.settle()
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Return)
    assert "Session 1" in desk.said()
    desk.key(Qt.Key.Key_Escape)
    rows = desk.page.list.rows
    spot = QPoint(200, rows.rowViewportPosition(0) + 20)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert "Session 2" in desk.said()
    assert desk.field("Device").text() == "PicoSure"


def test_delete_puts_a_session_into_the_trash_and_undo_brings_it_back(desk: Desk) -> None:
    first = desk.library.sessions.save(session(days_ago(70)))
    second = desk.library.sessions.save(session(days_ago(30)))
    desk.settle()
    desk.key(Qt.Key.Key_Up)
    desk.key(Qt.Key.Key_Delete)
    assert desk.saved == [first]
    assert "in the trash for 30 days" in desk.said()
    assert desk.page.list.rows.hasFocus()
    desk.key(Qt.Key.Key_Z, Control)
    assert desk.saved == [first, second]
    assert "in the trash" not in desk.said()
    desk.key(Qt.Key.Key_Delete)
    assert len(desk.saved) == 1
    desk.press("Undo", desk.page.list.notice)
    assert desk.saved == [first, second]
    assert len(desk.rows) == 2


@pytest.mark.parametrize("where", ["the list", "its course"])
def test_the_keyboard_stays_with_the_list_when_the_only_session_comes_and_goes(
    desk: Desk, where: str
) -> None:
    desk.press("New session")
    desk.type_into("Kind", "IPL")
    desk.press("Save session")
    if where == "its course":
        desk.button("Change: IPL").setFocus()
    desk.key(Qt.Key.Key_Z, Control)
    assert desk.saved == []
    assert desk.button("New session").hasFocus()
    for key in (Qt.Key.Key_3, Qt.Key.Key_Down, Qt.Key.Key_Left):
        desk.key(key)
    assert desk.button("New session").hasFocus()
    desk.key(Qt.Key.Key_Space)
    assert desk.field("Kind").hasFocus()


def test_the_keyboard_stays_with_the_list_when_the_only_session_is_deleted(desk: Desk) -> None:
    only = desk.library.sessions.save(session(days_ago(30)))
    desk.settle()
    desk.key(Qt.Key.Key_Delete)
    assert desk.button("New session").hasFocus()
    desk.key(Qt.Key.Key_Z, Control)
    assert desk.page.list.rows.hasFocus()
    desk.key(Qt.Key.Key_Delete)
    desk.button("Undo", desk.page.list.notice).setFocus()
    desk.key(Qt.Key.Key_Space)
    assert desk.saved == [only]
    assert desk.page.list.rows.hasFocus()


def test_a_change_from_elsewhere_leaves_the_keyboard_where_it_is(desk: Desk) -> None:
    desk.library.sessions.save(session(days_ago(30)))
    desk.settle()
    around = desk.button("Kinds and devices…")
    around.setFocus()
    desk.library.sessions.remove(desk.saved[0].id)
    desk.settle()
    assert around.hasFocus()


def test_a_session_is_deleted_from_its_form_too(desk: Desk) -> None:
    desk.library.sessions.save(session(days_ago(30)))
    desk.settle()
    desk.key(Qt.Key.Key_Return)
    desk.press("Delete this session")
    assert desk.saved == []
    assert "belong here" in desk.said()


def test_a_day_is_asked_for_from_its_session(desk: Desk) -> None:
    desk.library.sessions.save(session(days_ago(30)))
    desk.settle()
    asked: list[object] = []
    desk.page.day_wanted.connect(asked.append)
    desk.key(Qt.Key.Key_Return)
    desk.press("Show the day")
    assert asked == [days_ago(30)]


def test_the_course_says_the_next_window_and_what_it_is_counted_from(desk: Desk) -> None:
    desk.library.sessions.save(session(days_ago(40)))
    desk.library.sessions.save(session(days_ago(2)))
    desk.settle()
    window = words.days_between(days_ago(2 - 14), days_ago(2 - 28), moments.today())
    assert f"Next session: {window}" in desk.said()
    assert "2–4 weeks after session 2" in desk.said()
    assert "2 so far" in desk.said()


def test_the_course_is_planned_in_place_and_undone(desk: Desk) -> None:
    desk.library.sessions.save(session(days_ago(2)))
    desk.settle()
    desk.press("Change: Pico toning")
    desk.type_into("Planned sessions", "6")
    desk.type_into("Days from", "50")
    desk.type_into("Days to", "40")
    desk.press("Save plan")
    assert "the earlier day first" in desk.said()
    assert desk.library.sessions.courses() == {}
    desk.type_into("Days to", "60")
    desk.press("Save plan")
    assert desk.library.sessions.courses() == {"pico-toning": Course("pico-toning", 6, (50, 60))}
    assert "50–60 days after session 1" in desk.said()
    assert "1 of 6" in desk.said()
    desk.key(Qt.Key.Key_Z, Control)
    assert "2–4 weeks after session 1" in desk.said()
    assert "1 so far" in desk.said()


def test_plan_fields_are_left_by_escape_without_a_trace(desk: Desk) -> None:
    desk.library.sessions.save(session(days_ago(2)))
    desk.settle()
    desk.press("Change: Pico toning")
    desk.type_into("Planned sessions", "9")
    desk.key(Qt.Key.Key_Escape)
    assert desk.library.sessions.courses() == {}
    assert desk.button("Change: Pico toning").hasFocus()


def test_a_course_that_is_done_says_so(desk: Desk) -> None:
    desk.library.sessions.save(session(days_ago(2)))
    desk.library.sessions.plan(Course("pico-toning", 1))
    desk.settle()
    assert "Course complete" in desk.said()
    assert "1 of 1" in desk.said()


def test_every_kind_that_was_done_has_its_course(desk: Desk) -> None:
    for back, kind in ((9, "ipl"), (8, "led"), (7, "peel"), (6, "pico-toning")):
        desk.library.sessions.save(session(days_ago(back), kind=kind))
    desk.settle()
    assert desk.button("Show 2 more")
    desk.press("Show 2 more")
    names = [one.text() for one in desk.page.list.findChildren(QLabel) if one.isVisible()]
    assert {"IPL", "LED", "Chemical peel", "Pico toning"} <= set(names)
    assert "No usual interval is known" in desk.said()


def test_the_model_keeps_qts_rules_while_sessions_come_and_go(desk: Desk) -> None:
    table = SessionTable()
    tester = QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.show(Overview())
    table.show_recoveries({})
    for back in (60, 40, 20):
        desk.library.sessions.save(session(days_ago(back)))
        table.show(read(desk.library))
        table.show_recoveries(read_recoveries(desk.library))
    assert table.rowCount() == 3
    desk.library.sessions.remove(desk.saved[1].id)
    table.show(read(desk.library))
    assert [table.index(row, 0).data() for row in range(2)] == ["2", "1"]
    assert table.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "Kind: Pico toning"
    tester.deleteLater()


def test_windows_are_written_without_saying_anything_twice() -> None:
    today = date(2026, 11, 1)
    between = words.days_between
    assert between(date(2026, 11, 9), date(2026, 11, 23), today) == "9–23 November"
    assert between(date(2026, 10, 28), date(2026, 11, 11), today) == "28 October – 11 November"
    assert between(date(2027, 1, 4), date(2027, 1, 18), today) == "4–18 January 2027"
    assert between(date(2026, 12, 28), date(2027, 1, 11), today) == "28 Dec 2026 – 11 Jan 2027"
    assert between(date(2026, 11, 9), date(2026, 11, 9), today) == "9 November"


def test_intervals_are_weeks_where_they_are_whole_weeks() -> None:
    assert words.interval_of((28, 42)) == "4–6 weeks"
    assert words.interval_of((28, 28)) == "4 weeks"
    assert words.interval_of((7, 7)) == "1 week"
    assert words.interval_of((30, 45)) == "30–45 days"


def test_what_another_program_saves_shows_up(desk: Desk) -> None:
    assert desk.rows == []
    at = datetime.combine(days_ago(3), time(10, 0)).astimezone()
    desk.library.sessions.save(session(at.date(), at=at))
    desk.settle()
    assert len(desk.rows) == 1
    desk.library.sessions.save(session(days_ago(3) - timedelta(days=1)))
    desk.settle()
    assert [row[0] for row in desk.rows] == ["2", "1"]
