"""What the recovery chart shows: the choice of a symptom and of a session."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QWidget,
)

from recovery_app.domain.sessions import Numbered
from recovery_app.domain.symptoms import Symptom
from recovery_app.ui.theme import Look
from recovery_app.ui.trends.dates import short_date
from recovery_app.ui.widgets.buttons import IconButton
from recovery_app.ui.widgets.segmented import Segmented

IN_SIGHT = 4
"""So many symptoms stand side by side; the rest are in a menu."""
WIDEST = 336
"""Pixels of the closed list of sessions, so that it stays beside the other choices from 1280 on; a
long kind's name, which stands last, is cut there and read in full when it opens."""
ASIDE = 24
"""Pixels beside the words of the open list."""


class SymptomChoice(QWidget):
    """The first symptoms side by side, the others behind “more”; the chosen one is always seen."""

    chosen = Signal(str)
    """The person chose a symptom: its slug."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: tuple[Symptom, ...] = ()
        self.segmented: Segmented | None = None
        self.menu = QMenu(self)
        self._more = IconButton(look, "more", self.tr("More symptoms"), size=36)
        self._more.clicked.connect(self._open)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addWidget(self._more)

    def show_symptoms(self, symptoms: Sequence[Symptom], current: str) -> None:
        """Offer symptoms, the one of that slug chosen."""
        shown = list(symptoms[:IN_SIGHT])
        if current not in {one.slug for one in shown}:
            shown[-1:] = [one for one in symptoms if one.slug == current]
        if self.segmented is None or tuple(shown) != self._shown:
            self._shown = tuple(shown)
            self.segmented = self._rebuilt(current)
        self.segmented.set_current(current)
        self.menu.clear()
        for one in symptoms:
            if one not in shown:
                self.menu.addAction(self.tr(one.name), partial(self.chosen.emit, one.slug))
        self._more.setVisible(not self.menu.isEmpty())

    def _rebuilt(self, current: str) -> Segmented:
        old, focused = self.segmented, QApplication.focusWidget()
        choices = [(one.slug, self.tr(one.name)) for one in self._shown]
        segmented = Segmented(self._look, self.tr("Symptom"), choices)
        segmented.chosen.connect(self.chosen)
        segmented.set_current(current)
        self._row.insertWidget(0, segmented)
        if old is None:
            return segmented
        if focused is not None and old.isAncestorOf(focused):
            chosen = next(one for one in segmented.findChildren(QAbstractButton) if one.isChecked())
            chosen.setFocus()
        self._row.removeWidget(old)
        old.hide()
        old.deleteLater()
        return segmented

    def _open(self) -> None:
        self.menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 4)))


class SessionChoice(QComboBox):
    """The sessions, the latest first."""

    picked = Signal(str)
    """The person chose a session: its id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Session"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(WIDEST)
        self.activated.connect(lambda index: self.picked.emit(self.itemData(index)))

    def show_sessions(self, sessions: Sequence[Numbered], current: str) -> None:
        """Offer sessions, the one of that id chosen."""
        blocked = self.blockSignals(True)
        self.clear()
        for one in reversed(sessions):
            words = self.tr("Session {number} · {day} · {kind}").format(
                number=one.number, kind=one.kind.name, day=short_date(one.session.date)
            )
            self.addItem(words, one.session.id)
        metrics = self.fontMetrics()
        wide = max(
            (metrics.horizontalAdvance(self.itemText(at)) for at in range(self.count())), default=0
        )
        self.view().setMinimumWidth(wide + 2 * ASIDE)
        self.setCurrentIndex(max(self.findData(current), 0))
        self.blockSignals(blocked)
