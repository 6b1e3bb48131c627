"""Menus for what is said of photos: pose, condition, date and caption."""

from collections.abc import Iterable
from datetime import date, time
from functools import partial

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidget, QWidgetAction

from recovery_app.domain import moments
from recovery_app.domain.photos import CLOSE_UP, POSES, Condition, checked_pose
from recovery_app.errors import WrongInput
from recovery_app.ui.photos import words
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.fields import TimeField, dress


class PoseMenu(QMenu):
    """The poses, her own close-ups, and a line for the name of a new one."""

    chosen = Signal(str)
    """The person chose a pose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Pose"))
        self._name = _NameLine()
        self._name.setPlaceholderText(self.tr("New close-up, such as nose"))
        self._name.setAccessibleName(self.tr("Name of a new close-up"))
        self._name.setMinimumWidth(240)
        self._name.returnPressed.connect(self._on_named)
        self._poses: list[QAction] = []
        self._end = self.addSeparator()
        line = QWidgetAction(self)
        line.setDefaultWidget(self._name)
        self.addAction(line)
        self.offer(())

    def offer(self, poses: Iterable[str], current: str | None = None) -> None:
        """Offer the close-ups among these poses, and mark the pose that holds now."""
        for action in self._poses:
            self.removeAction(action)
            action.deleteLater()
        close_ups = sorted({pose for pose in poses if pose.startswith(CLOSE_UP)})
        self._poses = [self._action(pose, current) for pose in (*POSES, *close_ups, "")]
        self.insertActions(self._end, self._poses)

    def _action(self, pose: str, current: str | None) -> QAction:
        action = QAction(words.pose_name(pose), self)
        action.setCheckable(True)
        action.setChecked(pose == current)
        action.triggered.connect(lambda _checked: self.chosen.emit(pose))
        return action

    def _on_named(self) -> None:
        try:
            pose = checked_pose(CLOSE_UP + self._name.text())
        except WrongInput as error:
            self._name.setToolTip(str(error))
            return
        if pose != CLOSE_UP:
            self._name.clear()
            self.close()
            self.chosen.emit(pose)


class CaptionMenu(QMenu):
    """A line for her own words under photos."""

    chosen = Signal(str)
    """The person wrote a caption; it may be empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Caption"))
        self._words = _NameLine()
        self._words.setPlaceholderText(self.tr("Your words, then Enter"))
        self._words.setAccessibleName(self.tr("Caption"))
        self._words.setMinimumWidth(280)
        self._words.returnPressed.connect(self._on_written)
        line = QWidgetAction(self)
        line.setDefaultWidget(self._words)
        self.addAction(line)
        self.aboutToShow.connect(self._words.setFocus)

    def set_current(self, caption: str) -> None:
        """Show the words that are there now."""
        self._words.setText(caption)
        self._words.selectAll()

    def _on_written(self) -> None:
        self.close()
        self.chosen.emit(self._words.text())


class DayMenu(QMenu):
    """A calendar for the date of photos."""

    chosen = Signal(object)
    """The person chose a date."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Date"))
        self._look = look
        self._calendar: QCalendarWidget | None = None

    def set_current(self, day: date) -> None:
        """Show the month of this date, up to today."""
        calendar = self._calendar or self._made()
        today = moments.today()
        calendar.setMaximumDate(QDate(today.year, today.month, today.day))
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))

    def _made(self) -> QCalendarWidget:
        """Make the calendar when it is first wanted: it takes longer than the rest of the page."""
        calendar = self._calendar = QCalendarWidget()
        calendar.setAccessibleName(self.tr("Date"))
        dress(calendar, self._look)
        calendar.clicked.connect(self._on_chosen)
        calendar.activated.connect(self._on_chosen)
        line = QWidgetAction(self)
        line.setDefaultWidget(calendar)
        self.addAction(line)
        return calendar

    def _on_chosen(self, day: QDate) -> None:
        self.close()
        self.chosen.emit(date(day.year(), day.month(), day.day()))


class ClockMenu(QMenu):
    """A field for the time of day of photos."""

    chosen = Signal(object)
    """The person chose a time of day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Time"))
        self._field: _ClockField | None = None

    def set_current(self, clock: time) -> None:
        """Show this time."""
        field = self._field or self._made()
        field.setTime(QTime(clock.hour, clock.minute))

    def _made(self) -> "_ClockField":
        """Make the field when it is first wanted."""
        field = self._field = _ClockField(time())
        field.setAccessibleName(self.tr("Time, then Enter"))
        field.setToolTip(self.tr("Time, then Enter"))
        field.entered.connect(self._on_chosen)
        line = QWidgetAction(self)
        line.setDefaultWidget(field)
        self.addAction(line)
        self.aboutToShow.connect(field.setFocus)
        return field

    def _on_chosen(self, clock: time) -> None:
        self.close()
        self.chosen.emit(clock)


class _ClockField(TimeField):
    """A time within a menu, which would take Return and the arrows for itself."""

    entered = Signal(object)
    """The person pressed Return on this time."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep what was pressed; Return says that this is it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.interpretText()
            self.entered.emit(self.value())
        else:
            super().keyPressEvent(event)
        if event.key() != Qt.Key.Key_Escape:
            event.accept()


class _NameLine(QLineEdit):
    """A line within a menu, which would take Return for its own highlighted action."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep what was pressed."""
        super().keyPressEvent(event)
        if event.key() != Qt.Key.Key_Escape:
            event.accept()


class ConditionMenu(QMenu):
    """What may have been on the skin."""

    chosen = Signal(object)
    """The person chose a `Condition`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Condition"))
        self._actions = {
            one: self.addAction(words.condition_name(one), partial(self.chosen.emit, one))
            for one in (Condition.CLEAN, Condition.MAKE_UP, Condition.OTHER, Condition.UNKNOWN)
        }
        for action in self._actions.values():
            action.setCheckable(True)
        self.set_current(None)

    def set_current(self, condition: Condition | None) -> None:
        """Mark the one that holds now."""
        for one, action in self._actions.items():
            action.setChecked(one == condition)
