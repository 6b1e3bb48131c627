"""The viewer: one photo large, and from one to the next at the same zoom."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.photos import Photo
from recovery_app.domain.sessions import place_of_moment
from recovery_app.errors import RecoveryError
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.photos import redness_words
from recovery_app.ui.photos.album import Placed
from recovery_app.ui.photos.canvas import STEP, Canvas
from recovery_app.ui.photos.desk import Desk
from recovery_app.ui.photos.large_pictures import LargePictures, Picture
from recovery_app.ui.photos.small_pictures import key_of
from recovery_app.ui.photos.viewer_bars import CaptionBar, ZoomBar
from recovery_app.ui.photos.viewer_deeds import ViewerDeeds
from recovery_app.ui.photos.viewer_info import InfoPanel
from recovery_app.ui.photos.viewer_order import ViewerOrder
from recovery_app.ui.photos.viewer_redness import RednessMaps
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton

COARSE = 256
"""Pixels by which the wanted size grows, so that a small change of the window decodes nothing."""


class PhotoViewer(QWidget):
    """Shows a photo with all that is known of it; the arrow keys step through time."""

    day_wanted = Signal(object)
    """The person wants to see this date on Today."""
    closed = Signal()
    """The person goes back to where she came from."""
    regions_wanted = Signal(str)
    """The person wants to draw the regions of this pose."""
    full_screen = Signal(bool)
    """The photo has the whole screen now, or not any more."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        changes: Changes,
        history: History,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._order = ViewerOrder()
        desk = Desk(library, tasks, changes, history, look, self)
        self._reader, self._notice = desk.reader, desk.notice
        self._pictures = LargePictures(library.photos, tasks, self)
        self._caption = CaptionBar(look)
        self._deeds = ViewerDeeds(
            self._caption, desk.actions, desk.notice, lambda: self._shown, self
        )
        self._canvas = Canvas(look)
        self._zoom = ZoomBar(look)
        self._info = InfoPanel(library, tasks, look)
        self._info.hide()
        self._maps = RednessMaps(library, tasks, self)
        self._full = False
        self._earlier = IconButton(look, "chevron-left", self.tr("Earlier photo"), size=44)
        self._later = IconButton(look, "chevron-right", self.tr("Later photo"), size=44)
        self._lay_out()
        self._connect()
        changes.happened.connect(self._on_change)
        self._add_keys()

    @property
    def photo_id(self) -> str:
        """The id of the photo that is shown; empty where there is none."""
        return "" if self._shown is None else self._shown.id

    @property
    def _shown(self) -> Photo | None:
        return None if self._order.shown is None else self._order.shown.photo

    @property
    def canvas(self) -> Canvas:
        """Where the photo is painted."""
        return self._canvas

    def show_photo(self, photo_id: str) -> None:
        """Show a photo: fitted when the viewer opens, else at the zoom of the one before."""
        try:
            found = self._order.find(photo_id) or self._find(photo_id)
        except RecoveryError as error:
            self._notice.fail(str(error))
            return
        self._notice.hide()
        if not self.isVisible():
            self._canvas.fit()
        self._show(found)
        self._reader.wake()

    def show_info(self, *, mapped: bool = False) -> None:
        """Show what is known beside the photo, and its map of redness in its place if wanted."""
        if self._info.isHidden():
            self._toggle_info()
        chip = self._info.redness.map
        if chip.isChecked() != mapped:
            chip.click()

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the library while the viewer is seen."""
        super().showEvent(event)
        self._reader.wake()
        self._want()
        self._canvas.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the large pictures and of the whole screen."""
        super().hideEvent(event)
        self._reader.rest()
        self._pictures.forget()
        self._canvas.let_go()
        self._fill_screen(False)

    # Making

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self._earlier)
        middle.addWidget(self._canvas, 1)
        middle.addWidget(self._later)
        middle.addWidget(self._info)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        column.addWidget(self._caption)
        column.addWidget(self._notice)
        column.addLayout(middle, 1)
        column.addWidget(self._zoom)

    def _connect(self) -> None:
        self._reader.changed.connect(self._on_album)
        self._pictures.came.connect(self._on_picture)
        self._pictures.failed.connect(self._on_unreadable)
        self._canvas.sharper_wanted.connect(self._want_full)
        self._canvas.zoomed.connect(lambda: self._zoom.show_percent(self._canvas.percent))
        self._canvas.resized.connect(self._want)
        self._earlier.clicked.connect(lambda: self._step(-1))
        self._later.clicked.connect(lambda: self._step(1))
        caption = self._caption
        caption.closed.connect(self.closed)
        caption.info_wanted.connect(self._toggle_info)
        caption.full_screen_wanted.connect(lambda: self._fill_screen(not self._full))
        self._deeds.day_wanted.connect(self.day_wanted)
        self._deeds.regions_wanted.connect(self.regions_wanted)
        self._info.redness.regions_wanted.connect(self._deeds.open_regions)
        self._info.redness.map_wanted.connect(self._toggle_map)
        self._maps.came.connect(self._on_map)
        self._maps.failed.connect(self._on_unreadable)
        self._zoom.fit_wanted.connect(self._canvas.fit)
        self._zoom.full_wanted.connect(self._canvas.full)
        self._zoom.zoom_wanted.connect(self._canvas.zoom_by)
        self._zoom.same_pose_chosen.connect(self._reorder)

    def _add_keys(self) -> None:
        keys = {
            "Left": lambda: self._step(-1),
            "Right": lambda: self._step(1),
            "Home": lambda: self._step(-len(self._order)),
            "End": lambda: self._step(len(self._order)),
            "Esc": self._leave,
            "R": lambda: self._deeds.turn(1),
            "Shift+R": lambda: self._deeds.turn(-1),
            "I": self._toggle_info,
            "F11": lambda: self._fill_screen(not self._full),
            "+": lambda: self._canvas.zoom_by(STEP),
            "=": lambda: self._canvas.zoom_by(STEP),
            "-": lambda: self._canvas.zoom_by(1 / STEP),
            "0": self._canvas.fit,
            "Z": self._canvas.toggle,
            "Del": self._deeds.remove,
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Showing

    def _find(self, photo_id: str) -> Placed:
        photo = self._library.photos.find(photo_id)
        return Placed(photo, place_of_moment(photo.taken_at, self._library.sessions.every()))

    def _show(self, placed: Placed) -> None:
        other = self._shown is None or key_of(self._shown) != key_of(placed.photo)
        self._order.shown = placed
        self._caption.show_photo(placed)
        if other:
            self._canvas.begin(QSize(*placed.photo.shown_size), self.tr("Loading…"))
        self._show_position()
        if other:
            self._want()
            self._inform()

    def _show_position(self) -> None:
        at, count = self._order.position, len(self._order)
        self._earlier.setEnabled(at > 0)
        self._later.setEnabled(0 <= at < count - 1)
        self._zoom.show_position(at + 1, count)

    def _on_album(self) -> None:
        """Take over what was read; where the photo is gone, show the one that follows it."""
        before = self._order.position
        self._reorder()
        at = self._order.position
        if at >= 0:
            self._show(self._order.at(at))
        elif self._reader.complete and len(self._order) and before >= 0:
            self._show(self._order.at(before))
        elif self._reader.complete and not len(self._order):
            self._order.shown = None
            self.closed.emit()

    def _reorder(self) -> None:
        self._caption.offer(self._reader.album.poses())
        self._order.take(self._reader.album.in_time(), same_pose=self._zoom.same_pose)
        self._show_position()

    def _want(self) -> None:
        """Ask for the photo and the ones she will step to."""
        if self._shown is None:
            return
        side = max(self._canvas.width(), self._canvas.height()) * self.devicePixelRatioF()
        longest = -(-round(side) // COARSE) * COARSE
        if self._mapped:
            self._maps.show(self._shown, longest)
        else:
            self._pictures.show(self._shown, longest, self._order.near())

    def _want_full(self) -> None:
        if self._shown is not None and not self._mapped:
            self._pictures.show_full(self._shown)

    def _on_picture(self, key: str, picture: Picture) -> None:
        shown = self._shown is not None and key_of(self._shown) == key
        if shown and not self._mapped and picture.image.width() > self._canvas.pixels:
            self._canvas.set_picture(picture)
            if self._info.isVisible():
                self._info.show_image(picture.image)

    def _on_map(self, key: str, picture: Picture) -> None:
        if self._mapped and self._shown is not None and key_of(self._shown) == key:
            self._canvas.set_picture(picture)

    def _on_unreadable(self, key: str, sentence: str) -> None:
        if self._shown is not None and key_of(self._shown) == key:
            photo = self._shown
            self._canvas.begin(QSize(*photo.shown_size), sentence)

    # Doing

    def _step(self, by: int) -> None:
        there = self._order.step(by)
        if there is not None:
            self._show(there)

    def _toggle_info(self) -> None:
        was = self._mapped
        self._info.setVisible(self._info.isHidden())
        self._inform()
        if was != self._mapped:
            self._toggle_map()

    @property
    def _mapped(self) -> bool:
        """Whether the map of redness is shown in place of the photo."""
        return self._info.redness.map.isChecked() and not self._info.isHidden()

    def _toggle_map(self) -> None:
        if self._shown is None:
            return
        if self._mapped:
            self._notice.remark(self.tr(redness_words.MAP_LIMITS))
        else:
            self._notice.hide()
        self._canvas.begin(QSize(*self._shown.shown_size), self.tr("Loading…"))
        self._want()

    def _on_change(self, change: Change) -> None:
        if self._shown is None or self._info.isHidden() or not self.isVisible():
            return
        # Another photo's number counts too: it may be the baseline of this one.
        if change.touches(Topic.REGION, Topic.MEASUREMENT):
            self._info.redness.show_photo(self._shown)

    def _inform(self) -> None:
        if self._shown is not None and not self._info.isHidden():
            self._info.show_photo(self._shown)
            self._info.show_image(self._canvas.image)

    def _leave(self) -> None:
        """Leave the whole screen first, then the photo."""
        if self._full:
            self._fill_screen(False)
        else:
            self.closed.emit()

    def _fill_screen(self, full: bool) -> None:
        if full == self._full:
            return
        self._full = full
        for bar in (self._caption, self._zoom):
            bar.setVisible(not full)
        self.full_screen.emit(full)
