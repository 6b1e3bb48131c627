"""The pages of one library: each made when it is first visited, and who leads to whom."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.moments import today
from recovery_app.domain.photos import Photo
from recovery_app.services.library import Library
from recovery_app.ui.automatic_backups import AutomaticBackups
from recovery_app.ui.background_work import BackgroundWork
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.today.page import TodayPage
from recovery_app.ui.widgets.hide_button import KEY
from recovery_app.ui.widgets.rail import Place, Rail
from recovery_app.ui.words import day_of

NUMBERS = {"today": 1, "sessions": 2, "photos": 3, "compare": 4, "trends": 5, "settings": 6}
"""Ctrl and this number leads to the page."""
PageT = TypeVar("PageT", bound=QWidget)


class Pages(QWidget):
    """The rail and the pages of one library."""

    library_wanted = Signal(object)
    """Folder of another library to open."""
    new_library_wanted = Signal(object)
    """Folder for a new library."""
    lock_wanted = Signal()
    """Lock the library now."""
    encryption_wanted = Signal(str)
    """Encrypt the library with this passphrase."""
    decryption_wanted = Signal(str)
    """Make it a plain library again; this passphrase opens it."""
    replacement_wanted = Signal(object)
    """Folder of a restored library that is to take the place of this one."""
    safe = Signal()
    """Nothing is unsaved or unadded any more."""

    def __init__(
        self, library: Library, tasks: Tasks, changes: Changes, look: Look, window: QWidget
    ) -> None:
        super().__init__(window)
        self._library, self._tasks, self._changes, self._look = library, tasks, changes, look
        self.history = History(tasks, self)
        self.background = BackgroundWork(library, tasks, changes, self)
        self.backups = AutomaticBackups(library, tasks, changes, self)
        self.backups.went_on.connect(self._show_status)
        places = (
            Place("today", self.tr("Today"), "today"),
            Place("sessions", self.tr("Sessions"), "sessions"),
            Place("photos", self.tr("Photos"), "photos"),
            Place("compare", self.tr("Compare"), "compare"),
            Place("trends", self.tr("Trends"), "trends"),
            Place("settings", self.tr("Settings"), "settings"),
        )
        self._makers: dict[str, Callable[[], QWidget]] = {
            "today": self._make_today,
            "sessions": self._make_sessions,
            "photos": self._make_photos,
            "compare": self._make_compare,
            "trends": self._make_trends,
            "settings": self._make_settings,
            "viewer": self._make_viewer,
            "review": self._make_review,
            "capture": self._make_capture,
            "regions": self._make_regions,
        }
        self._made: dict[str, QWidget] = {}
        # Before anything is painted: what is hidden never flashes up.
        look.veil.draw(drawn=library.settings.hide_photos)
        self._came_from, self._regions_from = "today", "photos"
        self.rail = Rail(look, places)
        self.rail.chosen.connect(self.visit)
        self.rail.offer_lock(offered=library.is_encrypted)
        self.rail.lock_wanted.connect(self.lock_wanted)
        self.rail.hide_wanted.connect(self.hide_photos)
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._stack, 1)
        changes.happened.connect(self._on_change)
        self._show_status()
        self._add_shortcuts()

    def visit(self, key: str) -> QWidget:
        """Show a page, making it at the first visit, and return it."""
        page = self._page(key, QWidget)
        current = next(
            (name for name, page in self._made.items() if page is self._stack.currentWidget()), key
        )
        if current in NUMBERS:
            self._came_from = current
        self._stack.setCurrentWidget(page)
        held = page.focusWidget()
        # Without any focus in the window its shortcuts would be deaf.
        (held or page).setFocus(Qt.FocusReason.OtherFocusReason)
        if key in NUMBERS:
            self.rail.set_current(key)
        return page

    @property
    def unsaved(self) -> bool:
        """Whether a page holds something that could not be saved."""
        return self._page("today", TodayPage).unsaved

    @property
    def unadded(self) -> bool:
        """Whether photos were taken with the camera that are not added yet."""
        page = self._made.get("capture")
        return bool(getattr(page, "unsaved", False))

    @property
    def shots_left(self) -> int:
        """How many photos of the camera wait in the library's folder since an earlier time."""
        # Only here: it brings along what opens pictures, which the first paint does without.
        from recovery_app.services import capturing

        return capturing.left(self._library)

    @property
    def unfinished(self) -> bool:
        """Whether something would be lost now: unsaved, half written, or chosen and not added."""
        return self.unsaved or any(
            bool(getattr(page, "unfinished", False)) for page in self._made.values()
        )

    def rest(self) -> None:
        """Save what is being typed, and stop what nobody has asked for."""
        self.background.rest()
        self.backups.finish()
        for key in ("today", "sessions", "review", "regions"):
            finish = getattr(self._made.get(key), "finish", None)
            if finish is not None:
                finish()

    def resume(self) -> None:
        """Go on with what nobody has asked for."""
        self.background.start()
        self.backups.start()

    def finish(self) -> None:
        """Save what is being typed on any page, and stop what only takes its time."""
        self.backups.finish()
        for page in self._made.values():
            finish = getattr(page, "finish", None)
            if finish is not None:
                finish()

    def open_day(self, day: date) -> None:
        """Show a day on Today."""
        self._page("today", TodayPage).open_day(day)
        self.visit("today")

    def open_photo(self, photo_id: str) -> None:
        """Show a photo large."""
        from recovery_app.ui.photos.viewer import PhotoViewer

        self._page("viewer", PhotoViewer).show_photo(photo_id)
        self.visit("viewer")

    def open_photos(self, day: date) -> None:
        """Show the photos of a day."""
        from recovery_app.ui.photos.page import PhotosPage

        self.visit("photos")
        self._page("photos", PhotosPage).show_day(day)

    def open_photos_between(self, first: date, last: date) -> None:
        """Show the photos from the first to the last date."""
        from recovery_app.ui.photos.page import PhotosPage

        self.visit("photos")
        self._page("photos", PhotosPage).show_between(first, last)

    def open_review(self, day: date) -> None:
        """Show the review of a date, or a new one for it."""
        from recovery_app.ui.reviews.page import ReviewPage

        self._page("review", ReviewPage).open_date(day)
        self.visit("review")

    def begin_session(self) -> None:
        """Show the form of a new session."""
        from recovery_app.ui.sessions.page import SessionsPage

        self._page("sessions", SessionsPage).begin_session()
        self.visit("sessions")

    def add_photos(self, files: list[Path], pose: str, day: date) -> None:
        """Bring files in for a day; an empty list asks for them first."""
        from recovery_app.ui.photos.page import PhotosPage

        page = self._page("photos", PhotosPage)
        self.visit("photos")
        if files:
            page.add_paths(files, pose, day)
        else:
            page.ask_for_files(pose, day)

    def add_image(self, image: QImage, pose: str, day: date) -> None:
        """Bring in a picture from the clipboard for a day."""
        from recovery_app.ui.photos.page import PhotosPage

        page = self._page("photos", PhotosPage)
        self.visit("photos")
        page.add_image(image, pose, day)

    def compare(self, photos: list[Photo]) -> None:
        """Show photos beside each other."""
        from recovery_app.ui.compare.page import ComparePage

        page = self._page("compare", ComparePage)
        self.visit("compare")
        page.show_photos(photos)

    def open_regions(self, pose: str = "") -> None:
        """Show where the regions of a pose are drawn; without one, of the pose with most photos."""
        from recovery_app.ui.regions.page import RegionsPage

        current = self._stack.currentWidget()
        came_from = next((key for key, page in self._made.items() if page is current), "photos")
        if came_from != "regions":
            self._regions_from = came_from
        self._page("regions", RegionsPage).show_pose(pose)
        self.visit("regions")

    def hide_photos(self) -> None:
        """Hide every picture in the window, or show them again; the next start does the same."""
        library, veil = self._library, self._look.veil
        veil.draw(drawn=not veil.drawn)
        hidden = veil.drawn
        self._tasks.run(
            lambda: library.choose(lambda now: replace(now, hide_photos=hidden)), owner=self
        )

    def back(self) -> None:
        """Return from the viewer or the review to the page before it."""
        self.visit(self._came_from)

    def _page(self, key: str, _sort: type[PageT]) -> PageT:
        """Return a page, made if need be, without showing it."""
        if key not in self._made:
            self._made[key] = self._makers[key]()
            self._stack.addWidget(self._made[key])
        return cast("PageT", self._made[key])

    def _make_today(self) -> QWidget:
        page = TodayPage(self._library, self._tasks, self._changes, self.history, self._look)
        page.photo_wanted.connect(self.open_photo)
        page.photos_given.connect(self.add_photos)
        page.image_given.connect(self.add_image)
        page.photos_wanted.connect(self.open_photos)
        page.review_wanted.connect(self.open_review)
        page.session_wanted.connect(self.begin_session)
        page.settled.connect(self._tell_safe)
        return page

    def _make_sessions(self) -> QWidget:
        from recovery_app.ui.sessions.page import SessionsPage

        page = SessionsPage(self._library, self._tasks, self._changes, self.history, self._look)
        page.day_wanted.connect(self.open_day)
        return page

    def _make_photos(self) -> QWidget:
        from recovery_app.ui.photos.page import PhotosPage

        page = PhotosPage(self._library, self._tasks, self._changes, self.history, self._look)
        page.day_wanted.connect(self.open_day)
        page.photo_wanted.connect(self.open_photo)
        page.compare_wanted.connect(self.compare)
        page.capture_wanted.connect(lambda: self.visit("capture"))
        return page

    def _make_compare(self) -> QWidget:
        from recovery_app.ui.compare.page import ComparePage

        page = ComparePage(self._library, self._tasks, self._changes, self.history, self._look)
        page.photos_wanted.connect(lambda: self.visit("photos"))
        return page

    def _make_trends(self) -> QWidget:
        from recovery_app.ui.trends.page import TrendsPage

        page = TrendsPage(self._library, self._tasks, self._changes, self.history, self._look)
        page.day_wanted.connect(self.open_day)
        page.review_wanted.connect(self.open_review)
        page.photo_wanted.connect(self.open_photo)
        page.photos_wanted.connect(self.open_photos_between)
        page.regions_wanted.connect(self.open_regions)
        return page

    def _make_settings(self) -> QWidget:
        from recovery_app.ui.settings.page import SettingsPage

        page = SettingsPage(
            self._library, self._tasks, self._changes, self.history, self._look, self.backups
        )
        page.library_wanted.connect(self.library_wanted)
        page.new_library_wanted.connect(self.new_library_wanted)
        page.lock_wanted.connect(self.lock_wanted)
        page.encryption_wanted.connect(self.encryption_wanted)
        page.decryption_wanted.connect(self.decryption_wanted)
        page.replacement_wanted.connect(self.replacement_wanted)
        return page

    def _make_viewer(self) -> QWidget:
        from recovery_app.ui.photos.viewer import PhotoViewer

        viewer = PhotoViewer(self._library, self._tasks, self._changes, self.history, self._look)
        viewer.day_wanted.connect(self.open_day)
        viewer.closed.connect(self.back)
        viewer.regions_wanted.connect(self.open_regions)
        viewer.full_screen.connect(self._fill_screen)
        return viewer

    def _fill_screen(self, full: bool) -> None:
        """Give the page the whole screen, or give it back."""
        self.rail.setVisible(not full)
        window, whole = self.window(), Qt.WindowState.WindowFullScreen
        state = window.windowState()
        window.setWindowState(state | whole if full else state & ~whole)

    def _make_review(self) -> QWidget:
        from recovery_app.ui.reviews.page import ReviewPage

        page = ReviewPage(self._library, self._tasks, self._changes, self.history, self._look)
        page.closed.connect(self.back)
        page.photo_wanted.connect(self.open_photo)
        return page

    def _make_capture(self) -> QWidget:
        from recovery_app.ui.capture.page import CapturePage

        page = CapturePage(self._library, self._tasks, self._changes, self.history, self._look)
        page.shots_taken.connect(self._add_shots)
        page.settled.connect(self._tell_safe)
        page.closed.connect(self.back)
        return page

    def _make_regions(self) -> QWidget:
        from recovery_app.ui.regions.page import RegionsPage

        page = RegionsPage(self._library, self._tasks, self._changes, self.history, self._look)
        page.closed.connect(lambda: self.visit(self._regions_from))
        page.photos_wanted.connect(lambda: self.visit("photos"))
        return page

    def _tell_safe(self) -> None:
        if not (self.unsaved or self.unadded):
            self.safe.emit()

    def _add_shots(self, files: list[Path], pose: str) -> None:
        from recovery_app.ui.photos.page import PhotosPage

        page = self._page("photos", PhotosPage)
        self.visit("photos")
        page.add_paths(files, pose)

    def _add_shortcuts(self) -> None:
        for key, number in NUMBERS.items():
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda key=key: self.visit(key))
        lock = QShortcut(QKeySequence("Ctrl+L"), self)
        lock.activated.connect(self.lock_wanted)
        hide = QShortcut(QKeySequence(KEY), self)
        hide.activated.connect(self.hide_photos)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WindowShortcut)
        undo.activated.connect(self.history.undo)

    def _on_change(self, change: Change) -> None:
        if change.touches(Topic.BACKUP, Topic.SETTINGS):
            self._show_status()

    def _show_status(self) -> None:
        """Say in the rail when the diary was backed up last, and what is not well with that."""
        settings, state = self._library.settings, self.backups.state
        words, caution = self._backed_up(settings.last_backup), ""
        if settings.backup_trouble:
            words, caution = self.tr("Backups\nneed a look"), settings.backup_trouble
        elif state is not None and state.is_old:
            words = self.tr("Not backed\nup for {days}\ndays").format(days=state.days)
            caution = self.tr("What you wrote since then is in no backup: Settings → Backups.")
        self.rail.set_status(self._library.name, words, caution)

    def _backed_up(self, last: str) -> str:
        if not last:
            return self.tr("Not backed\nup yet")
        at = datetime.fromisoformat(last)
        if at.date() == today():
            return self.tr("Backed up\ntoday {clock}").format(clock=at.strftime("%H:%M"))
        return self.tr("Backed up\n{day}").format(day=day_of(at.date()))
