"""Two computers, real libraries: archives go back and forth, and nothing is lost or doubled."""

import random
import shutil
import sqlite3
import time
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from recovery_app.domain.alignment import Placement
from recovery_app.domain.changes import EVERYTHING, Change
from recovery_app.domain.course import Course
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.kinds import Device
from recovery_app.domain.merge_preview import Effect
from recovery_app.domain.regions import Region, Role
from recovery_app.domain.reviews import Remark
from recovery_app.domain.symptoms import Sort
from recovery_app.errors import ArchiveRefused, LibraryUnavailable, NotFound
from recovery_app.services import library as libraries
from recovery_app.services import vault
from recovery_app.services.library import Library
from recovery_app.services.merging import Merged
from recovery_app.storage import merging as storage_merging
from recovery_app.storage.rows import utc_now
from tests.disks import small_disk
from tests.factories import DAY, a_moment, a_picture, a_review, a_session
from tests.services.locked import PASSPHRASE, QUICK

WHOLE_LIFE = (DAY - timedelta(days=999), DAY + timedelta(days=9999))


@pytest.fixture
def other(template_library: Path, tmp_path: Path) -> Iterator[Library]:
    """The library of another laptop, begun by copying the new one."""
    shutil.copytree(template_library, tmp_path / "other")
    with closing(libraries.open_library(tmp_path / "other")) as opened:
        yield opened


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Library]:
    """A library that was made on its own."""
    with closing(libraries.create(tmp_path / "stranger")) as opened:
        yield opened


def carry(source: Library, target: Library) -> Merged:
    """Bring what one library holds into another."""
    file = source.folder.parent / "carried.zip"
    file.unlink(missing_ok=True)
    source.merging.write_archive(file)
    return target.merging.merge(file)


def let_a_moment_pass() -> None:
    """Wait until the clock that changes are noted by, which counts milliseconds, has moved on."""
    time.sleep(0.003)


def exchange(one: Library, two: Library) -> None:
    carry(one, two)
    carry(two, one)


def seen(library: Library) -> dict[str, object]:
    """Return all that she sees, as values."""
    return {
        "sessions": library.sessions.every(),
        "cards": library.cards.every(),
        "courses": library.sessions.courses(),
        "entries": library.journal.of_days(*WHOLE_LIFE),
        "reviews": library.reviews.every(),
        "photos": library.photos.every(),
        "shown": [library.photos.shown(photo) for photo in library.photos.every()],
        "regions": library.regions.every(),
        "references": library.alignment.references(),
        "symptoms": library.catalogue.symptoms(),
        "kinds": library.catalogue.kinds(),
        "devices": library.catalogue.devices(),
    }


def fill(library: Library, folder: Path, *, day: int = 0) -> None:
    """Write one of each kind of thing."""
    session = library.sessions.save(a_session(day))
    library.journal.log(a_moment(day + 1), EntryChange({"redness": 3, "pain": 2}, note="Hot."))
    library.reviews.save(a_review(day + 30))
    pictures = [a_picture(folder, f"{day}-{at}.png") for at in range(2)]
    added = library.photos.add(pictures, pose="front").added
    library.alignment.set_reference(added[0].id)
    library.alignment.place_by_hand(added[1], added[0], Placement(1.1, 2.0, 3.0, 4.0))
    outline = ((0.2, 0.2), (0.7, 0.2), (0.5, 0.6))
    library.regions.keep([Region("", "front", Role.TREATED, "Cheek", outline)])
    library.catalogue.add_symptom(f"tight {day}", Sort.FELT)
    library.sessions.plan(Course(session.kind, 6, (28, 35)))


def test_everything_arrives_and_is_the_same(library: Library, stranger: Library, tmp_path: Path):
    fill(library, tmp_path / "camera")
    carry(library, stranger)
    assert seen(stranger) == seen(library)
    placed = [key for key, one in placements(stranger).items() if one == "by-hand"]
    assert len(placed) == 1
    assert stranger.safekeeping.check() == []
    assert not (stranger.folder / "trash").exists() or not list(
        (stranger.folder / "trash").iterdir()
    )


def placements(library: Library) -> dict[str, str]:
    with closing(sqlite3.connect(library.places.database)) as db:
        return dict(db.execute("SELECT photo_id, method FROM alignment"))


