"""The form of one session: what is needed in sight, everything else folded away."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from recovery_app.domain.kinds import Device
from recovery_app.domain.sessions import Pass, Session, Step
from recovery_app.services.library import Library
from recovery_app.ui.sessions.after_part import NotesPart, PainPart
from recovery_app.ui.sessions.basics import BasicsPart
from recovery_app.ui.sessions.cards_part import CardsPart
from recovery_app.ui.sessions.clinic_part import ClinicPart
from recovery_app.ui.sessions.fold import Fold
from recovery_app.ui.sessions.overview import Overview
from recovery_app.ui.sessions.part import Part
from recovery_app.ui.sessions.passes_part import PassesPart
from recovery_app.ui.sessions.steps_part import StepsPart
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.labels import section


class SessionForm(QWidget):
    """Shows a session and gives it back as typed; it saves nothing itself."""

    edited = Signal()
    """The person changed something."""

    def __init__(
        self,
        look: Look,
        library: Library,
        tasks: Tasks,
        session: Session,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._devices: tuple[Device, ...] = ()
        self.basics, self.clinic = BasicsPart(look), ClinicPart(look)
        self.steps, self.passes = StepsPart(look), PassesPart(look)
        self.pain, self.notes = PainPart(look), NotesPart()
        self.cards = CardsPart(look, library, tasks)
        self.folds: dict[Part, Fold] = {
            self.pain: Fold(look, self.tr("Pain")),
            self.clinic: Fold(look, self.tr("Clinic, areas and concerns")),
            self.cards: Fold(look, self.tr("The clinic's card")),
            self.steps: Fold(look, self.tr("Steps")),
            self.passes: Fold(look, self.tr("Passes of the laser")),
            self.notes: Fold(look, self.tr("Cost and notes")),
        }
        self._lay_out(look)
        self.basics.device.edited.connect(self._offer_device)
        for part in self._parts():
            part.edited.connect(self._on_edited)
        self._shown = self.raw()

    @property
    def unsaved(self) -> bool:
        """Whether anything differs from the session that was shown."""
        return self.raw() != self._shown

    def offer(self, overview: Overview) -> None:
        """Offer known kinds, devices, clinics and so on; what is typed stays."""
        self._devices = overview.devices
        for part in (self.basics, self.clinic, self.cards, self.notes):
            part.offer(overview)
        self._offer_device()

    def show_session(self, session: Session) -> None:
        """Show a session; what it holds is unfolded."""
        self._session = session
        for part in self._parts():
            part.show_session(session)
        self._offer_device()
        for part, fold in self.folds.items():
            fold.set_open(bool(part.summary()))
        self._sum_up()
        self._shown = self.raw()

    def mark_saved(self, session: Session, raw: tuple[tuple[object, ...], ...]) -> None:
        """Take a session as saved that looked like `raw` when typed; what came after is not."""
        self._session, self._shown = session, raw
        self.cards.mark_saved(raw[self._parts().index(self.cards)])

    def session(self) -> Session | None:
        """Return the session as typed; None where something is wrong, which is said there."""
        wrong = [check for part in self._parts() for check in part.checks() if not check.check()]
        if wrong:
            self._go_to(wrong[0])
            return None
        session = self._session
        for part in self._parts():
            session = part.put(session)
        return session

    def raw(self) -> tuple[tuple[object, ...], ...]:
        """Return everything as typed."""
        return tuple(part.raw() for part in self._parts())

    def take_over(self, earlier: Session) -> list[str]:
        """Fill what is still empty with an earlier session's settings; return what was filled.

        Neither shots, times, nor how it felt come over: those belong to that day.
        """
        taken: list[str] = []
        before = self.raw()
        for field, text in (
            (self.basics.kind, self.basics.name_of(earlier.kind)),
            (self.basics.device, earlier.device),
            (self.clinic.clinic, earlier.clinic),
            (self.clinic.practitioner, earlier.practitioner),
        ):
            if text and not field.words():
                field.show_words(text)
                taken.append(field.accessibleName().lower())
        self._offer_device()
        if earlier.steps and not self.steps.raw():
            steps = tuple(Step(step.what, None, step.minutes) for step in earlier.steps)
            self.steps.show_session(replace(earlier, steps=steps))
            taken.append(self.tr("steps"))
        if earlier.passes and not self.passes.raw():
            passes: tuple[Pass, ...] = tuple(
                replace(one, shots=None, felt="") for one in earlier.passes
            )
            self.passes.show_session(replace(earlier, passes=passes))
            taken.append(self.tr("passes"))
        if self.raw() != before:
            self._on_edited()
        return taken

    def focus_first(self) -> None:
        """Put the keyboard on the kind: the date is mostly today."""
        self.basics.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, look: Look) -> None:
        basics = Card(look)
        basics.body.addWidget(self.basics)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(basics)
        column.addSpacing(8)
        column.addWidget(section(self.tr("More details, all of them optional")))
        for part, fold in self.folds.items():
            card = Card(look)
            card.body.setContentsMargins(4, 4, 4, 4)
            card.body.addWidget(fold)
            fold.hold(part)
            column.addWidget(card)

    def _parts(self) -> tuple[Part, ...]:
        return (self.basics, *self.folds)

    def _on_edited(self) -> None:
        self._sum_up()
        self.edited.emit()

    def _sum_up(self) -> None:
        for part, fold in self.folds.items():
            fold.head.sum_up(part.summary())

    def _offer_device(self) -> None:
        name = self.basics.device.words().casefold()
        found = (device for device in self._devices if device.name.casefold() == name)
        self.passes.offer(next(found, Device("")))

    def _go_to(self, field: QWidget) -> None:
        for fold in self.folds.values():
            if fold.isAncestorOf(field):
                fold.set_open(True)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        area = self.parent()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parent()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(field, 0, 60)
