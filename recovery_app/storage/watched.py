"""How the rows of each table are compared with those of a backup: what is compared, and by which times.

Rows that have the same times must say the same (`altered`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from recovery_app.storage.mergeable import PLAIN_TIMES, Shape, shapes
from recovery_app.storage.schema import SCHEMA


@dataclass(frozen=True, slots=True)
class Watched:
    """How the rows of a table are compared.

    Attributes:
        table: its name.
        key: columns of its primary key.
        columns: what is compared; what refers to other rows is proved by SQLite's own check.
        keeper: the table whose row has the times: itself, or that of what the row is a part of.
        kept_by: the column that holds the key of the keeper's row.
        times: columns of the keeper that must be the same.
        shape: the record whose changes are noted; None for what is worked out.
        record: the column that holds the record's key.
        field: the noted field to which all columns belong; "" where each has its own.
        word: the column that completes the field's name, for numbers.
    """

    table: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    keeper: str
    kept_by: str
    times: tuple[str, ...]
    shape: Shape | None = None
    record: str = ""
    field: str = ""
    word: str = ""


@cache
def watched() -> tuple[Watched, ...]:
    """Return how each table is compared but those that note the times themselves."""
    made: list[Watched] = []
    for shape in shapes().values():
        own = tuple(one for group in shape.fields.values() for one in group)
        made.append(_watched(shape.table, own, shape.table, shape.key, shape, shape.key))
        for field, parts in shape.every_parts:
            if parts.told:
                # Parts that have times of their own share their table with what is worked out.
                keeper, kept_by = (
                    (parts.table, "") if parts.stamped else (shape.table, parts.parent)
                )
                made.append(
                    _watched(
                        *(parts.table, parts.columns, keeper, kept_by),
                        *(shape, parts.parent, field),
                    )
                )
        if shape.numbers:
            one = shape.numbers
            made.append(
                _watched(
                    *(one.table, ("value",), one.table, "", shape),
                    *(one.parent, f"{one.name}:", one.word),
                )
            )
    made.append(_watched("measurement", columns_of("measurement"), "measurement", "photo_id"))
    made += [
        _watched(table, columns_of(table), "measurement", "photo_id")
        for table in ("measurement_reason", "measurement_spot")
    ]
    return tuple(made)


def columns_of(table: str) -> tuple[str, ...]:
    """Return the columns of a table."""
    return tuple(one.name for one in SCHEMA.tables[table].columns)


def _watched(
    table: str,
    columns: Iterable[str],
    keeper: str,
    kept_by: str,
    shape: Shape | None = None,
    record: str = "",
    field: str = "",
    word: str = "",
) -> Watched:
    declared = SCHEMA.tables[table].columns
    key = tuple(one.name for one in SCHEMA.tables[table].primary_key.columns)
    compared = tuple(
        name
        for name in columns
        if name not in (*key, *PLAIN_TIMES) and not declared[name].foreign_keys
    )
    times = tuple(one for one in PLAIN_TIMES if one in SCHEMA.tables[keeper].columns)
    return Watched(table, key, compared, keeper, kept_by, times, shape, record, field, word)
