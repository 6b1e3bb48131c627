"""Which sessions are laid over each other."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from recovery_app.ui.trends.dates import short_date

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.trends import RecoveryChart, SessionCurve


class SessionMenu(QMenu):
    """A tick for each session with ratings; it stays open while she ticks."""

    picked = Signal(object)
    """Ids of the sessions to lay over the current one, as a frozenset; None: those of its kind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: frozenset[str] = frozenset()

    def offer(self, chart: "RecoveryChart", chosen: frozenset[str] | None) -> None:
        """Offer the sessions beside the current one, the latest first."""
        of_kind = frozenset(one.recovery.numbered.session.id for one in chart.curves[:-1])
        self._chosen = of_kind if chosen is None else chosen
        current = chart.curves[-1]
        self.clear()
        self.addAction(self.tr("Earlier ones of its kind"), partial(self.picked.emit, None))
        self.addAction(self.tr("None of the others"), partial(self.picked.emit, frozenset[str]()))
        self.addSeparator()
        for one in reversed(chart.every):
            if one.points or one is current:
                self._add(one, fixed=one is current)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick without closing."""
        action = self.actionAt(event.position().toPoint())
        if action and action.isCheckable() and action.isEnabled():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space without closing."""
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action and action.isCheckable():
            action.trigger()
        else:
            super().keyPressEvent(event)

    def _add(self, curve: "SessionCurve", *, fixed: bool) -> None:
        one = curve.recovery.numbered
        words = self.tr("Session {number} · {day} · {kind}").format(
            number=one.number, kind=one.kind.name, day=short_date(one.session.date)
        )
        action = QAction(words, self)
        action.setCheckable(True)
        action.setChecked(fixed or one.session.id in self._chosen)
        action.setEnabled(not fixed)
        action.toggled.connect(partial(self._on_toggled, one.session.id))
        self.addAction(action)

    def _on_toggled(self, identity: str, ticked: bool) -> None:
        self._chosen = _with(self._chosen, [identity]) if ticked else self._chosen - {identity}
        self.picked.emit(self._chosen)


def _with(ids: Iterable[str], more: Iterable[str]) -> frozenset[str]:
    return frozenset((*ids, *more))
