"""What was done during the visit, one row per step."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from recovery_app.domain.sessions import Session, Step
from recovery_app.errors import WrongInput
from recovery_app.ui.sessions import words
from recovery_app.ui.sessions.entering import Checked, ClockText, NumberText, watch
from recovery_app.ui.sessions.part import Part, column_of
from recovery_app.ui.sessions.rows import TOOLS, Row, Rows
from recovery_app.ui.sessions.suggest_field import SuggestField
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.labels import caption

NARROW = 96
LONGEST = 24 * 60
"""Minutes: no step lasts longer than a day."""


class StepRow(Row):
    """One step: what, when and for how long."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.what = SuggestField(self.tr("Step"), self.tr("What was done"))
        self.what.offer(self._suggested())
        self.clock, self.minutes = (
            ClockText(),
            NumberText(whole=True, high=LONGEST),
        )
        self._checks = [
            Checked(self.what, self._what),
            Checked(self.clock, self.clock.value),
            Checked(self.minutes, self.minutes.value),
        ]
        for check, width in zip(self._checks[1:], (NARROW, NARROW), strict=True):
            check.setFixedWidth(width)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._checks[0], 1)
        line.addWidget(self._checks[1])
        line.addWidget(self._checks[2])
        line.addWidget(self.tools, 0, Qt.AlignmentFlag.AlignTop)
        fields = (self.what.edited, self.clock.textChanged, self.minutes.textChanged)
        for check, signal in zip(self._checks, fields, strict=True):
            watch(check, signal)
            signal.connect(lambda *_: self.edited.emit())
        self.clock.editingFinished.connect(self._checks[1].check)
        self.minutes.editingFinished.connect(self._checks[2].check)

    def show_step(self, step: Step) -> None:
        """Show a step."""
        self.what.show_words(step.what)
        self.clock.show_value(step.at)
        self.minutes.show_value(step.minutes)

    def step(self) -> Step | None:
        """Return the step, None where the row is empty, else raise `WrongInput`."""
        if not any(self.raw()):
            return None
        return Step(self._what(), self.clock.value(), self.minutes.whole())

    def raw(self) -> tuple[str, ...]:
        """Return everything as typed."""
        return (self.what.words(), self.clock.text().strip(), self.minutes.text().strip())

    def checks(self) -> list[Checked]:
        """Return its fields."""
        return self._checks

    def set_place(self, number: int) -> str:
        """Name its fields after its place."""
        name = self.tr("Step {number}").format(number=number)
        self.what.setAccessibleName(name)
        self.what.line.setAccessibleName(name)
        self.clock.setAccessibleName(self.tr("{step}: time").format(step=name))
        self.minutes.setAccessibleName(self.tr("{step}: minutes").format(step=name))
        return name

    def focus_first(self) -> None:
        """Put the keyboard on what was done."""
        self.what.setFocus()

    def _what(self) -> str:
        what = self.what.words()
        if not what and any(self.raw()):
            raise WrongInput(self.tr("Say what was done in this step."))
        return what

    def _suggested(self) -> tuple[str, ...]:
        return (
            self.tr("cleanse"),
            self.tr("numbing cream"),
            self.tr("laser"),
            self.tr("cooling mask"),
            self.tr("cream"),
        )


class StepsPart(Part):
    """The steps in their order; “Usual steps” fills in what most visits have, on request."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = Rows(look, lambda: StepRow(look), self.tr("Add step"))
        self.usual = QuietButton(look, self.tr("Usual steps"))
        self.usual.setToolTip(self.tr("Cleanse, numbing cream 30 min, laser, cooling mask"))
        self.usual.clicked.connect(self._fill_usual)
        self.rows.buttons.insertWidget(1, self.usual)
        self.rows.edited.connect(self._on_edited)
        self._lay_out_head()
        column_of(self).addWidget(self.rows)

    def show_session(self, session: Session) -> None:
        """Show the session's steps."""
        self.rows.clear()
        for step in session.steps:
            self._add(step)
        self._show_usual()

    def put(self, session: Session) -> Session:
        """Return the session with these steps; empty rows are left out."""
        steps = (row.step() for row in self._steps())
        return replace(session, steps=tuple(step for step in steps if step is not None))

    def raw(self) -> tuple[object, ...]:
        """Return everything as typed; an empty row is nothing."""
        return tuple(row.raw() for row in self._steps() if any(row.raw()))

    def checks(self) -> list[Checked]:
        """Return the fields of all steps."""
        return [check for row in self._steps() for check in row.checks()]

    def summary(self) -> str:
        """List the steps."""
        shown = (
            Step(row.what.words(), None, int(text) if (text := row.raw()[2]).isdecimal() else None)
            for row in self._steps()
        )
        return words.steps_of(shown)

    def _lay_out_head(self) -> None:
        line = QHBoxLayout(self.rows.head)
        line.setContentsMargins(0, 0, TOOLS, 0)
        line.setSpacing(8)
        line.addWidget(caption(self.tr("What was done")), 1)
        for word in (self.tr("At"), self.tr("Minutes")):
            label = caption(word)
            label.setFixedWidth(NARROW)
            line.addWidget(label)

    def _steps(self) -> list[StepRow]:
        return [row for row in self.rows.rows if isinstance(row, StepRow)]

    def _add(self, step: Step) -> None:
        row = self.rows.add()
        if isinstance(row, StepRow):
            row.show_step(step)

    def _fill_usual(self) -> None:
        for step in (
            Step(self.tr("cleanse")),
            Step(self.tr("numbing cream"), minutes=30),
            Step(self.tr("laser")),
            Step(self.tr("cooling mask")),
        ):
            self._add(step)
        self.rows.rows[0].focus_first()
        self._on_edited()

    def _on_edited(self) -> None:
        self._show_usual()
        self.edited.emit()

    def _show_usual(self) -> None:
        self.usual.setVisible(not self.rows.rows)
