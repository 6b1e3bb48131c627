"""Two libraries become one: whichever comes first, however often, and with nothing lost."""

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_app.domain.merge_preview import Effect, differences
from recovery_app.domain.merging import (
    DELETED,
    NOT,
    Field,
    Key,
    Missing,
    Record,
    Reference,
    Rules,
    Side,
    Value,
    latest,
    merge,
    without_destroying,
)

PLAIN = Rules(frozenset({"position"}), {}, frozenset(), ())
RULES = Rules(
    frozenset({"position"}),
    {"photo": ("sha256",), "review": ("day",)},
    frozenset({("review", "remarks")}),
    (
        Reference("card", "session", "session", Missing.GOES_TOO),
        Reference("region", "on", "photo", Missing.FORGETS),
        Reference("photo", "by_hand", "photo", Missing.DROPS_PARTS),
    ),
)
EMPTY = Side({}, {})


def at(minute: int) -> str:
    return f"2026-10-14T12:{minute:02}:00.000000+00:00"


def a_record(gone: Any = None, **fields: Any) -> Record:
    """Make a record of which each field is given as a value with its minute; created at minute 0."""
    made: dict[str, Field] = {
        name: Field((value,), at(minute)) for name, (value, minute) in fields.items()
    }
    deleted = Field(NOT, at(0)) if gone is None else Field((at(gone),), at(gone))
    return Record({**made, DELETED: deleted}, at(0), at(0))


def side(purged: dict[Key, str] | None = None, /, **records: Record) -> Side:
    """Make a side of entries by their ids."""
    return Side({("entry", name): one for name, one in records.items()}, purged or {})


def values(one: Side) -> object:
    """What a side says, without what is known to be shared."""
    return (
        {
            key: (
                {name: field[:2] for name, field in record.fields.items()},
                record.created_at,
                record.changed_at,
            )
            for key, record in one.records.items()
        },
        dict(one.purged),
    )


MINUTES = st.integers(0, 9)
RECORDS = st.builds(
    lambda note, pain, gone, position: a_record(gone, note=note, pain=pain, position=position),
    st.tuples(st.sampled_from(["", "a", "b"]), MINUTES),
    st.tuples(st.sampled_from([None, 1, 2]), MINUTES),
    st.none() | MINUTES,
    st.tuples(st.integers(0, 2), MINUTES),
)
LIVING = st.dictionaries(st.sampled_from("xyz"), RECORDS).map(
    lambda found: Side({("entry", name): one for name, one in found.items()}, {})
)


@given(LIVING, LIVING)
def test_it_is_the_same_whichever_comes_first(one: Side, other: Side):
    assert values(merge(one, other, PLAIN)) == values(merge(other, one, PLAIN))


@given(LIVING, LIVING, LIVING)
def test_three_libraries_come_together_in_any_order(one: Side, two: Side, three: Side):
    first = merge(merge(one, two, PLAIN), three, PLAIN)
    assert values(first) == values(merge(one, merge(two, three, PLAIN), PLAIN))


@given(LIVING, LIVING)
def test_merging_again_changes_nothing(one: Side, other: Side):
    both = merge(one, other, PLAIN)
    assert values(merge(both, other, PLAIN)) == values(both)
    assert values(merge(both, both, PLAIN)) == values(both)
    assert differences(both, other, merge(both, other, PLAIN)) == () or all(
        found.effect is Effect.STAYS
        for found in differences(both, other, merge(both, other, PLAIN))
    )


@given(LIVING, LIVING)
def test_what_only_one_side_has_is_there_afterwards(one: Side, other: Side):
    both = merge(one, other, PLAIN)
    assert both.records.keys() == one.records.keys() | other.records.keys()
    for key in one.records.keys() - other.records.keys():
        assert both.records[key].fields["note"] == one.records[key].fields["note"]


def test_each_field_has_its_newest_value():
    one = side(x=a_record(note=("mine", 3), pain=(1, 1)))
    other = side(x=a_record(note=("theirs", 2), pain=(2, 2)))
    fields = merge(one, other, PLAIN).records["entry", "x"].fields
    assert (fields["note"].value, fields["pain"].value) == (("mine",), (2,))


def test_a_number_that_only_one_rated_is_taken_over():
    one = side(x=a_record(**{"rating:redness": (3, 1)}))
    other = side(x=a_record(**{"rating:pain": (2, 1)}))
    fields = merge(one, other, PLAIN).records["entry", "x"].fields
    assert {"rating:redness", "rating:pain"} <= fields.keys()


def test_what_was_deleted_stays_deleted():
    one, other = side(x=a_record(5, note=("a", 1))), side(x=a_record(note=("a", 1)))
    assert not merge(one, other, PLAIN).records["entry", "x"].in_sight


def test_what_was_changed_after_it_was_deleted_comes_back():
    one, other = side(x=a_record(5, note=("a", 1))), side(x=a_record(note=("later", 6)))
    back = merge(one, other, PLAIN).records["entry", "x"]
    assert back.in_sight
    assert back.fields["note"].value == ("later",)


