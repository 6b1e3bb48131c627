"""A library's rows as records with the times of their fields, and such records written back as rows."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from recovery_app.domain.merging import DELETED, NOT, Field, Key, Record, Side, Value, latest
from recovery_app.storage.field_times import WHOLE
from recovery_app.storage.mergeable import (
    PLAIN_TIMES,
    RULES,
    SHIPPED,
    Numbers,
    Parts,
    Shape,
    shapes,
    wanted_columns,
)

Rows = Mapping[str, list[tuple[Any, ...]]]
"""The rows of each table of `wanted_columns`, as they are stored and in that order of columns."""

_Times = dict[str, tuple[str, str]]


def rows_of(db: sqlite3.Connection) -> Rows:
    """Read all that merging looks at."""
    return {
        table: db.execute(f'SELECT {_named(columns)} FROM "{table}"').fetchall()
        for table, columns in wanted_columns().items()
    }


def side_of(rows: Rows) -> Side:
    """Return what rows say as records."""
    times: dict[Key, _Times] = defaultdict(dict)
    for table, record, field, at, shared in _picked(
        rows, "field_change", ("table_name", "record", "field", "at", "shared")
    ):
        times[table, record][field] = at, shared or ""
    records: dict[Key, Record] = {}
    for shape in shapes().values():
        records.update(_records(rows, shape, times))
    purged = {
        (table, record): at
        for table, record, at in _picked(rows, "purged", ("table_name", "record", "at"))
    }
    return Side(records, purged)


def write(db: sqlite3.Connection, before: Side, after: Side) -> None:
    """Write what differs; whatever is there before stays, as a record or as one.

    Args:
        db: in a transaction. References are looked at in the end.
        before: what the database holds.
        after: what it is to hold; no record of `before` is missing.
    """
    changed = [
        key for key, record in after.records.items() if differ(before.records.get(key), record)
    ]
    for table, record in changed:
        if (table, record) in before.records and table in RULES.twins:
            # Out of the way first: two photos in sight never share their bytes, not for a moment.
            db.execute(
                f'UPDATE "{table}" SET "{DELETED}" = \'\' WHERE "{shapes()[table].key}" = ?',
                (record,),
            )
    order = list(shapes())
    for key in sorted(changed, key=lambda key: order.index(key[0])):
        _write_record(db, shapes()[key[0]], key[1], before.records.get(key), after.records[key])


def write_times(db: sqlite3.Connection, side: Side) -> None:
    """Write since when each field says what it says, in place of what was noted meanwhile."""
    db.execute("DELETE FROM field_change")
    db.execute("DELETE FROM purged")
    db.executemany(
        "INSERT INTO field_change (table_name, record, field, at, shared) VALUES (?, ?, ?, ?, ?)",
        (
            (*key, name, field.at, field.shared or None)
            for key, record in side.records.items()
            for name, field in record.fields.items()
            if _is_noted(key[0], record, name, field)
        ),
    )
    db.executemany(
        "INSERT INTO purged (table_name, record, at) VALUES (?, ?, ?)",
        ((*key, at) for key, at in side.purged.items()),
    )


def differ(before: Record | None, after: Record) -> bool:
    """Whether the rows differ; since when they say what they say is not written in them."""
    if before is None or before.changed_at != after.changed_at:
        return True
    return before.fields.keys() != after.fields.keys() or any(
        before.fields[name].value != field.value for name, field in after.fields.items()
    )


def _is_noted(table: str, record: Record, name: str, field: Field) -> bool:
    """Whether the time of a field has to be noted, because it does not show from the rows."""
    if name == DELETED and field.value == NOT:
        return field.at > latest(record, RULES.quiet)
    if ":" in name:
        return True
    return bool(field.at) and (field.at, field.shared) != (_base(table, record), field.at)


def _records(rows: Rows, shape: Shape, times: Mapping[Key, _Times]) -> Iterator[tuple[Key, Record]]:
    parts = {name: _parts(rows, one) for name, one in shape.every_parts if one.told}
    numbers = _numbers(rows, shape.numbers) if shape.numbers else {}
    columns = shape.columns
    place = {column: at for at, column in enumerate(columns)}
    groups = [(name, [place[one] for one in group]) for name, group in shape.fields.items()]
    for row in _picked(rows, shape.table, columns):
        key = (shape.table, row[0])
        known = times.get(key, {})
        record = Record({}, row[1], row[2])
        base = _base(shape.table, record)
        whole = known.get(WHOLE, (base, ""))[0]
        default = max(base, whole)
        fields: dict[str, Field] = {}
        for name, places in groups:
            value: Value = tuple(row[at] for at in places)
            if name in parts:
                value = (*value, parts[name].get(row[0], ()))
            fields[name] = Field(value, *known.get(name, (default, default)))
        for one in shape.parts:
            value = (parts[one.name].get(row[0], ()),) if one.told else (None,)
            fields[one.name] = Field(value, *known.get(one.name, (default, default)))
        if shape.numbers:
            fields.update(_rated(shape.numbers, numbers.get(row[0], {}), known))
        yield key, Record(fields, row[1], row[2])


def _rated(
    numbers: Numbers, given: Mapping[str, tuple[Any, str]], known: _Times
) -> Iterator[tuple[str, Field]]:
    begin = f"{numbers.name}:"
    for word, (value, changed_at) in given.items():
        name = begin + word
        yield name, Field((value,), *known.get(name, (changed_at, changed_at)))
    for name, when in known.items():
        # Deleted by hand: that it is gone has to be told as well.
        if name.startswith(begin) and name.removeprefix(begin) not in given:
            yield name, Field((None,), *when)


def _base(table: str, record: Record) -> str:
    """Return the time of a field that was never changed; what ships is older than any change."""
    return "" if table in SHIPPED else record.created_at


def _parts(rows: Rows, parts: Parts) -> dict[str, tuple[Value, ...]]:
    found: dict[str, list[Value]] = defaultdict(list)
    columns = (parts.parent, *([parts.only] if parts.only else []), *parts.order, *parts.columns)
    begin = len(columns) - len(parts.columns)
    order = slice(begin - len(parts.order), begin)
    for row in sorted(_picked(rows, parts.table, columns), key=lambda row: row[order]):
        if not parts.only or row[1]:
            found[row[0]].append(tuple(row[begin:]))
    return {parent: tuple(several) for parent, several in found.items()}


def _numbers(rows: Rows, numbers: Numbers) -> dict[str, dict[str, tuple[Any, str]]]:
    found: dict[str, dict[str, tuple[Any, str]]] = defaultdict(dict)
    columns = (numbers.parent, numbers.word, "value", "changed_at")
    for parent, word, value, changed_at in _picked(rows, numbers.table, columns):
        found[parent][word] = value, changed_at
    return found


def _picked(rows: Rows, table: str, columns: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    places = [wanted_columns()[table].index(one) for one in columns]
    for row in rows.get(table, []):
        yield tuple(row[at] for at in places)


def _write_record(
    db: sqlite3.Connection, shape: Shape, record: str, before: Record | None, after: Record
) -> None:
    said: dict[str, Any] = {shape.key: record}
    said.update(zip(PLAIN_TIMES, (after.created_at, after.changed_at), strict=True))
    for name, group in shape.fields.items():
        said.update(zip(group, after.fields[name].value, strict=False))
    updates = ", ".join(f'"{one}" = excluded."{one}"' for one in said if one != shape.key)
    db.execute(
        f'INSERT INTO "{shape.table}" ({_named(said)}) VALUES ({_marks(said)})'
        f' ON CONFLICT ("{shape.key}") DO UPDATE SET {updates}',
        tuple(said.values()),
    )
    for name, parts in shape.every_parts:
        old = () if before is None else before.fields[name].value[-1]
        if parts.told and old != after.fields[name].value[-1]:
            _write_parts(db, parts, record, after.fields[name])
    if shape.numbers:
        _write_numbers(db, shape.numbers, record, before, after)


def _write_parts(db: sqlite3.Connection, parts: Parts, record: str, field: Field) -> None:
    only = f' AND "{parts.only}"' if parts.only else ""
    db.execute(f'DELETE FROM "{parts.table}" WHERE "{parts.parent}" = ?{only}', (record,))
    for position, part in enumerate(field.value[-1]):
        said: dict[str, Any] = {parts.parent: record}
        said.update(zip(parts.columns, part, strict=True))
        if parts.numbered:
            said["position"] = position
        if parts.only:
            said[parts.only] = 1
        if parts.stamped:
            said["changed_at"] = field.at
        db.execute(
            f'INSERT INTO "{parts.table}" ({_named(said)}) VALUES ({_marks(said)})',
            tuple(said.values()),
        )


def _write_numbers(
    db: sqlite3.Connection, numbers: Numbers, record: str, before: Record | None, after: Record
) -> None:
    begin = f"{numbers.name}:"
    for name, field in after.fields.items():
        if not name.startswith(begin):
            continue
        if (
            before is not None
            and name in before.fields
            and before.fields[name].value == field.value
        ):
            continue
        db.execute(
            f'INSERT INTO "{numbers.table}" ("{numbers.parent}", "{numbers.word}", value, changed_at)'
            " VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " value = excluded.value, changed_at = excluded.changed_at",
            (record, name.removeprefix(begin), field.value[0], field.at),
        )


def _named(columns: Iterable[str]) -> str:
    return ", ".join(f'"{one}"' for one in columns)


def _marks(columns: Iterable[str]) -> str:
    return ", ".join("?" for _ in columns)
