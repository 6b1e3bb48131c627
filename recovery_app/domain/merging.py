"""Bringing two libraries together: for each field the newest change wins, and nothing is lost.

A side is what a library holds, field by field with the time of each change. Merging two sides gives
the same whichever comes first, and merging again changes nothing, so that two laptops that exchange
often enough hold the same (docs/decisions/0050).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

Key = tuple[str, str]
"""Which record: its table and its id or slug."""
Value = tuple[Any, ...]
"""What a field holds: what is written together is one value; a list of parts is a tuple in it."""

DELETED = "deleted_at"
"""The field that says when a record went into the trash."""
NOT: Value = (None,)
"""The value of a field that says nothing."""
_EMPTY = (None, "", (), "unknown")


class Field(NamedTuple):
    """What a field says and since when.

    Attributes:
        value: what it says.
        at: when that was written, UTC as text that sorts by time; empty for what ships.
        shared: the `at` that last came from, or is known to be in, another library.
    """

    value: Value
    at: str
    shared: str = ""

    @property
    def rank(self) -> tuple[str, bool, str]:
        """What is compared: the newer one is larger; of two at once the same one on both sides."""
        return self.at, self.value != NOT, json.dumps(self.value)


@dataclass(frozen=True, slots=True)
class Record:
    """Something that a library holds, in sight or in the trash.

    Attributes:
        fields: by name; `DELETED` is always there.
        created_at, changed_at: UTC as text.
    """

    fields: Mapping[str, Field]
    created_at: str
    changed_at: str

    @property
    def in_sight(self) -> bool:
        """Whether it does not lie in the trash."""
        return self.fields[DELETED].value == NOT


@dataclass(frozen=True, slots=True)
class Side:
    """What a library holds.

    Attributes:
        records: everything, the trash included.
        purged: what was deleted for good, and when.
    """

    records: Mapping[Key, Record]
    purged: Mapping[Key, str]


class Missing(StrEnum):
    """What becomes of something that refers to what was deleted for good."""

    GOES_TOO = "goes-too"
    FORGETS = "forgets"
    DROPS_PARTS = "drops-parts"


class Reference(NamedTuple):
    """A field whose first value (or each part's first) is the id of a record of another table."""

    table: str
    field: str
    target: str
    missing: Missing


@dataclass(frozen=True, slots=True)
class Rules:
    """What has to be known of the tables.

    Attributes:
        quiet: fields whose change does not bring something back from the trash.
        twins: table to the fields by which two records in sight are the same thing.
        joined: lists that are put together when twins become one.
        references: which fields refer to other records.
    """

    quiet: frozenset[str]
    twins: Mapping[str, tuple[str, ...]]
    joined: frozenset[tuple[str, str]]
    references: tuple[Reference, ...]


def merge(ours: Side, theirs: Side, rules: Rules) -> Side:
    """Return what both libraries hold together.

    For each field the newest change wins. What was deleted stays deleted, unless it was changed
    after that. Two records that are the same thing (the same picture, a review of the same day)
    become one: the one whose id is smaller stays and takes over what only the other one said.
    """
    records: dict[Key, Record] = {}
    purged: dict[Key, str] = {}
    for key in {**ours.records, **theirs.records, **ours.purged, **theirs.purged}:
        gone_at = max(ours.purged.get(key, ""), theirs.purged.get(key, ""))
        record = _joined(ours.records.get(key), theirs.records.get(key), rules)
        if record is not None and _is_newer(record, gone_at):
            records[key] = record
        else:
            purged[key] = gone_at
    _make_one_of_twins(records, rules)
    _mend_references(records, purged, rules)
    return Side(records, purged)


def without_destroying(ours: Side, merged: Side, now: str) -> Side:
    """Return what is to be kept here: what the other library deleted for good goes into the trash.

    Nothing is ever destroyed by merging; the trash forgets in its own time.

    Args:
        ours: what this library holds.
        merged: what both hold together.
        now: UTC as text; counts as the deletion.
    """
    records, purged = dict(merged.records), dict(merged.purged)
    for key in merged.purged.keys() & ours.records.keys():
        record, gone_at = ours.records[key], purged.pop(key)
        gone = record.fields[DELETED]
        if gone.value == NOT:
            at = max(gone_at, latest(record, frozenset()))
            record = _with(record, {DELETED: Field((now,), at, at)})
        records[key] = record
    return Side(records, purged)


def latest(record: Record, quiet: frozenset[str]) -> str:
    """Return when the newest change was made to what a record says."""
    return max(
        (one.at for name, one in record.fields.items() if name != DELETED and name not in quiet),
        default="",
    )


def _joined(one: Record | None, other: Record | None, rules: Rules) -> Record | None:
    if one is None or other is None:
        if one is None and other is not None:
            fields = {name: _shared(field) for name, field in other.fields.items()}
            one = replace(other, fields=fields)
        return None if one is None else _settled(one, rules)
    one, other = _settled(one, rules), _settled(other, rules)
    if one == other:
        return one
    received = {name: _shared(field) for name, field in other.fields.items()}
    fields = {**received, **one.fields}
    for name in one.fields.keys() & other.fields.keys():
        fields[name] = _newer(one.fields[name], other.fields[name])
    whole = Record(
        fields, min(one.created_at, other.created_at), max(one.changed_at, other.changed_at)
    )
    return _settled(whole, rules)


def _newer(mine: Field, other: Field) -> Field:
    """Return the newer one; what came from the other library is known to be shared."""
    if other.rank > mine.rank or (other.at, other.value) == (mine.at, mine.value):
        return _shared(other)
    return mine


def _shared(field: Field) -> Field:
    return field._replace(shared=field.at)


def _settled(record: Record, rules: Rules) -> Record:
    """Bring back what was changed after it was deleted."""
    gone, newest = record.fields[DELETED], latest(record, rules.quiet)
    if newest <= gone.at:
        return record
    return _with(record, {DELETED: Field(NOT, newest, gone.shared)})


def _is_newer(record: Record, gone_at: str) -> bool:
    """Whether a record outlives its being deleted for good."""
    return not gone_at or (record.in_sight and record.fields[DELETED].at > gone_at)


def _make_one_of_twins(records: dict[Key, Record], rules: Rules) -> None:
    stays: dict[Key, str] = {}
    moments: dict[Key, str] = {}
    for keys in _twins(records, rules):
        at = max(max(latest(records[key], frozenset()), records[key].fields[DELETED].at)
                 for key in keys)  # fmt: skip
        first, *others = keys
        records[first] = _taking_over(first[0], [records[key] for key in keys], at, rules)
        # What was never changed since it was made has no time of a change; it has to have gone at one.
        gone = at or max(records[key].created_at for key in keys)
        for key in others:
            records[key] = _with(records[key], {DELETED: Field((gone,), gone)})
            stays[key], moments[key] = first[1], at
    if stays:
        for reference in rules.references:
            for key in [key for key in records if key[0] == reference.table]:
                _refer_to_what_stays(records, key, reference, stays, moments)


def _twins(records: Mapping[Key, Record], rules: Rules) -> Iterator[list[Key]]:
    same: dict[tuple[Any, ...], list[Key]] = defaultdict(list)
    for key, record in records.items():
        if key[0] in rules.twins and record.in_sight:
            named = (record.fields[name].value[0] for name in rules.twins[key[0]])
            same[(key[0], *named)].append(key)
    for keys in same.values():
        if len(keys) > 1:
            yield sorted(keys)


def _taking_over(table: str, twins: list[Record], at: str, rules: Rules) -> Record:
    """Return the first one with what only the others say, and what they say newer."""
    first = twins[0]
    fields = dict(first.fields)
    for name in sorted({name for one in twins for name in one.fields} - {DELETED}):
        said = [one.fields[name] for one in twins if name in one.fields]
        if (table, name) in rules.joined:
            parts = tuple(dict.fromkeys(part for one in said for part in one.value[0]))
            best = Field((parts,), at)
        else:
            best = max(said, key=lambda one: (not _is_empty(one.value), one.rank))
        if name not in fields or best.value != fields[name].value:
            fields[name] = Field(best.value, at)
    fields[DELETED] = Field(NOT, at)
    changed_at = max(one.changed_at for one in twins)
    return Record(fields, min(one.created_at for one in twins), changed_at)


def _is_empty(value: Value) -> bool:
    return all(one in _EMPTY for one in value)


def _refer_to_what_stays(
    records: dict[Key, Record],
    key: Key,
    reference: Reference,
    stays: Mapping[Key, str],
    moments: Mapping[Key, str],
) -> None:
    field = records[key].fields[reference.field]
    old = [(reference.target, one) for one in _referred(field, reference) if one is not None]
    new = {one[1]: stays[one] for one in old if one in stays}
    if new:
        at = max(field.at, *(moments[one] for one in old if one in moments))
        value = _referring(field.value, reference, new)
        records[key] = _with(records[key], {reference.field: Field(value, at)})


def _referred(field: Field, reference: Reference) -> list[str | None]:
    if reference.missing is Missing.DROPS_PARTS:
        return [part[0] for part in field.value[0]]
    return [field.value[0]]


def _referring(value: Value, reference: Reference, new: Mapping[str, str]) -> Value:
    if reference.missing is Missing.DROPS_PARTS:
        return (tuple((new.get(part[0], part[0]), *part[1:]) for part in value[0]),)
    return (new.get(value[0], value[0]), *value[1:])


def _mend_references(records: dict[Key, Record], purged: dict[Key, str], rules: Rules) -> None:
    """Let go of what was deleted for good, in whatever refers to it."""
    for reference in rules.references:
        for key in [key for key in records if key[0] == reference.table]:
            field = records[key].fields[reference.field]
            gone = [
                one
                for one in _referred(field, reference)
                if one is not None and (reference.target, one) not in records
            ]
            if gone and reference.missing is Missing.GOES_TOO:
                lost_at = purged.get((reference.target, gone[0]), "")
                own = records.pop(key)
                purged[key] = max(lost_at, own.fields[DELETED].at, latest(own, frozenset()))
            elif gone:
                value = _without(field.value, reference, gone)
                records[key] = _with(records[key], {reference.field: field._replace(value=value)})


def _without(value: Value, reference: Reference, gone: Iterable[str]) -> Value:
    if reference.missing is Missing.DROPS_PARTS:
        return (tuple(part for part in value[0] if part[0] not in gone),)
    return (None, *value[1:])


def _with(record: Record, changed: Mapping[str, Field]) -> Record:
    return replace(record, fields={**record.fields, **changed})
