"""What one day shows: its place after a session, its entries and photos, and redness so far."""

from datetime import date, timedelta
from typing import NamedTuple

from recovery_app.domain import recovery as curves
from recovery_app.domain.entries import Entry
from recovery_app.domain.kinds import Kind, expected_on
from recovery_app.domain.moments import days_before, today
from recovery_app.domain.photos import Photo
from recovery_app.domain.recovery import BandDay, Expected, Recovery
from recovery_app.domain.sessions import Numbered, Place, numbered, place_of_day
from recovery_app.domain.symptoms import Symptom
from recovery_app.domain.warnings import Asking, asks
from recovery_app.storage.today import DayReader

STRIP_DAYS = 14
LOOK_BACK_DAYS = 60
"""How far back entries are compared before the diary suggests asking the clinic."""


class StripDay(NamedTuple):
    """One day of the day strip."""

    day: date
    logged: bool
    pictured: bool


class SmallChart(NamedTuple):
    """The small chart beside the day: one symptom since the session, against earlier ones.

    Attributes:
        symptom: what is drawn.
        now: the session that the day belongs to.
        band: the own range of earlier sessions of the kind, where there are enough.
        expected: when it became clear after those, or None.
    """

    symptom: Symptom
    now: Recovery
    band: tuple[BandDay, ...]
    expected: Expected | None


class Day(NamedTuple):
    """Everything that the Today page shows of a day.

    Attributes:
        day: the date.
        place: which day after which session, or None before the first.
        sessions: how many there are, whenever they were.
        entries, photos: of that day, in order.
        symptoms: the whole catalogue in her order.
        strip: the last days, oldest first.
        usual: slugs of what is often described on such a day.
        chart: redness since the session, or None before the first.
        asks: what the day's entries give reason to ask the clinic about.
    """

    day: date
    place: Place | None
    sessions: int
    entries: tuple[Entry, ...]
    photos: tuple[Photo, ...]
    symptoms: tuple[Symptom, ...]
    strip: tuple[StripDay, ...]
    usual: tuple[str, ...]
    chart: SmallChart | None
    asks: tuple[Asking, ...]

    @property
    def kind(self) -> Kind | None:
        """The kind of the session that the day belongs to."""
        return None if self.place is None else self.place.session.kind


class Today:
    """Reads days for the Today page without loading anything heavy."""

    def __init__(self, reader: DayReader) -> None:
        self._reader = reader

    def look(self, day: date, symptom: str = "redness") -> Day:
        """Return what the day shows; its chart draws the symptom of that slug."""
        strip = days_before(today() if _recent(day) else day, STRIP_DAYS)
        pages = self._reader.day(day, strip)
        sessions = numbered(pages.sessions, pages.kinds)
        place = place_of_day(day, sessions)
        charted = next((one for one in pages.symptoms if one.slug == symptom), None)
        return Day(
            day=day,
            place=place,
            sessions=len(sessions),
            entries=pages.entries,
            photos=pages.photos,
            symptoms=pages.symptoms,
            strip=tuple(StripDay(one, one in pages.logged, one in pages.pictured) for one in strip),
            usual=() if place is None else expected_on(place.session.kind, place.day),
            chart=None if not (place and charted) else self._chart(place, charted, sessions),
            asks=asks(day, sessions, self._since_session(day, place, pages.entries)),
        )

    def latest_photos(self, count: int) -> tuple[tuple[Photo, ...], list[Numbered]]:
        """Return so many photos of the latest days, and all sessions without steps and passes.

        It takes a few milliseconds whatever the library holds: enough for the first screen of a
        page, while everything is read on another thread.
        """
        sessions, kinds = self._reader.visits()
        return self._reader.latest_photos(count), numbered(sessions, kinds)

    def _since_session(
        self, day: date, place: Place | None, of_day: tuple[Entry, ...]
    ) -> tuple[Entry, ...]:
        if place is None or place.day == 0:
            return of_day
        first = max(place.session.session.date, day - timedelta(days=LOOK_BACK_DAYS))
        return self._reader.entries(first, day)

    def _chart(self, place: Place, symptom: Symptom, sessions: list[Numbered]) -> SmallChart:
        one = place.session
        entries = self._reader.after_sessions(symptom.slug, one.session.kind)
        found = {
            each.numbered.number: each
            for each in curves.recoveries(symptom, sessions, entries, today())
        }
        earlier = [found[other.number] for other in curves.earlier_of_kind(one, sessions)]
        return SmallChart(
            symptom=symptom,
            now=found[one.number],
            band=curves.band(earlier),
            expected=curves.expected_clear(earlier),
        )


def _recent(day: date) -> bool:
    return (today() - day).days < STRIP_DAYS