def test_bringing_it_in_again_changes_nothing(library: Library, other: Library, tmp_path: Path):
    fill(library, tmp_path / "camera")
    carry(library, other)
    before = database_of(other)
    merged = carry(library, other)
    assert (merged.differences, merged.photos) == ((), 0)
    assert database_of(other) == before
    assert other.merging.preview(tmp_path / "carried.zip").changes_nothing


def database_of(library: Library) -> list[str]:
    with closing(sqlite3.connect(library.places.database)) as db:
        return list(db.iterdump())


def test_what_both_changed_apart_is_joined_field_by_field(library: Library, other: Library):
    session = library.sessions.save(a_session())
    entry = library.journal.log(a_moment(), EntryChange({"redness": 3}, note="old")).entry
    exchange(library, other)
    library.sessions.save(replace(session, note="from the first", areas=("chin",)))
    library.journal.record(entry.id, entry.at, EntryChange({"redness": 1}))
    other.sessions.save(replace(session, pain=9))
    other.journal.record(entry.id, entry.at, EntryChange({"pain": 4}, note="from the second"))
    exchange(library, other)
    assert seen(library) == seen(other)
    (numbered,) = library.sessions.every()
    assert (numbered.session.note, numbered.session.areas, numbered.session.pain) == (
        "from the first",
        ("chin",),
        9,
    )
    (joined,) = library.journal.of_days(*WHOLE_LIFE)
    assert (joined.ratings, joined.note) == ({"redness": 1, "pain": 4}, "from the second")


def test_where_both_changed_the_same_the_newest_wins_and_the_preview_says_both(
    library: Library, other: Library, tmp_path: Path
):
    entry = library.journal.log(a_moment(), EntryChange(note="at first")).entry
    exchange(library, other)
    other.journal.record(entry.id, entry.at, EntryChange(note="there"))
    let_a_moment_pass()
    library.journal.record(entry.id, entry.at, EntryChange(note="here, later"))
    other.merging.write_archive(tmp_path / "there.zip")
    (told,) = library.merging.preview(tmp_path / "there.zip").differences
    (change,) = told.changes
    assert (told.effect, change.both) == (Effect.STAYS, True)
    assert (change.here, change.there, change.result) == (
        ("here, later",),
        ("there",),
        ("here, later",),
    )
    exchange(library, other)
    assert [one.note for one in other.journal.of_days(*WHOLE_LIFE)] == ["here, later"]
    other.journal.record(entry.id, entry.at, EntryChange(note="and on"))
    other.merging.write_archive(tmp_path / "there.zip")
    (told,) = library.merging.preview(tmp_path / "there.zip").differences
    assert (told.effect, told.changes[0].both) == (Effect.CHANGED, False)


def test_a_preview_counts_and_changes_nothing(library: Library, other: Library, tmp_path: Path):
    fill(library, tmp_path / "camera")
    carry(library, other)
    gone = other.journal.log(a_moment(9), EntryChange(note="gone"))
    carry(other, library)
    other.journal.remove(gone.entry.id)
    other.photos.add([a_picture(tmp_path, "new.png")])
    other.sessions.save(replace(other.sessions.every()[0].session, clinic="Elsewhere"))
    other.merging.write_archive(tmp_path / "a.zip")
    before = database_of(library)
    preview = library.merging.preview(tmp_path / "a.zip")
    assert preview.counts == {
        ("entry", Effect.DELETED): 1,
        ("photo", Effect.NEW): 1,
        ("session", Effect.CHANGED): 1,
    }
    assert preview.photos == 1
    assert preview.bytes == (tmp_path / "new.png").stat().st_size
    assert database_of(library) == before


def test_a_deletion_is_carried_and_a_later_change_brings_it_back(library: Library, other: Library):
    one = library.journal.log(a_moment(1), EntryChange({"redness": 3})).entry
    two = library.journal.log(a_moment(2), EntryChange({"redness": 3})).entry
    exchange(library, other)
    library.journal.remove(one.id)
    library.journal.remove(two.id)
    let_a_moment_pass()
    other.journal.record(two.id, two.at, EntryChange({"redness": 2}))
    exchange(library, other)
    for library_ in (library, other):
        assert [found.id for found in library_.journal.of_days(*WHOLE_LIFE)] == [two.id]
        assert [found.id for found in library_.trash.look()] == [one.id]