def test_a_place_in_a_list_brings_nothing_back():
    one = side(x=a_record(5, position=(1, 1)))
    other = side(x=a_record(position=(2, 6)))
    assert not merge(one, other, PLAIN).records["entry", "x"].in_sight


def test_what_was_deleted_for_good_does_not_come_back():
    one = side({("entry", "x"): at(5)})
    both = merge(one, side(x=a_record(note=("a", 1))), PLAIN)
    assert both == one


def test_unless_it_was_changed_after_that():
    one = side({("entry", "x"): at(5)})
    both = merge(one, side(x=a_record(note=("later", 6))), PLAIN)
    assert both.records["entry", "x"].in_sight
    assert both.purged == {}


def test_nothing_is_destroyed_here_by_what_was_deleted_for_good_there():
    ours = side(x=a_record(note=("a", 1)))
    theirs = side({("entry", "x"): at(5)})
    kept = without_destroying(ours, merge(ours, theirs, PLAIN), at(9))
    assert kept.records["entry", "x"].fields[DELETED] == Field((at(9),), at(5), at(5))
    assert kept.purged == {}
    assert merge(theirs, kept, PLAIN).purged == theirs.purged


def a_photo(sha256: str, minute: int, **more: object) -> Record:
    said = {"pose": "", "caption": "", "by_hand": (), "sha256": sha256, **more}
    return a_record(**{name: (value, minute) for name, value in said.items()})


def photos(**records: Record) -> Side:
    return Side({("photo", name): one for name, one in records.items()}, {})


def test_the_same_picture_on_both_sides_becomes_one_that_knows_what_both_said():
    one, other = (
        photos(b=a_photo("f00", 2, pose="front")),
        photos(a=a_photo("f00", 1, caption="Hi")),
    )
    both, again = merge(one, other, RULES), merge(other, one, RULES)
    assert values(both) == values(again)
    stays, goes = both.records["photo", "a"], both.records["photo", "b"]
    assert (stays.in_sight, goes.in_sight) == (True, False)
    assert (stays.fields["pose"].value, stays.fields["caption"].value) == (("front",), ("Hi",))
    assert values(merge(both, other, RULES)) == values(both)
    assert values(merge(one, both, RULES)) == values(both)


def test_what_refers_to_the_picture_that_goes_refers_to_the_one_that_stays():
    region = a_record(on=("b", 1))
    one = Side({**photos(b=a_photo("f00", 2)).records, ("region", "r"): region}, {})
    both = merge(one, photos(a=a_photo("f00", 1)), RULES)
    assert both.records["region", "r"].fields["on"].value == ("a",)


def test_two_reviews_of_a_day_become_one_with_the_remarks_of_both():
    def review(who: str, minute: int, pores: int | None) -> Record:
        return a_record(
            day=("2026-10-14", 1), remarks=(((who,),), minute), **{"value:pores": (pores, minute)}
        )

    one = Side({("review", "a"): review("doctor", 3, 40)}, {})
    other = Side({("review", "b"): review("friend", 4, None)}, {})
    both = merge(one, other, RULES)
    stays = both.records["review", "a"]
    assert stays.fields["remarks"].value == ((("doctor",), ("friend",)),)
    assert stays.fields["value:pores"].value == (40,)
    assert not both.records["review", "b"].in_sight
    assert values(merge(other, one, RULES)) == values(both)
    assert values(merge(both, one, RULES)) == values(both)


def test_what_belongs_to_something_deleted_for_good_goes_or_forgets_it():
    one = Side(
        {
            ("card", "c"): a_record(session=("s", 9)),
            ("region", "r"): a_record(on=("gone", 9)),
            ("photo", "p"): a_photo("f00", 1, by_hand=(("gone", 2.0), ("p", 1.0))),
        },
        {},
    )
    other = Side({}, {("session", "s"): at(5), ("photo", "gone"): at(5)})
    both = merge(one, other, RULES)
    assert ("card", "c") in both.purged
    assert both.records["region", "r"].fields["on"].value == (None,)
    assert both.records["photo", "p"].fields["by_hand"].value == ((("p", 1.0),),)


def changed_by_both(here: Field, there: Field) -> bool:
    ours, theirs = side(x=a_record()), side(x=a_record())
    one = replace(ours.records["entry", "x"], fields={"note": here, DELETED: Field(NOT, at(0))})
    two = replace(one, fields={"note": there, DELETED: Field(NOT, at(0))})
    ours, theirs = side(x=one), side(x=two)
    found = differences(ours, theirs, merge(ours, theirs, PLAIN))
    return any(change.both for one in found for change in one.changes)


@pytest.mark.parametrize(
    ("here", "there", "both"),
    [
        (Field(("a",), at(3), at(1)), Field(("b",), at(2), at(1)), True),
        (Field(("a",), at(2), at(1)), Field(("b",), at(3), at(1)), True),
        (Field(("a",), at(1), at(1)), Field(("b",), at(3), at(1)), False),
        (Field(("a",), at(2), ""), Field(("b",), at(3), at(2)), False),
        (Field(("a",), at(2), ""), Field(("a",), at(3), ""), False),
    ],
)
def test_both_changed_it_only_where_neither_knew_of_the_other(
    here: Field, there: Field, both: bool
):
    assert changed_by_both(here, there) is both


