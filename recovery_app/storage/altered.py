"""What was altered behind the program's back: rows that differ from a backup though nothing changed them.

SQLite keeps no checksum of a page, so that a bit that flips on the disk inside a note or a number
looks like one that was written. But whoever writes leaves a time: in the row, and by the triggers
of `field_times` for each field, also when a row is changed with `sqlite3` by hand. A row that has
the same times as in a backup has to say the same (docs/decisions/0041). A false alarm would be worse
than a miss, so that where times may stay though something changes, only what differs by one single
bit counts as altered.
"""

import sqlite3
import struct
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from recovery_app.domain.merging import DELETED
from recovery_app.storage.mergeable import (
    KEPT_FOR_MERGING,
    PLAIN_TIMES,
    RULES,
    SHIPPED,
    Shape,
    shapes,
)
from recovery_app.storage.schema import SCHEMA
from recovery_app.storage.watched import Watched, columns_of, watched

MOST = 20
"""So many alterations are looked for; where there are more, the whole is not to be trusted."""

ORDERS = "sqlite_master"
"""Where SQLite keeps what a database says of its own tables, indexes and triggers."""
Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Altered:
    """One value that is not what it was.

    Attributes:
        table: where it stands; `ORDERS` for what the database says of its own tables.
        key: of the row, one value for each column of its key, as it is now.
        column: which value of the row.
        now: what it says.
        then: what the backup says.
    """

    table: str
    key: Values
    column: str
    now: Any
    then: Any


@contextmanager
def beside(connection: sqlite3.Connection, backup: Path) -> Generator[sqlite3.Connection]:
    """Offer the connection with a backup's database attached as `before`, both as they are now.

    Args:
        connection: the database, outside of a transaction.
        backup: the other one; nobody writes to it.
    """
    uri = f"{backup.absolute().as_uri()}?mode=ro&immutable=1"
    factory = connection.text_factory
    # A flipped bit may leave no text at all; it has to be compared all the same.
    connection.text_factory = _any_text
    try:
        connection.execute("ATTACH DATABASE ? AS before", (uri,))
        try:
            connection.execute("BEGIN")
            yield connection
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.execute("DETACH DATABASE before")
    finally:
        connection.text_factory = factory


def _any_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def found(db: sqlite3.Connection) -> list[Altered]:
    """Return what was altered since a backup of the same schema was made, `MOST` at the most.

    Args:
        db: the database with the backup's, which is known to be as it was written, `beside` it.

    Raises:
        sqlite3.Error: if one of them cannot be read.
    """
    return list(islice(_every(db), MOST))


def _every(db: sqlite3.Connection) -> Iterator[Altered]:
    orders = list(_of_orders(db))
    if orders:  # the tables are not what they are called, so that their rows cannot be asked for
        yield from orders
        return
    for one in watched():
        yield from _of_contents(db, one)
        if one.keeper == one.table:
            yield from _of_times(db, one)
    for table in sorted(KEPT_FOR_MERGING):
        yield from _of_notes(db, table)


def _of_contents(db: sqlite3.Connection, one: Watched) -> Iterator[Altered]:
    """Compare the rows whose times are the same."""
    if not one.columns:
        return
    wanted = [*one.key, *([one.record] if one.record else []), *([one.word] if one.word else [])]
    rows = db.execute(
        f"SELECT {_listed('now', wanted)}, {_listed('now', one.columns)},"
        f" {_listed('was', one.columns)} FROM {_joined(one)}"
        f" WHERE ({_differ(one.columns)})"
    )
    for row in rows.fetchall():
        named = dict(zip(wanted, row, strict=False))
        values = row[len(wanted) :]
        now, then = values[: len(one.columns)], values[len(one.columns) :]
        key = tuple(named[name] for name in one.key)
        for column, new, old in zip(one.columns, now, then, strict=True):
            if type(new) is type(old) and new == old:
                continue
            if _is_altered(db, one, named, column, new, old):
                yield Altered(one.table, key, column, new, old)


