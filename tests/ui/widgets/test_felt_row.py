"""A slider that can also say nothing, answered by mouse, keys and screen readers alike."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication
from pytestqt.qtbot import QtBot

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.felt_row import FeltRow
from recovery_app.ui.widgets.felt_slider import HANDLE

from .conftest import Heard, Place, Reader, spoken

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def row(look: Look, place: Place) -> FeltRow:
    row = FeltRow(look, "pain", "Pain")
    place(row)
    row.setFocus()
    return row


def slider(row: FeltRow) -> QAbstractSlider:
    found = row.findChild(QAbstractSlider)
    assert found is not None
    return found


def spot(row: FeltRow, value: float) -> QPoint:
    room = slider(row).width() - HANDLE
    return QPoint(round(HANDLE / 2 + value / 10 * room), slider(row).height() // 2)


def click(row: FeltRow, value: float) -> None:
    QTest.mouseClick(slider(row), LEFT, pos=spot(row, value))


def number(row: FeltRow) -> QAbstractButton:
    found = row.findChild(QAbstractButton)
    assert found is not None
    return found


def test_nothing_is_rated_and_no_number_shown_before_the_person_rates(row: FeltRow) -> None:
    assert row.value is None
    assert not number(row).isVisible()


def test_the_unset_slider_has_no_handle(row: FeltRow, look: Look) -> None:
    row.clearFocus()
    unset = slider(row).grab().toImage()
    row.set_value(0)
    rated = slider(row).grab().toImage()
    accent = look.theme.accent.rgb()
    pixels = [(x, y) for x in range(HANDLE) for y in range(unset.height())]
    assert not any(unset.pixel(x, y) == accent for x, y in pixels)
    assert any(rated.pixel(x, y) == accent for x, y in pixels)


@pytest.mark.parametrize("value", [0, 1, 5, 9, 10])
def test_a_click_rates_and_shows_the_number(row: FeltRow, heard: Heard, value: int) -> None:
    said = heard(row.rated)
    click(row, value)
    assert said == [("pain", value)]
    assert number(row).text() == str(value)
    assert number(row).isVisible()


def test_a_click_between_two_values_takes_the_nearer(row: FeltRow) -> None:
    click(row, 3.4)
    assert row.value == 3
    click(row, 6.6)
    assert row.value == 7


def test_a_second_click_on_the_value_takes_it_back(row: FeltRow, heard: Heard) -> None:
    said = heard(row.rated)
    click(row, 4)
    click(row, 4)
    assert said == [("pain", 4), ("pain", None)]
    assert row.value is None


def test_a_drag_says_only_where_it_ended(row: FeltRow, heard: Heard) -> None:
    said = heard(row.rated)
    QTest.mousePress(slider(row), LEFT, pos=spot(row, 2))
    for value in (3, 4, 8, 7):
        QTest.mouseMove(slider(row), spot(row, value))
    assert number(row).text() == "7"
    assert said == []
    QTest.mouseRelease(slider(row), LEFT, pos=spot(row, 7))
    assert said == [("pain", 7)]


def test_a_drag_there_and_back_changes_nothing(row: FeltRow, heard: Heard) -> None:
    row.set_value(5)
    said = heard(row.rated)
    QTest.mousePress(slider(row), LEFT, pos=spot(row, 5))
    QTest.mouseMove(slider(row), spot(row, 8))
    QTest.mouseMove(slider(row), spot(row, 5))
    QTest.mouseRelease(slider(row), LEFT, pos=spot(row, 5))
    assert said == []
    assert row.value == 5


def test_a_drag_beyond_the_ends_stays_on_the_scale(row: FeltRow) -> None:
    QTest.mousePress(slider(row), LEFT, pos=spot(row, 5))
    QTest.mouseMove(slider(row), QPoint(-400, 10))
    QTest.mouseRelease(slider(row), LEFT, pos=QPoint(-400, 10))
    assert row.value == 0


def test_the_right_button_rates_nothing(row: FeltRow) -> None:
    QTest.mouseClick(slider(row), Qt.MouseButton.RightButton, pos=spot(row, 5))
    assert row.value is None


def test_the_number_takes_the_rating_back(row: FeltRow, heard: Heard) -> None:
    row.set_value(6)
    said = heard(row.rated)
    QTest.mouseClick(number(row), LEFT)
    assert said == [("pain", None)]
    assert not number(row).isVisible()


@pytest.mark.parametrize("value", range(10))
def test_a_digit_rates(row: FeltRow, heard: Heard, value: int) -> None:
    said = heard(row.rated)
    QTest.keyClicks(slider(row), str(value))
    assert said == [("pain", value)]


def type_at(row: FeltRow, digit: str, milliseconds: int) -> None:
    event = QKeyEvent(
        QEvent.Type.KeyPress, Key.Key_0 + int(digit), Qt.KeyboardModifier.NoModifier, digit
    )
    event.setTimestamp(milliseconds)
    QApplication.sendEvent(slider(row), event)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ([("1", 0), ("0", 400)], 10),
        ([("1", 0), ("0", 1000)], 10),
        ([("1", 0), ("0", 1001)], 0),
        ([("1", 0), ("0", 300), ("0", 600)], 0),
        ([("1", 0), ("1", 900), ("0", 1800)], 10),
        ([("1", 0), ("2", 100), ("0", 200)], 0),
        ([("0", 0), ("1", 100)], 1),
    ],
)
def test_ten_is_a_one_and_a_zero_within_a_second(
    row: FeltRow, typed: list[tuple[str, int]], value: int
) -> None:
    for digit, moment in typed:
        type_at(row, digit, 5000 + moment)
    assert row.value == value


def test_ten_can_be_typed_while_the_one_is_being_saved_and_shown_again(row: FeltRow) -> None:
    type_at(row, "1", 5000)
    row.set_value(1)
    type_at(row, "0", 5100)
    assert row.value == 10


def test_a_one_shown_by_the_page_is_no_typed_one(row: FeltRow) -> None:
    type_at(row, "1", 5000)
    row.set_value(None)
    row.set_value(1)
    type_at(row, "0", 5100)
    assert row.value == 0


def test_left_and_right_move_by_one_and_stop_at_the_ends(row: FeltRow, heard: Heard) -> None:
    said = heard(row.rated)
    QTest.keyClick(slider(row), Key.Key_Left)
    assert row.value is None
    QTest.keyClick(slider(row), Key.Key_Right)
    assert row.value == 0
    QTest.keyClick(slider(row), Key.Key_Left)
    assert row.value == 0
    row.set_value(9)
    QTest.keyClick(slider(row), Key.Key_Right)
    QTest.keyClick(slider(row), Key.Key_Right)
    assert said == [("pain", 0), ("pain", 10)]


def test_a_rating_can_be_taken_back_by_key(row: FeltRow, heard: Heard) -> None:
    row.set_value(3)
    said = heard(row.rated)
    QTest.keyClick(slider(row), Key.Key_Backspace)
    QTest.keyClick(slider(row), Key.Key_Delete)
    assert said == [("pain", None)]


def test_up_and_down_ask_for_the_neighbour(row: FeltRow, heard: Heard) -> None:
    said = heard(row.neighbour_wanted)
    QTest.keyClick(slider(row), Key.Key_Down)
    QTest.keyClick(slider(row), Key.Key_Up)
    assert said == [(1,), (-1,)]


def test_keys_with_ctrl_are_left_to_the_page(row: FeltRow, heard: Heard) -> None:
    said = heard(row.rated)
    QTest.keyClick(slider(row), Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert said == []


def test_the_wheel_scrolls_the_page_and_rates_nothing(row: FeltRow) -> None:
    row.set_value(5)
    middle = QPointF(spot(row, 5))
    event = QWheelEvent(
        middle,
        slider(row).mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(slider(row), event)
    assert not event.isAccepted()
    assert row.value == 5


def test_showing_a_value_is_silent(row: FeltRow, heard: Heard) -> None:
    said = heard(row.rated)
    row.set_value(8)
    assert number(row).text() == "8"
    row.set_value(None)
    assert row.value is None
    assert said == []


def test_a_row_is_one_stop_of_the_tab_key(look: Look, place: Place) -> None:
    rows = [FeltRow(look, name, name.title()) for name in ("pain", "itch", "warmth")]
    place(*rows)
    rows[1].set_value(4)
    rows[0].setFocus()
    for row in rows[1:]:
        QTest.keyClick(row.window(), Key.Key_Tab)
        assert slider(row).hasFocus()


def test_a_screen_reader_reads_and_sets_the_slider(
    row: FeltRow, heard: Heard, reader: Reader
) -> None:
    said = heard(row.rated)
    assert reader.name(slider(row)) == "Pain"
    assert reader.role(slider(row)) == QAccessible.Role.Slider
    assert reader.about(slider(row)) == "not rated"
    value = spoken(slider(row)).valueInterface()
    assert value is not None
    value.setCurrentValue(7)
    assert said == [("pain", 7)]
    assert reader.about(slider(row)) == "7 of 10"


def test_a_screen_reader_can_take_the_rating_back(
    row: FeltRow, heard: Heard, reader: Reader, qtbot: QtBot
) -> None:
    row.set_value(2)
    said = heard(row.rated)
    reader.press(row, "Pain: clear", "Press")
    qtbot.waitUntil(lambda: said == [("pain", None)])