def test_a_preview_tells_what_is_new_changed_deleted_and_back():
    ours = side(
        changed=a_record(note=("a", 1), at=("2026-10-14T21:00", 0)),
        deleted=a_record(note=("a", 1), at=("2026-10-15T21:00", 0)),
        back=a_record(2, note=("a", 1), at=("2026-10-16T21:00", 0)),
        same=a_record(note=("a", 1), at=("2026-10-17T21:00", 0)),
    )
    theirs = side(
        new=a_record(note=("n", 1), at=("2026-10-18T21:00", 0)),
        trashed=a_record(3, note=("t", 1), at=("2026-10-19T21:00", 0)),
        changed=a_record(note=("b", 4), at=("2026-10-14T21:00", 0)),
        deleted=a_record(5, note=("a", 1), at=("2026-10-15T21:00", 0)),
        back=a_record(note=("b", 4), at=("2026-10-16T21:00", 0)),
    )
    found = differences(ours, theirs, merge(ours, theirs, PLAIN))
    assert [(one.record, one.effect, one.name) for one in found] == [
        ("changed", Effect.CHANGED, "2026-10-14T21:00"),
        ("deleted", Effect.DELETED, "2026-10-15T21:00"),
        ("back", Effect.RETURNED, "2026-10-16T21:00"),
        ("new", Effect.NEW, "2026-10-18T21:00"),
    ]


class Laptop:
    """A library that only lives in memory, changed at random."""

    def __init__(self, luck: random.Random, name: str) -> None:
        self.side, self.luck, self.name = EMPTY, luck, name

    def change(self, minute: int) -> None:
        """Add, change, delete, bring back or purge something."""
        now = f"2026-01-01T00:00:00.{minute:06}+00:00"
        records, purged = dict(self.side.records), dict(self.side.purged)
        what = self.luck.random()
        if what < 0.4 or not records:
            sort = self.luck.choice(["entry", "photo"])
            said: dict[str, Value] = {"note": (f"{self.name}{minute}",), "sha256": (f"p{minute}",)}
            if sort == "photo":
                said |= {"sha256": (f"p{self.luck.randrange(60)}",), "by_hand": ((),)}
            fields = {name: Field(value, now) for name, value in said.items()}
            taken = {one.fields["sha256"].value for one in records.values() if one.in_sight}
            if said["sha256"] not in taken:
                key = (sort, f"{self.luck.randrange(10**9)}-{self.name}")
                records[key] = Record({**fields, DELETED: Field(NOT, now)}, now, now)
        else:
            key = self.luck.choice(sorted(records))
            record = records[key]
            if what < 0.8 and record.in_sight:
                changed = {"note": Field((f"{self.name}{minute}",), now)}
                records[key] = replace(record, fields={**record.fields, **changed})
            elif what < 0.95 and record.in_sight:
                changed = {DELETED: Field((now,), now)}
                records[key] = replace(record, fields={**record.fields, **changed})
            elif not record.in_sight:
                purged[key] = max(now, latest(record, frozenset()))
                del records[key]
        self.side = Side(records, purged)

    def receive(self, other: "Laptop", minute: int) -> None:
        """Merge what the other one holds."""
        now = f"2026-01-01T00:00:00.{minute:06}+00:00"
        merged = merge(self.side, other.side, RULES)
        self.side = without_destroying(self.side, merged, now)

    @property
    def in_sight(self) -> dict[Key, dict[str, Value]]:
        """What she sees."""
        return {
            key: {name: field.value for name, field in record.fields.items()}
            for key, record in self.side.records.items()
            if record.in_sight
        }


@pytest.mark.parametrize("seed", range(8))
def test_two_laptops_go_back_and_forth_for_a_year(seed: int):
    luck = random.Random(seed)
    one, other = Laptop(luck, "a"), Laptop(luck, "b")
    for minute in range(730):
        luck.choice((one, other)).change(minute)
        if luck.random() < 0.1:
            first, second = luck.sample((one, other), 2)
            first.receive(second, minute)
    one.receive(other, 800)
    other.receive(one, 801)
    assert one.in_sight == other.in_sight
    shown = [fields["sha256"] for (table, _), fields in one.in_sight.items() if table == "photo"]
    assert len(shown) == len(set(shown)) > 5
    before = one.in_sight
    one.receive(other, 802)
    assert one.in_sight == before


@pytest.mark.parametrize("seed", range(8))
def test_three_laptops_come_together_whichever_way_they_exchange(seed: int):
    luck = random.Random(seed)
    laptops = [Laptop(luck, name) for name in "abc"]
    for minute in range(400):
        luck.choice(laptops).change(minute)
        if luck.random() < 0.05:
            first, second = luck.sample(laptops, 2)
            first.receive(second, minute)
    for turn in range(4):
        for first in laptops:
            for second in laptops:
                first.receive(second, 800 + turn)
    assert laptops[0].in_sight == laptops[1].in_sight == laptops[2].in_sight
