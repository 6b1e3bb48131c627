"""Noting entries a click at a time, taking clicks back, and what cannot be noted."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.entries import Entry, EntryChange
from recovery_app.domain.moments import now
from recovery_app.domain.symptoms import SEEDED, Sort
from recovery_app.errors import NotFound, WrongInput
from recovery_app.services.library import Library
from tests.factories import DAY, a_moment

AT = a_moment(1)

ALONE = """
import sys
from pathlib import Path
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.moments import now
from recovery_app.services.library import open_library
library = open_library(Path(sys.argv[1]))
done = library.journal.record("one", now(), EntryChange({"redness": 3}))
print(done.entry.ratings["redness"], "sqlalchemy" in sys.modules)
library.close()
"""


def stored(library: Library, entry_id: str) -> Entry | None:
    every = library.journal.of_days(date(1990, 1, 1), now().date())
    return next((one for one in every if one.id == entry_id), None)


def test_the_first_click_makes_an_entry_and_the_next_change_it(library: Library):
    first = library.journal.record("one", AT, EntryChange({"redness": 3}))
    assert first.undo is None
    assert first.entry == Entry("one", AT, {"redness": 3})
    second = library.journal.record("one", AT, EntryChange({"pain": 2}, {"fever": True}, "warm"))
    assert second.entry == Entry("one", AT, {"redness": 3, "pain": 2}, frozenset({"fever"}), "warm")
    assert stored(library, "one") == second.entry


def test_every_click_can_be_taken_back(library: Library):
    library.journal.record("one", AT, EntryChange({"redness": 3}))
    before = stored(library, "one")
    later = AT + timedelta(hours=1)
    done = library.journal.record(
        "one", AT, EntryChange({"redness": None, "itch": 9}, {"fever": True}, "note", later)
    )
    assert done.entry == Entry("one", later, {"itch": 9}, frozenset({"fever"}), "note")
    assert done.undo is not None
    taken_back = library.journal.record("one", AT, done.undo)
    assert stored(library, "one") == before
    assert taken_back.undo is not None
    assert library.journal.record("one", AT, taken_back.undo).entry == done.entry


_rated = {
    one.slug: st.integers(0, one.top) | st.none() for one in SEEDED if one.sort is not Sort.TICK
}
_ticked = {one.slug: st.booleans() for one in SEEDED if one.sort is Sort.TICK}
changes = st.builds(
    EntryChange,
    ratings=st.fixed_dictionaries({}, optional=_rated),
    ticks=st.fixed_dictionaries({}, optional=_ticked),
    note=st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    at=st.none() | st.integers(0, 99).map(lambda day: a_moment(day)),
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(one=st.lists(changes, min_size=1, max_size=5), name=st.uuids())
def test_any_row_of_changes_is_taken_back_one_by_one(
    library: Library, one: list[EntryChange], name: object
):
    entry_id = str(name)
    library.journal.record(entry_id, AT, EntryChange({"redness": 1}))
    states = [stored(library, entry_id)]
    undos: list[EntryChange] = []
    for change in one:
        done = library.journal.record(entry_id, AT, change)
        assert stored(library, entry_id) == done.entry
        assert done.undo is not None
        undos.append(done.undo)
        states.append(done.entry)
    for undo in reversed(undos):
        states.pop()
        library.journal.record(entry_id, AT, undo)
        assert stored(library, entry_id) == states[-1]


def test_changing_one_symptom_leaves_what_another_process_changed(library: Library):
    library.journal.record("one", AT, EntryChange({"redness": 3}))
    library.journal.record("one", AT, EntryChange({"pain": 5}))
    library.journal.record("one", AT, EntryChange({"redness": 2}))
    found = stored(library, "one")
    assert found is not None
    assert found.ratings == {"redness": 2, "pain": 5}


def test_a_second_log_at_the_same_minute_changes_that_entry(library: Library):
    first = library.journal.log(AT, EntryChange({"redness": 3}))
    again = library.journal.log(AT.replace(second=42), EntryChange({"pain": 1}))
    assert again.entry.id == first.entry.id
    assert again.entry.at == AT
    assert again.entry.ratings == {"redness": 3, "pain": 1}
    assert again.undo == EntryChange({"pain": None})
    other = library.journal.log(AT + timedelta(minutes=1), EntryChange({"pain": 1}))
    assert other.entry.id != first.entry.id
    assert len(library.journal.of_days(AT.date(), AT.date())) == 2


def test_moments_are_kept_to_the_minute(library: Library):
    odd = AT.replace(second=59, microsecond=999)
    assert library.journal.record("one", odd, EntryChange({"redness": 1})).entry.at == AT
    moved = library.journal.record("one", AT, EntryChange(at=odd + timedelta(hours=1))).entry
    assert moved.at == AT + timedelta(hours=1)
    assert library.journal.log(moved.at, EntryChange({"pain": 1})).entry.id == "one"


def test_several_entries_a_day_keep_their_own_offset_and_order(library: Library):
    flown = a_moment(1, "09:00", offset=8)
    landed = a_moment(1, "08:30", offset=1)
    for at in (landed, flown):
        library.journal.log(at, EntryChange({"redness": 1}))
    found = library.journal.of_days(flown.date(), flown.date())
    assert [(one.at, one.at.utcoffset()) for one in found] == [
        (flown, flown.utcoffset()),
        (landed, landed.utcoffset()),
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (EntryChange({"rednes": 1}), "There is no symptom “rednes”. Known are: redness, swelling"),
        (EntryChange({"redness": 5}), "Redness is rated from 0 to 4; 5 is off its scale"),
        (EntryChange({"redness": -1}), "-1 is off its scale"),
        (EntryChange({"pain": 11}), "Pain is rated from 0 to 10; 11"),
        (EntryChange({"fever": 1}), "Fever is ticked, not rated"),
        (EntryChange({"fever": None, "x": None}), "There is no symptom “x”"),
        (EntryChange(ticks={"redness": True}), "“redness” is rated, not ticked"),
        (EntryChange(ticks={"nothing": False}), "There is no symptom “nothing”"),
        (EntryChange(note="x" * 1_000_001), "longer than a million characters"),
        (EntryChange(note="a\0b"), "cannot hold the character NUL"),
        (EntryChange(note="caf\udce9"), "characters that cannot be kept"),
        (EntryChange(at=now() + timedelta(days=1)), "lies in the future"),
        (EntryChange(at=datetime.fromisoformat("1989-01-01T00:00+00:00")), "too long ago"),
    ],
)
def test_what_cannot_be_noted_is_a_sentence_and_changes_nothing(
    library: Library, announced: list[Change], change: EntryChange, words: str
):
    before = library.journal.record("one", AT, EntryChange({"redness": 3})).entry
    announced.clear()
    for try_it in (
        lambda: library.journal.record("one", AT, change),
        lambda: library.journal.record("two", AT, change),
        lambda: library.journal.log(AT, change),
    ):
        with pytest.raises(WrongInput) as caught:
            try_it()
        assert words in str(caught.value)
    assert library.journal.of_days(AT.date(), AT.date()) == [before]
    assert announced == []


def test_an_entry_of_tomorrow_or_of_long_ago_is_refused(library: Library):
    for at in (now() + timedelta(days=1), a_moment().replace(year=1950)):
        with pytest.raises(WrongInput):
            library.journal.record("one", at, EntryChange({"redness": 1}))
        with pytest.raises(WrongInput):
            library.journal.log(at, EntryChange({"redness": 1}))


def test_an_entry_can_be_deleted_and_brought_back(library: Library):
    entry = library.journal.record("one", AT, EntryChange({"redness": 3}, note="warm")).entry
    assert library.journal.remove("one") == entry
    assert stored(library, "one") is None
    with pytest.raises(NotFound, match="not there any more"):
        library.journal.remove("one")
    library.journal.restore("one")
    assert stored(library, "one") == entry
    library.journal.restore("nobody")


def test_a_late_word_for_a_deleted_entry_loses_nothing_of_it(library: Library):
    """A note may be saved a moment after its entry was deleted."""
    library.journal.record("one", AT, EntryChange({"redness": 3}, {"fever": True}))
    library.journal.remove("one")
    done = library.journal.record("one", AT, EntryChange(note="still warm"))
    assert done.entry == Entry("one", AT, {"redness": 3}, frozenset({"fever"}), "still warm")
    assert done.undo == EntryChange(note="")
    assert stored(library, "one") == done.entry
    assert library.trash.look() == []


def test_each_saving_says_which_days_it_touched(library: Library, announced: list[Change]):
    library.journal.record("one", AT, EntryChange({"redness": 3}))
    library.journal.record("one", AT, EntryChange(at=a_moment(4)))
    library.journal.record("one", AT, EntryChange({"redness": 2}))
    library.journal.log(a_moment(4), EntryChange({"pain": 2}))
    library.journal.remove("one")
    library.journal.restore("one")
    assert all(change.topics == {Topic.ENTRY} for change in announced)
    first, moved = DAY + timedelta(days=1), DAY + timedelta(days=4)
    assert [change.days for change in announced] == [
        {first},
        {first, moved},
        *([{moved}] * 4),
    ]


def test_an_entry_is_saved_without_waiting_for_sqlalchemy(library_folder: Path):
    said = subprocess.run(
        [sys.executable, "-c", ALONE, library_folder],
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
        text=True,
    )
    assert said.stdout.split() == ["3", "False"]
