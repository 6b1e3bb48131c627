"""Recovery: the chart of one symptom, its key, and what it says in words."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from recovery_app.domain.moments import today
from recovery_app.domain.recovery import QUARTILES_FROM
from recovery_app.ui.theme import Look
from recovery_app.ui.trends import headlines as words
from recovery_app.ui.trends import legend
from recovery_app.ui.trends.choices import SessionChoice, SymptomChoice
from recovery_app.ui.trends.legend import Key, Legend
from recovery_app.ui.trends.markers import FADES, stroke_of
from recovery_app.ui.trends.readings import Reading
from recovery_app.ui.trends.recovery_plot import RecoveryPlot
from recovery_app.ui.trends.waiting import waiting
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.empty_state import EmptyState
from recovery_app.ui.widgets.labels import caption, heading, section

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.trends import RecoveryChart

SIDE = (248, 340)
"""Least and greatest width of the column of answers."""


class RecoveryView(QWidget):
    """Choices above, the chart on the left, the answers on the right."""

    symptom_chosen = Signal(str)
    """Slug of the symptom to draw."""
    session_chosen = Signal(str)
    """Id of the session to draw."""
    day_wanted = Signal(object)
    """A date to open."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.symptoms, self.sessions = SymptomChoice(look), SessionChoice()
        self.plot = RecoveryPlot(look)
        self.legend = Legend()
        self.card = Card(look)
        self._title = section()
        self._days = QuietButton(look, "")
        self._days.clicked.connect(lambda: self._show_days(wanted=not self._all_shown))
        self._all_shown = False
        self._side = QScrollArea()
        self._unrated = EmptyState(look, "trends", "", self.tr("Open today"))
        self._unrated.acted.connect(lambda: self.day_wanted.emit(today()))
        self._none = EmptyState(
            look,
            "sessions",
            self.tr(
                "No session yet. Once one stands on the Sessions page, "
                "the days after it are drawn here."
            ),
        )
        self._inside = QStackedWidget()
        self._stack = QStackedWidget()
        self._lay_out()
        self.symptoms.chosen.connect(self.symptom_chosen)
        self.sessions.picked.connect(self.session_chosen)
        self.plot.day_wanted.connect(self.day_wanted)

    @property
    def drawn(self) -> bool:
        """Whether there is a chart to be saved."""
        return self._stack.currentIndex() == 1 and self._inside.currentIndex() == 0

    def show_reading(self, reading: Reading) -> None:
        """Show the chart, or what is missing for one."""
        chart = _without_the_past(reading.recovery)
        if not chart.curves:
            self._stack.setCurrentWidget(self._none)
            return
        self._stack.setCurrentIndex(1)
        numbered = chart.curves[-1].recovery.numbered
        self.symptoms.show_symptoms(reading.symptoms, chart.symptom.slug)
        self.sessions.show_sessions(reading.sessions, numbered.session.id)
        if not any(curve.points for curve in chart.curves):
            self._unrated.label.setText(self._why_empty(chart))
            self._inside.setCurrentWidget(self._unrated)
            return
        self._inside.setCurrentIndex(0)
        self._title.setText(words.title_of(chart))
        self.plot.show_chart(chart)
        self.plot.setAccessibleName(words.in_a_sentence(chart, running=reading.running))
        self.legend.show_keys(self._keys(chart))
        self._show_answers(words.headlines(chart, running=reading.running))
        self._show_days(wanted=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the answers more room in a wide window."""
        super().resizeEvent(event)
        self._side.setFixedWidth(min(max(self.width() * 24 // 100, SIDE[0]), SIDE[1]))

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(12)
        choices.addWidget(self.symptoms)
        choices.addStretch(1)
        choices.addWidget(self.sessions)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
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
        chart = QWidget()
        row = QHBoxLayout(chart)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.card, 1)
        row.addWidget(self._side)
        self._inside.addWidget(chart)
        self._inside.addWidget(self._unrated)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(choices)
        column.addWidget(self._inside, 1)
        self._stack.addWidget(waiting())
        self._stack.addWidget(content)
        self._stack.addWidget(self._none)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _why_empty(self, chart: "RecoveryChart") -> str:
        name = self.tr(chart.symptom.name)
        return self.tr(
            "{symptom} has not been rated after a session of this kind yet. "
            "Rate it on Today, and its curve begins here."
        ).format(symptom=name)

    def _keys(self, chart: "RecoveryChart") -> list[Key]:
        look, newest = self._look, list(reversed(chart.curves))
        keys: list[Key] = []
        for age, curve in enumerate(newest[: len(FADES)]):
            said = self.tr("session {number}").format(number=curve.recovery.numbered.number)
            keys.append(Key(look, said, legend.stroke(stroke_of(age))))
        older = len(newest) - len(FADES)
        if older > 0:
            said = self.tr("{n} older sessions").format(n=older)
            keys.append(Key(look, said, legend.stroke(stroke_of(len(FADES)))))
        if chart.band:
            keys.append(Key(look, self._band_words(chart), legend.fill("band")))
        if chart.usual is not None:
            said = self.tr("often described")
            keys.append(Key(look, said, legend.fill("band_2")))
        return keys

    def _band_words(self, chart: "RecoveryChart") -> str:
        counts = sorted({day.n for day in chart.band})
        n = str(counts[0]) if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"
        rated = sum(1 for curve in chart.curves[:-1] if curve.points)
        if rated >= QUARTILES_FROM:
            return self.tr("middle half of your earlier sessions (n = {n})").format(n=n)
        return self.tr("your earlier range (n = {n})").format(n=n)

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


def _without_the_past(chart: "RecoveryChart") -> "RecoveryChart":
    """Leave out an expected clear day that has gone by: it would only be wrong."""
    if chart.expected is None or not chart.curves:
        return chart
    since = (today() - chart.curves[-1].recovery.numbered.session.date).days
    return replace(chart, expected=None) if since > chart.expected.high else chart
