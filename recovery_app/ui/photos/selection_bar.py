"""The line below the grid: how many photos, and what can be done with the selected ones."""

from collections.abc import Collection

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from recovery_app.domain import moments
from recovery_app.domain.photos import Photo
from recovery_app.ui.photos import words
from recovery_app.ui.photos.menus import CaptionMenu, ClockMenu, ConditionMenu, DayMenu, PoseMenu
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import HEIGHT, QuietButton
from recovery_app.ui.widgets.labels import muted

COMPARED = (2, 4)
"""How few and how many photos can be compared."""


class SelectionBar(QWidget):
    """Counts, and offers pose, condition, day and trash as buttons and as a menu."""

    pose_chosen = Signal(str)
    condition_chosen = Signal(object)
    date_chosen = Signal(object)
    clock_chosen = Signal(object)
    caption_chosen = Signal(str)
    open_wanted = Signal()
    day_wanted = Signal()
    remove_wanted = Signal()
    compare_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: Collection[str] = ()
        self._one: Photo | None = None
        self._comparable, self._compare_words = False, ""
        self._count = muted()
        self._count.setWordWrap(False)
        self._poses, self._conditions = PoseMenu(self), ConditionMenu(self)
        self._poses.chosen.connect(self.pose_chosen)
        self._poses.aboutToShow.connect(self._mark)
        self._conditions.chosen.connect(self.condition_chosen)
        self._conditions.aboutToShow.connect(self._mark)
        pose = QuietButton(look, self.tr("Pose"))
        pose.setMenu(self._poses)
        self._days, self._clocks = DayMenu(look, self), ClockMenu(self)
        self._captions = CaptionMenu(self)
        self._clocks.chosen.connect(self.clock_chosen)
        self._days.chosen.connect(self.date_chosen)
        self._captions.chosen.connect(self.caption_chosen)
        self._more = QMenu(self)
        self._more.addMenu(self._conditions)
        self._more.addMenu(self._days)
        self._more.addMenu(self._clocks)
        self._more.addMenu(self._captions)
        self._more.aboutToShow.connect(self._mark)
        more = QuietButton(look, self.tr("Details"))
        more.setMenu(self._more)
        self._day = QuietButton(look, self.tr("Open day"))
        self._day.clicked.connect(self.day_wanted)
        remove = QuietButton(look, self.tr("Move to trash"))
        remove.clicked.connect(self.remove_wanted)
        self._compare = QuietButton(look, "")
        self._compare.clicked.connect(self.compare_wanted)
        self._buttons = (self._compare, pose, more, self._day, remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._count)
        row.addSpacing(8)
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.setFixedHeight(HEIGHT)
        self.show_selection(0, 0, 0, None)

    def offer(self, poses: Collection[str]) -> None:
        """Offer the close-ups among these poses besides the fixed ones."""
        self._known = poses

    def show_selection(
        self, shown: int | None, chosen: int, compared: int, one: Photo | None
    ) -> None:
        """Say how many photos are shown and selected.

        Args:
            shown: photos in the grid; None while they are still being read.
            chosen: selected ones.
            compared: how many of these would be compared.
            one: the selected photo where it is a single one.
        """
        said = self.tr("Reading…") if shown is None else words.photos_counted(shown)
        if chosen:
            said = self.tr("{photos} · {count} selected").format(photos=said, count=f"{chosen:,}")
        self._count.setText(said)
        self._one = one
        for button in self._buttons:
            button.setVisible(chosen > 0)
        self._day.setVisible(one is not None)
        self._comparable = COMPARED[0] <= compared <= COMPARED[1]
        self._compare.setVisible(self._comparable)
        self._compare_words = self.tr("Compare")
        if compared != chosen:
            self._compare_words = self.tr("Compare the {count} seen").format(count=compared)
        self._compare.setText(self._compare_words)

    def pop_up(self, place: QPoint) -> None:
        """Show everything that can be done as a menu."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def menu(self) -> QMenu:
        """Make the menu of everything that can be done with what is selected."""
        menu = QMenu(self)
        if self._one is not None:
            menu.addAction(self.tr("Open"), self.open_wanted.emit)
            menu.addAction(self.tr("Open its day"), self.day_wanted.emit)
            menu.addSeparator()
        if self._comparable:
            menu.addAction(self._compare_words, self.compare_wanted.emit)
            menu.addSeparator()
        menu.addMenu(self._poses)
        menu.addMenu(self._conditions)
        menu.addMenu(self._days)
        menu.addMenu(self._clocks)
        menu.addMenu(self._captions)
        self._mark()
        menu.addSeparator()
        menu.addAction(self.tr("Move to trash"), self.remove_wanted.emit)
        return menu

    def _mark(self) -> None:
        """Mark what holds now, just before a menu opens."""
        self._poses.offer(self._known, None if self._one is None else self._one.pose)
        self._conditions.set_current(None if self._one is None else self._one.condition)
        self._days.set_current(moments.today() if self._one is None else self._one.day)
        self._clocks.set_current(
            moments.now().time() if self._one is None else self._one.taken_at.time()
        )
        self._captions.set_current("" if self._one is None else self._one.caption)
