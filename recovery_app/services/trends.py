"""The series behind the charts: recovery across days, improvement across months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from recovery_app.domain import recovery as curves
from recovery_app.domain import statistics
from recovery_app.domain import symptoms as symptom_words
from recovery_app.domain.entries import Entry
from recovery_app.domain.groups import By, Group, groups
from recovery_app.domain.improvement import Improvement
from recovery_app.domain.kinds import Usual
from recovery_app.domain.moments import today
from recovery_app.domain.recovery import BandDay, Expected, Point, Recovery
from recovery_app.domain.reviews import Concern, Review
from recovery_app.domain.sessions import Numbered, by_number, numbered
from recovery_app.domain.statistics import HalfLife
from recovery_app.domain.symptoms import Sort, Symptom
from recovery_app.domain.timeline import Rating, ratings
from recovery_app.domain.withheld import NoneExpected, why_nothing_expected
from recovery_app.storage import catalogue, entries, reviews, sessions
from recovery_app.storage.database import Database


@dataclass(frozen=True, slots=True)
class SessionCurve:
    """How a symptom went after one session.

    Attributes:
        recovery: its points and headlines.
        half_life: in how many days it halves, where the data settle it; else None.
    """

    recovery: Recovery
    half_life: HalfLife | None

    @property
    def points(self) -> tuple[Point, ...]:
        """The ratings in order of time."""
        return self.recovery.points


@dataclass(frozen=True, slots=True)
class RecoveryChart:
    """One symptom after the sessions of one kind.

    Attributes:
        symptom: what is drawn.
        curves: a curve for each session of the kind, first to last; the last is the current one.
        band: the own range of all but the current one.
        usual: when it is often described for this kind, or None.
        expected: when it became clear after earlier sessions, or None.
        hoped: the same, where it may still be said of the current session today: it is the latest
            of all, not clear yet, and the days have not gone by.
        notes: notes by the id of their entry.
        others: the curves of all other sessions, which may be laid over them.
    """

    symptom: Symptom
    curves: tuple[SessionCurve, ...]
    band: tuple[BandDay, ...]
    usual: Usual | None
    expected: Expected | None
    notes: dict[str, str]
    others: tuple[SessionCurve, ...] = ()
    hoped: Expected | None = None

    @property
    def every(self) -> tuple[SessionCurve, ...]:
        """The curves of all sessions, first to last."""
        return tuple(
            sorted((*self.curves, *self.others), key=lambda one: one.recovery.numbered.number)
        )

    @property
    def earlier(self) -> tuple[Recovery, ...]:
        """What is known of the sessions of the kind before the current one."""
        return tuple(one.recovery for one in self.curves[:-1])

    @property
    def none_expected(self) -> NoneExpected | None:
        """Why nothing is expected of the current session.

        None where something is, and where nothing is to be: it is clear, or not the latest of all.
        """
        if not self.curves or self.hoped is not None or self.curves[-1].recovery.clear_day:
            return None
        if self.every[-1] is not self.curves[-1]:
            return None
        return why_nothing_expected(self.earlier, self.expected)


@dataclass(frozen=True, slots=True)
class GroupChart:
    """One symptom after the sessions of a kind or with a device.

    Attributes:
        group: what is said of them.
        chart: what is drawn; its last session is the group's latest.
    """

    group: Group
    chart: RecoveryChart


@dataclass(frozen=True, slots=True)
class ImprovementChart:
    """The concerns over the months.

    Attributes:
        concerns: name and series of each concern that was ever reviewed.
        sessions: their dates mark all charts.
        reviews: change words and remarks by date.
    """

    concerns: tuple[tuple[Concern, Improvement], ...]
    sessions: tuple[Numbered, ...]
    reviews: tuple[Review, ...]

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and last date that the charts must show."""
        dates = [one.date for one in self.reviews] + [one.session.date for one in self.sessions]
        return (min(dates), max(dates)) if dates else None


@dataclass(frozen=True, slots=True)
class Timeline:
    """One symptom over the calendar.

    Attributes:
        symptom: what was rated.
        ratings: all of them, by time.
        sessions: their dates mark the chart.
    """

    symptom: Symptom
    ratings: tuple[Rating, ...]
    sessions: tuple[Numbered, ...]


