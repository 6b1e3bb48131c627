"""Plain statements and tables see the very same diary; what is taken back leaves its trace."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from recovery_app.domain.entries import Entry, EntryChange, applied
from recovery_app.domain.symptoms import SEEDED, Sort
from recovery_app.errors import LibraryUnavailable
from recovery_app.storage import catalogue, connections, entries, noting
from recovery_app.storage.connections import PlainDatabase
from recovery_app.storage.database import Database
from recovery_app.storage.places import Places
from tests.factories import DAY, a_moment, an_entry

FEW = settings.get_profile("storage")

moments = st.builds(
    lambda day, minute, offset: datetime.combine(
        DAY + timedelta(days=day),
        time(minute // 60, minute % 60),
        timezone(timedelta(hours=offset)),
    ),
    st.integers(0, 3),
    st.integers(0, 24 * 60 - 1),
    st.sampled_from([-9.5, 0, 8, 13]),
)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
rated = {
    one.slug: st.integers(0, one.top) | st.none() for one in SEEDED if one.sort is not Sort.TICK
}
ticked = {one.slug: st.booleans() for one in SEEDED if one.sort is Sort.TICK}
changes = st.builds(
    EntryChange,
    ratings=st.fixed_dictionaries({}, optional=rated),
    ticks=st.fixed_dictionaries({}, optional=ticked),
    note=st.none() | words,
    at=st.none() | moments,
)
steps = st.tuples(st.sampled_from(["one", "two", "three"]), moments, changes | st.booleans())
"""An entry's id, when it would be made, and a change of it, or whether it goes into the trash."""


@pytest.fixture
def plain(places: Places) -> Iterator[PlainDatabase]:
    with closing(PlainDatabase(places.database)) as one:
        yield one


def note(plain: PlainDatabase, before: Entry | None, after: Entry) -> None:
    with plain.writing() as db:
        noting.save(db, before, after)


@settings(FEW)
@given(story=st.lists(steps, max_size=12))
def test_what_is_noted_plainly_is_what_the_tables_read(
    plain: PlainDatabase,
    database: Database,
    story: list[tuple[str, datetime, EntryChange | bool]],
):
    with database.writing() as db:
        for table in ("rating", "entry"):
            db.execute(text(f"DELETE FROM {table}"))
    every: dict[str, Entry] = {}
    away: set[str] = set()
    for entry_id, at, what in story:
        with plain.writing() as db:
            found = noting.find(db, entry_id, away_too=True)
            assert found == every.get(entry_id)
            if isinstance(what, EntryChange):
                every[entry_id] = applied(found or Entry(entry_id, at), what)
                noting.save(db, found, every[entry_id])
                away.discard(entry_id)
            else:
                noting.remove(db, entry_id, away=what)
                (away.add if what else away.discard)(entry_id)
    seen = sorted(
        (one for one in every.values() if one.id not in away), key=lambda one: (one.at, one.id)
    )
    with database.reading() as tables, plain.reading() as db:
        assert entries.every(tables) == noting.of_days(db, date.min, date.max) == seen
        assert noting.symptoms(db) == catalogue.symptoms(tables)
        for one in seen:
            assert noting.find(db, one.id) == one
            same = noting.at_minute(db, one.at)
            assert same is not None
            assert same.at == one.at
        # Merging needs the times of each row; all of them must be readable as the tables write them.
        for stamp in tables.execute(
            text("SELECT created_at FROM entry UNION SELECT changed_at FROM rating")
        ):
            assert datetime.fromisoformat(stamp[0]).tzinfo == UTC


def test_an_entry_comes_back_as_it_was_and_keeps_its_offset(plain: PlainDatabase):
    entry = an_entry(at=a_moment(1, offset=-9.5), ratings={"redness": 0}, note="naïve 🙂\n  two")
    note(plain, None, entry)
    with plain.reading() as db:
        found = noting.find(db, entry.id)
        assert found == entry
        assert found is not None
        assert found.at.utcoffset() == entry.at.utcoffset()
        assert noting.at_minute(db, entry.at) == entry
        assert noting.at_minute(db, entry.at.replace(minute=1)) is None
        assert noting.find(db, "nobody") is None


def test_entries_are_in_the_order_of_their_moments_wherever_they_were_lived(
    plain: PlainDatabase, database: Database
):
    late = an_entry(at=datetime.fromisoformat("2026-03-02T08:00:00-08:00"))
    early = an_entry(at=datetime.fromisoformat("2026-03-02T21:00:00+08:00"))
    for one in (late, early):
        note(plain, None, one)
    with database.reading() as tables, plain.reading() as db:
        assert entries.every(tables) == [early, late]
        assert noting.of_days(db, late.day, late.day) == [early, late]


def test_a_moment_that_moves_to_another_offset_is_kept(plain: PlainDatabase):
    entry = an_entry(at=datetime.fromisoformat("2026-03-02T08:00:00+00:00"))
    note(plain, None, entry)
    flown = replace(entry, at=datetime.fromisoformat("2026-03-02T16:00:00+08:00"))
    note(plain, entry, flown)
    with plain.reading() as db:
        found = noting.find(db, entry.id)
    assert found is not None
    assert found.at.isoformat() == flown.at.isoformat()


def test_a_rating_taken_back_is_a_gap_and_its_row_stays_without_a_value(plain: PlainDatabase):
    entry = an_entry(ratings={"redness": 3, "pain": 2}, ticks=frozenset({"fever"}))
    note(plain, None, entry)
    note(plain, entry, replace(entry, ratings={"pain": 2}, ticks=frozenset()))
    with plain.reading() as db:
        found = noting.find(db, entry.id)
        rows = db.execute("SELECT symptom, value FROM rating ORDER BY symptom").fetchall()
    assert found == replace(entry, ratings={"pain": 2}, ticks=frozenset())
    assert rows == [("fever", None), ("pain", 2), ("redness", None)]


