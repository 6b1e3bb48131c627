"""What can be done to photos that are there: said of them, turned, trash; each with its way back."""

from collections.abc import Callable, Sequence
from datetime import date, time
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from recovery_app.domain import moments
from recovery_app.domain.photos import Condition, Photo
from recovery_app.services.library import Library
from recovery_app.services.photos import PlacedByHand
from recovery_app.ui.history import History, Step
from recovery_app.ui.photos import words
from recovery_app.ui.tasks import Tasks

T = TypeVar("T")


class PhotoActions(QObject):
    """Saves on the data lane and remembers in the history how to take it back."""

    moved = Signal(str, object)
    """Photos went into the trash or came out: a sentence, and the `Step` that takes it back."""
    failed = Signal(str)
    """It could not be saved, in a sentence."""

    def __init__(
        self, library: Library, tasks: Tasks, history: History, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._history = library, tasks, history

    def set_pose(self, photo_ids: Sequence[str], pose: str) -> None:
        """Say how photos were taken."""
        said = self.tr("Pose: {name}").format(name=words.pose_name(pose))
        self._change(partial(self._library.photos.change, photo_ids, pose=pose), said)

    def set_condition(self, photo_ids: Sequence[str], condition: Condition) -> None:
        """Say what was on the skin."""
        said = self.tr("Condition: {name}").format(name=words.condition_name(condition))
        self._change(partial(self._library.photos.change, photo_ids, condition=condition), said)

    def set_caption(self, photo_ids: Sequence[str], caption: str) -> None:
        """Write the same words under photos; no words take away what was there."""
        said = self.tr("Caption")
        self._change(partial(self._library.photos.change, photo_ids, caption=caption), said)

    def set_day(self, photo_ids: Sequence[str], day: date) -> None:
        """File photos under another date; each keeps its time of day."""
        said = self.tr("Date: {date}").format(date=words.short_day(day))
        self._change(partial(self._library.photos.change, photo_ids, day=day), said)

    def set_clock(self, photo_ids: Sequence[str], clock: time) -> None:
        """Give photos another time of day; each keeps its date."""
        said = self.tr("Time: {clock}").format(clock=f"{clock:%H:%M}")
        self._change(partial(self._library.photos.change, photo_ids, clock=clock), said)

    def turn(self, photo_id: str, quarters: int) -> None:
        """Turn a photo clockwise by quarters; its file stays as it is."""
        photos = self._library.photos

        def turned(forgotten: list[PlacedByHand]) -> None:
            back = partial(photos.turn, photo_id, -quarters, forgotten)
            self._remember(self.tr("Turned"), back)

        self._save(partial(photos.turn, photo_id, quarters), turned)

    def make_reference(self, photo: Photo) -> None:
        """Let the other photos of the pose be laid over this one."""
        alignment = self._library.alignment
        said = self.tr("Reference of the pose {name}").format(name=words.pose_name(photo.pose))

        def work() -> str:
            before = alignment.references()[photo.pose].id
            alignment.set_reference(photo.id)
            return before

        def made(before: str) -> None:
            if before != photo.id:
                self._remember(said, partial(alignment.set_reference, before))

        self._save(work, made)

    def remove(self, photo_ids: Sequence[str]) -> None:
        """Put photos into the trash."""
        photos, ids = self._library.photos, list(photo_ids)
        said = self.tr("1 photo is in the trash for 30 days.")
        if len(ids) != 1:
            said = self.tr("{count} photos are in the trash for 30 days.").format(count=len(ids))

        def removed(_nothing: None) -> None:
            self.moved.emit(said, self._remember(said, partial(photos.restore, ids)))

        self._save(partial(photos.remove, ids), removed)

    def restore(self, photo_ids: Sequence[str]) -> None:
        """Bring photos back from the trash."""
        photos, wanted = self._library.photos, len(photo_ids)

        def restored(back: list[Photo]) -> None:
            if len(back) < wanted:
                self.failed.emit(words.left_in_trash(wanted - len(back)))
            if not back:
                return
            said = self.tr("1 photo is back.")
            if len(back) != 1:
                said = self.tr("{count} photos are back.").format(count=len(back))
            step = self._remember(said, partial(photos.remove, [one.id for one in back]))
            if len(back) == wanted:
                self.moved.emit(said, step)

        self._save(partial(photos.restore, list(photo_ids)), restored)

    def _change(self, change: Callable[[], list[Photo]], said: str) -> None:
        photos = self._library.photos

        def changed(before: list[Photo]) -> None:
            if before:
                self._remember(said, partial(photos.put_back, before))

        self._save(change, changed)

    def _save(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._tasks.run(work, done, owner=self, failed=self.failed.emit)

    def _remember(self, said: str, back: Callable[[], object]) -> Step | None:
        tasks, history = self._tasks, self._history

        def undo() -> None:
            # The history outlives this page, so that a failure is still told.
            tasks.run(back, owner=history)

        history.add(said, moments.now(), undo)
        return history.latest
