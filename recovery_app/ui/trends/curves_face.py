"""The curves of one symptom laid over each other, their key, and what they say in words."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.trends import headlines as words
from recovery_app.ui.trends import numbers
from recovery_app.ui.trends.legend import Legend
from recovery_app.ui.trends.readings import Reading
from recovery_app.ui.trends.recovery_keys import keys_of
from recovery_app.ui.trends.recovery_plot import RecoveryPlot, newest_first
from recovery_app.ui.trends.saved import Saved
from recovery_app.ui.trends.session_menu import SessionMenu
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.labels import caption, heading, section

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.trends import RecoveryChart, SessionCurve

SIDE = (248, 340)
"""Least and greatest width of the column of answers."""


class CurvesFace(QWidget):
    """The chart on the left, the answers on the right."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.plot, self.legend, self.card = RecoveryPlot(look), Legend(), Card(look)
        self.menu = SessionMenu(self)
        self._chart: RecoveryChart | None = None
        self._chosen: frozenset[str] | None = None
        self._title = section()
        self._which = QuietButton(look, self.tr("Which sessions"))
        self._days = QuietButton(look, "")
        self._all_shown = False
        self._side = QScrollArea()
        self._side.setAccessibleName(self.tr("In words"))
        self._lay_out()
        self._days.clicked.connect(lambda: self._show_days(wanted=not self._all_shown))
        self._which.clicked.connect(self._open_menu)
        self.menu.picked.connect(self.choose)

    @property
    def shown(self) -> list["SessionCurve"]:
        """The curves that are drawn, the current one first."""
        return [] if self._chart is None else newest_first(self._chart, self._chosen)

    def show_reading(self, reading: Reading) -> None:
        """Show another chart; the sessions that she chose stay as long as it is about the same."""
        chart = reading.recovery
        before = self._chart
        if before is None or _current(before) != _current(chart):
            self._chosen = None
        self._chart = chart
        self._title.setText(words.title_of(chart))
        self.plot.setAccessibleName(words.in_a_sentence(chart, running=reading.running))
        self._show_answers(words.headlines(chart, running=reading.running))
        self.menu.offer(chart, self._chosen)
        self._which.setVisible(len(chart.every) > 1)
        self._draw(chart)

    def choose(self, chosen: frozenset[str] | None) -> None:
        """Lay other sessions over the current one; None: the earlier ones of its kind."""
        self._chosen = chosen
        if self._chart is not None:
            if not self.menu.isVisible():
                self.menu.offer(self._chart, chosen)
            self._draw(self._chart)

    def saved(self) -> Saved | None:
        """Return what is saved of it."""
        chart = self._chart
        if chart is None:
            return None
        name = f"{chart.symptom.slug}-{_current(chart)}"
        return Saved(name, self.card, partial(numbers.recovery, chart, self.shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the answers more room in a wide window."""
        super().resizeEvent(event)
        self._side.setFixedWidth(min(max(self.width() * 24 // 100, SIDE[0]), SIDE[1]))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._which)
        head.addWidget(self._days)
        self.card.body.setContentsMargins(16, 10, 16, 14)
        self.card.body.addLayout(head)
        self.card.body.addWidget(self.plot, 1)
        self.card.body.addWidget(self.legend)
        answers = QWidget()
        self._answers = QVBoxLayout(answers)
        self._answers.setContentsMargins(0, 0, 0, 0)
        self._answers.setSpacing(10)
        self._side.setWidgetResizable(True)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setWidget(answers)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.card, 1)
        row.addWidget(self._side)

    def _draw(self, chart: "RecoveryChart") -> None:
        self.plot.show_chart(chart, self.shown)
        self.legend.show_keys(keys_of(self._look, chart, self.shown))
        self._show_days(wanted=False)

    def _show_answers(self, answers: list[words.Headline]) -> None:
        while (item := self._answers.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for answer in answers:
            self._answers.addWidget(AnswerCard(self._look, answer))
        self._answers.addStretch(1)

    def _show_days(self, *, wanted: bool) -> None:
        self._all_shown = wanted
        self.plot.show_all(wanted=wanted)
        days = self.plot.all_days
        self._days.setVisible(days is not None)
        said = self.tr("First {days} days") if wanted else self.tr("All {days} days")
        self._days.setText(said.format(days=self.plot.first_days if wanted else days))
        self._days.updateGeometry()

    def _open_menu(self) -> None:
        self.menu.popup(self._which.mapToGlobal(QPoint(0, self._which.height() + 4)))


class AnswerCard(Card):
    """One answer."""

    def __init__(self, look: Look, answer: words.Headline) -> None:
        super().__init__(look)
        self.answer = answer
        self.body.setContentsMargins(16, 10, 16, 11)
        self.body.setSpacing(2)
        value = heading(answer.value)
        value.setWordWrap(True)
        self.body.addWidget(caption(answer.caption))
        self.body.addWidget(value)
        if answer.note:
            note = caption(answer.note)
            note.setWordWrap(True)
            self.body.addWidget(note)


def _current(chart: "RecoveryChart") -> int:
    return chart.curves[-1].recovery.numbered.number