def test_what_was_deleted_for_good_does_not_come_back_nor_is_it_destroyed_elsewhere(
    library: Library, other: Library, tmp_path: Path
):
    (photo,) = library.photos.add([a_picture(tmp_path / "camera")]).added
    exchange(library, other)
    library.photos.remove([photo.id])
    library.trash.empty(older_than_days=0)
    carry(other, library)
    assert library.photos.every() == []
    assert library.trash.look() == []
    carry(library, other)
    assert other.photos.every() == []
    (there,) = other.trash.look()
    assert there.until >= utc_now().date() + timedelta(days=29)
    other.trash.restore(there)
    exchange(library, other)
    assert library.photos.every() == other.photos.every() == [photo]
    assert library.safekeeping.check() == other.safekeeping.check() == []


def test_the_same_picture_added_on_both_is_there_once(
    library: Library, other: Library, tmp_path: Path
):
    picture = a_picture(tmp_path / "camera")
    library.photos.add([picture], pose="front")
    (second,) = other.photos.add([picture]).added
    other.photos.change([second.id], caption="From my phone")
    exchange(library, other)
    (here,), (there,) = library.photos.every(), other.photos.every()
    assert here == there
    assert (here.pose, here.caption) == ("front", "From my phone")
    assert len(library.trash.look()) == len(other.trash.look()) == 1
    exchange(library, other)
    assert library.photos.every() == [here]
    library.trash.empty(older_than_days=0)
    assert library.photos.shown(here)
    assert library.safekeeping.check() == other.safekeeping.check() == []


def test_reviews_of_the_same_day_become_one(library: Library, other: Library):
    library.reviews.save(a_review(values={"pores": 40}, remarks=(Remark("Better.", "doctor"),)))
    other.reviews.save(a_review(values={"dryness": 10}, remarks=(Remark("Softer.", "friend"),)))
    exchange(library, other)
    (here,), (there,) = library.reviews.every(), other.reviews.every()
    assert here == there
    assert here.values == {"pores": 40, "dryness": 10}
    assert {remark.who for remark in here.remarks} == {"doctor", "friend"}


def test_libraries_made_apart_share_what_ships_and_her_own_changes_win(
    library: Library, tmp_path: Path
):
    kind = next(one for one in library.catalogue.kinds() if one.slug == "ipl")
    library.catalogue.save_kind(replace(kind, interval=(21, 22)))
    library.catalogue.save_device(Device("My laser", "Someone"))
    library.catalogue.pin("itch", pinned=True)
    with closing(libraries.create(tmp_path / "later")) as later:
        later.catalogue.save_device(Device("My laser", "Someone", modes=("soft",)))
        count = len(later.catalogue.devices())
        exchange(library, later)
        assert seen(library) == seen(later)
        assert len(library.catalogue.devices()) == count
    (kind,) = [one for one in library.catalogue.kinds() if one.slug == "ipl"]
    (device,) = [one for one in library.catalogue.devices() if one.name == "My laser"]
    assert (kind.interval, device.modes) == ((21, 22), ("soft",))
    assert next(one for one in library.catalogue.symptoms() if one.slug == "itch").pinned


def test_a_word_that_is_rated_on_two_scales_is_refused_until_one_has_no_ratings(
    library: Library, stranger: Library
):
    for one, sort, value in ((library, Sort.FELT, 8), (stranger, Sort.SEEN, 3)):
        one.catalogue.add_symptom("Tingling", sort)
        one.journal.log(a_moment(), EntryChange(ratings={"tingling": value}))
    before = database_of(library)
    with pytest.raises(ArchiveRefused, match="from 0 to 10 here and rated from 0 to 4 there"):
        carry(stranger, library)
    assert database_of(library) == before
    stranger.journal.log(a_moment(), EntryChange(ratings={"tingling": None}))
    exchange(library, stranger)
    for one in (library, stranger):
        assert [known.sort for known in one.catalogue.symptoms() if known.own] == [Sort.FELT]
    assert seen(library) == seen(stranger)


def test_a_rating_that_is_off_its_scale_is_not_brought_in(library: Library, stranger: Library):
    stranger.journal.log(a_moment(), EntryChange(ratings={"redness": 3}))
    with closing(sqlite3.connect(stranger.folder / "library.sqlite3")) as db:
        db.execute("UPDATE rating SET value = 9")
        db.commit()
    with pytest.raises(ArchiveRefused, match="“redness” that is off its scale"):
        carry(stranger, library)


def test_a_lost_original_comes_back_with_the_next_archive(
    library: Library, other: Library, tmp_path: Path
):
    (photo,) = library.photos.add([a_picture(tmp_path / "camera")]).added
    exchange(library, other)
    (library.folder / photo.file).unlink()
    assert library.safekeeping.check() != []
    carry(other, library)
    assert library.safekeeping.check() == []


