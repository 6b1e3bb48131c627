"""The course of one kind: when the next session is due, how far it has come, and her own plan."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from recovery_app.domain import moments
from recovery_app.domain.course import Course, checked_course
from recovery_app.errors import WrongInput
from recovery_app.ui.sessions import words
from recovery_app.ui.sessions.entering import Checked, NumberText
from recovery_app.ui.sessions.overview import Plan
from recovery_app.ui.sessions.part import captioned
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.labels import caption, heading, section

LONGEST = 730


class CourseCard(Card):
    """Says the next window and lets her plan in place."""

    planned = Signal(object)
    """The `Course` that she wants from now on."""

    def __init__(self, look: Look, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._plan = plan
        self._next, self._why = heading(), caption()
        self._kind, self._progress = section(), section()
        self._change = QuietButton(look, self.tr("Change"))
        self._change.clicked.connect(self.open_fields)
        self._fields = _PlanFields(look)
        self._fields.saved.connect(self._on_saved)
        self._fields.left.connect(self.close_fields)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 10, 0)
        top.addWidget(self._kind)
        top.addStretch(1)
        top.addWidget(self._progress)
        bottom = QHBoxLayout()
        bottom.addWidget(self._why, 1)
        bottom.addWidget(self._change)
        self.body.setContentsMargins(16, 12, 6, 6)
        self.body.setSpacing(2)
        self.body.addLayout(top)
        self.body.addWidget(self._next)
        self.body.addLayout(bottom)
        self.body.addWidget(self._fields)
        self._fields.hide()
        self.show_plan(plan)

    @property
    def kind(self) -> str:
        """The slug of the kind it is about."""
        return self._plan.latest.session.kind

    def show_plan(self, plan: Plan) -> None:
        """Show the course as it stands; fields that are open keep what is typed."""
        self._plan = plan
        today = moments.today()
        name = plan.latest.kind.name
        self._kind.setText(name)
        self._progress.setText(words.progress_of(plan))
        self._next.setText(words.next_of(plan, today))
        self._why.setText(words.why_next(plan, today))
        self._change.setAccessibleName(self.tr("Change: {kind}").format(kind=name))

    def open_fields(self) -> None:
        """Let her change the plan."""
        self._fields.show_plan(self._plan)
        self._fields.show()
        self._change.hide()
        self._fields.count.setFocus()

    def close_fields(self) -> None:
        """Put the fields away."""
        self._fields.hide()
        self._change.show()
        self._change.setFocus()

    def _on_saved(self, planned: int | None, interval: tuple[int, int] | None) -> None:
        self.close_fields()
        self.planned.emit(Course(self.kind, planned, interval))


class _PlanFields(QWidget):
    """How many sessions, and how far apart; empty means open, and the kind's usual interval."""

    saved = Signal(object, object)
    """Planned count and interval, either of them None."""
    left = Signal()
    """She gave up."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = NumberText(whole=True, low=1, high=200)
        self.low = NumberText(whole=True, low=1, high=LONGEST)
        self.high = NumberText(whole=True, low=1, high=LONGEST)
        self._about = caption()
        self._about.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, field in (
            (self.tr("Planned sessions"), self.count),
            (self.tr("Days from"), self.low),
            (self.tr("Days to"), self.high),
        ):
            row.addLayout(captioned(name, field))
            field.setFixedWidth(110)
            field.textChanged.connect(lambda _text: self._check.say(""))
            field.returnPressed.connect(self._save)
        row.addStretch(1)
        fields = QWidget()
        fields.setLayout(row)
        row.setContentsMargins(0, 8, 0, 0)
        self._check = Checked(fields, self._value)
        save, leave = QPushButton(self.tr("Save plan")), QuietButton(look, self.tr("Cancel"))
        save.clicked.connect(self._save)
        leave.clicked.connect(self.left)
        buttons = QHBoxLayout()
        buttons.addWidget(save)
        buttons.addWidget(leave)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 6, 8)
        column.addWidget(self._check)
        column.addWidget(self._about)
        column.addLayout(buttons)

    def show_plan(self, plan: Plan) -> None:
        """Show a course; the kind's usual interval stands faintly in empty fields."""
        course, usual = plan.course, plan.latest.kind.interval
        self.count.show_value(course.planned)
        for field, at in ((self.low, 0), (self.high, 1)):
            field.show_value(course.interval[at] if course.interval else None)
            field.setPlaceholderText(str(usual[at]) if usual else "")
        self._about.setText(
            self.tr("Left empty, the kind's usual interval holds: {interval}.").format(
                interval=words.interval_of(usual)
            )
            if usual
            else self.tr("No usual interval is known for this kind.")
        )
        self._check.say("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _value(self) -> Course:
        low, high = self.low.whole(), self.high.whole()
        if (low is None) != (high is None):
            raise WrongInput(self.tr("Give both days, from and to, or leave both empty."))
        interval = None if low is None or high is None else (low, high)
        return checked_course(Course("", self.count.whole(), interval))

    def _save(self) -> None:
        if self._check.check():
            course = self._value()
            self.saved.emit(course.planned, course.interval)
