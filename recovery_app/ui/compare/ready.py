"""The ready choices of the Compare page, as a menu."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from recovery_app.domain.photos import Photo
from recovery_app.domain.sessions import Numbered, place_of_moment
from recovery_app.ui.compare import choices


def _tr(text: str) -> str:
    return QCoreApplication.translate("ComparePage", text)


def menu(
    parent: QWidget,
    photos: Sequence[Photo],
    sessions: Sequence[Numbered],
    current: Photo | None,
    show: Callable[[Sequence[Photo]], None],
) -> QMenu:
    """Offer the choices that these photos allow.

    Args:
        parent: the page.
        photos: of the pose, in order.
        sessions: all of them.
        current: the photo on the right side.
        show: lays photos out.
    """
    offered = QMenu(parent)
    baseline = partial(choices.first_and_latest, photos, sessions)
    words = _tr("Before the first session, and the latest")
    offered.addAction(words, lambda: show(baseline()))
    place = place_of_moment(current.taken_at, sessions) if current else None
    if place is not None:
        same = partial(choices.same_day_of_each_session, photos, sessions, place.day)
        words = _tr("Day {day} of each session").format(day=place.day)
        offered.addAction(words, lambda: show(same()))
    offered.addSeparator()
    for one in reversed(sessions):
        week = choices.days_of_session(photos, sessions, one.number)
        if len(week) > 1:
            words = _tr("Day 0 to day 7 of session {number}").format(number=one.number)
            offered.addAction(words, partial(show, week))
    return offered
