"""Taking photos: the live picture over the ghost of the pose's reference."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from recovery_app.domain.changes import Change, Topic
from recovery_app.services.library import Library
from recovery_app.ui.capture.countdown import Countdown
from recovery_app.ui.capture.ghosts import Ghost, Ghosts
from recovery_app.ui.capture.leaving import UnaddedNotice
from recovery_app.ui.capture.panel import CapturePanel
from recovery_app.ui.capture.preview import Preview
from recovery_app.ui.capture.shots import Shot, Shots
from recovery_app.ui.capture.shutter import Shutter
from recovery_app.ui.capture.source import FrameSource, open_cameras
from recovery_app.ui.capture.strip import ShotStrip
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton, PrimaryButton
from recovery_app.ui.widgets.empty_state import EmptyState
from recovery_app.ui.widgets.labels import title
from recovery_app.ui.widgets.notice import Kind, Notice

OpenSource = Callable[[QObject], FrameSource]


class CapturePage(QWidget):
    """Live picture, choices, and the photos that were taken until she adds them.

    Space takes a photo, Escape goes back. The camera runs only while the page is seen.

    Args:
        open_source: makes what gives the pictures; called when the page is first seen.
    """

    shots_taken = Signal(list, str)
    """Files to be added, and their pose; once for each pose. They stay until they are in the library."""
    closed = Signal()
    """The person goes back to where she came from."""
    settled = Signal()
    """Photos were taken, added or thrown away; `unsaved` says whether some wait."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        changes: Changes,
        _history: History,
        look: Look,
        parent: QWidget | None = None,
        *,
        open_source: OpenSource = open_cameras,
    ) -> None:
        super().__init__(parent)
        self._open_source = open_source
        self._source: FrameSource | None = None
        self._known: set[str] = set()
        self._camera = ""
        self._adding = False
        self._ghosts = Ghosts(library, tasks, self)
        self._shots = Shots(library, tasks, self)
        self.countdown = Countdown(self)
        self.preview = Preview(look)
        self._empty = EmptyState(look, "camera", "", self.tr("Try again"))
        self._stage = QStackedWidget()
        self.panel = CapturePanel(look)
        self._shutter = Shutter(look)
        self._strip = ShotStrip(look)
        self._add = PrimaryButton(look, self.tr("Add photos"))
        self._notice = Notice(look)
        self._leaving = UnaddedNotice(look)
        close = IconButton(look, "close", self.tr("Close"), size=36)
        close.clicked.connect(self.leave)
        self._lay_out(close)
        self._connect(changes)
        self._show_shots()
        self._show_running(False)

    @property
    def unsaved(self) -> bool:
        """Whether photos were taken that are not added yet."""
        return self._shots.busy or bool(self._shots.waiting)

    def finish(self) -> None:
        """Let go of the camera; what was not added waits in the library's folder."""
        self.countdown.cancel()
        if self._source is not None:
            self._source.stop()

    def shoot(self) -> None:
        """Take a photo after the countdown, or cancel the one that runs."""
        if self.countdown.left:
            self.countdown.cancel()
        elif self._shutter.isEnabled():
            self.countdown.begin(self.panel.delay)

    def leave(self) -> None:
        """Go back, after asking about photos that are not added."""
        if self.unsaved:
            self._leaving.ask(len(self._shots.waiting) or 1)
        else:
            self.closed.emit()

    def add(self) -> None:
        """Hand the photos over, as soon as the last one is on disk."""
        self._leaving.hide()
        self._adding = self._shots.busy
        if self._adding:
            return
        for pose, files in self._shots.hand_over().items():
            self.shots_taken.emit(files, pose)

    # What Qt tells

    def showEvent(self, event: QShowEvent) -> None:
        """Start the camera, and show what waits since an earlier time."""
        super().showEvent(event)
        self._shots.load()
        self._ghosts.want(self.panel.pose)
        self._start()
        self.preview.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the camera: its light goes out."""
        super().hideEvent(event)
        self.countdown.cancel()
        if self._source is not None:
            self._source.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a photo or go back; what has the keyboard was asked first."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.shoot()
        elif event.key() == Qt.Key.Key_Escape:
            self._on_escape()
        else:
            super().keyPressEvent(event)

    # Making

    def _lay_out(self, close: QWidget) -> None:
        head = QHBoxLayout()
        head.addWidget(title(self.tr("Take photos")))
        head.addStretch(1)
        head.addWidget(close)
        self._stage.addWidget(self.preview)
        self._stage.addWidget(self._empty)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(self._strip, 1)
        below.addWidget(self._add)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self._stage, 1)
        left.addWidget(self._shutter, 0, Qt.AlignmentFlag.AlignHCenter)
        left.addLayout(below)
        middle = QHBoxLayout()
        middle.setSpacing(20)
        middle.addLayout(left, 1)
        middle.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._notice)
        column.addWidget(self._leaving)
        column.addLayout(middle, 1)

    def _connect(self, changes: Changes) -> None:
        panel, preview = self.panel, self.preview
        preview.set_opacity(panel.opacity)
        panel.opacity_chosen.connect(preview.set_opacity)
        panel.grid_chosen.connect(preview.set_grid)
        panel.mirror_chosen.connect(preview.set_mirrored)
        panel.pose_chosen.connect(self._on_pose)
        panel.camera_chosen.connect(self._on_camera)
        self._ghosts.came.connect(self._on_ghost)
        self._ghosts.failed.connect(lambda sentence: self._notice.say(Kind.QUIET, sentence))
        self._shots.changed.connect(self._show_shots)
        self._shots.changed.connect(self.settled)
        self._shots.failed.connect(lambda sentence: self._notice.say(Kind.FAILURE, sentence))
        self._strip.remove_wanted.connect(self._remove)
        self._shutter.clicked.connect(self.shoot)
        self.countdown.ticked.connect(self._on_tick)
        self.countdown.over.connect(self._take)
        self._add.clicked.connect(self.add)
        self._empty.acted.connect(self._start)
        self._leaving.acted.connect(self.add)
        self._leaving.discarded.connect(self._throw_away)
        self._leaving.closed.connect(self.preview.setFocus)
        changes.happened.connect(self._on_change)

    # The camera

    def _start(self) -> None:
        if self._source is None:
            self._source = self._open_source(self)
            self._source.frame.connect(self.preview.show_frame)
            self._source.started.connect(lambda: self._show_running(True))
            self._source.stopped.connect(self._on_stopped)
            self._source.failed.connect(self._on_failed)
            self._source.cameras_changed.connect(self._on_cameras)
        self._stage.setCurrentWidget(self.preview)
        self.preview.show_sentence(self.tr("Starting the camera…"))
        self._show_cameras()
        self._source.start(self._camera)

    def _on_stopped(self) -> None:
        self.countdown.cancel()
        self.preview.show_frame(QImage())
        self._show_running(False)

    def _on_failed(self, sentence: str) -> None:
        self.countdown.cancel()
        parts = [
            sentence,
            self.tr("Connect a camera and try again, or add photos from your files."),
        ]
        if self.unsaved:
            parts.append(self.tr("The photos you took are still here."))
        self._empty.label.setText(" ".join(parts))
        self._stage.setCurrentWidget(self._empty)
        # Without it Escape would be lost with the live picture that had the keyboard.
        self.setFocus()

    def _on_cameras(self) -> None:
        """Offer what is there now; a camera that was just connected begins by itself."""
        known = self._known
        self._show_cameras()
        fresh = [key for key in self._known if key not in known]
        if fresh and self._source is not None and not self._source.running and self.isVisible():
            self._camera = fresh[0]
            self._start()

    def _on_camera(self, key: str) -> None:
        self._camera = key
        self._start()
        self.preview.setFocus()

    def _show_cameras(self) -> None:
        cameras = self._source.cameras() if self._source is not None else []
        self._known = {camera.key for camera in cameras}
        self.panel.show_cameras(cameras, self._camera)

    def _show_running(self, running: bool) -> None:
        self._shutter.setEnabled(running)

    # Showing

    def _on_pose(self, pose: str) -> None:
        self.preview.set_ghost(QImage())
        self._ghosts.want(pose)

    def _on_ghost(self, ghost: Ghost | None, poses: list[str]) -> None:
        self.preview.set_ghost(QImage() if ghost is None else ghost.image)
        self.panel.offer(poses)
        self.panel.show_ghost(ghost)

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and change.touches(Topic.PHOTO, Topic.ALIGNMENT):
            self._ghosts.want(self.panel.pose)

    def _on_tick(self, left: int) -> None:
        self.preview.set_left(left)
        self._shutter.show_counting(left > 0)

    def _show_shots(self) -> None:
        shots = self._shots.waiting
        self._strip.show_shots(shots)
        self._strip.setVisible(bool(shots))
        self._add.setVisible(bool(shots))
        self._add.setEnabled(not self._shots.busy)
        many = self.tr("Add {count} photos").format(count=len(shots))
        self._add.setText(self.tr("Add 1 photo") if len(shots) == 1 else many)
        self._add.updateGeometry()
        if self._adding:
            self.add()

    # Doing

    def _take(self) -> None:
        if not self.preview.frame.isNull():
            self._leaving.hide()
            at = datetime.now().astimezone().replace(microsecond=0)
            self._shots.take(self.preview.frame, self.panel.pose, at)
            self._add.setEnabled(False)

    def _remove(self, shot: Shot) -> None:
        self._shots.remove(shot)
        self.preview.setFocus()

    def _throw_away(self) -> None:
        self._leaving.hide()
        self._shots.discard()
        self.closed.emit()

    def _on_escape(self) -> None:
        if self.countdown.left:
            self.countdown.cancel()
        elif self._leaving.isVisible():
            self._leaving.hide()
            self.preview.setFocus()
        else:
            self.leave()
