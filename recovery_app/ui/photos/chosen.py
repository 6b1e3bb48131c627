"""What is selected on the face that is shown, and what the line below does with it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from recovery_app.domain.photos import Photo, order_of
from recovery_app.ui.photos.actions import PhotoActions
from recovery_app.ui.photos.selection_bar import SelectionBar


class Chosen(QObject):
    """Joins the line of what can be done with the photos that are selected.

    Args:
        bar: offers what can be done.
        actions: does what is saved.
        selected: gives the photos that are selected just now.
        compared: gives those of them that are compared.
    """

    opened = Signal(str)
    """The person wants to see the photo of this id large."""
    day_wanted = Signal(object)
    """The person wants to see this date on Today."""
    compare_wanted = Signal(list)
    """The person wants to compare these photos, in the order in which they were taken."""

    def __init__(
        self,
        bar: SelectionBar,
        actions: PhotoActions,
        selected: Callable[[], Sequence[Photo]],
        compared: Callable[[], Sequence[Photo]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions, self._selected, self._compared = actions, selected, compared
        bar.pose_chosen.connect(lambda pose: actions.set_pose(self._ids(), pose))
        bar.condition_chosen.connect(lambda one: actions.set_condition(self._ids(), one))
        bar.date_chosen.connect(lambda day: actions.set_day(self._ids(), day))
        bar.clock_chosen.connect(lambda clock: actions.set_clock(self._ids(), clock))
        bar.caption_chosen.connect(lambda said: actions.set_caption(self._ids(), said))
        bar.open_wanted.connect(self._open)
        bar.day_wanted.connect(self._open_day)
        bar.remove_wanted.connect(self.remove)
        bar.compare_wanted.connect(self._compare)

    def remove(self) -> None:
        """Put what is selected into the trash."""
        self._actions.remove(self._ids())

    def _ids(self) -> list[str]:
        return [photo.id for photo in self._selected()]

    def _open(self) -> None:
        for photo in self._selected()[:1]:
            self.opened.emit(photo.id)

    def _open_day(self) -> None:
        for photo in self._selected()[:1]:
            self.day_wanted.emit(photo.day)

    def _compare(self) -> None:
        self.compare_wanted.emit(sorted(self._compared(), key=order_of))
