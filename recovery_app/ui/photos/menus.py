"""Menus for what is said of photos: pose and condition."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget, QWidgetAction

from recovery_app.domain.photos import CLOSE_UP, POSES, Condition, checked_pose
from recovery_app.errors import WrongInput
from recovery_app.ui.photos import words


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
