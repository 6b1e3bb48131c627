"""Which photos are shown."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from recovery_app.domain.photos import POSES, Condition
from recovery_app.ui.photos import words
from recovery_app.ui.photos.album import (
    BEFORE_THE_FIRST,
    CLOSE_UPS,
    NO_POSE,
    Album,
    Span,
    Wanted,
    pose_key,
)
from recovery_app.ui.photos.date_filter import DateFilter
from recovery_app.ui.photos.filter_choice import FilterChoice
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.flow_layout import FlowLayout
from recovery_app.ui.widgets.segmented import Segmented

ALL = ""


class PhotoFilters(QWidget):
    """Pose, session, days after it, dates and condition to be seen.

    Only what photos have is offered, so that no single choice leads nowhere.
    """

    changed = Signal()
    """The person wants to see other photos."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._offered: list[tuple[str, str]] = [(ALL, self.tr("All"))]
        self._pose_place = _Place()
        self._poses = self._make_poses()
        self._sessions = FilterChoice(self.tr("Session"), self.tr("All sessions"))
        self._spans = FilterChoice(self.tr("Days after the session"), self.tr("Any day"))
        self._dates = DateFilter(look)
        self._conditions = FilterChoice(self.tr("Condition"), self.tr("Any condition"))
        self._regions = FilterChoice(self.tr("Regions"), self.tr("Any regions"))
        self._lists = (self._sessions, self._spans, self._conditions, self._regions)
        row = FlowLayout(spacing=8)
        self.setLayout(row)
        row.addWidget(self._pose_place)
        self._dates.changed.connect(self.changed)
        for one in self._lists:
            one.picked.connect(self.changed)
        for one in (self._sessions, self._spans, self._dates, self._conditions, self._regions):
            row.addWidget(one)

    @property
    def wanted(self) -> Wanted:
        """Which photos are to be seen."""
        return Wanted(
            self._poses.current,
            self._sessions.key,
            self._spans.key,
            self._dates.month,
            self._conditions.key,
            self._dates.dates,
            self._regions.key,
        )

    def offer(self, album: Album) -> None:
        """Offer what photos have; what is chosen stays."""
        self._offer_poses({pose_key(pose) for pose in album.poses()})
        there = album.numbers()
        sessions: list[tuple[str, Any]] = [
            (words.session_line(one), one.number)
            for one in reversed(album.sessions)
            if one.number in there
        ]
        if BEFORE_THE_FIRST in there:
            sessions.append((words.session_words(None), BEFORE_THE_FIRST))
        self._sessions.offer(sessions)
        spans = album.spans()
        self._spans.offer([(words.span_words(one), one) for one in Span if one in spans])
        self._dates.offer(album.months(), album.bounds())
        found = album.conditions()
        conditions = [(words.condition_name(one), one) for one in Condition if one in found]
        self._conditions.offer(conditions)
        self._regions.offer(self._by_regions(album))

    def show_between(self, first: date, last: date) -> None:
        """Choose everything from the first to the last date."""
        self._take_everything()
        self._dates.show_between(first, last)
        self.changed.emit()

    def _by_regions(self, album: Album) -> list[tuple[str, Any]]:
        """Tell photos of poses with drawn regions from the others, where there are both."""
        poses = frozenset(album.poses())
        drawn, plain = poses & album.drawn, poses - album.drawn
        if not drawn or not plain:
            return []
        return [(self.tr("With regions"), drawn), (self.tr("Without regions"), plain)]

    def show_all(self) -> None:
        """Choose everything."""
        self._take_everything()
        self.changed.emit()

    def _take_everything(self) -> None:
        self._poses.set_current(ALL)
        self._dates.show_all()
        for one in self._lists:
            one.show_all()

    def _offer_poses(self, there: set[str]) -> None:
        chosen = self._poses.current
        names = {pose: words.pose_name(pose) for pose in POSES}
        names |= {CLOSE_UPS: self.tr("Close-ups"), NO_POSE: self.tr("No pose")}
        offered = [(ALL, self.tr("All"))]
        offered += [(key, name) for key, name in names.items() if key in there | {chosen}]
        if offered == self._offered:
            return
        self._offered = offered
        held = self._poses.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._poses = self._make_poses()
        self._poses.set_current(chosen)
        self._pose_place.setVisible(len(offered) > 2 or chosen != ALL)
        if held:
            self._poses.setFocus()

    def _make_poses(self) -> Segmented:
        poses = Segmented(self._look, self.tr("Pose"), self._offered)
        poses.chosen.connect(self.changed)
        self._pose_place.hold(poses)
        return poses


class _Place(QWidget):
    """Holds the poses' place in the line while they are made anew."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)

    def hold(self, widget: QWidget) -> None:
        """Show this instead of what was here."""
        while (old := self._row.takeAt(0)) is not None:
            before = old.widget()
            if before is not None:
                before.hide()
                before.deleteLater()
        self._row.addWidget(widget)
        widget.show()
