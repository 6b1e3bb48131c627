"""Short ways to drive the Trends page: look, click, rate."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from recovery_app.domain import moments
from recovery_app.domain.entries import EntryChange
from recovery_app.services.library import Library
from recovery_app.ui.trends.curves_face import AnswerCard
from recovery_app.ui.trends.page import TrendsPage
from recovery_app.ui.trends.plot import Plot

Open = Callable[[], TrendsPage]
FIRST = moments.today() - timedelta(days=120)
"""The day of the diary's first session."""


def rate(library: Library, day: date, note: str | None = None, **ratings: int) -> None:
    at = datetime.combine(day, time(21), moments.now().tzinfo)
    library.journal.log(at, EntryChange(ratings, note=note))


def seen(page: QWidget, words: str) -> bool:
    return any(words in one.text() for one in page.findChildren(QLabel) if one.isVisible())


def answers(page: TrendsPage) -> dict[str, str]:
    cards = page.recovery.findChildren(AnswerCard)
    return {card.answer.caption: card.answer.value for card in cards if card.isVisible()}


def offers(page: QWidget, *words: str) -> bool:
    shown = {one.text() for one in page.findChildren(QAbstractButton) if one.isVisible()}
    return shown.issuperset(words)


def named(page: QWidget, word: str) -> QAbstractButton:
    buttons = page.findChildren(QAbstractButton)
    return next(one for one in buttons if one.text() == word and one.isVisible())


def click(page: QWidget, word: str) -> None:
    """Click and wait until what comes by that is read."""
    named(page, word).click()
    while seen(page, "Reading your diary…"):
        QTest.qWait(5)
    QTest.qWait(0)  # what is new in a layout is shown with the next event


def place_of(plot: Plot, index: int) -> QPoint:
    return plot.place(plot.spots[index].x, plot.spots[index].y).toPoint()
