"""The photos of one pose along the time axis of the charts below, and the choice of the pose."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from recovery_app.domain.photos import POSES, Photo
from recovery_app.domain.sessions import Numbered
from recovery_app.domain.timeline import place_of
from recovery_app.ui.photos.words import photos_counted, pose_name
from recovery_app.ui.theme import Look
from recovery_app.ui.trends.photo_axis import PhotoAxis
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.fields import ChoiceField
from recovery_app.ui.widgets.labels import caption, hint, strong


class PhotoCard(Card):
    """Photos at their dates; hidden where no photo has a pose.

    Args:
        look: colours and fonts.
        first: which of the poses it shows until another one is chosen, from 0; the last of them
            where there are fewer.
    """

    def __init__(self, look: Look, first: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._first, self._wanted = first, True
        self.axis = PhotoAxis(look)
        self.poses = ChoiceField()
        self.poses.setAccessibleName(self.tr("Pose"))
        self._photos: Sequence[Photo] = ()
        self._of_pose: Sequence[Photo] = ()
        self._count = caption()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(strong(self.tr("Photos")))
        head.addWidget(self.poses)
        head.addWidget(self._count)
        head.addWidget(hint(self.tr("A click opens one.")), 1)
        self.body.setContentsMargins(16, 10, 16, 8)
        self.body.setSpacing(4)
        self.body.addLayout(head)
        self.body.addWidget(self.axis)
        self.poses.activated.connect(lambda _at: self._draw())
        self.axis.view.sigXRangeChanged.connect(lambda *_: self._count_seen())
        self._sessions: Sequence[Numbered] = ()
        self._span, self._left = (0.0, 1.0), 0.0
        self.hide()

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Offer the poses of these photos; the chosen one stays."""
        chosen = self.poses.currentData()
        self._photos = photos
        there = {one.pose for one in photos}
        known = [pose for pose in POSES if pose in there]
        poses = [*known, *sorted(there - set(known))]
        self.poses.clear()
        for pose in poses:
            self.poses.addItem(pose_name(pose), pose)
        at = self.poses.findData(chosen)
        self.poses.setCurrentIndex(min(self._first, len(poses) - 1) if at < 0 else at)
        self.setVisible(self._wanted and bool(poses))
        self._draw()

    def stand(self, *, wanted: bool) -> None:
        """Be there, or not where the charts stand in fewer columns."""
        self._wanted = wanted
        self.setVisible(wanted and self.poses.count() > 0)

    def show_axis(
        self, sessions: Sequence[Numbered], span: tuple[float, float], left: float
    ) -> None:
        """Stand on the time axis of the charts below: see `PhotoAxis.show_photos`."""
        if (sessions, span, left) != (self._sessions, self._span, self._left):
            self._sessions, self._span, self._left = sessions, span, left
            self._draw()

    def _draw(self) -> None:
        pose = self.poses.currentData()
        of_pose = [one for one in self._photos if one.pose == pose]
        self.axis.show_photos(of_pose, self._sessions, self._span, self._left)
        self._of_pose = of_pose
        self._count_seen()

    def _count_seen(self) -> None:
        """Count the photos of the days in view, which the chosen months may be few of."""
        (left, right), _ = self.axis.view.viewRange()
        seen = sum(1 for one in self._of_pose if left <= place_of(one.taken_at) <= right)
        said = photos_counted(seen)
        self._count.setText(said)
        self.axis.setAccessibleName(f"{self.poses.currentText()}: {said}")
