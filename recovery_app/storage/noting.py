"""Entries noted and changed by a few plain statements: a click is to cost little beside its commit.

The first screen reads through these too. A test lets `entries`, which reads through the tables, see
what was written here, so that the two cannot drift apart (docs/decisions/0006).
"""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from recovery_app.domain.entries import Entry
from recovery_app.domain.symptoms import Sort, Symptom


def symptoms(db: sqlite3.Connection, noted: Iterable[str] = ()) -> list[Symptom]:
    """Return the symptoms in her order, then those that she removed but had `noted`."""
    wanted = tuple(noted)
    rows = db.execute(
        "SELECT slug, name, sort, position, pinned, own FROM symptom WHERE deleted_at IS NULL"
        f" OR slug IN ({', '.join('?' * len(wanted))})"
        " ORDER BY deleted_at IS NOT NULL, position, slug",
        wanted,
    )
    return [
        Symptom(slug, name, Sort(sort), position, bool(pinned), bool(own))
        for slug, name, sort, position, pinned, own in rows
    ]


def find(db: sqlite3.Connection, entry_id: str, *, away_too: bool = False) -> Entry | None:
    """Return the entry of that id, or None where there is none or it lies in the trash.

    `away_too` finds it in the trash as well.
    """
    row = db.execute("SELECT at, note, deleted_at FROM entry WHERE id = ?", (entry_id,)).fetchone()
    if row is None or (row[2] is not None and not away_too):
        return None
    given = db.execute(
        "SELECT symptom, value, sort = 'tick' FROM rating JOIN symptom ON slug = symptom"
        " WHERE entry_id = ? AND value IS NOT NULL ORDER BY symptom",
        (entry_id,),
    ).fetchall()
    return Entry(
        id=entry_id,
        at=datetime.fromisoformat(row[0]),
        ratings={slug: value for slug, value, tick in given if not tick},
        ticks=frozenset(slug for slug, value, tick in given if tick and value),
        note=row[1],
    )


def at_minute(db: sqlite3.Connection, at: datetime) -> Entry | None:
    """Return the entry of that very minute, or None."""
    for entry_id, found in db.execute(
        "SELECT id, at FROM entry WHERE day = ? AND deleted_at IS NULL", (at.date().isoformat(),)
    ).fetchall():
        if datetime.fromisoformat(found) == at:
            return find(db, entry_id)
    return None


def of_days(db: sqlite3.Connection, first: date, last: date) -> list[Entry]:
    """Return the entries from the first to the last day, in the order of their moments."""
    ticks = {row[0] for row in db.execute("SELECT slug FROM symptom WHERE sort = 'tick'")}
    days = (first.isoformat(), last.isoformat())
    given: dict[str, dict[str, int]] = {}
    for entry_id, symptom, value in db.execute(
        "SELECT entry_id, symptom, value FROM rating JOIN entry ON entry.id = entry_id"
        " WHERE entry.day BETWEEN ? AND ? AND value IS NOT NULL",
        days,
    ):
        given.setdefault(entry_id, {})[symptom] = value
    rows = db.execute(
        "SELECT id, at, note FROM entry WHERE day BETWEEN ? AND ? AND deleted_at IS NULL", days
    )
    return sorted(
        (_entry(row, given.get(row[0], {}), ticks) for row in rows),
        key=lambda entry: (entry.at, entry.id),
    )


def save(db: sqlite3.Connection, before: Entry | None, after: Entry) -> None:
    """Write in what an entry differs from what it was; one in the trash comes back.

    Args:
        db: in a transaction in which `before` was read.
        before: the entry as it stands; None where there is none yet.
        after: as it is to stand. What it does not rate any more keeps its row without a value, so
            that merging two libraries can tell it from what was never rated.
    """
    if after.at.tzinfo is None:
        raise ValueError("a moment needs its offset")
    at, day, now = after.at.isoformat(), after.day.isoformat(), _now()
    if before is None:
        db.execute(
            "INSERT INTO entry (id, at, day, note, created_at, changed_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (after.id, at, day, after.note, now, now),
        )
    else:
        db.execute(
            "UPDATE entry SET at = :at, day = :day, note = :note, deleted_at = NULL,"
            " changed_at = :now"
            " WHERE id = :id AND (at <> :at OR note <> :note OR deleted_at IS NOT NULL)",
            {"at": at, "day": day, "note": after.note, "now": now, "id": after.id},
        )
    was, will = _given(before), _given(after)
    for slug in was.keys() | will.keys():
        if was.get(slug) != will.get(slug):
            db.execute(
                "INSERT INTO rating (entry_id, symptom, value, changed_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at",
                (after.id, slug, will.get(slug), now),
            )


def remove(db: sqlite3.Connection, entry_id: str, *, away: bool = True) -> None:
    """Put the entry into the trash, or take it out again."""
    now = _now()
    db.execute(
        "UPDATE entry SET deleted_at = ?, changed_at = ? WHERE id = ?",
        (now if away else None, now, entry_id),
    )


def _entry(row: Any, given: dict[str, int], ticks: set[str]) -> Entry:
    return Entry(
        id=row[0],
        at=datetime.fromisoformat(row[1]),
        ratings={slug: value for slug, value in given.items() if slug not in ticks},
        ticks=frozenset(slug for slug, value in given.items() if slug in ticks and value),
        note=row[2],
    )


def _given(entry: Entry | None) -> dict[str, int]:
    """Return what is rated or ticked as it is kept: a tick is a 1."""
    return {} if entry is None else {**entry.ratings, **dict.fromkeys(entry.ticks, 1)}


def _now() -> str:
    return datetime.now(UTC).isoformat()
