"""What was altered in a database, said as she would say it."""

import sqlite3
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from recovery_app.storage.altered import ORDERS, Altered, is_text
from recovery_app.storage.mergeable import PLAIN_TIMES

_COLUMNS: Mapping[str, str] = {
    "at": "moment",
    "changed_at": "time of its last change",
    "created_at": "time when it was added",
    "deleted_at": "time when it was deleted",
    "pain_after": "pain afterwards",
    "name": "name",
    "taken_at": "moment",
    "own": "mark as one of her own",
    "pinned": "pin",
}
_PARTS: Mapping[str, tuple[str, str]] = {
    "session_area": ("area", "session"),
    "session_step": ("step", "session"),
    "session_pass": ("pass", "session"),
    "remark": ("remark", "review"),
    "device_value": ("value", "device"),
    "region_corner": ("corner", "region"),
    "alignment": ("placement", "photo"),
    "measurement": ("measurement", "photo"),
    "measurement_reason": ("measurement", "photo"),
    "measurement_spot": ("measurement", "photo"),
}
"""What a row is called that belongs to something else, and what that is."""
_LONGEST = 20


def sentence(db: sqlite3.Connection, one: Altered, backup_of: datetime) -> str:
    """Say what differs from the backup.

    Args:
        db: the library's database, with the backup's beside it.
        one: what was altered.
        backup_of: when the backup was made.
    """
    from_when = f"the backup of {_day(backup_of.astimezone().date())}"
    return f"{_what(db, one)} differs from {from_when}, though nothing changed it{_values(one)}."


def several(count: int, backup_of: datetime) -> str:
    """Say that so much differs that nothing should be trusted."""
    from_when = f"the backup of {_day(backup_of.astimezone().date())}"
    return f"{count} values or more differ from {from_when}, though nothing changed them."


def _what(db: sqlite3.Connection, one: Altered) -> str:
    if one.table == ORDERS:
        return f"What the database says of its part “{one.key[0]}”"
    if one.table in ("field_change", "purged"):
        return f"The note of when {_named(db, str(one.key[0]), one.key[1])} was changed"
    if one.table in ("rating", "review_value") and one.column == "value":
        table, word = ("entry", "symptom") if one.table == "rating" else ("review", "concern")
        rated = _one(db, f"SELECT name FROM {word} WHERE slug = ?", one.key[1]) or one.key[1]
        return f"The rating of “{rated}” in {_named(db, table, one.key[0])}"
    if one.table in ("rating", "review_value"):
        table = "entry" if one.table == "rating" else "review"
        return f"The time of a rating in {_named(db, table, one.key[0])}"
    said = _COLUMNS.get(one.column, one.column.replace("_", " "))
    if one.table in _PARTS:
        part, table = _PARTS[one.table]
        whole = _named(db, table, one.key[0])
        return f"A {part} of {whole} ({said})" if said != part else f"A {part} of {whole}"
    if one.table == "usual":
        return (
            f"The days on which something is usual after {_named(db, 'kind', one.key[0])} ({said})"
        )
    return f"The {said} of {_named(db, one.table, one.key[0])}"


def _named(db: sqlite3.Connection, table: str, key: Any) -> str:
    """Name a record by what she knows it by."""
    if not is_text(key):
        return "something"
    if table in ("entry", "session", "review"):
        day = _one(db, f'SELECT day FROM "{table}" WHERE id = ?', key)
        article = "an" if table[0] in "aeiou" else "a"
        return f"the {table} of {_day(day)}" if day else f"{article} {table} that is gone"
    if table in ("photo", "session_card"):
        name = _one(db, f'SELECT name FROM "{table}" WHERE id = ?', key) or "without a name"
        return f"the {'photo' if table == 'photo' else 'card picture'} “{name}”"
    if table in ("symptom", "concern", "kind"):
        return f"the {table} “{_one(db, f'SELECT name FROM {table} WHERE slug = ?', key) or key}”"
    if table in ("device", "region"):
        return f"the {table} “{_one(db, f'SELECT name FROM {table} WHERE id = ?', key) or ''}”"
    if table == "course":
        return f"the course of {_named(db, 'kind', key)}"
    if table == "pose_reference":
        return f"the reference photo of the pose “{key}”"
    return "something"


def _one(db: sqlite3.Connection, statement: str, key: Any) -> Any:
    row = db.execute(statement, (key,)).fetchone()
    found = None if row is None else row[0]
    if not isinstance(found, str):
        return found
    # A flipped bit may have left what is no text, or cannot be shown.
    return "".join(one if one.isprintable() else "�" for one in found)


def _day(day: Any) -> str:
    if isinstance(day, date):
        return f"{day.day} {day:%b %Y}"
    try:
        return _day(date.fromisoformat(str(day)))
    except ValueError:
        return "an unknown day"


def _values(one: Altered) -> str:
    """Say both values where they are short; her texts are hers to open."""
    if one.table in ("field_change", "purged", ORDERS) or one.column in PLAIN_TIMES:
        return ""
    said = [_short(value) for value in (one.now, one.then)]
    tell = all(said) and said[0] != said[1]
    return f": it is {said[0]} now and was {said[1]}" if tell else ""


def _short(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, (int, float)):
        return f"{value:g}" if isinstance(value, float) else str(value)
    plain = isinstance(value, str) and value.isprintable() and len(value) <= _LONGEST
    return f"“{value}”" if plain and value else ""