def test_undo_takes_a_merge_back_as_a_change(
    library: Library, other: Library, tmp_path: Path, announced: list[Change]
):
    fill(library, tmp_path / "camera")
    exchange(library, other)
    before = seen(library)
    (shared,) = other.journal.of_days(*WHOLE_LIFE)
    other.journal.record(shared.id, shared.at, EntryChange({"redness": 0, "itch": 1}))
    other.photos.remove([other.photos.every()[0].id])
    other.sessions.remove(other.sessions.every()[0].session.id)
    fill(other, tmp_path / "more", day=5)
    merged = carry(other, library)
    assert announced[-1] == EVERYTHING
    assert seen(library) == seen(other)
    library.merging.undo(merged)
    after = seen(library)
    assert after == before
    assert library.safekeeping.check() == []
    assert len(library.trash.look()) >= 4
    exchange(library, other)
    assert seen(other) == seen(library) == after


def test_undo_keeps_what_was_changed_since(library: Library, other: Library):
    entry = library.journal.log(a_moment(), EntryChange({"redness": 3}, note="first")).entry
    exchange(library, other)
    other.journal.record(entry.id, entry.at, EntryChange({"redness": 1}, note="there"))
    merged = carry(other, library)
    library.journal.record(entry.id, entry.at, EntryChange({"redness": 2}))
    library.merging.undo(merged)
    (now,) = library.journal.of_days(*WHOLE_LIFE)
    assert (now.ratings, now.note) == ({"redness": 2}, "first")


def test_a_copy_of_the_database_is_kept_and_only_the_latest(library: Library, other: Library):
    kept: list[Path] = []
    for day in range(storage_merging.COPIES_KEPT + 2):
        other.journal.log(a_moment(day), EntryChange(note=str(day)))
        kept.append(carry(other, library).copy)
    copies = sorted((library.folder / "backups").glob("before-merge-*"))
    assert len(copies) == storage_merging.COPIES_KEPT
    assert copies == kept[2:]
    with closing(sqlite3.connect(copies[-1])) as db:
        counted = db.execute("SELECT count(*) FROM entry").fetchone()
    assert counted == (storage_merging.COPIES_KEPT + 1,)


def test_stopping_leaves_everything_as_it_was(library: Library, other: Library, tmp_path: Path):
    fill(other, tmp_path / "camera")
    other.merging.write_archive(tmp_path / "a.zip")
    before, files = database_of(library), files_of(library)
    with pytest.raises(ArchiveRefused, match="stopped; nothing was changed"):
        library.merging.merge(tmp_path / "a.zip", cancelled=lambda: True)
    with pytest.raises(ArchiveRefused, match="no file was left behind"):
        other.merging.write_archive(tmp_path / "b.zip", cancelled=lambda: True)
    assert (database_of(library), files_of(library)) == (before, files)
    assert not (tmp_path / "b.zip").exists()
    assert list(tmp_path.glob("*.part")) == []


def files_of(library: Library) -> list[str]:
    return sorted(
        path.relative_to(library.folder).as_posix()
        for folder in ("photos", "trash")
        for path in (library.folder / folder).rglob("*")
        if path.is_file()
    )


def test_a_full_disk_changes_nothing(template_library: Path, other: Library, tmp_path: Path):
    pictures = [a_picture(tmp_path / "camera", f"{at}.bmp", size=(300, 300)) for at in range(4)]
    other.photos.add(pictures)
    other.journal.log(a_moment(), EntryChange({"redness": 2}))
    other.merging.write_archive(tmp_path / "a.zip")
    with small_disk(tmp_path / "disk", "3m") as disk:
        shutil.copytree(template_library, disk.folder / "library")
        with closing(libraries.open_library(disk.folder / "library")) as library:
            before = database_of(library)
            disk.fill(but=600_000)
            with pytest.raises(LibraryUnavailable, match="disk is full"):
                library.merging.merge(tmp_path / "a.zip")
            disk.empty()
            assert (database_of(library), files_of(library)) == (before, [])
            library.merging.merge(tmp_path / "a.zip")
            assert library.photos.every() == other.photos.every()
            assert library.safekeeping.check() == []


