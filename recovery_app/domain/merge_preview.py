"""What a merge changes in a library, told before it is done."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, cast

from recovery_app.domain.merging import DELETED, NOT, Field, Key, Record, Side, Value


class Effect(StrEnum):
    """What becomes of a record of this library."""

    NEW = "new"
    CHANGED = "changed"
    DELETED = "deleted"
    RETURNED = "returned"
    STAYS = "stays"
    """Both changed it, and what stands here is the newer."""


class FieldChange(NamedTuple):
    """A field that becomes another, or that both changed.

    Attributes:
        name: of the field.
        here, there: what this library and the other one say.
        result: what will stand here.
        both: whether both changed it since they last met.
    """

    name: str
    here: Value
    there: Value
    result: Value
    both: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What becomes of one record.

    Attributes:
        table, record: which one.
        effect: what becomes of it.
        name: what tells it from others for the person: a date, a moment, a name.
        changes: its fields, where it is not new.
    """

    table: str
    record: str
    effect: Effect
    name: str
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What merging an archive would change here.

    Attributes:
        made_at: when the archive was written, with its offset.
        differences: what becomes of what; what happens within the trash is left out.
        photos: how many originals would be added.
        bytes: how large they are together.
    """

    made_at: datetime
    differences: tuple[Difference, ...]
    photos: int
    bytes: int

    def count(self, table: str, effect: Effect) -> int:
        """Return how many records of a table meet with that."""
        return self.counts[table, effect]

    @property
    def counts(self) -> Counter[tuple[str, Effect]]:
        """How many records of each table meet with what."""
        return Counter((one.table, one.effect) for one in self.differences)

    @property
    def changes_nothing(self) -> bool:
        """Whether everything stays as it is."""
        return not self.photos and all(one.effect is Effect.STAYS for one in self.differences)


NAMES: Mapping[str, tuple[str, ...]] = {
    "session": ("day",),
    "entry": ("at",),
    "review": ("day",),
    "photo": ("name", "taken_at"),
    "session_card": ("name",),
    "region": ("name",),
    "pose_reference": (),
    "course": (),
}
"""The fields that tell records of a table apart; the others have a name, or else their key."""


def differences(ours: Side, theirs: Side, merged: Side) -> tuple[Difference, ...]:
    """Return what becomes of each record of this library, in the order of tables and names."""
    found = [
        one
        for key in merged.records
        if (one := _difference(key, ours.records.get(key), theirs.records.get(key), merged))
    ]
    return tuple(sorted(found, key=lambda one: (one.table, one.name, one.record)))


def _difference(
    key: Key, here: Record | None, there: Record | None, merged: Side
) -> Difference | None:
    after = merged.records[key]
    if here is None:
        return Difference(*key, Effect.NEW, _name(key, after)) if after.in_sight else None
    if here.in_sight != after.in_sight:
        effect = Effect.RETURNED if after.in_sight else Effect.DELETED
        return Difference(*key, effect, _name(key, after), _changes(here, there, after))
    changes = _changes(here, there, after) if after.in_sight else ()
    if not changes:
        return None
    moved = any(one.here != one.result for one in changes)
    return Difference(*key, Effect.CHANGED if moved else Effect.STAYS, _name(key, after), changes)


def _changes(here: Record, there: Record | None, after: Record) -> tuple[FieldChange, ...]:
    found: list[FieldChange] = []
    for name, result in after.fields.items():
        mine = here.fields.get(name, Field(NOT, ""))
        other = result if there is None else there.fields.get(name, Field(NOT, ""))
        both = _both_changed(mine, other)
        if name != DELETED and (both or mine.value != result.value):
            found.append(FieldChange(name, mine.value, other.value, result.value, both))
    return tuple(found)


def _both_changed(mine: Field, other: Field) -> bool:
    """Whether both changed a field since they met; one that changed what it got did not."""
    here = mine.at not in (mine.shared, other.shared)
    there = other.at not in (other.shared, mine.shared)
    return mine.value != other.value and here and there and bool(mine.at and other.at)


def _name(key: Key, record: Record) -> str:
    wanted = NAMES.get(key[0], ("name",))
    said = [str(record.fields[name].value[0] or "") for name in wanted if name in record.fields]
    return next((one for one in said if one), key[1] if not wanted else "")


def field_words(name: str) -> str:
    """Return a field's name as it can be read: “redness” for a rating of it, “pain after”."""
    return name.rpartition(":")[2].replace("_", " ").replace("-", " ")


def value_words(value: Value, longest: int = 60) -> str:
    """Return what a field says as it can be read, shortened; empty where it says nothing."""
    said = [
        ", ".join(str(part[0]) for part in cast("tuple[Value, ...]", one))
        if isinstance(one, tuple)
        else str(one)
        for one in value
        if one not in (None, "", ())
    ]
    words = " ".join(" ".join(said).split())
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
