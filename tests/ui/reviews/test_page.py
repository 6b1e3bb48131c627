"""The review page, driven by clicks and keys on a real library."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from recovery_app.domain import moments
from recovery_app.domain.reviews import ChangeWord, Remark, Review
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.reviews.page import ReviewPage
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.felt_row import FeltRow
from recovery_app.ui.widgets.joined_button import JoinedButton

Open = Callable[[], ReviewPage]
TODAY = moments.today()


@pytest.fixture
def open_page(
    qtbot: QtBot, shown: Library, tasks: Tasks, changes: Changes, history: History, look: Look
) -> Open:
    """Open the review of today."""

    def make() -> ReviewPage:
        page = ReviewPage(shown, tasks, changes, history, look)
        qtbot.addWidget(page)
        page.resize(1000, 800)
        page.open_date(TODAY)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        qtbot.waitUntil(lambda: bool(page.findChildren(FeltRow)) and not tasks.busy)
        return page

    return make


def row(page: ReviewPage, slug: str) -> FeltRow:
    """Find the row of a concern."""
    return next(one for one in page.findChildren(FeltRow) if one.slug == slug)


def field(page: ReviewPage, name: str) -> QLineEdit:
    """Find a field by its name."""
    return next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == name)


def stored(library: Library) -> Review:
    """Read today's review from disk."""
    review = library.reviews.of_day(TODAY)
    assert review is not None
    return review


def test_a_review_is_saved_key_by_key_and_undone(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks, history: History
) -> None:
    page = open_page()
    row(page, "pigmentation").setFocus()
    for keys in ("6", Qt.Key.Key_Right, Qt.Key.Key_Down, "4"):
        target = page.focusWidget()
        assert target is not None
        if isinstance(keys, str):
            QTest.keyClicks(target, keys)
        else:
            QTest.keyClick(target, keys)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert stored(shown).values == {"pigmentation": 61, "pores": 40}
    history.undo()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert stored(shown).values == {"pigmentation": 61}
    assert row(page, "pores").value is None


def test_the_change_word_and_what_was_said_are_kept(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    page = open_page()
    better = next(one for one in page.findChildren(JoinedButton) if one.text() == "better")
    qtbot.mouseClick(better, Qt.MouseButton.LeftButton)
    field(page, "Remark").setFocus()
    QTest.keyClicks(field(page, "Remark"), "less dry")
    QTest.keyClick(field(page, "Remark"), Qt.Key.Key_Tab)
    QTest.keyClicks(field(page, "Who said it"), "therapist")
    page.finish()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert stored(shown).change is ChangeWord.BETTER
    assert stored(shown).remarks == (Remark("less dry", "therapist"),)


def test_an_own_concern_appears_and_stays(qtbot: QtBot, open_page: Open, shown: Library) -> None:
    page = open_page()
    QTest.keyClicks(field(page, "A concern of your own"), "Dark circles")
    QTest.keyClick(field(page, "A concern of your own"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "dark-circles" in {one.slug for one in page.findChildren(FeltRow)})
    assert "dark-circles" in {one.slug for one in shown.reviews.concerns()}
    # Taken out of the list while it is rated here, it stays in this review and can be changed.
    row(page, "dark-circles").rated.emit("dark-circles", 30)
    qtbot.waitUntil(lambda: shown.reviews.of_day(TODAY) is not None)
    shown.catalogue.remove_concern("dark-circles")
    qtbot.waitUntil(lambda: "dark-circles" not in {one.slug for one in shown.reviews.concerns()})
    row(page, "dark-circles").rated.emit("dark-circles", 20)
    qtbot.waitUntil(lambda: stored(shown).values == {"dark-circles": 20})
    page.open_date(TODAY - timedelta(days=1))
    qtbot.waitUntil(lambda: "dark-circles" not in page._rows)


def test_a_date_that_has_a_review_already_is_refused_and_the_date_stays(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    yesterday = TODAY - timedelta(days=1)
    shown.reviews.save(Review("", yesterday, {"pores": 10}))
    shown.reviews.save(Review("", TODAY, {"pores": 20}))
    page = open_page()
    page._date.setDate(page._date.date().addDays(-1))
    qtbot.waitUntil(lambda: not tasks.busy)
    assert "already" in page._notice.sentence
    assert page._date.value() == TODAY
    assert stored(shown).values == {"pores": 20}


def test_deleting_goes_to_the_trash_and_comes_back(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks, history: History
) -> None:
    shown.reviews.save(Review("", TODAY, {"pores": 20}))
    page = open_page()
    page._remove.click()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert shown.reviews.of_day(TODAY) is None
    history.undo()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert stored(shown).values == {"pores": 20}
    assert row(page, "pores").value == 20
