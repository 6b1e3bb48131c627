"""Pictures of the clinic's card: kept unchanged, safe from every other owner of their bytes."""

import json
from pathlib import Path

import pytest

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.sessions import CardPicture, Session
from recovery_app.errors import LibraryUnavailable, WrongInput
from recovery_app.services import exporting, restoring
from recovery_app.services.library import Library, open_library
from recovery_app.services.preparing import Refused
from recovery_app.services.sessions import CardChange, PreparedCard
from recovery_app.services.trash import Deleted
from tests.factories import DAY, a_picture, a_plain_session, a_session, png_that_claims


def ready(library: Library, path: Path) -> PreparedCard:
    found = library.cards.prepare(path)
    assert isinstance(found, PreparedCard), found
    return found


def with_cards(library: Library, *paths: Path, session: Session | None = None) -> Session:
    """Save a session with these pictures."""
    added = tuple(ready(library, path) for path in paths)
    return library.sessions.save(session or a_session(), CardChange(added=added))


def cards_of(library: Library, session: Session) -> tuple[CardPicture, ...]:
    return library.cards.every().get(session.id, ())


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_card_is_kept_unchanged_with_its_session(
    library: Library, tmp_path: Path, announced: list[Change]
):
    path = a_picture(tmp_path, "card.heic", size=(640, 480))
    session = with_cards(library, path)
    (card,) = cards_of(library, session)
    assert (card.session_id, card.name, card.suffix) == (session.id, "card.heic", ".heic")
    assert (card.width, card.height, card.size) == (640, 480, path.stat().st_size)
    assert (library.folder / card.file).read_bytes() == path.read_bytes()
    assert announced == [Change(frozenset({Topic.SESSION}), frozenset({DAY}))]
    assert library.photos.every() == []
    assert library.safekeeping.check() == []
    again = open_library(library.folder)
    assert again.cards.every() == {session.id: (card,)}
    assert again.cards.thumbnail(card)[:2] == b"\xff\xd8"
    assert again.cards.shown(card, 320).width == 320
    again.close()


def test_cards_stay_in_the_order_in_which_they_were_added(library: Library, tmp_path: Path):
    paths = [a_picture(tmp_path, f"{n}.png") for n in range(4)]
    session = with_cards(library, *paths[:3])
    first, second, third = cards_of(library, session)
    library.sessions.save(session, CardChange(removed=(second.id,)))
    library.sessions.save(session, CardChange(added=(ready(library, paths[3]),)))
    library.sessions.save(session, CardChange(restored=(second.id,)))
    assert [one.name for one in cards_of(library, session)] == ["0.png", "1.png", "2.png", "3.png"]
    assert cards_of(library, session)[:3] == (first, second, third)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("card.jpg", b"not a picture", "picture"),
        ("card.jpg", b"", "empty"),
        ("card.png", png_that_claims(20000, 15000), "200 million pixels"),
    ],
)
def test_what_is_no_picture_is_refused_like_a_photo(
    library: Library, tmp_path: Path, name: str, data: bytes, why: str
):
    path = tmp_path / name
    path.write_bytes(data)
    refused, as_photo = library.cards.prepare(path), library.photos.prepare(path)
    assert isinstance(refused, Refused)
    assert isinstance(as_photo, Refused)
    assert refused.why == as_photo.why
    assert why in refused.why


def test_the_same_picture_is_kept_once_for_a_session_and_may_be_another_ones(
    library: Library, tmp_path: Path
):
    path = a_picture(tmp_path)
    first, other = with_cards(library, path, path), with_cards(library, path)
    assert len(cards_of(library, first)) == len(cards_of(library, other)) == 1
    assert len(library.photos.add([path]).added) == 1
    assert len(files_in(library.places.photos)) == 1
    assert library.safekeeping.check() == []


def test_a_change_of_cards_is_taken_back_by_its_opposite(library: Library, tmp_path: Path):
    session = with_cards(library, a_picture(tmp_path, "old.jpg"))
    (old,) = before = cards_of(library, session)
    new = ready(library, a_picture(tmp_path, "new.jpg"))
    change = CardChange(added=(new,), removed=(old.id,))
    library.sessions.save(session, change)
    assert [one.name for one in cards_of(library, session)] == ["new.jpg"]
    assert [one.name for one in files_in(library.places.trash)] == [Path(old.file).name]
    library.sessions.save(session, change.back)
    assert cards_of(library, session) == before
    assert (library.folder / old.file).is_file()
    assert library.safekeeping.check() == []


def test_neither_the_session_nor_its_cards_are_kept_when_one_cannot_be(
    library: Library, tmp_path: Path
):
    cards = tuple(ready(library, a_picture(tmp_path, f"{n}.png")) for n in range(2))
    in_the_way = (library.folder / cards[1].picture.file).parent
    in_the_way.write_text("a file where a folder belongs")
    with pytest.raises(LibraryUnavailable):
        library.sessions.save(a_plain_session(), CardChange(added=cards))
    with pytest.raises(WrongInput):
        library.sessions.save(a_plain_session(kind="nonsense"), CardChange(added=cards[:1]))
    assert library.sessions.every() == []
    assert library.cards.every() == {}


def test_a_deleted_session_takes_its_cards_along_and_brings_them_back(
    library: Library, tmp_path: Path
):
    session = with_cards(library, a_picture(tmp_path))
    before = cards_of(library, session)
    library.sessions.remove(session.id)
    assert library.cards.every() == {}
    assert [one.what for one in library.trash.look()] == [Deleted.SESSION]
    assert library.safekeeping.check() == []
    library.sessions.restore(session.id)
    assert cards_of(library, session) == before


