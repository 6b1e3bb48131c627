"""Fourteen days at a glance: each can be reached, none is scolded, none lies in the future."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.day_strip import DAYS, DayMark, DayStrip

from .conftest import Heard, Place, Reader

Key = Qt.Key
TODAY = date(2026, 10, 14)


def days_to(last: date) -> list[DayMark]:
    first = last - timedelta(days=DAYS - 1)
    return [
        DayMark(first + timedelta(days=n), logged=n in (11, 12), photos=n == 12)
        for n in range(DAYS)
    ]


def buttons(strip: DayStrip) -> list[QAbstractButton]:
    return sorted(strip.findChildren(QAbstractButton), key=lambda day: day.x())


@pytest.fixture
def strip(look: Look, place: Place) -> DayStrip:
    strip = DayStrip(look)
    place(strip)
    strip.set_days(days_to(TODAY), TODAY, TODAY)
    return strip


def test_the_days_stand_in_their_order(strip: DayStrip) -> None:
    assert [day.text() for day in buttons(strip)] == [str(n) for n in range(1, 15)]
    assert [day.text() for day in buttons(strip) if day.isChecked()] == ["14"]


def test_a_click_asks_for_that_day(strip: DayStrip, heard: Heard) -> None:
    said = heard(strip.chosen)
    QTest.mouseClick(buttons(strip)[3], Qt.MouseButton.LeftButton)
    assert said == [(date(2026, 10, 4),)]


def test_left_and_right_go_from_day_to_day(strip: DayStrip, heard: Heard) -> None:
    said = heard(strip.chosen)
    days = buttons(strip)
    days[13].setFocus()
    QTest.keyClick(days[13], Key.Key_Left)
    QTest.keyClick(days[12], Key.Key_Left)
    QTest.keyClick(days[11], Key.Key_Right)
    assert said == [(date(2026, 10, 13),), (date(2026, 10, 12),), (date(2026, 10, 13),)]
    assert days[12].hasFocus()


def test_left_of_the_first_day_asks_for_the_day_before(strip: DayStrip, heard: Heard) -> None:
    strip.set_days(days_to(TODAY), date(2026, 10, 1), TODAY)
    said = heard(strip.chosen)
    buttons(strip)[0].setFocus()
    QTest.keyClick(buttons(strip)[0], Key.Key_Left)
    assert said == [(date(2026, 9, 30),)]


def test_right_of_the_last_day_asks_for_the_next_but_never_for_tomorrow(
    strip: DayStrip, heard: Heard
) -> None:
    said = heard(strip.chosen)
    buttons(strip)[13].setFocus()
    QTest.keyClick(buttons(strip)[13], Key.Key_Right)
    assert said == []
    earlier = TODAY - timedelta(days=20)
    strip.set_days(days_to(earlier), earlier, TODAY)
    QTest.keyClick(buttons(strip)[13], Key.Key_Right)
    assert said == [(earlier + timedelta(days=1),)]


def test_days_to_come_cannot_be_chosen(strip: DayStrip, heard: Heard) -> None:
    said = heard(strip.chosen)
    strip.set_days(days_to(TODAY + timedelta(days=2)), TODAY, TODAY)
    for day in buttons(strip)[12:]:
        QTest.mouseClick(day, Qt.MouseButton.LeftButton)
    assert said == []


def test_showing_other_days_is_silent_and_keeps_the_keyboard_on_the_chosen_one(
    strip: DayStrip, heard: Heard
) -> None:
    said = heard(strip.chosen)
    buttons(strip)[0].setFocus()
    strip.set_days(days_to(TODAY), date(2026, 10, 9), TODAY)
    assert buttons(strip)[8].hasFocus()
    assert said == []


def test_ctrl_and_arrows_are_left_to_the_page(strip: DayStrip, heard: Heard) -> None:
    strip.set_days(days_to(TODAY), date(2026, 10, 1), TODAY)
    said = heard(strip.chosen)
    QTest.keyClick(strip, Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert said == []


def test_a_logged_day_a_missed_day_and_a_day_with_photos_look_different(strip: DayStrip) -> None:
    missed, logged, photos = (buttons(strip)[n].grab().toImage() for n in (10, 11, 12))
    assert missed != logged
    assert logged != photos


def test_the_days_stay_large_enough_in_a_narrow_window(strip: DayStrip) -> None:
    strip.resize(strip.minimumSizeHint())
    days = buttons(strip)
    assert min(day.width() for day in days) >= 32
    assert days[-1].geometry().right() < strip.width()


def test_a_screen_reader_hears_the_day_and_what_it_holds(
    strip: DayStrip, heard: Heard, reader: Reader
) -> None:
    names = [reader.name(day) for day in buttons(strip)]
    assert names[0] == "Thu 1 October"
    assert names[11] == "Mon 12 October, logged"
    assert names[12:] == ["Tue 13 October, logged, photos", "Wed 14 October, today"]
    assert reader.role(buttons(strip)[0]) == QAccessible.Role.RadioButton
    said = heard(strip.chosen)
    reader.press(strip, "Thu 1 October")
    assert said == [(date(2026, 10, 1),)]
