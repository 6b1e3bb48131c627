"""Notices, empty states and buttons: what the program says and what can be done about it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QFontMetrics,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton, PrimaryButton, QuietButton
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.empty_state import EmptyState
from recovery_app.ui.widgets.labels import caption, heading
from recovery_app.ui.widgets.notice import Kind, Notice

from .conftest import Heard, Place, Reader

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(place: Place) -> QWidget:
    page = QWidget()
    QVBoxLayout(page)
    place(page)
    page.resize(700, 300)
    return page


@pytest.fixture
def notice(look: Look, page: QWidget) -> Notice:
    notice = Notice(look)
    layout = page.layout()
    assert layout is not None
    layout.addWidget(notice)
    return notice


def settled(page: QWidget | None) -> QWidget:
    """Lay the page out now and not when Qt finds the time."""
    assert page is not None
    layout = page.layout()
    assert layout is not None
    layout.activate()
    return page


def button(parent: QWidget, name: str) -> QAbstractButton:
    return next(
        b
        for b in parent.findChildren(QAbstractButton)
        if name in (b.text(), b.accessibleName()) and not b.isHidden()
    )


def test_a_notice_is_hidden_until_it_has_something_to_say(notice: Notice) -> None:
    assert not notice.isVisible()
    notice.say(Kind.QUIET, "Twelve photos were added.")
    assert notice.isVisible()
    assert notice.sentence == "Twelve photos were added."


def test_a_notice_offers_one_thing_to_do(notice: Notice, heard: Heard) -> None:
    acted = heard(notice.acted)
    notice.say(Kind.QUIET, "The session is in the trash.", "Undo")
    QTest.mouseClick(button(notice, "Undo"), LEFT)
    assert len(acted) == 1


def test_the_next_sentence_does_not_keep_the_last_ones_action(notice: Notice) -> None:
    notice.say(Kind.QUIET, "The session is in the trash.", "Undo")
    notice.say(Kind.FAILURE, "The disk is full.")
    assert [b.accessibleName() for b in shown_buttons(notice)] == ["Close"]


def shown_buttons(part: QWidget) -> list[QAbstractButton]:
    return [b for b in part.findChildren(QAbstractButton) if b.isVisible()]


def test_a_notice_closes_by_its_cross_and_by_escape(notice: Notice, heard: Heard) -> None:
    closed = heard(notice.closed)
    notice.say(Kind.CAUTION, "Your clinic will want to hear about this.")
    QTest.mouseClick(button(notice, "Close"), LEFT)
    assert not notice.isVisible()
    notice.say(Kind.CAUTION, "Your clinic will want to hear about this.")
    cross = button(notice, "Close")
    cross.setFocus()
    QTest.keyClick(cross, Qt.Key.Key_Escape)
    assert not notice.isVisible()
    assert len(closed) == 2


def test_each_kind_has_its_own_ground(notice: Notice, look: Look) -> None:
    grounds: list[str] = []
    for kind in Kind:
        notice.say(kind, "Words.")
        settled(notice.parentWidget())
        grounds.append(notice.grab().toImage().pixelColor(5, notice.height() // 2).name())
    theme = look.theme
    assert grounds == [
        theme.accent_soft.name(),
        theme.caution_soft.name(),
        theme.caution_soft.name(),
    ]


def test_a_failure_is_outlined_and_a_caution_is_not(notice: Notice, look: Look) -> None:
    edges: list[bool] = []
    for kind in (Kind.CAUTION, Kind.FAILURE):
        notice.say(kind, "Words.")
        settled(notice.parentWidget())
        middle = notice.grab().toImage().pixelColor(0, notice.height() // 2)
        edges.append(middle == look.theme.caution)
    assert edges == [False, True]


def test_a_long_sentence_is_shown_whole(notice: Notice, page: QWidget) -> None:
    notice.say(Kind.QUIET, "Short.", "Undo")
    page.adjustSize()
    short = notice.sizeHint().height()
    notice.say(Kind.QUIET, "One of many words that must all be read. " * 12, "Undo")
    page.resize(420, settled(page).heightForWidth(420))
    settled(page)
    label = next(part for part in notice.findChildren(QLabel) if part.text())
    assert notice.height() > short
    assert label.height() >= label.heightForWidth(label.width())


def test_a_sentence_is_read_as_it_is_written(notice: Notice, reader: Reader) -> None:
    sentence = "There is no symptom “<i>itch</i>”."
    notice.say(Kind.FAILURE, sentence)
    assert reader.name(notice) == sentence
    assert reader.find(notice, sentence)
    assert reader.find(notice, "Close")


@pytest.mark.parametrize("kind", Kind)
def test_a_sentence_is_said_aloud_where_a_screen_reader_listens(
    notice: Notice, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, bool]] = []

    def listen(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            urgent = event.politeness() == QAccessible.AnnouncementPoliteness.Assertive
            said.append((event.message(), urgent))

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", listen)
    notice.say(kind, "The disk is full.")
    assert said == [("The disk is full.", kind is not Kind.QUIET)]


def test_an_empty_page_says_what_to_do(look: Look, place: Place, heard: Heard) -> None:
    state = EmptyState(look, "photos", "Photos of every day stand here.", "Add photos")
    place(state)
    acted = heard(state.acted)
    QTest.mouseClick(button(state, "Add photos"), LEFT)
    assert len(acted) == 1
    assert state.label.text() == "Photos of every day stand here."


def test_an_empty_page_without_action_has_no_button(look: Look, place: Place) -> None:
    state = EmptyState(look, "trends", "Two reviews make the first line.")
    place(state)
    assert shown_buttons(state) == []


def test_the_icon_of_an_empty_page_stands_above_its_sentence(look: Look, place: Place) -> None:
    state = EmptyState(look, "photos", "Photos of every day stand here.", "Add photos")
    place(state)
    state.resize(600, 400)
    image = settled(state).grab().toImage()
    above = state.label.geometry().top() - 16 - 6
    assert image.pixelColor(300, above) == look.theme.accent_soft
    assert image.pixelColor(300, 4) == look.theme.surface


@pytest.mark.parametrize("kind", [PrimaryButton, QuietButton])
@pytest.mark.parametrize("icon", ["", "plus"])
def test_a_button_shows_all_its_words_and_is_pressed_by_space(
    look: Look,
    place: Place,
    heard: Heard,
    kind: type[PrimaryButton] | type[QuietButton],
    icon: str,
) -> None:
    part = kind(look, "Add photos", icon=icon)
    place(part, width=part.sizeHint().width())
    words = QFontMetrics(look.font("strong")).horizontalAdvance("Add photos")
    assert part.width() >= words + 16
    assert part.height() >= 32
    said = heard(part.clicked)
    QTest.keyClick(part, Qt.Key.Key_Space)
    QTest.mouseClick(part, LEFT)
    assert len(said) == 2


@pytest.mark.parametrize("name", ["Primary", "Quiet", "Icon"])
def test_the_keyboard_and_being_disabled_can_be_seen(look: Look, place: Place, name: str) -> None:
    part = {
        "Primary": lambda: PrimaryButton(look, "Save"),
        "Quiet": lambda: QuietButton(look, "Save"),
        "Icon": lambda: IconButton(look, "trash", "Delete"),
    }[name]()
    place(part, QuietButton(look, "Other"), width=part.sizeHint().width())
    part.clearFocus()
    rest = part.grab().toImage()
    part.setFocus()
    focused = part.grab().toImage()
    part.clearFocus()
    part.setEnabled(False)
    disabled = part.grab().toImage()
    assert rest != focused
    assert disabled not in (rest, focused)


def test_a_screen_reader_presses_a_sign_by_what_it_does(
    look: Look, place: Place, heard: Heard, reader: Reader, qtbot: QtBot
) -> None:
    sign = IconButton(look, "chevron-left", "Day before")
    place(sign, width=32)
    said = heard(sign.clicked)
    reader.press(sign.window(), "Day before", "Press")
    qtbot.waitUntil(lambda: len(said) == 1)


def test_a_card_holds_what_is_added_to_its_body(look: Look, place: Place) -> None:
    card = Card(look)
    card.body.addWidget(caption("Clear, and stayed so"))
    card.body.addWidget(heading("between day 6 and 7"))
    place(card)
    image = card.grab().toImage()
    assert image.pixelColor(30, 4) == look.theme.raised
    assert image.pixelColor(0, 0) == look.theme.surface
    assert image.pixelColor(0, card.height() // 2) == look.theme.line
