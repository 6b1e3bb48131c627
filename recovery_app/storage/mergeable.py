"""What the tables mean when libraries are merged: records, their fields, and parts that go with them.

Each table is a record of its own, a part of one, something that can be worked out again, or kept for
merging itself; a test goes through all of them, so that a new table has to be put in its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from recovery_app.domain.merging import DELETED, Missing, Reference, Rules
from recovery_app.storage.schema import SCHEMA

PLAIN_TIMES = ("created_at", "changed_at")
"""Kept beside the fields: the earliest and the latest of both sides."""
COMPUTED = frozenset({"measurement", "measurement_reason", "measurement_spot"})
"""Worked out from the rest, as placements found by the program are: each library does it itself."""
KEPT_FOR_MERGING = frozenset({"field_change", "purged"})
SHIPPED = frozenset({"symptom", "concern", "kind", "device"})
"""Every new library has some of these: as they ship they are older than any change."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Rows of another table that are one field of a record: all of them together, in order.

    Attributes:
        name: of the field.
        table: where the rows are.
        parent: their column that holds the record's key.
        columns: what each part says, its first column first.
        order: columns by which the rows are sorted.
        numbered: whether `position` counts them.
        only: a column that has to be true of a row to count.
        stamped: whether `changed_at` stands in each row.
        told: whether the field says anything; else it only notes that something was added.
    """

    name: str
    table: str
    parent: str
    columns: tuple[str, ...]
    order: tuple[str, ...]
    numbered: bool = False
    only: str = ""
    stamped: bool = False
    told: bool = True


@dataclass(frozen=True, slots=True)
class Numbers:
    """Rows of another table that are a field each: `name:word`, with one value.

    Attributes:
        name: beginning of the fields' names.
        table: where the rows are.
        parent: their column that holds the record's key.
        word: their column that names what is rated.
    """

    name: str
    table: str
    parent: str
    word: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A table of records.

    Attributes:
        table: its name.
        key: the column by which a record is known.
        fields: names of fields to the columns that are written together.
        parts: fields that are rows of other tables.
        with_parts: field to the parts that belong to the same value.
        numbers: fields that are a row each.
        let_go: a column that SQLite itself empties when what it names is deleted for good.
    """

    table: str
    key: str
    fields: Mapping[str, tuple[str, ...]]
    parts: tuple[Parts, ...] = ()
    with_parts: Mapping[str, Parts] | None = None
    numbers: Numbers | None = None
    let_go: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of the table that a record is made of."""
        return (
            self.key,
            *PLAIN_TIMES,
            *(column for group in self.fields.values() for column in group),
        )

    def parts_of(self, field: str) -> Parts | None:
        """Return the rows that belong to a field, if any do."""
        own = next((one for one in self.parts if one.name == field), None)
        return own or (self.with_parts or {}).get(field)

    @property
    def every_parts(self) -> tuple[tuple[str, Parts], ...]:
        """All parts with the field that they belong to."""
        return (
            *((one.name, one) for one in self.parts),
            *(self.with_parts or {}).items(),
        )


_FILE = ("sha256", "suffix", "width", "height", "size")
_TOGETHER: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "entry": (("at", "day"),),
    "session": (("day", "at"), ("cost", "currency")),
    "photo": (_FILE, ("taken_at", "day", "source")),
    "session_card": (_FILE,),
    "kind": (("interval_from", "interval_until"),),
    "course": (("interval_from", "interval_until"),),
    "region": (("reference_id", "turns"),),
}
"""Columns that only make sense together: half of one change and half of another would be wrong."""

_PASS = ("mode", "wavelength_nm", "pulse", "spot_mm", "fluence_j_cm2", "rate_hz", "shots", "felt")
_PARTS: Mapping[str, tuple[Parts, ...]] = {
    "kind": (Parts("usual", "usual", "kind", ("symptom", "first_day", "last_day"), ("symptom",)),),
    "device": (
        Parts(
            "values",
            "device_value",
            "device_id",
            ("sort", "position", "text"),
            ("sort", "position"),
        ),
    ),
    "session": (
        Parts("areas", "session_area", "session_id", ("area",), ("position",), numbered=True),
        Parts("concerns", "session_concern", "session_id", ("concern",), ("concern",)),
        Parts(
            "steps",
            "session_step",
            "session_id",
            ("what", "at", "minutes"),
            ("position",),
            numbered=True,
        ),
        Parts("passes", "session_pass", "session_id", _PASS, ("position",), numbered=True),
        Parts("cards", "session_card", "session_id", (), (), told=False),
    ),
    "review": (
        Parts("remarks", "remark", "review_id", ("text", "who"), ("position",), numbered=True),
    ),
    "photo": (
        Parts(
            "by_hand",
            "alignment",
            "photo_id",
            ("reference_id", "method", "scale", "angle", "dx", "dy", "error", "why", "version"),
            ("photo_id",),
            only="by_hand",
            stamped=True,
        ),
    ),
}
_WITH_PARTS: Mapping[str, Mapping[str, Parts]] = {
    # The corners lie on the photo that is named beside them.
    "region": {
        "reference_id": Parts(
            "corners", "region_corner", "region_id", ("x", "y"), ("position",), numbered=True
        )
    }
}
_NUMBERS: Mapping[str, Numbers] = {
    "entry": Numbers("rating", "rating", "entry_id", "symptom"),
    "review": Numbers("value", "review_value", "review_id", "concern"),
}

_LET_GO = {"region": "reference_id"}

RULES = Rules(
    quiet=frozenset({"position", "by_hand"}),
    twins={
        "photo": ("sha256",),
        "session_card": ("session_id", "sha256"),
        "review": ("day",),
        "device": ("name", "maker"),
    },
    joined=frozenset({("review", "remarks")}),
    references=(
        Reference("session_card", "session_id", "session", Missing.GOES_TOO),
        Reference("pose_reference", "photo_id", "photo", Missing.GOES_TOO),
        Reference("region", "reference_id", "photo", Missing.FORGETS),
        Reference("photo", "by_hand", "photo", Missing.DROPS_PARTS),
    ),
)


@cache
def shapes() -> Mapping[str, Shape]:
    """Return all tables of records, each after those to which it refers."""
    found: dict[str, Shape] = {}
    for table in SCHEMA.sorted_tables:
        if DELETED not in table.columns:
            continue
        (key,) = table.primary_key.columns
        groups = {group[0]: group for group in _TOGETHER.get(table.name, ())}
        grouped = {column for group in groups.values() for column in group}
        alone = [
            one.name
            for one in table.columns
            if one.name not in grouped and one.name not in (key.name, *PLAIN_TIMES)
        ]
        found[table.name] = Shape(
            table.name,
            key.name,
            {**groups, **{name: (name,) for name in alone}},
            _PARTS.get(table.name, ()),
            _WITH_PARTS.get(table.name),
            _NUMBERS.get(table.name),
            _LET_GO.get(table.name, ""),
        )
    return found


@cache
def wanted_columns() -> Mapping[str, tuple[str, ...]]:
    """Return the tables from which a library is merged, with all of their columns."""
    return {
        table.name: tuple(column.name for column in table.columns)
        for table in SCHEMA.sorted_tables
        if table.name not in COMPUTED
    }
