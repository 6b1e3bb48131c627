"""Whatever is noted, turned to and taken back, page and disk hold just what was not taken back."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from recovery_app.domain import moments
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.sessions import Session
from recovery_app.services import library as libraries
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.today.page import TodayPage
from recovery_app.ui.widgets.chip import Chip
from recovery_app.ui.widgets.felt_row import FeltRow
from recovery_app.ui.widgets.seen_row import SeenRow

DAYS = 3
DIGITS = (Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)
Noted = dict[str, dict[str, int]]
"""By entry what is rated in it; a tick is a 1."""


def on_disk(library: Library) -> Noted:
    """Read what is noted on the days of the test; an entry in which nothing is left is none."""
    today = moments.today()
    found = library.journal.of_days(today - timedelta(days=DAYS), today)
    noted = {one.id: {**one.ratings, **dict.fromkeys(one.ticks, 1)} for one in found}
    return {entry: values for entry, values in noted.items() if values}


class Person:
    """Clicks and undoes at random, and knows what must have come of it."""

    def __init__(
        self, page: TodayPage, library: Library, history: History, settle: Callable[[], None]
    ) -> None:
        self._page, self._library, self._history, self._settle = page, library, history, settle
        self._noted: Noted = {}
        self._before: list[Noted] = []

    def act(self, dice: Random) -> None:
        """Do something; most often rate, mostly without waiting for what was done before."""
        deeds = (self._rate, self._tick, self._undo, self._turn, self._begin, self._delete)
        dice.choices(deeds, weights=(10, 2, 7, 2, 2, 1))[0](dice)
        if dice.random() < 0.4:
            self.compare()

    def compare(self) -> None:
        """Compare page and disk with what must have come of everything."""
        self._settle()
        left = {entry: values for entry, values in self._noted.items() if values}
        assert on_disk(self._library) == left
        values = left.get(self._page._entry_id, {})
        for row in self._rows():
            assert row.value == values.get(row.slug), row.slug
        for chip in self._chips():
            assert chip.isChecked() == (chip.slug in values), chip.slug

    def compare_with(self, *left: dict[str, int]) -> None:
        """Compare what is on disk with entries of which it does not matter which is which."""
        self._settle()
        found = list(on_disk(self._library).values())
        assert sorted(found, key=str) == sorted(left, key=str)

    def undo_all(self) -> None:
        """Take back everything that can be."""
        while self._before:
            self._undo(Random(0))
        self.compare()

    def _rows(self) -> list[SeenRow | FeltRow]:
        form = self._page._form
        return [*form.findChildren(SeenRow), *form.findChildren(FeltRow)]

    def rate(self, slug: str, digit: Qt.Key) -> None:
        """Press a digit on a row."""
        row = next(one for one in self._rows() if one.slug == slug)
        was = row.value
        row.setFocus()
        held = self._page.window().focusWidget()
        assert held is not None
        QTest.keyClick(held, digit)
        if row.value != was:
            self._note(slug, row.value)

    def _chips(self) -> list[Chip]:
        return [one for one in self._page._form.findChildren(Chip) if one.slug]

    def _rate(self, dice: Random) -> None:
        self.rate(dice.choice(self._rows()).slug, dice.choice(DIGITS))

    def _tick(self, dice: Random) -> None:
        chip = dice.choice(self._chips())
        chip.click()
        self._note(chip.slug, 1 if chip.isChecked() else None)

    def _note(self, slug: str, value: int | None) -> None:
        self._before.append(self._noted)
        values = dict(self._noted.get(self._page._entry_id, {}))
        if value is None:
            values.pop(slug, None)
        else:
            values[slug] = value
        self._noted = {**self._noted, self._page._entry_id: values}

    def _undo(self, _dice: Random) -> None:
        self._history.undo()
        if self._before:
            self._noted = self._before.pop()
        # What is taken back is seen before she goes on.
        self._settle()

    def _turn(self, dice: Random) -> None:
        self._settle()
        back = timedelta(days=dice.randrange(DAYS))
        self._page.open_day(moments.today() - back)

    def _begin(self, _dice: Random) -> None:
        self._settle()
        self._page._new_entry()

    def _delete(self, _dice: Random) -> None:
        self._settle()
        entry = self._page._entry_id
        if entry in self._noted:
            self._before.append(self._noted)
            self._noted = {one: kept for one, kept in self._noted.items() if one != entry}
            self._page._remove_entry()
            self._settle()


@pytest.fixture
def page(
    qtbot: QtBot, shown: Library, tasks: Tasks, changes: Changes, history: History, look: Look
) -> TodayPage:
    """The page of today, two days after a session."""
    shown.sessions.save(Session("", moments.today() - timedelta(days=2), "pico-toning"))
    page = TodayPage(shown, tasks, changes, history, look)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_lost_or_comes_back_by_itself(
    qtbot: QtBot, page: TodayPage, shown: Library, tasks: Tasks, history: History, seed: int
) -> None:
    person = Person(page, shown, history, lambda: qtbot.waitUntil(lambda: not tasks.busy))
    dice = Random(seed)
    for _ in range(60):
        person.act(dice)
    person.compare()
    left = on_disk(shown)
    assert left
    with closing(libraries.open_library(shown.folder)) as again:
        assert on_disk(again) == left
    person.undo_all()
    assert on_disk(shown) == {}


def test_an_undone_click_in_a_new_entry_does_not_come_back_with_the_next_one(
    qtbot: QtBot, page: TodayPage, shown: Library, tasks: Tasks, history: History
) -> None:
    person = Person(page, shown, history, lambda: qtbot.waitUntil(lambda: not tasks.busy))
    person.rate("redness", Qt.Key.Key_3)
    person.compare_with({"redness": 3})
    page._new_entry()
    person.rate("swelling", Qt.Key.Key_2)
    history.undo()
    person.compare_with({"redness": 3})
    person.rate("dryness", Qt.Key.Key_1)
    person.compare_with({"redness": 3}, {"dryness": 1})
    page._remove_entry()
    person.compare_with({"redness": 3})
    person.rate("dryness", Qt.Key.Key_4)
    person.compare_with({"redness": 3}, {"dryness": 4})


def test_what_another_program_noted_in_an_entry_stays_when_its_beginning_is_undone(
    qtbot: QtBot, page: TodayPage, shown: Library, tasks: Tasks, history: History
) -> None:
    person = Person(page, shown, history, lambda: qtbot.waitUntil(lambda: not tasks.busy))
    person.rate("redness", Qt.Key.Key_3)
    person.rate("swelling", Qt.Key.Key_2)
    person.compare_with({"redness": 3, "swelling": 2})
    today = moments.today()
    (entry,) = shown.journal.of_days(today, today)
    shown.journal.log(entry.at, EntryChange({"dryness": 2}))
    for left in ({"redness": 3, "dryness": 2}, {"dryness": 2}, {"dryness": 2}):
        history.undo()
        person.compare_with(left)
    assert page._entry_id == entry.id
