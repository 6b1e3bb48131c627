"""Every change of a field is noted with its time, whoever makes it."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.reviews import Remark
from recovery_app.services import library as libraries
from recovery_app.services.library import Library
from recovery_app.storage import field_times, sides, versions
from recovery_app.storage.mergeable import COMPUTED, KEPT_FOR_MERGING, shapes
from recovery_app.storage.places import Places
from recovery_app.storage.rows import Row
from tests.factories import a_moment, a_picture, a_review, a_session

UTC_TEXT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")


@pytest.fixture
def hand(library: Library) -> Iterator[sqlite3.Connection]:
    """Another program that has the library's database open."""
    with closing(sqlite3.connect(library.places.database, isolation_level=None)) as connection:
        yield connection


def noted(hand: sqlite3.Connection, table: str) -> dict[tuple[str, str], str]:
    rows = hand.execute("SELECT record, field, at FROM field_change WHERE table_name = ?", (table,))
    return {(record, field): at for record, field, at in rows}


def forget(hand: sqlite3.Connection) -> None:
    hand.execute("DELETE FROM field_change")


def test_every_table_has_its_place_in_a_merge():
    parts = {one.table for shape in shapes().values() for _, one in shape.every_parts}
    numbers = {shape.numbers.table for shape in shapes().values() if shape.numbers}
    placed = {*shapes(), *parts, *numbers, *COMPUTED, *KEPT_FOR_MERGING}
    assert placed == set(Row.metadata.tables)


def test_every_column_of_a_record_is_told():
    for shape in shapes().values():
        columns = Row.metadata.tables[shape.table].columns
        assert sorted(shape.columns) == sorted(column.name for column in columns)


def test_a_new_library_has_noted_nothing_and_lacks_no_trigger(hand: sqlite3.Connection):
    assert noted(hand, "kind") == {}
    made = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    assert dict(hand.execute(made).fetchall()) == field_times.statements()
    assert field_times.foreign(hand) == []


def test_a_click_notes_its_own_symptom_alone(library: Library, hand: sqlite3.Connection):
    one = library.journal.log(a_moment(), EntryChange({"redness": 3, "pain": 2}, note="a")).entry
    forget(hand)
    library.journal.record(one.id, one.at, EntryChange({"redness": 2}))
    assert list(noted(hand, "entry")) == [(one.id, "rating:redness")]
    assert UTC_TEXT.fullmatch(noted(hand, "entry")[one.id, "rating:redness"])
    library.journal.record(one.id, one.at, EntryChange(note="b"))
    assert set(noted(hand, "entry")) == {(one.id, "rating:redness"), (one.id, "note")}


def test_a_change_by_hand_is_noted_too(library: Library, hand: sqlite3.Connection):
    one = library.journal.log(a_moment(), EntryChange({"redness": 3}, note="a")).entry
    forget(hand)
    hand.execute("UPDATE entry SET note = 'by hand'")
    hand.execute("DELETE FROM rating")
    assert set(noted(hand, "entry")) == {(one.id, "note"), (one.id, "rating:redness")}
    rated = sides.side_of(sides.rows_of(hand)).records["entry", one.id].fields["rating:redness"]
    assert rated.value == (None,)


def test_what_is_written_as_it_was_is_no_change(library: Library, hand: sqlite3.Connection):
    saved = library.sessions.save(a_session())
    looked = library.reviews.save(a_review())
    (kind, *_), (device, *_) = library.catalogue.kinds(), library.catalogue.devices()
    forget(hand)
    library.sessions.save(saved)
    library.reviews.save(looked)
    library.catalogue.save_kind(kind)
    library.catalogue.save_device(device)
    assert hand.execute("SELECT * FROM field_change").fetchall() == []


def test_a_list_that_changes_is_noted_as_one_field(library: Library, hand: sqlite3.Connection):
    saved = library.sessions.save(a_session())
    looked = library.reviews.save(a_review())
    forget(hand)
    library.sessions.save(a_session(id=saved.id, areas=("nose",)))
    assert list(noted(hand, "session")) == [(saved.id, "areas")]
    changed = a_review(id=looked.id, remarks=(Remark("Calm.", "friend"),))
    library.reviews.save(changed)
    assert list(noted(hand, "review")) == [(looked.id, "remarks")]


def test_a_kind_notes_its_usual_days(hand: sqlite3.Connection):
    hand.execute("UPDATE usual SET last_day = last_day + 1 WHERE kind = 'ipl'")
    assert set(noted(hand, "kind")) == {("ipl", "usual")}


