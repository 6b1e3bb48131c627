"""Rows of an archive, read with distrust: each value is of its column's kind, or the row is refused."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import cache
from math import inf, isfinite
from typing import Any, cast

from sqlalchemy import Boolean, Column, Date, Double, Float, Integer, Table

from recovery_app.domain.alignment import Method
from recovery_app.domain.merging import DELETED
from recovery_app.domain.photos import Condition, DateSource, checked_pose
from recovery_app.domain.regions import Role
from recovery_app.domain.reviews import ChangeWord
from recovery_app.domain.symptoms import Sort
from recovery_app.errors import WrongInput
from recovery_app.storage.mergeable import PLAIN_TIMES, shapes
from recovery_app.storage.rows import Amount, Clock, Moment
from recovery_app.storage.schema import SCHEMA

LONGEST_TEXT = 1_000_000
"""Characters, as everywhere in the program."""
LONGEST_KEY = 10_000
LONGEST_LINE = 1 << 23
MOST_ROWS = 2_000_000
"""Of all tables together: a hundred times what twenty years of a diary are."""

_LARGEST_NUMBER = 2**53
_YEARS = ("19", "20", "21")
"""How the years of a diary begin: what is worked out from a day must not leave the calendar."""
_UTC = re.compile(r"(19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00")
_WORDS: Mapping[tuple[str, str], frozenset[str]] = {
    ("symptom", "sort"): frozenset(Sort),
    ("photo", "source"): frozenset(DateSource),
    ("photo", "condition"): frozenset(Condition),
    ("review", "change"): frozenset(ChangeWord),
    ("region", "role"): frozenset(Role),
    ("alignment", "method"): frozenset({*Method, ""}),
    ("device_value", "sort"): frozenset({"wavelength", "pulse", "mode"}),
    ("field_change", "table_name"): frozenset(shapes()),
    ("purged", "table_name"): frozenset(shapes()),
}
_PATTERNS = {
    "sha256": re.compile(r"[0-9a-f]{64}"),
    "suffix": re.compile(r"\.[a-z0-9]{1,8}"),
    "slug": re.compile(r"\w+(-\w+)*"),
}
_PICTURES = ("photo", "session_card")
_PIXELS, _BYTES, _DAYS = (1, 1 << 20), (0, 1 << 40), (0, 10_000)
_RANGES: Mapping[tuple[str, str], tuple[float, float]] = {
    ("rating", "value"): (0, 10),
    ("review_value", "value"): (0, 100),
    ("session", "pain"): (0, 10),
    ("session", "pain_after"): (0, 10),
    ("photo", "turns"): (0, 3),
    ("region", "turns"): (0, 3),
    ("alignment", "scale"): (0.001, 1000.0),
    **{(table, side): _PIXELS for table in _PICTURES for side in ("width", "height")},
    **{(table, "size"): _BYTES for table in _PICTURES},
    **{
        (table, column): _DAYS
        for table in ("kind", "course")
        for column in ("interval_from", "interval_until")
    },
    ("course", "planned"): _DAYS,
    ("usual", "first_day"): _DAYS,
    ("usual", "last_day"): _DAYS,
}
_NONE: Mapping[str, Any] = {}
_SAME_DAY = {"entry": "at", "photo": "taken_at"}

Check = Callable[[Any], Any]


def rows_of(
    name: str, lines: Iterator[bytes], schema_is_current: bool
) -> Iterator[tuple[Any, ...]]:
    """Go through the rows of a table, each as it is to be stored.

    Args:
        name: of the table.
        lines: of its file.
        schema_is_current: else columns that came later are filled as the upgrade would.

    Raises:
        ValueError: if anything is not as an archive has it.
    """
    table = SCHEMA.tables[name]
    read = _reader(table)
    defaults: Mapping[str, Any] = _NONE if schema_is_current else _defaults(table)
    known: set[tuple[Any, ...]] = set()
    keys = [at for at, column in enumerate(table.columns) if column.primary_key]
    for said in _objects(lines):
        if not said.keys() <= read.keys():
            raise ValueError("a column that the table does not have")
        missing = read.keys() - said.keys()
        if not missing <= defaults.keys():
            raise ValueError("a column is missing")
        row = tuple(
            check(said[column]) if column in said else defaults[column]
            for column, check in read.items()
        )
        key = tuple(row[at] for at in keys)
        if key in known:
            raise ValueError("two rows of one key")
        known.add(key)
        if name in _SAME_DAY and said["day"] != said[_SAME_DAY[name]][:10]:
            raise ValueError("a day that is not the day of its moment")
        yield row


def _objects(lines: Iterator[bytes]) -> Iterator[dict[str, Any]]:
    if next(lines, b"").strip() != b"[":
        raise ValueError("no list")
    more = True
    for line in lines:
        text = line.strip()
        if text == b"]":
            if next(lines, None) is not None:
                raise ValueError("something after the list")
            return
        if not more:
            raise ValueError("no comma")
        more = text.endswith(b",")
        try:
            found = json.loads(text.removesuffix(b","))
        except RecursionError as error:
            raise ValueError("nested too deeply") from error
        if not isinstance(found, dict):
            raise ValueError("no object")  # noqa: TRY004 - one kind of complaint about the content
        yield cast("dict[str, Any]", found)
    raise ValueError("cut short")


@cache
def _reader(table: Table) -> Mapping[str, Check]:
    return {column.name: _checked(table, column) for column in table.columns}


@cache
def _defaults(table: Table) -> Mapping[str, Any]:
    """Return what columns hold in a library that is older than they are, where that is known."""
    found: dict[str, Any] = {}
    for column in table.columns:
        given: Any = column.default
        if column.nullable:
            found[column.name] = None
        elif given is not None and given.is_scalar:
            found[column.name] = int(given.arg) if isinstance(given.arg, bool) else given.arg
    return found


def _checked(table: Table, column: Column[Any]) -> Check:
    check = _of_kind(table, column)
    nullable = column.nullable

    def checked(value: Any) -> Any:
        if value is None:
            if not nullable:
                raise ValueError("nothing where something belongs")
            return None
        return check(value)

    return checked


def _of_kind(table: Table, column: Column[Any]) -> Check:
    kind, place = column.type, (table.name, column.name)
    if isinstance(kind, Moment):
        own = column.name in (*PLAIN_TIMES, DELETED) or table.name in ("field_change", "purged")
        return _utc if own else _moment
    if isinstance(kind, Clock):
        return lambda value: _same(value, time.fromisoformat(_text(value, 5)).isoformat("minutes"))
    if isinstance(kind, Amount):
        return _amount
    if isinstance(kind, Date):
        return lambda value: _in_time(date.fromisoformat(_text(value, 10)).isoformat(), value)
    if isinstance(kind, Boolean):
        return _flag
    if isinstance(kind, Integer):
        low, high = _RANGES.get(place, (-_LARGEST_NUMBER, _LARGEST_NUMBER))
        return lambda value: _whole(value, low, high)
    if isinstance(kind, (Double, Float)):
        low, high = _RANGES.get(place, (-inf, inf))
        return lambda value: _number(value, low, high)
    return _of_text(table, column)


def _of_text(table: Table, column: Column[Any]) -> Check:
    place = (table.name, column.name)
    words, pattern = _WORDS.get(place), _PATTERNS.get(column.name)
    if words is not None:
        return lambda value: _same(value, value if value in words else None)
    if pattern is not None:
        return lambda value: _matching(value, pattern)
    if column.name == "pose":
        return _pose
    if column.primary_key or column.foreign_keys:
        return _key
    return lambda value: _text(value, LONGEST_TEXT)


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest or "\0" in value:
        raise ValueError("no text")
    value.encode()  # half a character raises what a wrong value does
    return value


def _key(value: Any) -> str:
    text = _text(value, LONGEST_KEY)
    if not text or not text.isprintable():
        raise ValueError("no key")
    return text


def _matching(value: Any, pattern: re.Pattern[str]) -> str:
    if not pattern.fullmatch(_text(value, LONGEST_KEY)):
        raise ValueError("another form")
    return value


def _pose(value: Any) -> str:
    try:
        return _same(value, checked_pose(_text(value, LONGEST_KEY)))
    except WrongInput as error:
        raise ValueError("no pose") from error


def _moment(value: Any) -> str:
    text = _text(value, 40)
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError("a moment without its offset")
    return _in_time(datetime.fromisoformat(text).isoformat(), text)


def _utc(value: Any) -> str:
    if not _UTC.fullmatch(_text(value, 40)):
        raise ValueError("no time in UTC")
    datetime.fromisoformat(value)
    return value


def _amount(value: Any) -> str:
    try:
        amount = Decimal(_text(value, 30))
    except InvalidOperation as error:
        raise ValueError("no amount") from error
    if not amount.is_finite():
        raise ValueError("no amount")
    return value


def _flag(value: Any) -> int:
    if not isinstance(value, bool):
        raise ValueError("neither true nor false")  # noqa: TRY004 - one kind of complaint
    return int(value)


def _whole(value: Any, low: float, high: float) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError("no number of this scale")
    return value


def _number(value: Any, low: float, high: float) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not isfinite(value):
        raise ValueError("no number")
    if not low <= value <= high:
        raise ValueError("no number of this scale")
    return float(value)


def _in_time(text: str, value: Any) -> str:
    if not text.startswith(_YEARS):
        raise ValueError("a time in which nobody keeps a diary")
    return _same(value, text)


def _same(value: Any, other: Any) -> Any:
    """Refuse what does not come back as it was given: there is one way to write it."""
    if value != other or not isinstance(value, str):
        raise ValueError("another form")
    return value
