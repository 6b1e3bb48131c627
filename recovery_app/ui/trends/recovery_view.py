"""Recovery: what is shown of which symptom and session, and the faces that show it."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from recovery_app.domain.moments import today
from recovery_app.ui.theme import Look
from recovery_app.ui.trends.choices import SessionChoice, SymptomChoice
from recovery_app.ui.trends.curves_face import CurvesFace
from recovery_app.ui.trends.readings import Reading
from recovery_app.ui.trends.saved import Saved
from recovery_app.ui.trends.waiting import waiting
from recovery_app.ui.widgets.empty_state import EmptyState
from recovery_app.ui.widgets.flow_layout import FlowLayout
from recovery_app.ui.widgets.segmented import Segmented

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.trends import RecoveryChart
    from recovery_app.ui.trends.groups_face import GroupsFace
    from recovery_app.ui.trends.symptoms_face import SymptomsFace
    from recovery_app.ui.trends.table_face import TableFace


class _Face(Protocol):
    def saved(self) -> Saved | None: ...


class RecoveryView(QWidget):
    """Choices above, the face that was chosen below."""

    symptom_chosen = Signal(str)
    """Slug of the symptom to draw."""
    session_chosen = Signal(str)
    """Id of the session to draw."""
    view_chosen = Signal(str)
    """Key of what is to be seen."""
    day_wanted = Signal(object)
    """A date to open."""
    rated_wanted = Signal(str)
    """Slug of a symptom whose ratings are to be seen over time, while there is no session."""
    plot_made = Signal(object)
    """A chart was made: a `Plot`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.views = Segmented(
            look,
            self.tr("View"),
            [
                ("curves", self.tr("Curves")),
                ("symptoms", self.tr("Symptoms")),
                ("table", self.tr("Table")),
                ("groups", self.tr("Compare")),
            ],
        )
        self.symptoms, self.sessions = SymptomChoice(look), SessionChoice()
        self.curves = CurvesFace(look)
        self._symptoms: SymptomsFace | None = None
        self._table: TableFace | None = None
        self._groups: GroupsFace | None = None
        self._shown: _Face | None = None
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
        self._rated = EmptyState(
            look,
            "sessions",
            self.tr(
                "No session yet. Once one stands on the Sessions page, the days after it are drawn "
                "here. What you rated before is shown under “Felt and measured”, your reviews "
                "under “Improvement”."
            ),
            self.tr("Show my ratings"),
        )
        self._before = ""
        self._rated.acted.connect(lambda: self.rated_wanted.emit(self._before))
        self._inside = QStackedWidget()
        self._stack = QStackedWidget()
        self._lay_out()
        self.views.chosen.connect(self.view_chosen)
        self.symptoms.chosen.connect(self.symptom_chosen)
        self.sessions.picked.connect(self.session_chosen)

    @property
    def saved(self) -> Saved | None:
        """What is saved of the face that is shown; None where nothing is drawn."""
        return None if self._shown is None else self._shown.saved()

    def show_reading(self, reading: Reading) -> None:
        """Show what was read, or what is missing for it."""
        chart = reading.recovery
        self._shown = None
        if not chart.curves:
            self._before = "" if reading.before is None else reading.before.slug
            self._stack.setCurrentWidget(self._rated if self._before else self._none)
            return
        self._stack.setCurrentIndex(1)
        numbered = chart.curves[-1].recovery.numbered
        self.symptoms.show_symptoms(reading.symptoms, chart.symptom.slug)
        self.sessions.show_sessions(reading.sessions, numbered.session.id)
        self.symptoms.setVisible(reading.wanted.view != "symptoms")
        self.sessions.setVisible(reading.wanted.view != "groups")
        if reading.wanted.view == "symptoms":
            self._show_symptoms(reading)
        elif not any(curve.points for curve in chart.every):
            self._unrated.label.setText(self._why_empty(chart))
            self._inside.setCurrentWidget(self._unrated)
        elif reading.wanted.view == "groups":
            self._show_groups(reading)
        else:
            self._show_curves(reading)

    def _show_curves(self, reading: Reading) -> None:
        chart = reading.recovery
        if not any(curve.points for curve in chart.curves):
            self._unrated.label.setText(self._why_empty(chart))
            self._inside.setCurrentWidget(self._unrated)
            return
        self.curves.show_reading(reading)
        if reading.wanted.view == "table":
            face = self._table_face()
            face.show_reading(reading, self.curves.shown)
            self._show(face)
        else:
            self._show(self.curves)

    def _show_symptoms(self, reading: Reading) -> None:
        if not any(one.curves[-1].points for one in reading.small if one.curves):
            self._unrated.label.setText(
                self.tr("Nothing has been rated after this session yet. Rate it on Today.")
            )
            self._inside.setCurrentWidget(self._unrated)
            return
        if self._symptoms is None:
            from recovery_app.ui.trends.symptoms_face import SymptomsFace

            self._symptoms = SymptomsFace(self._look)
            self._symptoms.plot_made.connect(self.plot_made)
            self._inside.addWidget(self._symptoms)
        self._symptoms.show_reading(reading)
        self._show(self._symptoms)

    def _table_face(self) -> "TableFace":
        if self._table is None:
            from recovery_app.ui.trends.table_face import TableFace

            self._table = TableFace(self._look)
            self._inside.addWidget(self._table)
        return self._table

    def _show_groups(self, reading: Reading) -> None:
        if self._groups is None:
            from recovery_app.ui.trends.groups_face import GroupsFace

            self._groups = GroupsFace(self._look)
            for card in self._groups.cards:
                self.plot_made.emit(card.plot)
            self._inside.addWidget(self._groups)
        self._show(self._groups)
        self._groups.show_reading(reading)

    def _show(self, face: "CurvesFace | SymptomsFace | TableFace | GroupsFace") -> None:
        self._shown = face
        self._inside.setCurrentWidget(face)

    def _lay_out(self) -> None:
        self._inside.addWidget(self.curves)
        self._inside.addWidget(self._unrated)
        choices = FlowLayout(spacing=8)
        for choice in (self.views, self.symptoms, self.sessions):
            choices.addWidget(choice)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(choices)
        column.addWidget(self._inside, 1)
        self._stack.addWidget(waiting())
        self._stack.addWidget(content)
        self._stack.addWidget(self._none)
        self._stack.addWidget(self._rated)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _why_empty(self, chart: "RecoveryChart") -> str:
        name = self.tr(chart.symptom.name)
        return self.tr(
            "{symptom} has not been rated after a session of this kind yet. "
            "Rate it on Today, and its curve begins here."
        ).format(symptom=name)