def test_an_archive_takes_the_place_of_nothing_else(library: Library, tmp_path: Path):
    precious = tmp_path / "precious.zip"
    precious.write_bytes(b"something else")
    with pytest.raises(ArchiveRefused, match="another file"):
        library.merging.write_archive(precious)
    assert precious.read_bytes() == b"something else"
    with pytest.raises(NotFound, match="no folder"):
        library.merging.write_archive(tmp_path / "nowhere" / "a.zip")
    with pytest.raises(NotFound, match="no file"):
        library.merging.preview(tmp_path / "nothing.zip")
    library.merging.write_archive(tmp_path / "a.zip")
    library.merging.write_archive(tmp_path / "a.zip")


@contextmanager
def an_encrypted_library(folder: Path) -> Generator[Library]:
    keys, _ = vault.create(folder, PASSPHRASE, QUICK)
    with closing(libraries.open_library(folder, keys=keys)) as opened:
        yield opened


def test_an_encrypted_library_gives_and_takes_too(library: Library, tmp_path: Path):
    fill(library, tmp_path / "camera")
    with an_encrypted_library(tmp_path / "locked") as locked:
        merged = carry(library, locked)
        assert seen(locked) == seen(library)
        assert locked.safekeeping.check() == []
        assert merged.copy.suffix == ".sqlcipher"
        assert b"SQLite format" not in merged.copy.read_bytes()[:100]
        locked.journal.log(a_moment(7), EntryChange(note="written in the dark"))
        carry(locked, library)
        assert seen(library) == seen(locked)
        locked.merging.undo(merged)
        assert locked.sessions.every() == []


class Laptop:
    """A library that a person changes at random."""

    def __init__(self, library: Library, luck: random.Random, camera: Path) -> None:
        self.library, self.luck, self.camera = library, luck, camera

    def live(self, day: int, pictures: list[Path]) -> None:  # noqa: C901 - she does many things
        """Do one of the things that a person does."""
        one, luck = self.library, self.luck
        entries = one.journal.of_days(*WHOLE_LIFE)
        sessions, photos, trash = one.sessions.every(), one.photos.every(), one.trash.look()
        what = luck.randrange(12)
        if what < 3 or not entries:
            one.journal.log(a_moment(day), EntryChange({"redness": luck.randrange(5)}))
        elif what == 3:
            entry = luck.choice(entries)
            change = EntryChange({"pain": luck.randrange(11)}, note=f"day {day}")
            one.journal.record(entry.id, entry.at, change)
        elif what == 4:
            one.journal.remove(luck.choice(entries).id)
        elif what == 5 or not photos:
            one.photos.add([luck.choice(pictures)])
        elif what == 6:
            one.photos.change([luck.choice(photos).id], pose=luck.choice(("front", "left")))
        elif what == 7:
            one.photos.remove([luck.choice(photos).id])
        elif what == 8 or not sessions:
            one.sessions.save(a_session(day))
        elif what == 9:
            session = luck.choice(sessions).session
            one.sessions.save(replace(session, note=f"day {day}", areas=("nose",)))
        elif what == 10:
            one.reviews.add_to_day(a_review(day - day % 30, id="", remarks=()))
        elif trash:
            if luck.random() < 0.5:
                one.trash.empty(older_than_days=0)
            elif trash[0].what != "photo" and trash[0].what != "review":
                one.trash.restore(trash[0])


@pytest.mark.parametrize("seed", [1, 2])
def test_two_laptops_go_back_and_forth_for_a_year(
    library: Library, other: Library, tmp_path: Path, seed: int
):
    luck = random.Random(seed)
    pictures = [a_picture(tmp_path / "camera", f"{at}.png", size=(64, 48)) for at in range(12)]
    laptops = [Laptop(one, luck, tmp_path / "camera") for one in (library, other)]
    for day in range(1, 366, 7):
        luck.choice(laptops).live(day, pictures)
        if luck.random() < 0.15:
            first, second = luck.sample(laptops, 2)
            carry(first.library, second.library)
    exchange(library, other)
    assert seen(library) == seen(other)
    photos = library.photos.every()
    assert len({photo.sha256 for photo in photos}) == len(photos) > 0
    before = seen(library)
    exchange(library, other)
    assert seen(library) == seen(other) == before
    assert library.safekeeping.check() == other.safekeeping.check() == []


def test_a_device_that_both_named_is_one_and_the_library_is_whole(library: Library, other: Library):
    """Neither changed it since, so that there is no time of a change at which one could go."""
    for one in (library, other):
        one.catalogue.save_device(Device("My laser", "Someone"))
    exchange(library, other)
    for one in (library, other):
        assert [each.name for each in one.catalogue.devices()].count("My laser") == 1
        assert one.safekeeping.check() == []
