"""What was altered behind the program's back is named, and settled as she says."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.safekeeping import Misfit, Problem, Way
from recovery_app.errors import NotFound
from recovery_app.services.library import Library
from recovery_app.storage.altered import one_bit_apart
from tests.factories import a_moment, a_picture, a_review, a_session
from tests.torture.diary import NOW, days_after
from tests.torture.honest import live

EVEN = "rowid = (SELECT min(rowid) FROM usual WHERE last_day % 2 = 0)"
"""One of which one bit differs where it is one day more."""


@pytest.fixture
def diary(library: Library, tmp_path: Path) -> Library:
    """A library with a bit of everything, and a backup of it."""
    library.journal.record("entry-1", a_moment(1), EntryChange({"redness": 2}, note="like a burn"))
    library.sessions.save(a_session())
    library.reviews.save(a_review())
    library.photos.add([a_picture(tmp_path / "camera", "IMG_1.png")])
    assert library.backing_up.make(NOW).trouble == ""
    return library


def alter(library: Library, table: str, change: str) -> None:
    """Change rows as rot does: nothing notes it."""
    with closing(sqlite3.connect(library.places.database)) as db:
        orders = db.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
        ).fetchall()
        for name, _ in orders:
            db.execute(f'DROP TRIGGER "{name}"')
        assert db.execute(f"UPDATE {table} SET {change}").rowcount
        for _, sql in orders:
            db.execute(sql)
        db.commit()


def only(library: Library) -> Problem:
    (problem,) = library.safekeeping.check()
    assert problem.kind is Misfit.ALTERED
    return problem


def redness(library: Library) -> int | None:
    (entry,) = library.journal.of_days(a_moment(1).date(), a_moment(1).date())
    return entry.ratings.get("redness")


@pytest.mark.parametrize(
    ("table", "change", "named"),
    [
        ("rating", "value = 3", "The rating of “Redness” in the entry of 4 Mar 2025"),
        ("entry", "note = 'like a bush'", "The note of the entry of 4 Mar 2025"),
        ("session", "pain_after = 9", "The pain afterwards of the session of 3 Mar 2025"),
        ("session_pass", "shots = 1501 WHERE position = 0", "A pass of the session of 3 Mar 2025"),
        ("session_step", "minutes = 31 WHERE position = 0", "A step of the session of 3 Mar 2025"),
        (
            "review_value",
            "value = 61 WHERE value = 60",
            "The rating of “Pigmentation” in the review",
        ),
        ("remark", "text = 'Less dry?' WHERE position = 0", "A remark of the review"),
        ("photo", "caption = 'x'", "The caption of the photo “IMG_1.png”"),
        ("symptom", "name = 'Rednesr' WHERE slug = 'redness'", "The name of the symptom “Rednesr”"),
        (
            "usual",
            f"last_day = last_day + 1 WHERE {EVEN}",
            "The days on which something is usual after the kind",
        ),
    ],
)
def test_whatever_is_altered_is_named_in_words(
    diary: Library, table: str, change: str, named: str
) -> None:
    alter(diary, table, change)
    problem = only(diary)
    assert problem.what.startswith(named), problem.what
    assert "differs from the backup of 4 May 2026, though nothing changed it" in problem.what
    assert problem.ways == (Way.PUT_BACK, Way.KEEP)
    assert problem.safe_way is None


def test_it_is_put_back_as_the_backup_has_it(diary: Library) -> None:
    alter(diary, "rating", "value = 3")
    problem = only(diary)
    assert "it is 3 now and was 2" in problem.what
    assert "backup has it" in diary.mending.mend(problem, Way.PUT_BACK)
    assert redness(diary) == 2
    assert diary.safekeeping.check() == []
    assert diary.backing_up.make(days_after(1)).trouble == ""
    with pytest.raises(NotFound):
        diary.mending.mend(problem, Way.PUT_BACK)


def test_what_is_right_as_it_is_may_stay(diary: Library) -> None:
    alter(diary, "session_pass", "spot_mm = 8.0 WHERE position = 0")
    diary.mending.mend(only(diary), Way.KEEP)
    assert diary.safekeeping.check() == []
    report = diary.backing_up.make(days_after(1))
    assert (report.new, report.trouble) == (True, "")
    assert diary.sessions.every()[0].session.passes[0].spot_mm == 8.0


def test_writing_it_anew_settles_it_too(diary: Library) -> None:
    alter(diary, "rating", "value = 3")
    diary.journal.record("entry-1", a_moment(1), EntryChange({"redness": 2}))
    assert diary.safekeeping.check() == []


def test_a_time_of_which_a_bit_has_flipped_is_put_back(diary: Library) -> None:
    alter(diary, "entry", "changed_at = '3' || substr(changed_at, 2)")
    problem = only(diary)
    assert "The time of its last change of the entry" in problem.what
    assert problem.ways == (Way.PUT_BACK,)
    diary.mending.mend(problem, Way.PUT_BACK)
    assert diary.safekeeping.check() == []


def test_backups_that_hold_it_do_not_vouch_for_it(diary: Library) -> None:
    """The backup of every day goes on, says so, and the one that knows better stays."""
    alter(diary, "entry", "note = 'like a turn'")
    for day in range(1, 60, 4):
        diary.journal.record("of today", a_moment(day), EntryChange({"pain": day % 10}))
        report = diary.backing_up.make(NOW + timedelta(days=day))
        assert report.new
        assert report.altered == (only(diary).what,)
        assert report.trouble.startswith("The note of the entry")
    assert min(one.counts.made_at for one in diary.backing_up.kept()) == NOW
    diary.mending.mend(only(diary), Way.PUT_BACK)
    assert diary.backing_up.make(days_after(60)).trouble == ""
    assert diary.safekeeping.check() == []


def test_a_backup_that_has_rotted_is_no_witness(diary: Library) -> None:
    kept = diary.backing_up.kept()[0].folder / "library.sqlite3"
    data = kept.read_bytes()
    kept.write_bytes(data.replace(b"like a burn", b"like a bush"))
    assert diary.safekeeping.check() == []


def test_where_very_much_differs_the_whole_is_to_be_restored(diary: Library) -> None:
    alter(diary, "usual", "last_day = last_day + 1 WHERE last_day % 2 = 0")
    (problem,) = diary.safekeeping.check()
    assert problem.kind is Misfit.DATABASE
    assert problem.what.startswith("20 values or more differ")


def test_an_honest_life_is_never_called_altered(tmp_path: Path) -> None:
    """A sample of `make torture`: edited, undone, merged, restored, encrypted, written by hand."""
    assert live(tmp_path, 12, tmp_path.stat().st_ino)["edit"]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("2026", "2027", True),
        ("2026", "2025", False),
        ("tick", "ticka", False),
        (2, 3, True),
        (2, None, False),
        (-1, 1, False),
        (0.5, 0.50000000000000011, True),
        ("é", "\udcc3)", True),
    ],
)
def test_what_differs_by_one_bit(one: object, other: object, apart: bool) -> None:
    assert one_bit_apart(one, other) is apart
