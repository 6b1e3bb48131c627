"""What was deleted stays for 30 days, comes back whole, and then goes without harming others."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from recovery_app.domain.changes import EVERYTHING, Change
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.regions import Region, Role
from recovery_app.errors import WrongInput
from recovery_app.services.library import Library
from recovery_app.services.trash import KEPT_DAYS, Deleted
from recovery_app.storage.database import Database
from tests.beside_trash import added_beside
from tests.factories import DAY, a_moment, a_picture, a_review, a_session


def age(library: Library, days: float) -> None:
    """Let everything in the trash have been deleted so many days earlier."""
    then = (datetime.now(UTC) - timedelta(days=days)).isoformat()
    database = Database(library.places.database)
    with database.writing() as db:
        for table in ("entry", "session", "review", "photo"):
            db.execute(
                text(f"UPDATE {table} SET deleted_at = :then WHERE deleted_at IS NOT NULL"),
                {"then": then},
            )
    database.close()


def test_photos_in_the_trash_are_told_with_their_days_and_end_one_by_one(
    library: Library, tmp_path: Path
):
    made = [
        a_picture(tmp_path, f"{name}.jpg", colour=(7, 80 * at, 7)) for at, name in enumerate("abc")
    ]
    photos = library.photos.add(made).added
    library.photos.remove([photos[0].id])
    age(library, 12)
    library.photos.remove([photos[1].id])
    told = library.trash.photos()
    assert [(one.photo, one.days_left) for one in told] == [(photos[1], 30), (photos[0], 18)]
    # One in sight is never deleted for good.
    assert library.trash.discard_photos([photos[0].id, photos[2].id]) == 1
    assert [one.photo for one in library.trash.photos()] == [photos[1]]
    assert library.photos.every() == [photos[2]]
    left = {path.name for path in library.folder.rglob("*.jpg")}
    assert left == {f"{one.sha256}.jpg" for one in photos[1:]}
    assert library.safekeeping.check() == []


def test_everything_deleted_is_listed_the_latest_first_and_comes_back(
    library: Library, tmp_path: Path
):
    entry = library.journal.log(a_moment(), EntryChange({"redness": 3}, {"fever": True})).entry
    session = library.sessions.save(a_session())
    review = library.reviews.save(a_review())
    photo = library.photos.add([a_picture(tmp_path / "camera")]).added[0]
    library.journal.remove(entry.id)
    library.sessions.remove(session.id)
    library.reviews.remove(review.id)
    library.photos.remove([photo.id])
    found = library.trash.look()
    assert [(one.what, one.id, one.day) for one in found] == [
        (Deleted.PHOTO, photo.id, photo.day),
        (Deleted.REVIEW, review.id, review.date),
        (Deleted.SESSION, session.id, DAY),
        (Deleted.ENTRY, entry.id, entry.day),
    ]
    assert {one.until for one in found} == {
        (one.deleted_at + timedelta(days=KEPT_DAYS)).astimezone().date() for one in found
    }
    for one in found:
        library.trash.restore(one)
    assert library.trash.look() == []
    assert library.journal.of_days(entry.day, entry.day) == [entry]
    assert [one.session for one in library.sessions.every()] == [session]
    assert library.reviews.every() == [review]
    assert library.photos.every() == [photo]
    assert library.safekeeping.check() == []


def test_after_30_days_it_goes_for_good_with_its_file(library: Library, tmp_path: Path):
    library.journal.remove(library.journal.log(a_moment(), EntryChange({"redness": 3})).entry.id)
    library.sessions.remove(library.sessions.save(a_session()).id)
    library.reviews.remove(library.reviews.save(a_review()).id)
    photo = library.photos.add([a_picture(tmp_path / "camera")]).added[0]
    library.photos.thumbnail(photo, 32)
    library.photos.remove([photo.id])
    age(library, KEPT_DAYS - 0.1)
    assert library.trash.empty() == 0
    assert len(library.trash.look()) == 4
    age(library, KEPT_DAYS + 0.1)
    assert library.trash.empty() == 4
    assert library.trash.look() == []
    assert list(library.places.trash.iterdir()) == []
    assert library.safekeeping.check() == []
    database = Database(library.places.database)
    with database.reading() as db:
        for table in ("entry", "rating", "session", "session_pass", "review", "remark", "photo"):
            assert db.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0, table
    database.close()


def test_what_is_in_sight_stays(library: Library, tmp_path: Path):
    entry = library.journal.log(a_moment(), EntryChange({"redness": 3})).entry
    photo = library.photos.add([a_picture(tmp_path / "camera")]).added[0]
    gone = library.photos.add([a_picture(tmp_path / "camera", "other.jpg")]).added[0]
    library.photos.remove([gone.id])
    assert library.trash.empty(older_than_days=0) == 1
    assert library.journal.of_days(entry.day, entry.day) == [entry]
    assert library.photos.every() == [photo]
    assert library.photos.thumbnail(photo, 32)
    assert library.safekeeping.check() == []


def test_a_file_stays_as_long_as_any_photo_needs_it(library: Library, tmp_path: Path):
    path = a_picture(tmp_path / "camera")
    first = library.photos.add([path]).added[0]
    library.photos.remove([first.id])
    age(library, 31)
    second = added_beside(library, path)
    library.photos.thumbnail(second, 32)
    assert library.trash.empty() == 1
    assert library.photos.thumbnail(second, 48)
    assert library.safekeeping.check() == []
    library.photos.remove([second.id])
    third = added_beside(library, path)
    library.photos.remove([third.id])
    assert library.trash.empty(older_than_days=0) == 2
    assert [path for path in library.places.photos.rglob("*") if path.is_file()] == []
    assert list(library.places.trash.iterdir()) == []


def test_a_file_in_the_trash_stays_while_another_row_in_the_trash_needs_it(
    library: Library, tmp_path: Path
):
    path = a_picture(tmp_path / "camera")
    first = library.photos.add([path]).added[0]
    library.photos.remove([first.id])
    age(library, 31)
    second = added_beside(library, path)
    library.photos.remove([second.id])
    assert library.trash.empty() == 1
    (left,) = library.trash.look()
    library.trash.restore(left)
    assert library.photos.every() == [second]
    assert library.safekeeping.check() == []


def test_what_has_been_replaced_meanwhile_does_not_come_back_silently(
    library: Library, tmp_path: Path
):
    path = a_picture(tmp_path / "camera")
    photo = library.photos.add([path]).added[0]
    library.photos.remove([photo.id])
    library.reviews.remove(library.reviews.save(a_review()).id)
    added_beside(library, path)
    library.reviews.save(a_review())
    words = {Deleted.PHOTO: "very same picture", Deleted.REVIEW: "another review of"}
    for one in library.trash.look():
        with pytest.raises(WrongInput, match=words[one.what]):
            library.trash.restore(one)
    assert len(library.trash.look()) == 2
    assert len(library.photos.every()) == len(library.reviews.every()) == 1
    assert library.safekeeping.check() == []


def test_emptying_is_announced_only_when_something_went(library: Library, announced: list[Change]):
    assert library.trash.empty() == 0
    assert announced == []
    library.sessions.remove(library.sessions.save(a_session()).id)
    announced.clear()
    assert library.trash.empty(older_than_days=0) == 1
    assert announced == [EVERYTHING]
    library.sessions.remove(library.sessions.save(a_session()).id)
    announced.clear()
    library.trash.restore(library.trash.look()[0])
    assert announced == [EVERYTHING]


def test_a_region_comes_back_and_goes_for_good_after_its_time(library: Library, tmp_path: Path):
    library.photos.add([a_picture(tmp_path / "camera")], pose="front")
    square = ((0.1, 0.1), (0.5, 0.1), (0.5, 0.5), (0.1, 0.5))
    (region,) = library.regions.keep([Region("", "front", Role.TREATED, "Cheek", square)])
    library.regions.remove([region.id])
    (lies,) = library.trash.look()
    (photo,) = library.photos.every()
    assert (lies.what, lies.id, lies.day) == (Deleted.REGION, region.id, photo.day)
    library.trash.restore(lies)
    assert library.regions.of_pose("front").regions == (region,)
    library.regions.remove([region.id])
    assert library.trash.empty(older_than_days=0) == 1
    assert library.trash.look() == []
    library.regions.restore([region.id])
    assert library.regions.of_pose("front").regions == ()
    assert library.safekeeping.check() == []
