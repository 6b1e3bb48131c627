"""The first screen reads through sqlite3 what the tables wrote: both must see the very same diary."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from recovery_app.domain.entries import Entry
from recovery_app.domain.kinds import KINDS
from recovery_app.domain.moments import days_before
from recovery_app.domain.photos import Condition, DateSource, Photo
from recovery_app.domain.sessions import Session, numbered
from recovery_app.domain.symptoms import SEEDED, Sort
from recovery_app.errors import LibraryUnavailable
from recovery_app.storage import catalogue, entries, noting, photos, sessions
from recovery_app.storage.connections import PlainDatabase
from recovery_app.storage.database import Database
from recovery_app.storage.places import Places
from recovery_app.storage.today import CHART_DAYS, DayReader
from tests.factories import DAY, an_entry
from tests.storage.written import add_entry

FEW = settings.get_profile("storage")

RATED = [one for one in SEEDED if one.sort is not Sort.TICK]
TICKS = [one.slug for one in SEEDED if one.sort is Sort.TICK]


@dataclass(frozen=True)
class Diary:
    """What is written, and the ids of what is then put into the trash."""

    entries: list[Entry]
    sessions: list[Session]
    photos: list[Photo]
    gone: set[str]


moments = st.builds(
    lambda day, minute, offset: datetime.combine(
        DAY + timedelta(days=day),
        time(minute // 60, minute % 60),
        timezone(timedelta(hours=offset)),
    ),
    st.integers(0, 30),
    st.integers(0, 24 * 60 - 1),
    st.sampled_from([-9.5, -3, 0, 1, 8, 13]),
)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
ratings = st.lists(st.sampled_from(RATED), max_size=5, unique=True).flatmap(
    lambda chosen: st.fixed_dictionaries({one.slug: st.integers(0, one.top) for one in chosen})
)


@st.composite
def diaries(draw: st.DrawFn) -> Diary:
    """Draw a month with whatever a person may write down in it."""
    some_entries = [
        Entry(
            f"entry-{n}",
            at,
            draw(ratings),
            draw(st.frozensets(st.sampled_from(TICKS))),
            draw(words),
        )
        for n, at in enumerate(draw(st.lists(moments, max_size=8)))
    ]
    some_sessions = [
        Session(
            id=f"session-{n}",
            date=at.date(),
            kind=draw(st.sampled_from(KINDS[:4])).slug,
            at=at if draw(st.booleans()) else None,
            device=draw(words),
        )
        for n, at in enumerate(draw(st.lists(moments, max_size=5)))
    ]
    some_photos = [
        Photo(
            id=f"photo-{n}",
            sha256=f"{n:064x}",
            suffix=draw(st.sampled_from([".jpg", ".heic"])),
            taken_at=at,
            source=draw(st.sampled_from(DateSource)),
            width=draw(st.integers(1, 9000)),
            height=draw(st.integers(1, 9000)),
            size=draw(st.integers(1, 1 << 40)),
            pose=draw(st.sampled_from(["", "front", "close-up:nose"])),
            condition=draw(st.sampled_from(Condition)),
            caption=draw(words),
            name=draw(words),
        )
        for n, at in enumerate(draw(st.lists(moments, max_size=5)))
    ]
    everything = [one.id for one in (*some_entries, *some_sessions, *some_photos)]
    gone = draw(st.sets(st.sampled_from(everything), max_size=3)) if everything else set[str]()
    return Diary(some_entries, some_sessions, some_photos, gone)


def write(database: Database, plain: PlainDatabase, diary: Diary) -> None:
    """Write a diary in the place of what was there, each entry in two steps."""
    with database.writing() as db:
        for table in ("rating", "entry", "session", "photo"):
            db.execute(text(f"DELETE FROM {table}"))
        for session in diary.sessions:
            sessions.save(db, session)
            if session.id in diary.gone:
                sessions.remove(db, session.id)
        for photo in diary.photos:
            photos.save(db, photo)
        photos.remove(db, [photo.id for photo in diary.photos if photo.id in diary.gone])
    with plain.writing() as db:
        for entry in diary.entries:
            # What was rated first and taken back leaves a row without a value.
            first = Entry(entry.id, entry.at, {"itch": 7}, frozenset({"fever"}))
            noting.save(db, None, first)
            noting.save(db, first, entry)
            if entry.id in diary.gone:
                noting.remove(db, entry.id)


@pytest.fixture
def reader(places: Places) -> Iterator[DayReader]:
    with closing(DayReader(places)) as one:
        yield one


@pytest.fixture
def plain(places: Places) -> Iterator[PlainDatabase]:
    with closing(PlainDatabase(places.database)) as one:
        yield one


@settings(FEW)
@given(diary=diaries(), days=st.lists(st.integers(0, 31), min_size=3, max_size=3))
def test_both_ways_of_reading_see_the_same_days(
    database: Database, plain: PlainDatabase, reader: DayReader, diary: Diary, days: list[int]
):
    write(database, plain, diary)
    for number in days:
        day = DAY + timedelta(days=number)
        strip = days_before(day, 14)
        seen = reader.day(day, strip)
        with database.reading() as db:
            assert list(seen.symptoms) == catalogue.symptoms(db)
            assert list(seen.kinds) == catalogue.kinds(db)
            assert list(seen.sessions) == sessions.every(db)
            assert list(seen.entries) == entries.of_days(db, day, day)
            assert list(seen.photos) == photos.of_days(db, day, day)
            assert list(reader.entries(strip[0], day)) == entries.of_days(db, strip[0], day)
            assert seen.logged == {one.day for one in entries.of_days(db, strip[0], day)}
            assert seen.pictured == {one.day for one in photos.of_days(db, strip[0], day)}


@settings(FEW)
@given(diary=diaries(), symptom=st.sampled_from(RATED), kind=st.sampled_from(KINDS[:4]))
def test_the_small_chart_reads_every_rating_after_sessions_of_the_kind(
    database: Database,
    plain: PlainDatabase,
    reader: DayReader,
    diary: Diary,
    symptom: object,
    kind: object,
):
    write(database, plain, diary)
    slug, kind_slug = getattr(symptom, "slug", ""), getattr(kind, "slug", "")
    with database.reading() as db:
        dates = [one.date for one in sessions.every(db) if one.kind == kind_slug]
        expected = {
            one.id: one.ratings[slug]
            for one in entries.every(db)
            if slug in one.ratings and any(0 <= (one.day - day).days <= CHART_DAYS for day in dates)
        }
    found = reader.after_sessions(slug, kind_slug)
    assert {one.id: one.ratings[slug] for one in found} == expected
    assert len(found) == len(expected)


def test_the_written_version_changes_with_every_write_and_only_then(
    database: Database, reader: DayReader
):
    before = reader.data_version()
    assert reader.data_version() == before
    with database.writing() as db:
        add_entry(db, an_entry())
    after = reader.data_version()
    assert after != before
    with database.reading() as db:
        entries.every(db)
    assert reader.data_version() == after


def test_a_renamed_pinned_or_own_symptom_reaches_the_first_screen(
    database: Database, reader: DayReader
):
    with database.writing() as db:
        first = catalogue.symptoms(db)[0]
        catalogue.save_symptom(db, replace(first, name="Rouge", pinned=True, position=9))
        catalogue.remove_symptom(db, "warmth")
    seen = reader.day(DAY, [DAY]).symptoms
    assert [one for one in seen if one.slug == first.slug] == [
        replace(first, name="Rouge", pinned=True, position=9)
    ]
    assert "warmth" not in {one.slug for one in seen}


def test_numbers_do_not_depend_on_the_way_of_reading(database: Database, reader: DayReader):
    with database.writing() as db:
        for day in (9, 2, 5):
            sessions.save(db, Session(f"session-{day}", DAY + timedelta(days=day), "ipl"))
    with database.reading() as db:
        through_tables = numbered(sessions.every(db), catalogue.kinds(db))
    pages = reader.day(date.today(), [date.today()])  # noqa: DTZ011 - any day will do
    assert numbered(pages.sessions, pages.kinds) == through_tables


def test_a_database_damaged_behind_its_back_is_named(places: Places):
    reader = DayReader(places)
    with places.database.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (places.database.stat().st_size - 4096))
    with pytest.raises(LibraryUnavailable, match="damaged"):
        reader.day(DAY, [DAY])
    reader.close()
