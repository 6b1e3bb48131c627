"""The two things a session needs, date and kind, with time and device beside them."""

from dataclasses import replace
from datetime import datetime, time

from PySide6.QtCore import QDate, QEvent, QObject, Qt, QTime
from PySide6.QtGui import QPalette, QTextCharFormat
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from recovery_app.domain import moments
from recovery_app.domain.kinds import Kind
from recovery_app.domain.sessions import Session
from recovery_app.domain.symptoms import slug_of
from recovery_app.errors import WrongInput
from recovery_app.ui.sessions.entering import Checked, watch
from recovery_app.ui.sessions.overview import Overview
from recovery_app.ui.sessions.part import Part, column_of, labelled
from recovery_app.ui.sessions.suggest_field import SuggestField
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.fields import DateField, TimeField
from recovery_app.ui.widgets.labels import caption


class BasicsPart(Part):
    """Date, time, kind and device."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds: tuple[Kind, ...] = ()
        self._before: datetime | None = None
        self.day = DateField(look, moments.today())
        self.day.setAccessibleName(self.tr("Date"))
        self.day.calendarWidget().installEventFilter(self)
        self.timed = QCheckBox(self.tr("Time known"))
        self.clock = TimeField(time(12, 0))
        self.clock.setAccessibleName(self.tr("Time"))
        self.kind = SuggestField(self.tr("Kind"), self.tr("Choose one, or type your own"))
        self.device = SuggestField(self.tr("Device"), self.tr("As on the clinic's card"))
        self.day_check = Checked(self.day, self._day)
        self.clock_check = Checked(self.clock, self._at)
        self.kind_check = Checked(self.kind, self.kind_name)
        self._kind_hint = caption(self.tr("required"))
        self._lay_out()
        self._connect()

    def offer(self, overview: Overview) -> None:
        """Offer the known kinds, and devices by name, those used before first."""
        self._kinds = overview.kinds
        self.kind.offer(kind.name for kind in overview.kinds)
        used = [one.session.device for one in reversed(overview.sessions)]
        self.device.offer([*used, *(device.name for device in overview.devices)])

    def show_session(self, session: Session) -> None:
        """Show date, time, kind and device."""
        self._before = session.at
        self.day.setDate(QDate(session.date.year, session.date.month, session.date.day))
        clock = session.clock or moments.now().time()
        self.clock.setTime(QTime(clock.hour, clock.minute))
        self.timed.setChecked(session.at is not None)
        self.clock.setEnabled(session.at is not None)
        self.kind.show_words(self.name_of(session.kind))
        self.device.show_words(session.device)
        self._say_new()
        for check in self.checks():
            check.say("")

    def put(self, session: Session) -> Session:
        """Return the session with date, time, kind and device; an unknown kind has no slug yet."""
        return replace(
            session,
            date=self._day(),
            at=self._at(),
            kind=self.slug_of(self.kind_name()),
            device=self.device.words(),
        )

    def raw(self) -> tuple[object, ...]:
        """Return everything as typed."""
        at = self.clock.value() if self.timed.isChecked() else None
        return (self.day.value(), at, self.kind.words(), self.device.words())

    def checks(self) -> list[Checked]:
        """Return date, time and kind."""
        return [self.day_check, self.clock_check, self.kind_check]

    def summary(self) -> str:
        """Say the kind."""
        return self.kind.words()

    def kind_name(self) -> str:
        """Return the kind's name as typed, else raise `WrongInput`."""
        name = self.kind.words()
        if not name:
            raise WrongInput(self.tr("Say which kind of session it was; your own words will do."))
        slug_of(name)
        return name

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the calendar, whenever it opens, end with today: no session lies in the future."""
        if watched is self.day.calendarWidget() and event.type() == QEvent.Type.Show:
            self._end_with_today()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self.day_check.setFixedWidth(200)
        self.clock.setFixedWidth(96)
        clock = QHBoxLayout()
        clock.setSpacing(12)
        clock.addLayout(labelled("", self.timed))
        clock.addWidget(self.clock_check)
        clock.addStretch(1)
        day = labelled(self.tr("Date"), self.day_check, self.tr("required"))
        column = column_of(self)
        column.addLayout(day)
        column.addLayout(clock)
        kind = labelled(self.tr("Kind"), self.kind_check)
        self._kind_hint.setFixedHeight(36)
        kind.addWidget(self._kind_hint, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(kind)
        column.addLayout(labelled(self.tr("Device"), self.device))

    def _connect(self) -> None:
        watch(self.day_check, self.day.dateChanged)
        watch(self.clock_check, self.clock.timeChanged)
        watch(self.clock_check, self.day.dateChanged)
        watch(self.kind_check, self.kind.edited)
        self.kind.edited.connect(self._say_new)
        self.day.editingFinished.connect(self.day_check.check)
        self.timed.toggled.connect(self.clock.setEnabled)
        self.timed.clicked.connect(self._on_timed)
        for signal in (
            self.day.dateChanged,
            self.clock.timeChanged,
            self.timed.toggled,
            self.kind.edited,
            self.device.edited,
        ):
            signal.connect(lambda *_: self.edited.emit())

    def _end_with_today(self) -> None:
        calendar, today = self.day.calendarWidget(), QDate.currentDate()
        calendar.setMaximumDate(today)
        faint = QTextCharFormat()
        group = QPalette.ColorGroup.Disabled
        faint.setForeground(self.palette().brush(group, QPalette.ColorRole.Text))
        calendar.setDateTextFormat(QDate(), QTextCharFormat())
        for later in range(1, 43):
            calendar.setDateTextFormat(today.addDays(later), faint)

    def _say_new(self) -> None:
        """Say beside the kind that it is not in the list yet."""
        name = self.kind.words()
        new = bool(name) and not self.slug_of(name)
        self._kind_hint.setText(self.tr("new kind") if new else self.tr("required"))

    def _on_timed(self, known: bool) -> None:
        self.clock_check.say("")
        if known:
            self.clock.setFocus()

    def _day(self) -> object:
        return moments.checked_day(self.day.value())

    def _at(self) -> datetime | None:
        if not self.timed.isChecked():
            return None
        day, clock = self.day.value(), self.clock.value()
        before = self._before
        if before is not None and (before.date(), before.time()) == (day, clock):
            return before  # with the offset it was lived in, perhaps not today's
        return moments.checked_moment(moments.lived(day, clock))

    def name_of(self, slug: str) -> str:
        """Return the name of a kind."""
        return next((kind.name for kind in self._kinds if kind.slug == slug), slug)

    def slug_of(self, name: str) -> str:
        """Return the slug of a known kind of that name, else empty."""
        known = [kind.slug for kind in self._kinds if kind.name.casefold() == name.casefold()]
        return known[0] if known else ""
