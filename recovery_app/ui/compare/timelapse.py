"""The time-lapse on the Compare page: play the photos of a pose, look at one, save a film."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from recovery_app.services.comparing import Album
from recovery_app.services.library import Library
from recovery_app.services.timelapse import FADE, FADE_MS, PHOTO_MS, Lapse
from recovery_app.ui.compare.timelapse_controls import LapseControls
from recovery_app.ui.compare.timelapse_pictures import LapsePictures
from recovery_app.ui.compare.timelapse_saving import SavingRow
from recovery_app.ui.compare.timelapse_screen import Screen
from recovery_app.ui.compare.words import when_words
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.labels import strong
from recovery_app.ui.widgets.notice import Kind, Notice

TICK_MS = 33
LAST_FACTOR = 2
"""The last photo stays so many times longer, so that the result is seen before it starts again."""


class TimeLapseView(QWidget):
    """Plays the photos of a pose in the order of their days, laid over each other.

    Space plays and pauses, Left and Right show the photo before and after.
    """

    def __init__(
        self, library: Library, tasks: Tasks, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._look = library, tasks, look
        self._album = Album((), ())
        self._lapse: Lapse | None = None
        self._asked: tuple[str, int | None] | None = None
        self._within = 0.0
        """Milliseconds, at speed 1, since the photo shown began."""
        self.screen_area = Screen(look)
        self.pictures = LapsePictures(library, tasks, self)
        self.saving = SavingRow(look, library, tasks)
        self.notice = Notice(look)
        self.caption = strong()
        self.controls = LapseControls(look)
        self.scrub = self.controls.scrub
        self._clock, self._since = QTimer(self, interval=TICK_MS), QElapsedTimer()
        self._lay_out()
        self._connect()

    @property
    def playing(self) -> bool:
        """Whether it moves."""
        return self._clock.isActive()

    @property
    def lapse(self) -> Lapse | None:
        """What is shown, or None while there is nothing to show."""
        return self._lapse

    def show_album(self, album: Album, pose: str) -> None:
        """Offer the poses and sessions of an album; keep what she chose where it is still there."""
        self._album = album
        poses = sorted({photo.pose for photo in album.photos if photo.pose})
        self.controls.offer(poses, album.sessions, pose)
        self._read()

    def play(self) -> None:
        """Begin to move, from the first photo where the last one is shown."""
        if self._lapse is None or self.playing:
            return
        if self.scrub.value() == self.scrub.maximum():
            self.scrub.setValue(0)
        self._since.start()
        self._clock.start()
        self.controls.show_playing(True)

    def pause(self) -> None:
        """Stop at the photo that is shown."""
        self._clock.stop()
        self.controls.show_playing(False)
        self._within = 0.0
        self._show()

    def toggle(self) -> None:
        """Play or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def advance(self, milliseconds: float) -> None:
        """Let so much time pass; it waits where the next picture is still on its way."""
        if self._lapse is None:
            return
        at = self.scrub.value()
        self._within += milliseconds * self.controls.speed
        if self._within >= self._time_of(at):
            following = self._after(at)
            if self.pictures.ready(following):
                self._within = min(self._within - self._time_of(at), PHOTO_MS / 2)
                self.scrub.setValue(following)
            else:
                self._within = float(self._time_of(at))
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: stop."""
        super().hideEvent(event)
        self.pause()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Play, pause and step."""
        if event.key() == Qt.Key.Key_Space:
            self.toggle()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._lapse is not None:
            self.pause()
            self.scrub.setValue(self.scrub.value() + (1 if event.key() == Qt.Key.Key_Right else -1))
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Fit into the smallest window."""
        return QSize(480, 320)

    def save_as(self, file: Path) -> None:
        """Save what is shown as a film, by the file's suffix."""
        if self._asked is None or self.saving.busy:
            return
        if not file.suffix:
            file = file.with_name(f"{file.name}.webp")
        pose, session = self._asked
        fade = FADE if self.controls.fading.isChecked() else 0.0
        self.saving.save(pose, session, file, self.controls.speed, fade)

    # Putting together

    def _lay_out(self) -> None:
        self.caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.notice)
        column.addWidget(self.screen_area, 1)
        column.addWidget(self.caption)
        column.addWidget(self.controls)
        column.addWidget(self.saving)

    def _connect(self) -> None:
        controls = self.controls
        controls.play_button.clicked.connect(self.toggle)
        self.scrub.valueChanged.connect(self._on_scrub)
        self.scrub.sliderPressed.connect(self.pause)
        controls.chosen.connect(self._read)
        controls.fading.toggled.connect(self._show)
        controls.save_button.clicked.connect(self._ask_and_save)
        self.saving.said.connect(lambda kind, words: self.notice.say(Kind(kind), words))
        self.saving.busy_changed.connect(self._show_buttons)
        self.saving.let_go.connect(controls.play_button.setFocus)
        self.pictures.came.connect(self._on_came)
        self._clock.timeout.connect(self._on_tick)

    # Reading

    def _read(self) -> None:
        pose = self.controls.pose
        if not pose:
            self._show_lapse(None, "")
            return
        asked = self._asked = (pose, self.controls.session)
        self._tasks.run(
            partial(_of_pose, self._library, *asked),
            partial(self._on_read, asked),
            owner=self,
            failed=partial(self._on_refused, asked),
        )

    def _on_read(self, asked: tuple[str, int | None], lapse: Lapse) -> None:
        if asked == self._asked:
            self._show_lapse(lapse, "")

    def _on_refused(self, asked: tuple[str, int | None], sentence: str) -> None:
        if asked == self._asked:
            self._show_lapse(None, sentence)

    def _show_lapse(self, lapse: Lapse | None, why: str) -> None:
        if lapse is not None and lapse == self._lapse:
            return  # news of other photos: it may go on playing
        kept = self._id_shown()
        self.pause()
        self.pictures.show(lapse)
        self._lapse = lapse
        count = 0 if lapse is None else len(lapse.scenes)
        ids = [] if lapse is None else [scene.photo.id for scene in lapse.scenes]
        self.controls.show_count(count, ids.index(kept) if kept in ids else 0, self._state_words())
        self._show_buttons()
        if lapse is None:
            self.screen_area.show_pictures(QImage(), QImage(), 0.0, why)
            self.caption.clear()
            return
        self.pictures.want(self.scrub.value())
        self._show()

    def _id_shown(self) -> str:
        if self._lapse is None:
            return ""
        return self._lapse.scenes[self.scrub.value()].photo.id

    def _state_words(self) -> str:
        if self._lapse is None:
            return ""
        words = self.tr("{count} photos").format(count=len(self._lapse.scenes))
        if not self._lapse.aligned:
            return words + " · " + self.tr("not aligned, shown as taken")
        if self._lapse.not_aligned:
            left_out = self.tr("{count} not aligned, left out")
            words += " · " + left_out.format(count=self._lapse.not_aligned)
        return words

    # Showing

    def _on_tick(self) -> None:
        self.advance(self._since.restart())

    def _on_scrub(self, at: int) -> None:
        if not self.playing:
            self._within = 0.0
        self.pictures.want(at)
        self._show()

    def _on_came(self, at: int) -> None:
        if at in (self.scrub.value(), self._after(self.scrub.value())):
            self._show()

    def _show(self) -> None:
        if self._lapse is None:
            return
        at = self.scrub.value()
        following = self._after(at)
        share = self._share(at)
        image = self.pictures.image(at)
        words = ""
        if image.isNull():
            broken = self.pictures.broken(at)
            words = self.tr("This photo cannot be read.") if broken else self.tr("Loading…")
        self.screen_area.show_pictures(image, self.pictures.image(following), share, words)
        scene = self._lapse.scenes[following if share > 0.5 else at]
        if self.caption.text() != scene.caption:
            self.caption.setText(scene.caption)
            self.screen_area.setAccessibleName(scene.caption)

    def _share(self, at: int) -> float:
        """Return how far the photo has melted into the next."""
        fades = self.controls.fading.isChecked() and at < self.scrub.maximum()
        begun = self._within - (self._time_of(at) - FADE_MS)
        return min(max(begun / FADE_MS, 0.0), 1.0) if fades else 0.0

    def _time_of(self, at: int) -> int:
        return PHOTO_MS * (LAST_FACTOR if at == self.scrub.maximum() else 1)

    def _after(self, at: int) -> int:
        return 0 if at >= self.scrub.maximum() else at + 1

    def _show_buttons(self) -> None:
        self.controls.show_ready(there=self._lapse is not None, saving=self.saving.busy)

    def _ask_and_save(self) -> None:
        self.pause()
        pose = self.controls.pose.replace(":", "-")
        file, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save the time-lapse"),
            f"time-lapse-{pose}.webp",
            self.tr("Moving pictures (*.webp *.gif *.mp4)"),
        )
        if file:
            self.save_as(Path(file))


def _of_pose(library: Library, pose: str, session: int | None) -> Lapse:
    # On the lane's thread, because the service is loaded when it is first used.
    return library.timelapse.of_pose(pose, session, when_words)
