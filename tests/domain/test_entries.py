from datetime import date
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from recovery_app.domain.entries import Entry, EntryChange, applied, inverse
from tests.domain.diary import entry, moment

SLUGS = st.sampled_from(["redness", "swelling", "pain", "itch", "acne", "blister"])
CLOCKS = st.builds(moment, st.integers(0, 5), st.just("09:30"), st.sampled_from([-8, 0, 8, 14]))
ENTRIES = st.builds(
    Entry,
    id=st.just("one"),
    at=CLOCKS,
    ratings=st.dictionaries(SLUGS, st.integers(0, 10)),
    ticks=st.frozensets(SLUGS),
    note=st.text(max_size=3),
)
CHANGES = st.builds(
    EntryChange,
    ratings=st.dictionaries(SLUGS, st.none() | st.integers(0, 10)),
    ticks=st.dictionaries(SLUGS, st.booleans()),
    note=st.none() | st.text(max_size=3),
    at=st.none() | CLOCKS,
)


def test_an_entry_belongs_to_the_date_of_its_own_clock() -> None:
    assert entry(moment(0, "23:30", offset=-8)).day == date(2026, 3, 2)
    assert entry(moment(0, "00:30", offset=14)).day == date(2026, 3, 2)


def test_a_rating_of_none_at_all_is_not_an_empty_entry() -> None:
    assert entry(moment(0)).empty
    assert not entry(moment(0), {"redness": 0}).empty
    assert not entry(moment(0), {}, "acne").empty
    assert not Entry("one", moment(0), note="calm").empty


def test_only_what_a_change_names_is_changed() -> None:
    before = entry(moment(0), {"redness": 3, "pain": 2}, "acne", "bruise")
    change = EntryChange(ratings={"redness": None, "itch": 0}, ticks={"acne": False, "pus": True})
    after = applied(before, change)
    assert after.ratings == {"pain": 2, "itch": 0}
    assert after.ticks == {"bruise", "pus"}
    assert (after.id, after.at, after.note) == (before.id, before.at, before.note)


def test_note_and_moment_can_be_changed_and_a_note_emptied() -> None:
    before = Entry("one", moment(0), note="hot")
    assert applied(before, EntryChange(note="")).note == ""
    assert applied(before, EntryChange(at=moment(2))).at == moment(2)


@given(ENTRIES, CHANGES)
def test_undo_brings_back_exactly_what_was(before: Entry, change: EntryChange) -> None:
    assert applied(applied(before, change), inverse(before, change)) == before


@given(ENTRIES, CHANGES)
def test_making_a_change_twice_is_making_it_once(before: Entry, change: EntryChange) -> None:
    once = applied(before, change)
    assert applied(once, change) == once


def test_changes_of_different_symptoms_do_not_disturb_each_other() -> None:
    changes = [
        EntryChange(ratings={"redness": 3}),
        EntryChange(ratings={"pain": None}),
        EntryChange(ticks={"acne": True}),
        EntryChange(note="calm"),
    ]
    before = entry(moment(0), {"pain": 4})
    results: list[Entry] = []
    for order in permutations(changes):
        after = before
        for change in order:
            after = applied(after, change)
        results.append(after)
    assert all(after == results[0] for after in results)
