"""What can be done with the photo that the viewer shows."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from recovery_app.domain.photos import Condition, Photo
from recovery_app.ui.photos import words
from recovery_app.ui.photos.actions import PhotoActions
from recovery_app.ui.photos.undo_notice import UndoNotice
from recovery_app.ui.photos.viewer_bars import CaptionBar


class ViewerDeeds(QObject):
    """Joins the line above the photo with what is done to it; nothing happens without a photo.

    Args:
        bar: offers what can be done.
        actions: does what is saved.
        notice: tells what came of it.
        shown: gives the photo that is shown just now.
    """

    day_wanted = Signal(object)
    """The person wants to see this date on Today."""
    regions_wanted = Signal(str)
    """The person wants to draw the regions of this pose."""

    def __init__(
        self,
        bar: CaptionBar,
        actions: PhotoActions,
        notice: UndoNotice,
        shown: Callable[[], Photo | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions, self._notice, self._shown = actions, notice, shown
        bar.pose_chosen.connect(self._set_pose)
        bar.condition_chosen.connect(self._set_condition)
        bar.day_wanted.connect(self._open_day)
        bar.remove_wanted.connect(self.remove)
        bar.turn_wanted.connect(self.turn)
        bar.reference_wanted.connect(self._make_reference)
        bar.regions_wanted.connect(self.open_regions)

    def turn(self, quarters: int) -> None:
        """Turn the photo clockwise by quarters; its file stays as it is."""
        if photo := self._shown():
            self._actions.turn(photo.id, quarters)

    def remove(self) -> None:
        """Put the photo into the trash."""
        if photo := self._shown():
            self._actions.remove([photo.id])

    def open_regions(self) -> None:
        """Go to where the regions of its pose are drawn."""
        if (photo := self._shown()) and photo.pose:
            self.regions_wanted.emit(photo.pose)

    def _set_pose(self, pose: str) -> None:
        if photo := self._shown():
            self._actions.set_pose([photo.id], pose)

    def _set_condition(self, condition: Condition) -> None:
        if photo := self._shown():
            self._actions.set_condition([photo.id], condition)

    def _open_day(self) -> None:
        if photo := self._shown():
            self.day_wanted.emit(photo.day)

    def _make_reference(self) -> None:
        if (photo := self._shown()) and photo.pose:
            self._actions.make_reference(photo)
            said = self.tr("Photos of the pose {name} are laid over this one from now on.")
            self._notice.remark(said.format(name=words.pose_name(photo.pose)))