def test_a_photo_deleted_for_good_is_remembered_and_what_hung_on_it_let_go(
    library: Library, hand: sqlite3.Connection, tmp_path: Path
):
    (photo,) = library.photos.add([a_picture(tmp_path)]).added
    library.photos.remove([photo.id])
    (before,) = hand.execute("SELECT at FROM field_change WHERE field = 'deleted_at'").fetchone()
    library.trash.empty(older_than_days=0)
    ((table, record, at),) = hand.execute("SELECT * FROM purged").fetchall()
    assert (table, record) == ("photo", photo.id)
    assert at >= before
    assert noted(hand, "photo") == {}


def test_a_purged_session_takes_its_notes_and_its_cards_along(
    library: Library, hand: sqlite3.Connection
):
    saved = library.sessions.save(a_session())
    hand.execute("PRAGMA foreign_keys = ON")
    hand.execute(
        "INSERT INTO session_card (id, session_id, position, sha256, suffix, width, height, size,"
        " name, created_at, changed_at) SELECT 'card', id, 0, 'x', '.png', 1, 1, 1, '', created_at,"
        " created_at FROM session"
    )
    assert (saved.id, "cards") in noted(hand, "session")
    hand.execute("DELETE FROM session")
    purged = hand.execute("SELECT table_name, record FROM purged").fetchall()
    assert set(purged) == {("session", saved.id), ("session_card", "card")}
    assert noted(hand, "session") == {}


def test_a_change_made_knowing_another_is_newer_whatever_the_clock_says(
    library: Library, hand: sqlite3.Connection
):
    one = library.journal.log(a_moment(), EntryChange({"redness": 3})).entry
    ahead = "2099-01-01T00:00:00.000000+00:00"
    hand.execute("UPDATE field_change SET at = ?", (ahead,))
    library.journal.record(one.id, one.at, EntryChange({"redness": 2}))
    library.journal.remove(one.id)
    times = noted(hand, "entry")
    assert ahead < times[one.id, "rating:redness"] <= times[one.id, "deleted_at"]


def test_times_are_those_of_the_clock(library: Library, hand: sqlite3.Connection):
    before = datetime.now(UTC)
    one = library.journal.log(a_moment(), EntryChange({"redness": 3})).entry
    library.journal.record(one.id, one.at, EntryChange({"redness": 2}))
    (at,) = noted(hand, "entry").values()
    assert abs((datetime.fromisoformat(at) - before).total_seconds()) < 60


def test_what_was_deleted_for_good_and_comes_back_is_newer_than_that(
    library: Library, hand: sqlite3.Connection
):
    one = library.journal.log(a_moment(), EntryChange({"redness": 3})).entry
    hand.execute("PRAGMA foreign_keys = ON")
    row = hand.execute("SELECT * FROM entry").fetchone()
    hand.execute("DELETE FROM entry")
    assert hand.execute("SELECT record FROM purged").fetchall() == [(one.id,)]
    (purged_at,) = hand.execute("SELECT at FROM purged").fetchone()
    hand.execute(f"INSERT INTO entry VALUES ({', '.join('?' * len(row))})", row)
    assert hand.execute("SELECT record FROM purged").fetchall() == []
    assert noted(hand, "entry")[one.id, "deleted_at"] >= purged_at


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE TRIGGER evil AFTER INSERT ON entry BEGIN DELETE FROM photo; END",
        "CREATE VIEW rating_2 AS SELECT * FROM rating",
        "CREATE TRIGGER noted_evil AFTER INSERT ON entry BEGIN DELETE FROM photo; END",
    ],
)
def test_what_others_planted_is_named(hand: sqlite3.Connection, planted: str):
    hand.execute(planted)
    assert field_times.foreign(hand) == [planted.split()[2]]


def test_a_trigger_of_ours_that_was_changed_is_named(hand: sqlite3.Connection):
    hand.execute("DROP TRIGGER noted_entry_note")
    hand.execute("CREATE TRIGGER noted_entry_note AFTER UPDATE ON entry BEGIN SELECT 1; END")
    assert field_times.foreign(hand) == ["noted_entry_note"]


def test_an_older_library_gets_times_for_what_was_changed(tmp_path: Path):
    places = Places(tmp_path / "library")
    places.lay_out()
    shutil.copy(Path(__file__).parent / "old" / "v0004.sqlite3", places.database)
    with closing(libraries.open_library(places.folder)):
        pass
    with closing(versions.open_reading(places.database)) as db:
        side = sides.side_of(sides.rows_of(db))
        assert field_times.foreign(db) == []
        changed_at = dict(db.execute("SELECT id, changed_at FROM region"))
    region = side.records["region", "region-2"]
    assert not region.in_sight
    assert region.fields["name"].at == changed_at["region-2"]
    assert side.records["kind", "ipl"].fields["name"].at == ""
    names = {
        record.fields["name"].value for key, record in side.records.items() if key[0] == "device"
    }
    assert ("PicoPlus",) in names