def test_a_deleted_card_lies_in_the_trash_and_comes_back_after_its_session(
    library: Library, tmp_path: Path
):
    path = a_picture(tmp_path)
    session = with_cards(library, path)
    (card,) = cards_of(library, session)
    library.sessions.save(session, CardChange(removed=(card.id,)))
    (in_trash,) = library.trash.look()
    assert (in_trash.what, in_trash.id, in_trash.day) == (Deleted.CARD, card.id, DAY)
    library.sessions.remove(session.id)
    with pytest.raises(WrongInput, match="session of this card"):
        library.trash.restore(in_trash)
    library.sessions.restore(session.id)
    library.trash.restore(in_trash)
    assert cards_of(library, session) == (card,)
    assert (library.folder / card.file).is_file()
    library.sessions.save(session, CardChange(removed=(card.id,)))
    library.sessions.save(session, CardChange(added=(ready(library, path),)))
    with pytest.raises(WrongInput, match="very same picture"):
        library.trash.restore(library.trash.look()[0])
    assert library.safekeeping.check() == []


def test_emptying_the_trash_takes_cards_and_those_of_sessions_with_their_files(
    library: Library, tmp_path: Path
):
    one = with_cards(library, a_picture(tmp_path, "a.jpg"), a_picture(tmp_path, "b.jpg"))
    first, second = cards_of(library, one)
    library.cards.thumbnail(first)
    library.sessions.save(one, CardChange(removed=(first.id,)))
    assert library.trash.empty(older_than_days=0) == 1
    assert cards_of(library, one) == (second,)
    assert [path.name for path in files_in(library.places.photos)] == [Path(second.file).name]
    library.sessions.remove(one.id)
    assert library.trash.empty(older_than_days=0) == 1
    assert files_in(library.places.photos) == files_in(library.places.trash) == []
    assert library.safekeeping.check() == []


def test_no_file_goes_that_a_photo_or_another_card_needs(library: Library, tmp_path: Path):
    path = a_picture(tmp_path)
    one, other = with_cards(library, path), with_cards(library, path)
    (photo,) = library.photos.add([path]).added
    kept = library.folder / photo.file

    library.photos.remove([photo.id])
    assert kept.is_file()  # both sessions show it
    assert library.trash.empty(older_than_days=0) == 1
    library.sessions.save(one, CardChange(removed=(cards_of(library, one)[0].id,)))
    assert kept.is_file()  # the other session shows it
    assert library.trash.empty(older_than_days=0) == 1
    assert kept.is_file()

    (photo,) = library.photos.add([path]).added
    library.sessions.remove(other.id)
    assert library.trash.empty(older_than_days=0) == 1
    assert kept.is_file()  # now only the photo needs it
    assert library.photos.every() == [photo]
    assert library.safekeeping.check() == []


def test_a_card_in_the_trash_keeps_its_file_from_the_purge_of_a_photo(
    library: Library, tmp_path: Path
):
    path = a_picture(tmp_path)
    session = with_cards(library, path)
    (card,) = cards_of(library, session)
    (photo,) = library.photos.add([path]).added
    library.photos.remove([photo.id])
    library.sessions.remove(session.id)  # the card is no more in sight, but can come back
    gone = next(one for one in library.trash.look() if one.what is Deleted.PHOTO)
    library.sessions.restore(session.id)
    assert library.trash.empty(older_than_days=0) == 1
    assert gone.id not in {one.id for one in library.trash.look()}
    assert cards_of(library, session) == (card,)
    assert library.cards.shown(card, 100).height
    assert library.safekeeping.check() == []


def test_a_lost_or_changed_card_is_found_by_the_check(library: Library, tmp_path: Path):
    session = with_cards(library, a_picture(tmp_path, "a.jpg"), a_picture(tmp_path, "b.jpg"))
    lost, changed = cards_of(library, session)
    (library.folder / lost.file).unlink()
    (library.folder / changed.file).write_bytes(b"something else")
    found = {one.kind.value: one.what for one in library.safekeeping.check()}
    assert set(found) == {"missing-file", "changed-file"}
    assert "a.jpg" in found["missing-file"]
    assert "b.jpg" in found["changed-file"]
    assert str(DAY) in found["changed-file"]


def test_a_backup_brings_cards_back_those_in_the_trash_too(library: Library, tmp_path: Path):
    session = with_cards(library, a_picture(tmp_path, "a.jpg"), a_picture(tmp_path, "b.jpg"))
    gone, kept = before = cards_of(library, session)
    library.sessions.save(session, CardChange(removed=(gone.id,)))
    backup = tmp_path / "backup.zip"
    library.safekeeping.backup(backup)
    restoring.restore(backup, tmp_path / "restored")
    restored = open_library(tmp_path / "restored")
    assert restored.cards.every() == {session.id: (kept,)}
    restored.sessions.save(session, CardChange(restored=(gone.id,)))
    assert cards_of(restored, session) == before
    assert restored.cards.shown(gone, 100).height
    assert restored.safekeeping.check() == []
    restored.close()


def test_an_export_lists_the_cards(library: Library, tmp_path: Path):
    session = with_cards(library, a_picture(tmp_path, "a.jpg"))
    (card,) = cards_of(library, session)
    exporting.export(library, tmp_path / "out", exporting.Format.JSON)
    written = json.loads((tmp_path / "out" / "diary.json").read_text())["session_cards"]
    assert written == [
        {
            "session": 1,
            "position": 1,
            "id": card.id,
            "file": card.file,
            "sha256": card.sha256,
            "width_px": card.width,
            "height_px": card.height,
            "size_bytes": card.size,
            "name": "a.jpg",
        }
    ]


def test_a_card_is_not_offered_again_as_a_new_photo(library: Library, tmp_path: Path):
    session = with_cards(library, a_picture(tmp_path))
    (card,) = cards_of(library, session)
    assert library.photos.known_bytes() == {card.sha256}
