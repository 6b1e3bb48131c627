"""Chips, joined words and the rail: what can be chosen, and how it is said."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QVBoxLayout, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.chip import Chip, MoreChip
from recovery_app.ui.widgets.flow_layout import FlowLayout
from recovery_app.ui.widgets.rail import Place as RailPlace
from recovery_app.ui.widgets.rail import Rail
from recovery_app.ui.widgets.segmented import Segmented

from .conftest import Heard, Place, Reader

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
WORDS = ("Today", "Sessions", "Photos", "Compare", "Trends", "Settings")


def button(parent: QWidget, word: str) -> QAbstractButton:
    return next(b for b in parent.findChildren(QAbstractButton) if b.text() == word)


@pytest.mark.parametrize("todo", [False, True])
def test_a_chip_is_ticked_by_click_and_by_space(
    look: Look, place: Place, heard: Heard, *, todo: bool
) -> None:
    chip = Chip(look, "acne", "acne", todo=todo)
    place(chip, width=chip.sizeHint().width())
    said = heard(chip.ticked)
    QTest.mouseClick(chip, LEFT)
    QTest.keyClick(chip, Key.Key_Space)
    assert said == [("acne", True), ("acne", False)]


def test_showing_a_tick_is_silent_and_moves_nothing(look: Look, place: Place, heard: Heard) -> None:
    chip = Chip(look, "acne", "acne")
    place(chip)
    size, said = chip.sizeHint(), heard(chip.ticked)
    before = chip.grab().toImage()
    chip.set_value(True)
    assert chip.isChecked()
    assert chip.grab().toImage() != before
    assert chip.sizeHint() == size
    assert said == []


def test_a_screen_reader_ticks_a_chip(
    look: Look, place: Place, heard: Heard, reader: Reader
) -> None:
    chip = Chip(look, "cold-sore", "cold sore")
    place(chip)
    said = heard(chip.ticked)
    assert reader.role(chip) == QAccessible.Role.CheckBox
    reader.press(chip.window(), "cold sore")
    assert said == [("cold-sore", True)]


def test_the_chip_for_more_is_pressed_and_never_ticked(
    look: Look, place: Place, heard: Heard
) -> None:
    chip = MoreChip(look, "more…")
    place(chip)
    ticked, clicked = heard(chip.ticked), heard(chip.clicked)
    QTest.mouseClick(chip, LEFT)
    assert len(clicked) == 1
    assert ticked == []


def test_chips_flow_into_lines_that_fit(look: Look, place: Place) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    flow = FlowLayout()
    column.addLayout(flow)
    chips = [Chip(look, str(n), f"symptom number {n}") for n in range(9)]
    for chip in chips:
        flow.addWidget(chip)
    place(page, width=1700)
    one_line = {chip.y() for chip in chips}
    assert len(one_line) == 1
    for width in (700, 420):
        page.resize(width, page.heightForWidth(width))
        column.activate()
        boxes = [chip.geometry() for chip in chips]
        assert len({box.y() for box in boxes}) > 1
        assert all(QRect(0, 0, width, page.height()).contains(box) for box in boxes)
        assert not any(a.intersects(b) for a in boxes for b in boxes if a is not b)


def test_a_hidden_chip_leaves_no_gap(look: Look, place: Place) -> None:
    page = QWidget()
    flow = FlowLayout()
    page.setLayout(flow)
    chips = [Chip(look, word, word) for word in ("one", "two", "three")]
    for chip in chips:
        flow.addWidget(chip)
    place(page)
    chips[1].hide()
    flow.activate()
    assert chips[2].x() == chips[0].geometry().right() + 1 + flow.spacing()
    assert flow.takeAt(1) is not None
    assert flow.count() == 2
    assert flow.takeAt(7) is None


@pytest.fixture
def segmented(look: Look, place: Place) -> Segmented:
    choices = [("grid", "Grid"), ("matrix", "Matrix"), ("list", "List")]
    segmented = Segmented(look, "View", choices)
    place(segmented, width=segmented.sizeHint().width())
    return segmented


def test_the_first_word_is_chosen_at_first(segmented: Segmented) -> None:
    assert segmented.current == "grid"


def test_exactly_one_word_is_chosen(segmented: Segmented, heard: Heard) -> None:
    said = heard(segmented.chosen)
    QTest.mouseClick(button(segmented, "List"), LEFT)
    QTest.mouseClick(button(segmented, "List"), LEFT)
    assert segmented.current == "list"
    QTest.mouseClick(button(segmented, "Grid"), LEFT)
    assert said == [("list",), ("grid",)]
    assert [b.text() for b in segmented.findChildren(QAbstractButton) if b.isChecked()] == ["Grid"]


def test_choosing_for_the_person_is_silent(segmented: Segmented, heard: Heard) -> None:
    said = heard(segmented.chosen)
    segmented.set_current("matrix")
    assert segmented.current == "matrix"
    assert said == []


def test_arrows_move_within_joined_words(segmented: Segmented, heard: Heard) -> None:
    said = heard(segmented.chosen)
    button(segmented, "Grid").setFocus()
    QTest.keyClick(button(segmented, "Grid"), Key.Key_Right)
    assert button(segmented, "Matrix").hasFocus()
    QTest.keyClick(button(segmented, "Matrix"), Key.Key_Left)
    assert said == [("matrix",), ("grid",)]


def test_joined_words_are_never_cut(segmented: Segmented, look: Look) -> None:
    wide = QFontMetrics(look.font("strong"))
    for part in segmented.findChildren(QAbstractButton):
        assert part.width() >= wide.horizontalAdvance(part.text()) + 16


def test_a_screen_reader_chooses_a_word(segmented: Segmented, heard: Heard, reader: Reader) -> None:
    said = heard(segmented.chosen)
    assert reader.name(segmented) == "View"
    assert reader.role(reader.find(segmented, "Matrix")) == QAccessible.Role.RadioButton
    reader.press(segmented, "Matrix")
    assert said == [("matrix",)]


@pytest.fixture
def rail(look: Look, place: Place) -> Rail:
    rail = Rail(look, [RailPlace(word.lower(), word, word.lower()) for word in WORDS])
    place(rail, width=rail.width())
    rail.resize(rail.width(), 640)
    return rail


def test_the_rail_leads_to_every_page(rail: Rail, heard: Heard) -> None:
    said = heard(rail.chosen)
    for word in WORDS[1:]:
        QTest.mouseClick(button(rail, word), LEFT)
    assert said == [(word.lower(),) for word in WORDS[1:]]
    assert button(rail, "Settings").isChecked()
    assert not button(rail, "Today").isChecked()


def test_the_rail_follows_the_window_silently(rail: Rail, heard: Heard) -> None:
    said = heard(rail.chosen)
    rail.set_current("trends")
    assert button(rail, "Trends").isChecked()
    assert said == []


def test_a_second_click_stays_on_the_page(rail: Rail, heard: Heard) -> None:
    said = heard(rail.chosen)
    QTest.mouseClick(button(rail, "Today"), LEFT)
    assert button(rail, "Today").isChecked()
    assert said == []


def test_arrows_move_in_the_rail_and_tab_leaves_it(rail: Rail, heard: Heard) -> None:
    said = heard(rail.chosen)
    button(rail, "Today").setFocus()
    QTest.keyClick(button(rail, "Today"), Key.Key_Down)
    assert button(rail, "Sessions").hasFocus()
    assert said == [("sessions",)]


def test_settings_stand_at_the_bottom_below_the_library(rail: Rail, look: Look) -> None:
    rail.set_status("A library with a very long name", "Backed up\ntoday 21:05")
    rail.layout().activate()  # pyright: ignore[reportOptionalMemberAccess] - it has one
    labels = {label.y(): label.text() for label in rail.findChildren(QLabel)}
    settings = button(rail, "Settings")
    tops = [button(rail, word).y() for word in WORDS[:-1]]
    assert {low - high for high, low in pairwise(tops)} == {settings.height() + 4}
    assert settings.geometry().bottom() > rail.height() - 20
    assert rail.height() * 0.7 < min(labels) < max(labels) < settings.y()
    name = labels[min(labels)]
    assert name.endswith("…")
    width = QFontMetrics(look.font("caption_strong")).horizontalAdvance(name)
    assert width <= rail.width() - 17


def test_a_screen_reader_goes_to_a_page(rail: Rail, heard: Heard, reader: Reader) -> None:
    said = heard(rail.chosen)
    rail.set_status("My skin", "No backup yet")
    reader.press(rail, "Photos")
    assert said == [("photos",)]
    assert reader.find(rail, "My skin")
