"""Which photos are shown."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from recovery_app.domain.photos import POSES
from recovery_app.ui.photos import words
from recovery_app.ui.photos.album import (
    BEFORE_THE_FIRST,
    CLOSE_UPS,
    NO_POSE,
    Album,
    Wanted,
    pose_key,
)
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.segmented import Segmented

ALL = ""
LEAST = 140


class PhotoFilters(QWidget):
    """Pose and session to be seen.

    Only poses and sessions that have photos are offered, so that no choice leads nowhere.
    """

    changed = Signal()
    """The person wants to see other photos."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._offered: list[tuple[str, str]] = [(ALL, self.tr("All"))]
        self._poses = self._make_poses()
        self._sessions = QComboBox()
        self._sessions.setAccessibleName(self.tr("Session"))
        # It shrinks where all poses need the room, and shows its words in full when it opens.
        self._sessions.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._sessions.setMinimumWidth(LEAST)
        self._sessions.currentIndexChanged.connect(self.changed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.addWidget(self._poses)
        self._row.addWidget(self._sessions)
        self._row.addStretch(1)

    @property
    def wanted(self) -> Wanted:
        """Which photos are to be seen."""
        return Wanted(self._poses.current, self._sessions.currentData())

    def offer(self, album: Album) -> None:
        """Offer the poses and sessions that have photos; what is chosen stays if it can."""
        self._offer_poses({pose_key(pose) for pose in album.poses()})
        self._offer_sessions(album)

    def show_all(self) -> None:
        """Choose everything."""
        self._poses.set_current(ALL)
        self._sessions.setCurrentIndex(0)
        self.changed.emit()

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
        old, self._poses = self._poses, self._make_poses()
        self._poses.set_current(chosen)
        self._row.replaceWidget(old, self._poses)
        self._poses.setVisible(len(offered) > 2 or chosen != ALL)
        old.deleteLater()
        if held:
            self._poses.setFocus()

    def _offer_sessions(self, album: Album) -> None:
        chosen = self._sessions.currentData()
        there = album.numbers() | ({chosen} if chosen is not None else set())
        offered = [(self.tr("All sessions"), None)]
        offered += [
            (words.session_words(one), one.number)
            for one in reversed(album.sessions)
            if one.number in there
        ]
        if BEFORE_THE_FIRST in there:
            offered.append((words.session_words(None), BEFORE_THE_FIRST))
        before = [
            (self._sessions.itemText(at), self._sessions.itemData(at))
            for at in range(self._sessions.count())
        ]
        if offered == before:
            return
        blocked = self._sessions.blockSignals(True)
        self._sessions.clear()
        for name, number in offered:
            self._sessions.addItem(name, number)
        self._sessions.setCurrentIndex(max(0, self._sessions.findData(chosen)))
        self._sessions.blockSignals(blocked)
        self._sessions.setVisible(len(offered) > 2)

    def _make_poses(self) -> Segmented:
        poses = Segmented(self._look, self.tr("Pose"), self._offered)
        poses.chosen.connect(self.changed)
        return poses