def _joined(one: Watched) -> str:
    """Join the rows of now with those of the backup, and with those that have their times."""
    tables = f'main."{one.table}" AS now JOIN before."{one.table}" AS was ON {_same(one.key)}'
    if one.keeper == one.table:
        return tables + "".join(f' AND now."{at}" = was."{at}"' for at in one.times)
    (key,) = SCHEMA.tables[one.keeper].primary_key.columns
    return (
        f'{tables} JOIN main."{one.keeper}" AS keeper ON keeper."{key.name}" = now."{one.kept_by}"'
        f' JOIN before."{one.keeper}" AS kept ON kept."{key.name}" = keeper."{key.name}"'
        + "".join(f' AND keeper."{at}" = kept."{at}"' for at in one.times)
    )


def _is_altered(
    db: sqlite3.Connection, one: Watched, named: dict[str, Any], column: str, new: Any, old: Any
) -> bool:
    """Whether a value that differs in rows of the same times can only have been altered."""
    if one.shape is None:
        return True
    if column == DELETED and (new is None) is not (old is None):
        return False  # merging puts into the trash what the other library has deleted for good
    record = named[one.record]
    if one.field:
        field = one.field + (str(named[one.word]) if one.word else "")
    else:
        field = next(name for name, group in one.shape.fields.items() if column in group)
    if _note(db, "main", one.shape.table, record, field) != _note(
        db, "before", one.shape.table, record, field
    ):
        return False
    if _has_twin(db, one.shape, record) or one.shape.table in SHIPPED:
        return one_bit_apart(new, old)
    return True


def _note(db: sqlite3.Connection, schema: str, table: str, record: str, field: str) -> Any:
    row = db.execute(
        f"SELECT at FROM {schema}.field_change WHERE table_name = ? AND record = ? AND field = ?",
        (table, record, field),
    ).fetchone()
    return None if row is None else row[0]


def _has_twin(db: sqlite3.Connection, shape: Shape, record: str) -> bool:
    """Whether another record is of the same thing: merging may have made them one, without a note."""
    same = RULES.twins.get(shape.table)
    if same is None:
        return False
    alike = " AND ".join(f'other."{one}" = own."{one}"' for one in same)
    return (
        db.execute(
            f'SELECT 1 FROM main."{shape.table}" AS own JOIN main."{shape.table}" AS other ON'
            f' {alike} AND other."{shape.key}" <> own."{shape.key}" WHERE own."{shape.key}" = ?',
            (record,),
        ).fetchone()
        is not None
    )


def _of_times(db: sqlite3.Connection, one: Watched) -> Iterator[Altered]:
    """Find times of which one bit has changed, and nothing else of the row."""
    times = [name for name in PLAIN_TIMES if name in SCHEMA.tables[one.table].columns]
    if not times:
        return
    rows = db.execute(
        f"SELECT {_listed('now', [*one.key, *times])}, {_listed('was', times)}"
        f' FROM main."{one.table}" AS now JOIN before."{one.table}" AS was ON {_same(one.key)}'
        f" WHERE ({_differ(times)})" + (f" AND NOT ({_differ(one.columns)})" if one.columns else "")
    )
    for row in rows.fetchall():
        key, both = row[: len(one.key)], row[len(one.key) :]
        apart = [
            (name, new, old)
            for name, new, old in zip(times, both[: len(times)], both[len(times) :], strict=True)
            if new != old
        ]
        if len(apart) == 1 and one_bit_apart(apart[0][1], apart[0][2]):
            yield Altered(one.table, tuple(key), *apart[0])


def _of_notes(db: sqlite3.Connection, table: str) -> Iterator[Altered]:
    """Find notes of times that differ from one of the backup by one bit, whichever column has it."""
    columns = columns_of(table)
    key = tuple(one.name for one in SCHEMA.tables[table].primary_key.columns)
    for row, column, new, old in _bits_apart(db, table, columns):
        if _is_no_change(db, table, row, column):
            named = dict(zip(columns, row, strict=True))
            yield Altered(table, tuple(named[name] for name in key), column, new, old)


def _of_orders(db: sqlite3.Connection) -> Iterator[Altered]:
    """Find what the database says of its own tables with one bit changed: nobody writes it so."""
    for row, column, new, old in _bits_apart(db, ORDERS, ("type", "name", "tbl_name", "sql")):
        yield Altered(ORDERS, (row[1],), column, new, old)


