"""Where it was, on which parts of the face, and what for."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from recovery_app.domain.naming import within_sentence
from recovery_app.domain.sessions import Session
from recovery_app.ui.sessions.chips import Chips
from recovery_app.ui.sessions.overview import Overview
from recovery_app.ui.sessions.part import Part, column_of, labelled
from recovery_app.ui.sessions.suggest_field import SuggestField
from recovery_app.ui.theme import Look


class ClinicPart(Part):
    """Clinic, practitioner, areas and concerns."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: dict[str, str] = {}
        self._former: dict[str, str] = {}
        self.clinic = SuggestField(self.tr("Clinic"))
        self.practitioner = SuggestField(self.tr("Practitioner"))
        self.areas = Chips(look, self.tr("Areas"), self.tr("own area…"))
        self.concerns = Chips(look, self.tr("Concerns"))
        column = column_of(self)
        column.addLayout(labelled(self.tr("Clinic"), self.clinic))
        column.addLayout(labelled(self.tr("Practitioner"), self.practitioner))
        column.addLayout(labelled(self.tr("Areas"), self.areas, high=32))
        column.addLayout(labelled(self.tr("Concerns"), self.concerns, high=32))
        for field in (self.clinic, self.practitioner, self.areas, self.concerns):
            field.edited.connect(self.edited)

    def offer(self, overview: Overview) -> None:
        """Offer what earlier sessions say, the latest first."""
        earlier = [one.session for one in reversed(overview.sessions)]
        self.clinic.offer(one.clinic for one in earlier)
        self.practitioner.offer(one.practitioner for one in earlier)
        areas = {word: word for word in self._areas()}
        areas |= {word: word for one in earlier for word in one.areas}
        self.areas.offer(areas)
        self._offered = {one.slug: within_sentence(one) for one in overview.concerns}
        self._former = {one.slug: within_sentence(one) for one in overview.former_concerns}
        self.concerns.offer(self._offered)

    def show_session(self, session: Session) -> None:
        """Show clinic, practitioner, areas and concerns."""
        self.clinic.show_words(session.clinic)
        self.practitioner.show_words(session.practitioner)
        self.areas.show_value(session.areas)
        former = {slug: self._former[slug] for slug in session.concerns if slug in self._former}
        self.concerns.show_value(())
        self.concerns.offer(self._offered | former)
        self.concerns.show_value(session.concerns)

    def put(self, session: Session) -> Session:
        """Return the session with clinic, practitioner, areas and concerns."""
        return replace(
            session,
            clinic=self.clinic.words(),
            practitioner=self.practitioner.words(),
            areas=self.areas.value(),
            concerns=self.concerns.value(),
        )

    def raw(self) -> tuple[object, ...]:
        """Return everything as typed."""
        return (
            self.clinic.words(),
            self.practitioner.words(),
            frozenset(self.areas.value()),
            frozenset(self.concerns.value()),
        )

    def summary(self) -> str:
        """Say clinic, areas and concerns in short."""
        parts = (
            self.clinic.words() or self.practitioner.words(),
            ", ".join(self.areas.words()),
            ", ".join(self.concerns.words()),
        )
        return " · ".join(part for part in parts if part)

    def _areas(self) -> tuple[str, ...]:
        return (
            self.tr("forehead"),
            self.tr("cheeks"),
            self.tr("nose"),
            self.tr("chin"),
            self.tr("neck"),
        )
