"""What one day looks like, read through sqlite3 alone: the first screen waits for nothing else.

SQLAlchemy's import costs more than the whole window (docs/decisions/0006), so these few queries
speak SQL. A test writes with `tables` and reads here, so that the two cannot drift apart.
"""

from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import date, datetime
from typing import Any, NamedTuple

from recovery_app.domain.entries import Entry
from recovery_app.domain.kinds import Kind, Usual
from recovery_app.domain.photos import Condition, DateSource, Photo, order_of
from recovery_app.domain.sessions import Session, in_order
from recovery_app.domain.symptoms import Symptom
from recovery_app.storage import noting, versions
from recovery_app.storage.places import Places
from recovery_app.storage.refusals import translated

CHART_DAYS = 60
"""How far after a session the small chart looks."""


class Pages(NamedTuple):
    """The rows behind a day, as values.

    Attributes:
        symptoms: the whole catalogue in her order.
        sessions: all sessions from first to last, without steps and passes.
        kinds: all kinds with their usual course.
        entries: of the day.
        photos: of the day.
        logged, pictured: the days of the strip that have entries, and those that have photos.
    """

    symptoms: tuple[Symptom, ...]
    sessions: tuple[Session, ...]
    kinds: tuple[Kind, ...]
    entries: tuple[Entry, ...]
    photos: tuple[Photo, ...]
    logged: frozenset[date]
    pictured: frozenset[date]


class DayReader:
    """Reads days of one library on one thread; the connection stays open for the next look."""

    def __init__(self, places: Places) -> None:
        self._connection = versions.open_reading(places.database, places.database_key)
        try:
            self.version = versions.version_of(self._connection)
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def data_version(self) -> int:
        """Return a number that changes when any other connection has written."""
        return int(self._rows("PRAGMA data_version")[0][0])

    def day(self, day: date, strip: Sequence[date]) -> Pages:
        """Read everything that a day shows; `strip` are the days of the day strip, in order.

        Raises:
            LibraryUnavailable: if the database cannot be read.
        """
        entries = self.entries(day, day)
        noted = {slug for one in entries for slug in (*one.ratings, *one.ticks)}
        return Pages(
            symptoms=self._symptoms(noted),
            sessions=self._sessions(),
            kinds=self._kinds(),
            entries=entries,
            photos=self._photos("WHERE day = ? AND deleted_at IS NULL", (day.isoformat(),)),
            logged=self._days("entry", strip),
            pictured=self._days("photo", strip),
        )

    def visits(self) -> tuple[tuple[Session, ...], tuple[Kind, ...]]:
        """Return all sessions, without steps and passes, and all kinds."""
        return self._sessions(), self._kinds()

    def latest_photos(self, count: int) -> tuple[Photo, ...]:
        """Return so many photos of the latest days, in the order in which they were taken."""
        return self._photos(
            "WHERE deleted_at IS NULL ORDER BY day DESC, taken_at DESC LIMIT ?", (count,)
        )

    def entries(self, first: date, last: date) -> tuple[Entry, ...]:
        """Return the entries from the first to the last day, in the order of their moments."""
        with translated():
            return tuple(noting.of_days(self._connection, first, last))

    def after_sessions(self, symptom: str, kind: str) -> tuple[Entry, ...]:
        """Return what was rated in the days after each session of a kind, that symptom alone."""
        # CROSS keeps SQLite to this order: session by session through the index of days. Left to
        # itself it reads all the entries there are, which takes eight times as long.
        rows = self._rows(
            "SELECT DISTINCT entry.id, entry.at, rating.value FROM session"
            " CROSS JOIN entry ON entry.day BETWEEN session.day AND date(session.day, ?)"
            " CROSS JOIN rating ON rating.entry_id = entry.id"
            " WHERE session.kind = ? AND session.deleted_at IS NULL AND entry.deleted_at IS NULL"
            " AND rating.symptom = ? AND rating.value IS NOT NULL",
            (f"+{CHART_DAYS} days", kind, symptom),
        )
        return tuple(
            Entry(str(row[0]), datetime.fromisoformat(row[1]), {symptom: int(row[2])})
            for row in rows
        )

    def _symptoms(self, noted: Iterable[str]) -> tuple[Symptom, ...]:
        with translated():
            return tuple(noting.symptoms(self._connection, noted))

    def _sessions(self) -> tuple[Session, ...]:
        rows = self._rows("SELECT id, day, kind, at, device FROM session WHERE deleted_at IS NULL")
        return tuple(
            in_order(
                Session(
                    id=row[0],
                    date=date.fromisoformat(row[1]),
                    kind=row[2],
                    at=None if row[3] is None else datetime.fromisoformat(row[3]),
                    device=row[4],
                )
                for row in rows
            )
        )

    def _kinds(self) -> tuple[Kind, ...]:
        usual: dict[str, dict[str, Usual]] = {}
        for kind, symptom, first, last in self._rows(
            "SELECT kind, symptom, first_day, last_day FROM usual"
        ):
            usual.setdefault(kind, {})[symptom] = Usual(first, last)
        rows = self._rows(
            "SELECT slug, name, interval_from, interval_until, blisters_expected, simply_fades, own"
            " FROM kind WHERE deleted_at IS NULL ORDER BY position, slug"
        )
        return tuple(
            Kind(
                slug=row[0],
                name=row[1],
                interval=None if row[2] is None or row[3] is None else (row[2], row[3]),
                blisters_expected=bool(row[4]),
                simply_fades=bool(row[5]),
                usual=usual.get(row[0], {}),
                own=bool(row[6]),
            )
            for row in rows
        )

    def _photos(self, which: str, values: tuple[Any, ...]) -> tuple[Photo, ...]:
        rows = self._rows(
            "SELECT id, sha256, suffix, taken_at, source, width, height, size, pose, condition,"
            f" caption, name, turns, camera FROM photo {which}",
            values,
        )
        photos = (
            Photo(
                id=row[0],
                sha256=row[1],
                suffix=row[2],
                taken_at=datetime.fromisoformat(row[3]),
                source=DateSource(row[4]),
                width=row[5],
                height=row[6],
                size=row[7],
                pose=row[8],
                condition=Condition(row[9]),
                caption=row[10],
                name=row[11],
                turns=row[12],
                camera=row[13],
            )
            for row in rows
        )
        return tuple(sorted(photos, key=order_of))

    def _days(self, table: str, strip: Sequence[date]) -> frozenset[date]:
        rows = self._rows(
            f"SELECT DISTINCT day FROM {table} WHERE day BETWEEN ? AND ? AND deleted_at IS NULL",
            (strip[0].isoformat(), strip[-1].isoformat()),
        )
        return frozenset(date.fromisoformat(row[0]) for row in rows)

    def _rows(self, statement: str, values: tuple[Any, ...] = ()) -> list[Any]:
        with translated(), closing(self._connection.execute(statement, values)) as cursor:
            return cursor.fetchall()