def _bits_apart(
    db: sqlite3.Connection, table: str, columns: tuple[str, ...]
) -> Iterator[tuple[Values, str, Any, Any]]:
    """Find rows that are like one of the backup but for one bit: row, column, new and old value."""
    both = (f'SELECT {_named(columns)} FROM {one}."{table}"' for one in ("main", "before"))
    now, before = both
    new = db.execute(f"{now} EXCEPT {before}").fetchall()
    if not new:
        return
    known: dict[Values, list[Values]] = {}
    for row in db.execute(f"{before} EXCEPT {now}").fetchall():
        for at in range(len(columns)):
            known.setdefault((at, *row[:at], *row[at + 1 :]), []).append(row)
    for row in new:
        for at, column in enumerate(columns):
            for was in known.get((at, *row[:at], *row[at + 1 :]), ()):
                if one_bit_apart(row[at], was[at]):
                    yield row, column, row[at], was[at]


def _is_no_change(db: sqlite3.Connection, table: str, row: Values, column: str) -> bool:
    """Whether a note that is like one of the backup but for a bit is nothing that was noted since."""
    shape = shapes().get(str(row[0]))
    if column not in ("at", "shared"):
        if shape is None or _row(db, "main", shape, row[1]) is None:
            return True
        return table == "field_change" and not _is_field(db, shape, row)
    if shape is None or table != "field_change":
        return shape is not None
    at, shared = row[-2:]
    if column == "shared" and shared == at:
        return False  # so does merging write it
    return _whole(db, "main", shape, row[1]) == _whole(db, "before", shape, row[1])


def _is_field(db: sqlite3.Connection, shape: Shape, row: Values) -> bool:
    """Whether a note tells of a field that there is."""
    name, numbers = str(row[2]), shape.numbers
    if numbers is not None and name.startswith(f"{numbers.name}:"):
        word = name.removeprefix(f"{numbers.name}:")
        statement = (
            f'SELECT 1 FROM main."{numbers.table}" WHERE "{numbers.parent}" = ?'
            f' AND CAST("{numbers.word}" AS BLOB) = ?'
        )
        return db.execute(statement, (row[1], stored(word))).fetchone() is not None
    return name in {*shape.fields, *(one for one, _ in shape.every_parts), "*"}


def _row(db: sqlite3.Connection, schema: str, shape: Shape, key: Any) -> Values | None:
    if not is_text(key):
        return None
    statement = f'SELECT * FROM {schema}."{shape.table}" WHERE "{shape.key}" = ?'
    return db.execute(statement, (key,)).fetchone()


def is_text(value: Any) -> bool:
    """Whether a value is text that can be asked for: a flipped bit may leave what is none."""
    return isinstance(value, str) and not any("\ud800" <= one <= "\udfff" for one in value)


def _whole(db: sqlite3.Connection, schema: str, shape: Shape, key: str) -> list[Any]:
    """Return a record with all that belongs to it."""
    found: list[Any] = [_row(db, schema, shape, key)]
    parts = {(one.table, one.parent) for _, one in shape.every_parts}
    if shape.numbers:
        parts.add((shape.numbers.table, shape.numbers.parent))
    for table, parent in sorted(parts):
        statement = f'SELECT * FROM {schema}."{table}" WHERE "{parent}" = ?'
        found.append(sorted(db.execute(statement, (key,)).fetchall(), key=repr))
    return found


def one_bit_apart(one: Any, other: Any) -> bool:
    """Whether two values of a database differ by one single bit of what is stored."""
    if type(one) is not type(other):
        return False
    first, second = stored(one), stored(other)
    if len(first) != len(second):
        return False
    return (int.from_bytes(first) ^ int.from_bytes(second)).bit_count() == 1


def stored(value: Any) -> bytes:
    """Return a value of a database as bytes, the same ones for the same value of the same type."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    if isinstance(value, int):
        return value.to_bytes(8, signed=True)
    if isinstance(value, float):
        return struct.pack(">d", value)
    return value if isinstance(value, bytes) else b""


def _named(columns: Iterable[str]) -> str:
    return ", ".join(f'"{one}"' for one in columns)


def _listed(table: str, columns: Iterable[str]) -> str:
    return ", ".join(f'{table}."{one}"' for one in columns)


def _same(columns: Iterable[str]) -> str:
    return " AND ".join(f'now."{one}" = was."{one}"' for one in columns)


def _differ(columns: Iterable[str]) -> str:
    return " OR ".join(f'now."{one}" IS NOT was."{one}"' for one in columns)
