"""The line below the review's table: what can be said of the selected files."""

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import QDate, QTime, Signal
from PySide6.QtWidgets import QMenu, QWidget

from recovery_app.domain import moments
from recovery_app.ui.photos.menus import ConditionMenu, PoseMenu
from recovery_app.ui.photos.review_rows import Row
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import HEIGHT, QuietButton
from recovery_app.ui.widgets.fields import DateField, TimeField
from recovery_app.ui.widgets.flow_layout import FlowLayout
from recovery_app.ui.widgets.labels import muted

DATE, CLOCK = 190, 96
"""Pixels of the fields: the longest date and its arrow, and a time."""


class ReviewEdits(QWidget):
    """Pose, condition, date and time for all selected files, and whether they are wanted."""

    pose_chosen = Signal(str)
    condition_chosen = Signal(object)
    day_chosen = Signal(object)
    """The person chose a date."""
    clock_chosen = Signal(object)
    """The person chose a time of day."""
    own_day_wanted = Signal()
    """The person wants the pictures' own dates and times back."""
    toggled = Signal()
    """The person wants the selected files left out, or taken in."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: Collection[str] = ()
        self._selected: Sequence[Row] = ()
        self._count = muted()
        self._count.setWordWrap(False)
        self._poses, self._conditions = PoseMenu(self), ConditionMenu(self)
        self._poses.chosen.connect(self.pose_chosen)
        self._poses.aboutToShow.connect(self._mark)
        self._conditions.chosen.connect(self.condition_chosen)
        self._conditions.aboutToShow.connect(self._mark)
        pose = QuietButton(look, self.tr("Pose"))
        pose.setMenu(self._poses)
        condition = QuietButton(look, self.tr("Condition"))
        condition.setMenu(self._conditions)
        self._day = DateField(look, moments.today())
        self._day.setFixedWidth(DATE)
        self._day.setAccessibleName(self.tr("Date for the selected files"))
        set_day = QuietButton(look, self.tr("Set date"))
        set_day.clicked.connect(lambda: self.day_chosen.emit(self._day.value()))
        self._clock = TimeField(moments.now().time())
        self._clock.setFixedWidth(CLOCK)
        self._clock.setAccessibleName(self.tr("Time for the selected files"))
        set_clock = QuietButton(look, self.tr("Set time"))
        set_clock.clicked.connect(lambda: self.clock_chosen.emit(self._clock.value()))
        self._own = QuietButton(look, self.tr("Own date"))
        self._own.setToolTip(self.tr("Back to each file's own date and time"))
        self._own.clicked.connect(self.own_day_wanted)
        self._toggle = QuietButton(look, self.tr("Leave out"))
        self._toggle.clicked.connect(self.toggled)
        edits = (pose, condition, self._toggle, self._day, set_day, self._clock, set_clock)
        self._parts = edits
        row = FlowLayout(spacing=4)  # a small window has no room for all of it in one line
        self.setLayout(row)
        self._count.setFixedHeight(HEIGHT)
        row.addWidget(self._count)
        for part in (*edits, self._own):
            row.addWidget(part)
        self.setMinimumHeight(HEIGHT)
        self.show_selection(())

    def offer(self, poses: Collection[str]) -> None:
        """Offer the close-ups among these poses besides the fixed ones."""
        self._known = poses

    def show_selection(self, rows: Sequence[Row]) -> None:
        """Say how many files are selected and what can be done with them."""
        self._selected = rows
        self._count.setText(
            self.tr("{count} selected").format(count=len(rows))
            if rows
            else self.tr("Nothing selected")
        )
        for part in self._parts:
            part.setVisible(bool(rows))
        self._own.setVisible(any(row.day or row.clock is not None for row in rows))
        leave = any(row.wanted for row in rows)
        self._toggle.setText(self.tr("Leave out") if leave else self.tr("Take in"))
        self._toggle.updateGeometry()
        photo = rows[0].photo if rows else None
        if photo is not None and not self._day.hasFocus():
            day = min(photo.day, moments.today())
            self._day.setMaximumDate(_qdate(moments.today()))
            self._day.setDate(_qdate(day))
        if photo is not None and not self._clock.hasFocus():
            self._clock.setTime(QTime(photo.taken_at.hour, photo.taken_at.minute))

    def menu(self) -> QMenu:
        """Make the menu of everything that can be said."""
        menu = QMenu(self)
        menu.addMenu(self._poses)
        menu.addMenu(self._conditions)
        menu.addSeparator()
        menu.addAction(self._toggle.text(), self.toggled.emit)
        menu.setEnabled(bool(self._selected))
        return menu

    def _mark(self) -> None:
        """Mark what holds for all selected files, just before a menu opens."""
        photos = [photo for row in self._selected if (photo := row.photo) is not None]
        poses = {photo.pose for photo in photos}
        conditions = {photo.condition for photo in photos}
        self._poses.offer(self._known, poses.pop() if len(poses) == 1 else None)
        self._conditions.set_current(conditions.pop() if len(conditions) == 1 else None)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
