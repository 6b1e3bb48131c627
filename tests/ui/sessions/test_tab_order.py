"""Tab goes through the form as it stands, also after rows and pictures came, went and moved."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from recovery_app.ui.sessions.card_tile import CardTile
from recovery_app.ui.sessions.passes_part import PassRow
from tests.factories import a_picture

from .conftest import Desk, days_ago, session

pytestmark = pytest.mark.qt_log_ignore(
    # What opens under a field is a window of its own, of which the offscreen platform knows little.
    "This plugin does not support raise",
    "This plugin does not support grabbing the keyboard",
    extend=True,
)

FOLDS = (
    "Pain",
    "Clinic, areas and concerns",
    "The clinic's card",
    "Steps",
    "Passes of the laser",
    "Cost and notes",
)
PASS = (
    "Mode or handpiece",
    "Wavelength, nm",
    "Pulse",
    "Spot, mm",
    "Fluence, J/cm²",
    "Rate, Hz",
    "Shots",
    "How it felt",
)


def name_of(widget: QWidget) -> str:
    """Say what a widget is called."""
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or words or type(widget).__name__


def ring(desk: Desk, key: Qt.Key) -> list[QWidget]:
    """Press a key until the keyboard is where it was; list where it stopped, each once."""
    window = desk.page.window()
    start = window.focusWidget()
    assert start is not None
    stops = [start]
    for _ in range(200):
        QTest.keyClick(stops[-1], key)
        here = window.focusWidget()
        assert here is not None
        if here is start:
            return stops
        if here is not stops[-1]:  # a date has several places inside
            assert here not in stops, f"{name_of(here)} comes twice"
            stops.append(here)
    raise AssertionError(f"never back at {name_of(start)}: {[name_of(one) for one in stops]}")


def there_and_back(desk: Desk) -> list[str]:
    """Go round the whole page by Tab and by Shift+Tab, from the first fold; both say the same."""
    desk.button(FOLDS[0]).setFocus()
    forwards = ring(desk, Qt.Key.Key_Tab)
    backwards = ring(desk, Qt.Key.Key_Backtab)
    assert [name_of(one) for one in backwards] == [
        name_of(one) for one in (forwards[0], *reversed(forwards[1:]))
    ]
    return [name_of(one) for one in forwards]


def between(names: list[str], first: str, last: str) -> list[str]:
    """List what comes from one stop to another."""
    return names[names.index(first) : names.index(last) + 1]


def tools(what: str, *, first: bool = False, last: bool = False) -> list[str]:
    """List the signs of a row that can be used."""
    usable = [*([] if first else ["up"]), *([] if last else ["down"]), "remove"]
    return [f"{what}: {sign}" for sign in usable]


def step(number: int, *, first: bool = False, last: bool = False) -> list[str]:
    """List where Tab stops in a step."""
    name = f"Step {number}"
    return [name, f"{name}: time", f"{name}: minutes", *tools(name, first=first, last=last)]


def open_all(desk: Desk) -> None:
    """Open a new session with nothing folded."""
    desk.press("New session")
    for fold in FOLDS:
        desk.press(fold)


def test_an_empty_form_is_gone_through_once(desk: Desk) -> None:
    desk.library.sessions.save(session(days_ago(40)))
    desk.settle()
    open_all(desk)
    names = there_and_back(desk)
    assert between(names, "Steps", "Cost")[1:] == [
        "Add step",
        "Usual steps",
        "Passes of the laser",
        "Add pass",
        "Cost and notes",
        "Cost",
    ]
    # Round the whole page, and to the form's very first field.
    assert between(names, "Back to the list", "Kind") == [
        "Back to the list",
        "Save session",
        "Date",
        "Time known",
        "Kind",
    ]


def test_rows_come_in_their_order_between_their_heading_and_what_follows(desk: Desk) -> None:
    open_all(desk)
    desk.press("Usual steps")
    desk.press("Add step")
    desk.press("Add pass")
    desk.press("Add pass")
    names = there_and_back(desk)
    assert between(names, "Steps", "Passes of the laser") == [
        "Steps",
        *step(1, first=True),
        *step(2),
        *step(3),
        *step(4),
        *step(5, last=True),
        "Add step",
        "Passes of the laser",
    ]
    assert between(names, "Passes of the laser", "Cost and notes") == [
        "Passes of the laser",
        *tools("Pass 1", first=True),
        *PASS,
        *tools("Pass 2", last=True),
        *PASS,
        "Add pass",
        "Cost and notes",
    ]


def test_rows_that_moved_or_went_leave_no_trace_in_the_order(desk: Desk) -> None:
    open_all(desk)
    desk.press("Usual steps")
    desk.press("Step 4: up")
    desk.press("Step 1: remove")
    desk.press("Step 1: down")
    assert [desk.field(f"Step {n}").text() for n in (1, 2, 3)] == [
        "cooling mask",
        "numbing cream",
        "laser",
    ]
    desk.press("Add step")
    names = there_and_back(desk)
    rows = [*step(1, first=True), *step(2), *step(3), *step(4, last=True)]
    assert between(names, "Steps", "Passes of the laser")[1:-1] == [*rows, "Add step"]
    for _ in range(4):
        desk.press("Step 1: remove")
    assert desk.button("Add step").hasFocus()
    assert between(there_and_back(desk), "Steps", "Passes of the laser")[1:-1] == [
        "Add step",
        "Usual steps",
    ]


def test_the_order_holds_at_once_for_a_session_that_is_opened(desk: Desk) -> None:
    desk.library.sessions.save(session(days_ago(40)))
    desk.settle()
    desk.key(Qt.Key.Key_Return)
    names = there_and_back(desk)
    assert between(names, "Steps", "Cost and notes") == [
        "Steps",
        *step(1, first=True),
        *step(2, last=True),
        "Add step",
        "Passes of the laser",
        *tools("Pass 1", first=True, last=True),
        *PASS,
        "Add pass",
        "Cost and notes",
    ]


def test_the_keyboard_goes_from_a_new_pass_to_the_next_and_back(desk: Desk) -> None:
    open_all(desk)
    desk.press("Add pass")
    desk.press("Add pass")
    first, second = desk.form.findChildren(PassRow)
    assert second.mode.hasFocus()
    for _ in range(3):
        desk.key(Qt.Key.Key_Backtab)
    assert first.felt.hasFocus()
    for _ in range(2):
        desk.key(Qt.Key.Key_Tab)
    assert second.tools.away.hasFocus()


def test_card_pictures_stand_before_their_button_however_they_came(
    desk: Desk, tmp_path: Path
) -> None:
    open_all(desk)
    files = [a_picture(tmp_path, f"{name}.png") for name in "abc"]
    cards = desk.page.form.form.cards

    def said(*names: str) -> list[str]:
        pairs = [
            (f"Card picture {number} ({name}.png)", f"Card picture {number}: remove")
            for number, name in enumerate(names, start=1)
        ]
        return ["The clinic's card", *(word for pair in pairs for word in pair), "Add pictures…"]

    cards._read([(file, "") for file in files])  # pyright: ignore[reportPrivateUsage] - as the dialog does
    desk.settle()
    assert len(desk.form.findChildren(CardTile)) == 3
    names = there_and_back(desk)
    assert between(names, "The clinic's card", "Add pictures…") == said("a", "b", "c")
    desk.press("Card picture 2: remove")
    desk.press("Undo", cards)
    names = there_and_back(desk)
    assert between(names, "The clinic's card", "Add pictures…") == said("a", "b", "c")
    desk.press("Card picture 1: remove")
    names = there_and_back(desk)
    assert between(names, "The clinic's card", "Add pictures…") == [
        *said("b", "c")[:-1],
        "Undo",
        "Close",
        "Add pictures…",
    ]


def test_an_own_area_stands_among_the_areas(desk: Desk) -> None:
    open_all(desk)
    desk.press("own area…")
    desk.type_into("own area…", "hands")
    names = there_and_back(desk)
    assert between(names, "neck", "pigmentation") == ["neck", "hands", "own area…", "pigmentation"]
