"""Fields keep the kit's measures and leave the wheel to the page."""

from datetime import date, time
from itertools import product

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.fields import (
    ChoiceField,
    DateField,
    NumberField,
    TimeField,
)

from .conftest import Place


def wheel(part: QWidget) -> bool:
    """Turn the wheel over a part; tells whether it took it."""
    middle = QPointF(part.rect().center())
    event = QWheelEvent(
        middle,
        part.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(part, event)
    return event.isAccepted()


@pytest.fixture
def fields(look: Look, place: Place) -> list[QWidget]:
    choice = ChoiceField()
    choice.addItems(["Pico toning", "Fractional CO2"])
    fields: list[QWidget] = [
        choice,
        NumberField(0, 2000, " nm"),
        TimeField(time(14, 30)),
        DateField(look, date(2026, 10, 14)),
    ]
    place(*fields, QLineEdit(), width=300)
    return fields


def shown(fields: list[QWidget]) -> list[object]:
    return [part.grab().toImage() for part in fields]


def test_the_wheel_changes_nothing_without_the_keyboard(fields: list[QWidget]) -> None:
    for part in fields:
        part.clearFocus()
    before = shown(fields)
    assert [wheel(part) for part in fields] == [False] * len(fields)
    assert shown(fields) == before


def test_the_wheel_turns_the_field_that_has_the_keyboard(fields: list[QWidget]) -> None:
    choice = fields[0]
    assert isinstance(choice, ChoiceField)
    choice.setFocus()
    assert wheel(choice)
    assert choice.currentText() == "Fractional CO2"


def test_all_fields_are_equally_high(fields: list[QWidget]) -> None:
    assert {part.sizeHint().height() for part in fields} == {QLineEdit().sizeHint().height()}


def test_the_words_of_all_fields_begin_at_the_same_distance(fields: list[QWidget]) -> None:
    for part in fields[1:]:
        words = part.findChild(QLineEdit)
        assert words is not None
        assert words.x() + words.textMargins().left() in (11, 12)


def test_numbers_dates_and_times_are_typed_and_read_back(look: Look, place: Place) -> None:
    number, moment = NumberField(0, 2000, " nm"), TimeField(time(14, 30))
    day = DateField(look, date(2026, 10, 14))
    place(number, moment, day, width=300)
    number.selectAll()
    QTest.keyClicks(number, "1064")
    assert number.value() == 1064
    assert number.text() == "1064 nm"
    moment.setFocus()
    QTest.keyClick(moment, Qt.Key.Key_Up)
    assert moment.value() == time(15, 30)
    assert day.value() == date(2026, 10, 14)
    assert day.text() == "Wed 14 Oct 2026"


def test_no_date_is_cut_off(look: Look, place: Place) -> None:
    field = DateField(look, date(2026, 11, 22))
    beside = QWidget()
    row = QHBoxLayout(beside)
    row.addWidget(field)
    row.addStretch(1)
    place(beside)
    line = field.lineEdit()
    room = line.contentsRect().width() - line.textMargins().left()
    for month, day in product(range(1, 13), range(22, 29)):
        field.setDate(QDate(2026, month, day))
        assert line.fontMetrics().horizontalAdvance(line.text()) <= room, line.text()
