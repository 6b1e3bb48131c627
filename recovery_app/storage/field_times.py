"""Notes of when each field was changed, kept by triggers, so that no writer can forget them.

Whoever writes, be it the program or `sqlite3` by hand, leaves in `field_change` which field of which
record it changed and when, and in `purged` what was deleted for good (docs/decisions/0050).
"""

import sqlite3
from collections.abc import Callable, Iterator
from functools import cache

from recovery_app.domain.merging import DELETED
from recovery_app.storage import versions
from recovery_app.storage.mergeable import Numbers, Parts, Shape, shapes

PREFIX = "noted_"
"""How our triggers' names begin."""

WHOLE = "*"
"""The field of a note from before there were any: no field of the record was changed after that."""

Execute = Callable[[str], object]

# Milliseconds are what SQLite's clock gives; the zeros make it sort among times of Python's.
_FORMAT = "'%Y-%m-%dT%H:%M:%f000+00:00'"


def install(execute: Execute) -> None:
    """Make all triggers anew; whatever had their names goes."""
    for name, statement in statements().items():
        execute(f'DROP TRIGGER IF EXISTS "{name}"')
        execute(statement)


def foreign(connection: sqlite3.Connection) -> list[str]:
    """Return the triggers and views of a database that this program did not make.

    They could change or hide what is written, so a library that came from elsewhere must have none.
    In an older library those of our names count as ours, because the upgrade makes them anew.
    """
    current = versions.version_of(connection) == versions.CURRENT
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name"
    )
    return [name for kind, name, sql in rows.fetchall() if not _is_ours(kind, name, sql, current)]


def _is_ours(kind: str, name: str, sql: str, current: bool) -> bool:
    if kind != "trigger" or not name.startswith(PREFIX):
        return False
    return not current or statements().get(name) == sql


@cache
def statements() -> dict[str, str]:
    """Return all triggers by their names, each as the statement that makes it."""
    made: dict[str, str] = {}
    for shape in shapes().values():
        for name, when, body in _of(shape):
            made[name] = f'CREATE TRIGGER "{name}" {when} BEGIN {body} END'
    return made


def _of(shape: Shape) -> Iterator[tuple[str, str, str]]:
    """Make name, occasion and body of each trigger for one table of records."""
    table, key = shape.table, shape.key
    for field, columns in shape.fields.items():
        of, differ = ", ".join(f'"{one}"' for one in columns), _differ(columns)
        if shape.let_go in columns:
            # Nobody changed it: the photo that it names was deleted for good.
            emptied = f'new."{shape.let_go}" IS NULL AND old."{shape.let_go}" IS NOT NULL'
            differ = f"({differ}) AND NOT ({emptied})"
        when = f'AFTER UPDATE OF {of} ON "{table}" WHEN {differ}'
        yield f"{PREFIX}{table}_{field}", when, _note(shape, f'new."{key}"', f"'{field}'")
    record = f"table_name = '{table}' AND record"
    yield (
        f"{PREFIX}{table}_inserted",
        f'AFTER INSERT ON "{table}"',
        "INSERT INTO field_change (table_name, record, field, at)"
        f" SELECT '{table}', record, '{DELETED}', {_later_than('at')} FROM purged"
        f' WHERE {record} = new."{key}" ON CONFLICT DO UPDATE SET at = excluded.at;'
        f' DELETE FROM purged WHERE {record} = new."{key}";',
    )
    yield (
        f"{PREFIX}{table}_purged",
        f'AFTER DELETE ON "{table}"',
        "INSERT INTO purged (table_name, record, at)"
        f" SELECT '{table}', old.\"{key}\", {_later_than('newest')} FROM"
        f" ({_newest(table, f'old.{chr(34)}{key}{chr(34)}', 'old.created_at')})"
        " WHERE true ON CONFLICT DO UPDATE SET at = excluded.at;"
        f' DELETE FROM field_change WHERE {record} = old."{key}";',
    )
    for field, parts in shape.every_parts:
        yield from _of_parts(shape, field, parts)
    if shape.numbers:
        yield from _of_numbers(shape, shape.numbers)


def _of_parts(shape: Shape, field: str, parts: Parts) -> Iterator[tuple[str, str, str]]:
    begin = f"{PREFIX}{parts.table}_{parts.name}"
    for word, row in (("inserted", "new"), ("purged", "old")):
        event = "INSERT" if row == "new" else "DELETE"
        counted = f' WHEN {row}."{parts.only}"' if parts.only else ""
        when = f'AFTER {event} ON "{parts.table}"{counted}'
        yield f"{begin}_{word}", when, _note(shape, f'{row}."{parts.parent}"', f"'{field}'")
    if parts.columns:
        columns = (*parts.columns, "position") if parts.numbered else parts.columns
        of, differ = ", ".join(f'"{one}"' for one in columns), _differ(columns)
        counted = f'new."{parts.only}" AND ' if parts.only else ""
        when = f'AFTER UPDATE OF {of} ON "{parts.table}" WHEN {counted}({differ})'
        yield f"{begin}_changed", when, _note(shape, f'new."{parts.parent}"', f"'{field}'")


def _of_numbers(shape: Shape, numbers: Numbers) -> Iterator[tuple[str, str, str]]:
    begin = f"{PREFIX}{numbers.table}"
    differ = _differ(("value",))
    for word, when, row in (
        ("inserted", "AFTER INSERT", "new"),
        ("purged", "AFTER DELETE", "old"),
        ("changed", 'AFTER UPDATE OF "value"', "new"),
    ):
        counted = f" WHEN {differ}" if word == "changed" else ""
        field = f"'{numbers.name}:' || {row}.\"{numbers.word}\""
        yield (
            f"{begin}_{word}",
            f'{when} ON "{numbers.table}"{counted}',
            _note(shape, f'{row}."{numbers.parent}"', field),
        )


def _note(shape: Shape, record: str, field: str) -> str:
    """Write the statement that notes a change; nothing where the record itself is going."""
    newest = _newest(shape.table, record, "created_at")
    return (
        "INSERT INTO field_change (table_name, record, field, at)"
        f" SELECT '{shape.table}', {record}, {field}, {_later_than('newest')} FROM"
        f' ({newest} FROM "{shape.table}" WHERE "{shape.key}" = {record})'
        " WHERE true ON CONFLICT DO UPDATE SET at = excluded.at;"
    )


def _newest(table: str, record: str, created_at: str) -> str:
    return (
        f"SELECT max({created_at}, ifnull((SELECT max(at) FROM field_change WHERE"
        f" table_name = '{table}' AND record = {record}), '')) AS newest"
    )


def _later_than(known: str) -> str:
    """Write the time of a change: now, or just after what is known where the clock is behind that.

    A change that was made knowing another one has to be newer, whatever the clocks say.
    """
    now = f"strftime({_FORMAT}, 'now')"
    after = f"strftime({_FORMAT}, {known}, '+0.001 seconds')"
    return f"CASE WHEN {known} > {now} THEN {after} ELSE {now} END"


def _differ(columns: tuple[str, ...]) -> str:
    return " OR ".join(f'old."{one}" IS NOT new."{one}"' for one in columns)
