"""The passes of the laser, with the settings of the clinic's card."""

from dataclasses import replace

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from recovery_app.domain.kinds import Device
from recovery_app.domain.sessions import Pass, Session
from recovery_app.errors import WrongInput
from recovery_app.ui.sessions import words
from recovery_app.ui.sessions.entering import Checked, NumberText, watch
from recovery_app.ui.sessions.part import Part, captioned, column_of
from recovery_app.ui.sessions.rows import Row, Rows
from recovery_app.ui.sessions.suggest_field import SuggestField
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.labels import section
from recovery_app.ui.widgets.shapes import CONTROL, painter_of, rounded


class PassRow(Row):
    """One pass: eight fields, all of them optional."""

    def __init__(self, look: Look, device: Device, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._look = look
        self._title = section()
        self.mode = SuggestField(self.tr("Mode or handpiece"))
        self.wave = SuggestField(self.tr("Wavelength, nm"))
        self.pulse = SuggestField(self.tr("Pulse"))
        self.spot = NumberText()
        self.fluence = NumberText()
        self.rate = NumberText()
        self.shots = NumberText(whole=True)
        self.felt = QLineEdit()
        self._numbers = (self.spot, self.fluence, self.rate, self.shots)
        self._wave_check = Checked(self.wave, self._wavelength)
        self._number_checks = [Checked(field, field.value) for field in self._numbers]
        self.offer(device)
        self._lay_out()
        self._connect()

    def offer(self, device: Device) -> None:
        """Offer what a device can do; what is typed stays."""
        self.mode.offer(device.modes)
        self.wave.offer(wave for wave in device.wavelengths_nm if wave.isdecimal())
        self.pulse.offer(device.pulses)

    def show_pass(self, one: Pass) -> None:
        """Show a pass."""
        self.mode.show_words(one.mode)
        self.wave.show_words("" if one.wavelength_nm is None else str(one.wavelength_nm))
        self.pulse.show_words(one.pulse)
        values = (one.spot_mm, one.fluence_j_cm2, one.rate_hz, one.shots)
        for field, value in zip(self._numbers, values, strict=True):
            field.show_value(value)
        self.felt.setText(one.felt)

    def value(self) -> Pass | None:
        """Return the pass, None where the row is empty, else raise `WrongInput`."""
        if not any(self.raw()):
            return None
        return Pass(
            mode=self.mode.words(),
            wavelength_nm=self._wavelength(),
            pulse=self.pulse.words(),
            spot_mm=self.spot.value(),
            fluence_j_cm2=self.fluence.value(),
            rate_hz=self.rate.value(),
            shots=self.shots.whole(),
            felt=self.felt.text().strip(),
        )

    def raw(self) -> tuple[str, ...]:
        """Return everything as typed."""
        return (
            self.mode.words(),
            self.wave.words(),
            self.pulse.words(),
            *(field.text().strip() for field in self._numbers),
            self.felt.text().strip(),
        )

    def checks(self) -> list[Checked]:
        """Return the fields with numbers."""
        return [self._wave_check, *self._number_checks]

    def set_place(self, number: int) -> str:
        """Say which pass it is."""
        name = self.tr("Pass {number}").format(number=number)
        self._title.setText(name)
        self.setAccessibleName(name)
        return name

    def focus_first(self) -> None:
        """Put the keyboard on the mode."""
        self.mode.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground that holds a pass together."""
        rounded(painter_of(self), self.rect(), CONTROL, self._look.theme.surface)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.tools)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.addLayout(captioned(self.tr("Mode or handpiece"), self.mode), 0, 0, 1, 2)
        grid.addLayout(captioned(self.tr("Wavelength, nm"), self._wave_check), 0, 2)
        grid.addLayout(captioned(self.tr("Pulse"), self.pulse), 0, 3)
        names = (
            self.tr("Spot, mm"),
            self.tr("Fluence, J/cm²"),
            self.tr("Rate, Hz"),
            self.tr("Shots"),
        )
        for column, (name, check) in enumerate(zip(names, self._number_checks, strict=True)):
            grid.addLayout(captioned(name, check), 1, column)
            grid.setColumnStretch(column, 1)
        grid.addLayout(captioned(self.tr("How it felt"), self.felt), 2, 0, 1, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 8, 12)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(grid)

    def _connect(self) -> None:
        watch(self._wave_check, self.wave.edited)
        self.wave.line.editingFinished.connect(self._wave_check.check)
        for field, check in zip(self._numbers, self._number_checks, strict=True):
            watch(check, field.textChanged)
            field.editingFinished.connect(check.check)
            field.textChanged.connect(lambda _text: self.edited.emit())
        for one in (self.mode, self.wave, self.pulse):
            one.edited.connect(self.edited)
        self.felt.textChanged.connect(lambda _text: self.edited.emit())

    def _wavelength(self) -> int | None:
        text = self.wave.words().lower().removesuffix("nm").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) <= 6):
            raise WrongInput(
                self.tr("A wavelength is a whole number of nanometres; “{text}” is not.").format(
                    text=self.wave.words()
                )
            )
        return int(text)


class PassesPart(Part):
    """The passes in their order."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._device = Device("")
        self.rows = Rows(look, lambda: PassRow(look, self._device), self.tr("Add pass"))
        self.rows.edited.connect(self.edited)
        column_of(self).addWidget(self.rows)

    def offer(self, device: Device) -> None:
        """Offer what the chosen device can do."""
        self._device = device
        for row in self._passes():
            row.offer(device)

    def show_session(self, session: Session) -> None:
        """Show the session's passes."""
        self.rows.clear()
        for one in session.passes:
            row = self.rows.add()
            if isinstance(row, PassRow):
                row.show_pass(one)

    def put(self, session: Session) -> Session:
        """Return the session with these passes; empty rows are left out."""
        found = (row.value() for row in self._passes())
        return replace(session, passes=tuple(one for one in found if one is not None))

    def raw(self) -> tuple[object, ...]:
        """Return everything as typed; an empty row is nothing."""
        return tuple(row.raw() for row in self._passes() if any(row.raw()))

    def checks(self) -> list[Checked]:
        """Return the fields of all passes."""
        return [check for row in self._passes() for check in row.checks()]

    def summary(self) -> str:
        """Count the passes and name their wavelengths."""
        waves = [row.raw()[1] for row in self._passes() if any(row.raw())]
        return words.passes_of(
            [Pass(wavelength_nm=int(wave) if wave.isdecimal() else None) for wave in waves]
        )

    def _passes(self) -> list[PassRow]:
        return [row for row in self.rows.rows if isinstance(row, PassRow)]