def test_only_what_changed_gets_a_new_time(plain: PlainDatabase):
    entry = an_entry(ratings={"redness": 3, "pain": 2})

    def times() -> dict[str, str]:
        with plain.reading() as db:
            found = db.execute("SELECT symptom, changed_at FROM rating").fetchall()
            found += db.execute("SELECT 'entry', changed_at FROM entry").fetchall()
        return dict(found)

    note(plain, None, entry)
    before = times()
    changed = replace(entry, ratings={"redness": 3, "pain": 1})
    note(plain, entry, changed)
    after = times()
    assert after["redness"] == before["redness"]
    assert after["entry"] == before["entry"]
    assert after["pain"] > before["pain"]
    assert datetime.fromisoformat(after["pain"]).tzinfo == UTC
    note(plain, changed, replace(changed, note="Calmer."))
    assert times() == {**after, "entry": times()["entry"]}
    assert times()["entry"] > after["entry"]


def test_a_rating_that_another_process_gave_stays(plain: PlainDatabase):
    """What is written is the difference, not the entry as this process believes it to be."""
    entry = an_entry(ratings={"redness": 3}, ticks=frozenset())
    note(plain, None, entry)
    note(plain, entry, replace(entry, ratings={"redness": 3, "pain": 5}))
    note(plain, entry, replace(entry, ratings={"redness": 1}))
    with plain.reading() as db:
        found = noting.find(db, entry.id)
    assert found is not None
    assert found.ratings == {"redness": 1, "pain": 5}


def test_what_was_put_into_the_trash_is_out_of_sight_and_comes_back(
    plain: PlainDatabase, database: Database
):
    entry = an_entry()
    note(plain, None, entry)
    with plain.writing() as db:
        for one in (entry.id, "nobody", ""):
            noting.remove(db, one)
        assert noting.find(db, entry.id) is noting.at_minute(db, entry.at) is None
        assert noting.find(db, entry.id, away_too=True) == entry
        assert noting.of_days(db, DAY, entry.day) == []
        noting.remove(db, entry.id, away=False)
        assert noting.find(db, entry.id) == entry
        noting.remove(db, entry.id)
        noting.save(db, entry, entry)  # a late word: it comes back
    with database.reading() as tables:
        assert entries.every(tables) == [entry]


def test_a_moment_without_its_offset_is_a_bug(plain: PlainDatabase):
    naive = datetime.fromisoformat("2026-03-02T21:00:00")
    with pytest.raises(ValueError, match="offset"):
        note(plain, None, an_entry(at=naive))


def test_a_broken_reference_is_a_bug_and_is_not_dressed_up(plain: PlainDatabase):
    with pytest.raises(sqlite3.IntegrityError):
        note(plain, None, an_entry(ratings={"unheard-of": 1}))
    with plain.reading() as db:
        assert noting.of_days(db, date.min, date.max) == []
    note(plain, None, an_entry())


def test_the_kept_connection_waits_for_the_disk_and_checks_references(plain: PlainDatabase):
    with plain.writing() as db:
        found = [
            db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1]  # 2 is FULL


def test_a_failed_block_takes_everything_back(plain: PlainDatabase):
    def fail_half_way() -> None:
        with plain.writing() as db:
            noting.save(db, None, an_entry())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with plain.reading() as db:
        assert noting.of_days(db, date.min, date.max) == []


def test_a_reader_sees_one_state_while_another_writes(plain: PlainDatabase):
    with plain.reading() as reader:
        assert noting.of_days(reader, date.min, date.max) == []
        note(plain, None, an_entry())
        assert noting.of_days(reader, date.min, date.max) == []


def test_a_writer_waits_for_another_and_then_writes(plain: PlainDatabase, database: Database):
    waiting, written = threading.Event(), list[str]()

    def write() -> None:
        waiting.set()
        note(plain, None, an_entry())
        written.append("plain")

    with database.writing() as db:
        catalogue.remove_symptom(db, "warmth")
        thread = threading.Thread(target=write)
        thread.start()
        waiting.wait()
        written.append("tables")
    thread.join()
    assert written == ["tables", "plain"]


def test_threads_take_turns(plain: PlainDatabase):
    made = [an_entry(day) for day in range(8)]
    threads = [threading.Thread(target=note, args=(plain, None, one)) for one in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with plain.reading() as db:
        assert noting.of_days(db, date.min, date.max) == made


def test_a_writer_that_waits_too_long_says_so(places: Places, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    impatient = PlainDatabase(places.database)
    with closing(sqlite3.connect(places.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryUnavailable, match="busy with another program"):
            note(impatient, None, an_entry())
        other.execute("ROLLBACK")
    note(impatient, None, an_entry())
    impatient.close()


def test_closing_folds_the_log_into_the_database_and_it_opens_again(places: Places):
    plain = PlainDatabase(places.database)
    for _ in range(2):
        note(plain, None, an_entry())
        assert Path(f"{places.database}-wal").stat().st_size > 0
        plain.close()
        assert not Path(f"{places.database}-wal").exists()
    plain.close()


def test_a_database_that_vanished_is_not_replaced_by_an_empty_one(places: Places):
    places.database.unlink()
    plain = PlainDatabase(places.database)
    for way in (plain.reading, plain.writing):
        with pytest.raises(LibraryUnavailable, match="cannot be opened"), way():
            pass
    assert not places.database.exists()
