"""A row of five steps is answered by mouse, keys and screen readers alike."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.domain.symptoms import SEEN_STEPS
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.seen_row import SeenRow

from .conftest import Heard, Place, Reader

Key = Qt.Key


@pytest.fixture
def row(look: Look, place: Place) -> SeenRow:
    row = SeenRow(look, "redness", "Redness")
    place(row)
    row.setFocus()
    return row


def steps(row: QWidget) -> list[QAbstractButton]:
    return sorted(row.findChildren(QAbstractButton), key=lambda step: step.x())


def click(row: QWidget, step: int) -> None:
    QTest.mouseClick(steps(row)[step], Qt.MouseButton.LeftButton)


def chosen(row: QWidget) -> list[int]:
    return [number for number, step in enumerate(steps(row)) if step.isChecked()]


def test_nothing_is_rated_before_the_person_rates(row: SeenRow) -> None:
    assert row.value is None
    assert chosen(row) == []
    assert [step.text() for step in steps(row)] == list(SEEN_STEPS)


def test_a_click_rates_another_moves_and_a_second_one_takes_back(
    row: SeenRow, heard: Heard
) -> None:
    said = heard(row.rated)
    click(row, 2)
    assert chosen(row) == [2]
    click(row, 4)
    assert chosen(row) == [4]
    click(row, 4)
    assert chosen(row) == []
    assert said == [("redness", 2), ("redness", 4), ("redness", None)]
    assert row.value is None


def test_none_is_a_rating_and_not_the_same_as_not_rated(row: SeenRow, heard: Heard) -> None:
    said = heard(row.rated)
    click(row, 0)
    assert row.value == 0
    assert said == [("redness", 0)]


@pytest.mark.parametrize("value", range(5))
def test_a_digit_rates(row: SeenRow, heard: Heard, value: int) -> None:
    said = heard(row.rated)
    QTest.keyClicks(row, str(value))
    assert row.value == value
    QTest.keyClicks(row, str(value))
    assert said == [("redness", value)]


def test_a_digit_of_the_number_pad_and_a_shifted_one_rate(row: SeenRow) -> None:
    QTest.keyClick(row, Key.Key_3, Qt.KeyboardModifier.KeypadModifier)
    assert row.value == 3
    QTest.keyClicks(row, "1", Qt.KeyboardModifier.ShiftModifier)
    assert row.value == 1


def test_digits_off_the_scale_and_letters_do_nothing(row: SeenRow, heard: Heard) -> None:
    said = heard(row.rated)
    QTest.keyClicks(row, "56789a²")
    assert said == []


def test_left_and_right_move_the_choice_and_stop_at_the_ends(row: SeenRow, heard: Heard) -> None:
    said = heard(row.rated)
    QTest.keyClick(row, Key.Key_Left)
    assert row.value is None
    for _ in range(7):
        QTest.keyClick(row, Key.Key_Right)
    assert row.value == 4
    QTest.keyClick(row, Key.Key_Left)
    assert row.value == 3
    assert [value for _, value in said] == [0, 1, 2, 3, 4, 3]


@pytest.mark.parametrize("key", [Key.Key_Backspace, Key.Key_Delete])
def test_a_rating_can_be_taken_back_by_key(row: SeenRow, heard: Heard, key: Qt.Key) -> None:
    row.set_value(3)
    said = heard(row.rated)
    QTest.keyClick(row, key)
    QTest.keyClick(row, key)
    assert said == [("redness", None)]


def test_up_and_down_ask_for_the_neighbour(row: SeenRow, heard: Heard) -> None:
    said, rated = heard(row.neighbour_wanted), heard(row.rated)
    QTest.keyClick(row, Key.Key_Up)
    QTest.keyClick(row, Key.Key_Down)
    assert said == [(-1,), (1,)]
    assert rated == []


@pytest.mark.parametrize("key", [Key.Key_Left, Key.Key_Right, Key.Key_2, Key.Key_Backspace])
def test_keys_with_ctrl_are_left_to_the_page(row: SeenRow, heard: Heard, key: Qt.Key) -> None:
    row.set_value(1)
    said = heard(row.rated)
    QTest.keyClick(row, key, Qt.KeyboardModifier.ControlModifier)
    assert said == []
    assert row.value == 1


def test_showing_a_value_is_silent(row: SeenRow, heard: Heard) -> None:
    said = heard(row.rated)
    row.set_value(2)
    assert chosen(row) == [2]
    row.set_value(None)
    assert chosen(row) == []
    assert said == []


def test_a_row_is_one_stop_of_the_tab_key(look: Look, place: Place) -> None:
    rows = [SeenRow(look, name, name.title()) for name in ("redness", "swelling", "dryness")]
    place(*rows)
    rows[0].setFocus()
    for row in rows[1:]:
        QTest.keyClick(row.window(), Key.Key_Tab)
        assert row.hasFocus()


def test_a_click_on_a_step_brings_the_keyboard_to_the_row(look: Look, place: Place) -> None:
    rows = [SeenRow(look, name, name.title()) for name in ("redness", "swelling")]
    place(*rows)
    rows[0].setFocus()
    click(rows[1], 1)
    assert rows[1].hasFocus()


def test_a_screen_reader_finds_words_and_can_press_them(
    row: SeenRow, heard: Heard, reader: Reader
) -> None:
    said = heard(row.rated)
    assert reader.name(row) == "Redness"
    assert reader.role(row) == QAccessible.Role.Grouping
    assert reader.about(row) == "not rated"
    reader.press(row, "Redness: 2 moderate")
    assert row.value == 2
    assert reader.about(row) == "moderate"
    reader.press(row, "Redness: 2 moderate")
    assert said == [("redness", 2), ("redness", None)]


def test_the_press_of_a_screen_reader_rates_too(row: SeenRow, reader: Reader, qtbot: QtBot) -> None:
    reader.press(row, "Redness: 4 severe", "Press")
    qtbot.waitUntil(lambda: row.value == 4)


def test_the_steps_fill_the_row_without_a_gap(row: SeenRow) -> None:
    for width in (620, 621, 622, 623, 624, 701):
        row.resize(width, row.height())
        cells = [step.geometry() for step in steps(row)]
        assert cells[-1].right() == width - 1
        assert [cell.right() + 1 for cell in cells[:-1]] == [cell.left() for cell in cells[1:]]
        assert max(cell.width() for cell in cells) - min(cell.width() for cell in cells) <= 1
        assert min(cell.height() for cell in cells) >= 32


def test_at_its_least_width_no_word_is_cut(row: SeenRow, look: Look) -> None:
    from PySide6.QtGui import QFontMetrics

    row.resize(row.minimumSizeHint())
    metrics = QFontMetrics(look.font("strong"))
    for step in steps(row):
        assert metrics.horizontalAdvance(step.text()) <= step.width() - 4


def test_the_row_that_has_the_keyboard_looks_different(row: SeenRow) -> None:
    with_keyboard = row.grab().toImage()
    row.clearFocus()
    assert row.grab().toImage() != with_keyboard


def test_the_chosen_step_is_painted_in_the_accent(row: SeenRow, look: Look) -> None:
    row.set_value(3)
    image = row.grab().toImage()
    corner = [step.geometry().topLeft() for step in steps(row)]
    painted = [image.pixelColor(place.x() + 6, place.y() + 6) for place in corner]
    assert [colour == look.theme.accent for colour in painted] == [False] * 3 + [True, False]


def test_a_row_that_is_disabled_cannot_be_rated(row: SeenRow, heard: Heard) -> None:
    said = heard(row.rated)
    row.setEnabled(False)
    click(row, 1)
    assert said == []
