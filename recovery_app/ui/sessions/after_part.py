"""How it felt, what it cost and what to remember."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from recovery_app.domain.sessions import Session, checked_money
from recovery_app.ui.sessions.entering import AmountText, Checked, watch
from recovery_app.ui.sessions.overview import Overview
from recovery_app.ui.sessions.part import Part, column_of, labelled
from recovery_app.ui.sessions.suggest_field import SuggestField
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.felt_row import FeltRow
from recovery_app.ui.widgets.labels import caption

COMMON = ("EUR", "USD", "GBP", "SGD", "CHF", "AUD", "KRW", "JPY", "THB")
"""Offered after the currencies that she used."""


class PainPart(Part):
    """Pain while it lasted and when the numbing had worn off."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.during = FeltRow(look, "pain", self.tr("During"))
        self.after = FeltRow(look, "pain-after", self.tr("Afterwards"))
        self.after.setToolTip(self.tr("When the numbing had worn off"))
        column = column_of(self, spacing=0)
        column.addWidget(
            caption(self.tr("0 nothing – 10 worst imaginable; afterwards: once numbing wore off"))
        )
        for row, other in ((self.during, self.after), (self.after, self.during)):
            column.addWidget(row)
            row.rated.connect(lambda _slug, _value: self.edited.emit())
            row.neighbour_wanted.connect(lambda _step, other=other: other.setFocus())

    def show_session(self, session: Session) -> None:
        """Show both ratings."""
        self.during.set_value(session.pain)
        self.after.set_value(session.pain_after)

    def put(self, session: Session) -> Session:
        """Return the session with both ratings."""
        return replace(session, pain=self.during.value, pain_after=self.after.value)

    def raw(self) -> tuple[object, ...]:
        """Return both ratings."""
        return (self.during.value, self.after.value)

    def summary(self) -> str:
        """Say both ratings."""
        parts: list[str] = []
        if self.during.value is not None:
            parts.append(self.tr("{value} of 10").format(value=self.during.value))
        if self.after.value is not None:
            parts.append(self.tr("{value} afterwards").format(value=self.after.value))
        return ", ".join(parts)


class NotesPart(Part):
    """Cost, advice for next time, note."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._proposed = ""
        self.cost = AmountText()
        self.currency = SuggestField(self.tr("Currency"), self.tr("EUR"))
        self.advice = _lines(self.tr("What the clinic said for next time"))
        self.note = _lines(self.tr("Your own words"))
        self._cost_check = Checked(self.cost, self.cost.value)
        self._currency_check = Checked(self.currency, self._currency)
        self.currency.setFixedWidth(110)
        self._cost_check.setMaximumWidth(180)
        price = QHBoxLayout()
        price.setSpacing(8)
        price.addLayout(labelled(self.tr("Cost"), self._cost_check))
        price.addWidget(self._currency_check, 0, Qt.AlignmentFlag.AlignTop)
        price.addStretch(1)
        column = column_of(self)
        column.addLayout(price)
        column.addLayout(labelled(self.tr("Next time"), self.advice))
        column.addLayout(labelled(self.tr("Note"), self.note))
        self._connect()

    def offer(self, overview: Overview) -> None:
        """Offer the currencies she used, then common ones."""
        used = [one.session.currency for one in reversed(overview.sessions)]
        self.currency.offer([overview.currency, *used, *COMMON])
        self._proposed = overview.currency

    def show_session(self, session: Session) -> None:
        """Show cost, advice and note."""
        self.cost.show_value(session.cost)
        self.currency.show_words(session.currency or self._proposed)
        self.advice.setPlainText(session.advice)
        self.note.setPlainText(session.note)
        for check in self.checks():
            check.say("")

    def put(self, session: Session) -> Session:
        """Return the session with cost, advice and note; without a cost there is no currency."""
        cost = self.cost.value()
        return replace(
            session,
            cost=cost,
            currency="" if cost is None else self._currency(),
            advice=self.advice.toPlainText().strip(),
            note=self.note.toPlainText().strip(),
        )

    def raw(self) -> tuple[object, ...]:
        """Return everything as typed."""
        cost = self.cost.text().strip()
        return (
            cost,
            self.currency.words() if cost else "",
            self.advice.toPlainText().strip(),
            self.note.toPlainText().strip(),
        )

    def checks(self) -> list[Checked]:
        """Return cost and currency."""
        return [self._cost_check, self._currency_check]

    def summary(self) -> str:
        """Say the cost and the first words of the note."""
        cost = " ".join((self.currency.words(), self.cost.text().strip()))
        said = self.note.toPlainText() or self.advice.toPlainText()
        parts = (cost if self.cost.text().strip() else "", " ".join(said.split()))
        return " · ".join(part for part in parts if part)

    def _connect(self) -> None:
        watch(self._cost_check, self.cost.textChanged)
        watch(self._currency_check, self.currency.edited)
        watch(self._currency_check, self.cost.textChanged)
        self.cost.editingFinished.connect(self._on_cost)
        self.currency.line.editingFinished.connect(self._currency_check.check)
        for signal in (
            self.cost.textChanged,
            self.currency.edited,
            self.advice.textChanged,
            self.note.textChanged,
        ):
            signal.connect(lambda *_: self.edited.emit())

    def _on_cost(self) -> None:
        """Show an amount the way it was understood."""
        if self._cost_check.check():
            self.cost.show_value(self.cost.value())

    def _currency(self) -> str:
        if not self.cost.text().strip():
            return ""
        return checked_money(None, self.currency.words())[1]


def _lines(hint: str) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setPlaceholderText(hint)
    field.setTabChangesFocus(True)
    field.setFixedHeight(72)
    return field