class Trends:
    """Charts of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rated_symptoms(self) -> list[Symptom]:
        """Return the symptoms that a chart can draw: all but ticks, in her order."""
        with self._database.reading() as db:
            return [one for one in catalogue.symptoms_ever(db) if one.sort is not Sort.TICK]

    def first_rated(self) -> Symptom | None:
        """Return the first symptom in her order that was ever rated, None where none was."""
        diary = self._diary()
        slugs = {slug for entry in diary.entries for slug in entry.ratings}
        return next(
            (one for one in diary.symptoms if one.sort is not Sort.TICK and one.slug in slugs), None
        )

    def recovery(
        self, symptom: str, session: int | None = None, *, halved: bool = True
    ) -> RecoveryChart:
        """Return the curves of a symptom for the kind of a session, the latest where none is named.

        Args:
            symptom: slug.
            session: number of the current one.
            halved: whether all curves have a half-life; else the current one alone, which is enough
                for a chart and takes a fraction of the time where there are many sessions.

        Raises:
            WrongInput: for an unknown symptom or one that is only ticked.
            NotFound: if there is no session of that number.
        """
        diary = self._diary()
        charted = symptom_words.checked_rated(symptom_words.find(diary.symptoms, symptom))
        return diary.charts((charted,), session, halved=halved)[0]

    def all_symptoms(self, session: int | None = None) -> tuple[RecoveryChart, ...]:
        """Return the charts of all rated symptoms after a session, the latest where none is named.

        Only the current curves have a half-life.

        Raises:
            NotFound: if there is no session of that number.
        """
        diary = self._diary()
        rated = [one for one in diary.symptoms if one.sort is not Sort.TICK]
        return tuple(diary.charts(rated, session, halved=False))

    def all_recoveries(self, symptom: str) -> list[SessionCurve]:
        """Return the curve of a symptom after every session, whatever its kind."""
        return list(self.recovery(symptom).every)

    def groups(self, symptom: str) -> tuple[GroupChart, ...]:
        """Return a symptom after the sessions of each kind and with each device."""
        diary = self._diary()
        charted = symptom_words.checked_rated(symptom_words.find(diary.symptoms, symptom))
        notes = diary.notes()
        return tuple(
            GroupChart(one, _group_chart(charted, one, notes))
            for one in groups(curves.recoveries(charted, diary.sessions, diary.entries, today()))
        )

    def timeline(self, symptom: str) -> Timeline:
        """Return a symptom over the calendar.

        Raises:
            WrongInput: for an unknown symptom or one that is only ticked.
        """
        diary = self._diary()
        charted = symptom_words.checked_rated(symptom_words.find(diary.symptoms, symptom))
        return Timeline(charted, ratings(charted.slug, diary.entries), tuple(diary.sessions))

    def improvement(self) -> ImprovementChart:
        """Return the series of every concern that was ever reviewed."""
        with self._database.reading() as db:
            all_sessions = numbered(sessions.every(db), catalogue.kinds(db))
            every_review = reviews.every(db)
            known = catalogue.concerns_ever(db)
        return ImprovementChart(
            concerns=tuple(
                (concern, statistics.improvement(concern.slug, every_review, all_sessions))
                for concern in known
                if _reviewed(concern.slug, every_review)
            ),
            sessions=tuple(all_sessions),
            reviews=tuple(every_review),
        )

    def _diary(self) -> "_Diary":
        with self._database.reading() as db:
            return _Diary(
                catalogue.symptoms_ever(db),
                numbered(sessions.every(db), catalogue.kinds(db)),
                entries.every(db),
            )


@dataclass(frozen=True, slots=True)
class _Diary:
    """What the curves are made of, read at once."""

    symptoms: list[Symptom]
    sessions: list[Numbered]
    entries: list[Entry]

    def notes(self) -> dict[str, str]:
        """Return the notes by the id of their entry."""
        return {entry.id: entry.note for entry in self.entries if entry.note}

    def charts(
        self, symptoms: Sequence[Symptom], session: int | None, *, halved: bool
    ) -> list[RecoveryChart]:
        """Return the charts of some symptoms for the kind of a session."""
        if not self.sessions:
            return [RecoveryChart(one, (), (), None, None, {}) for one in symptoms]
        current = self.sessions[-1] if session is None else by_number(self.sessions, session)
        found = curves.recoveries_of(symptoms, self.sessions, self.entries, today())
        notes = self.notes()
        return [
            self._chart(symptom, current, of, notes, halved=halved)
            for symptom, of in zip(symptoms, found, strict=True)
        ]

    def _chart(
        self,
        symptom: Symptom,
        current: Numbered,
        found: Sequence[Recovery],
        notes: dict[str, str],
        *,
        halved: bool,
    ) -> RecoveryChart:
        of_kind = {one.number for one in curves.earlier_of_kind(current, self.sessions)}
        earlier = [one for one in found if one.numbered.number in of_kind]
        every = [
            _with_half_life(one, symptom)
            if halved or one.numbered.number == current.number
            else SessionCurve(one, None)
            for one in found
        ]
        expected = curves.expected_clear(earlier)
        return RecoveryChart(
            symptom=symptom,
            curves=tuple(
                one for one in every if one.recovery.numbered.number in {*of_kind, current.number}
            ),
            band=curves.band(earlier),
            usual=current.kind.usual.get(symptom.slug),
            expected=expected,
            hoped=self._hoped(expected, current, found),
            notes=notes,
            others=tuple(
                one
                for one in every
                if one.recovery.numbered.number not in {*of_kind, current.number}
            ),
        )

    def _hoped(
        self, expected: Expected | None, current: Numbered, found: Sequence[Recovery]
    ) -> Expected | None:
        if current != self.sessions[-1]:
            return None
        now = next(one for one in found if one.numbered == current)
        return curves.still_expected(expected, now, (today() - current.session.date).days)


def _group_chart(symptom: Symptom, group: Group, notes: dict[str, str]) -> RecoveryChart:
    kind = group.recoveries[-1].numbered.kind
    return RecoveryChart(
        symptom=symptom,
        curves=tuple(SessionCurve(one, None) for one in group.recoveries),
        band=group.band,
        usual=kind.usual.get(symptom.slug) if group.by is By.KIND else None,
        expected=group.clear,
        notes=notes,
    )


def _with_half_life(one: Recovery, symptom: Symptom) -> SessionCurve:
    return SessionCurve(one, statistics.half_life(one.points, symptom, one.numbered.kind))


def _reviewed(slug: str, every_review: Sequence[Review]) -> bool:
    return any(slug in review.values for review in every_review)
