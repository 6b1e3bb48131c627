"""Pictures of the clinic's card in and out, as values; the bytes are `photo_files`' business."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from recovery_app.domain.sessions import CardPicture
from recovery_app.storage import photo_files, photos
from recovery_app.storage.places import Places
from recovery_app.storage.rows import utc_now
from recovery_app.storage.tables import CardRow, SessionRow

_PLAIN = ("session_id", "sha256", "suffix", "width", "height", "size", "name")
_IN_ORDER = (CardRow.session_id, CardRow.position)


def every(db: DbSession) -> dict[str, tuple[CardPicture, ...]]:
    """Return the pictures in sight by the id of their session, in the order they were added."""
    found: dict[str, list[CardPicture]] = {}
    rows = db.scalars(
        select(CardRow)
        .join(SessionRow, SessionRow.id == CardRow.session_id)
        .where(CardRow.deleted_at.is_(None), SessionRow.deleted_at.is_(None))
        .order_by(*_IN_ORDER)
    )
    for row in rows:
        found.setdefault(row.session_id, []).append(_value(row))
    return {session_id: tuple(cards) for session_id, cards in found.items()}


def with_ids(db: DbSession, card_ids: Iterable[str], *, away: bool = False) -> list[CardPicture]:
    """Return those of the pictures that are in sight, or those that lie in the trash themselves."""
    rows = (db.get(CardRow, card_id) for card_id in card_ids)
    return [_value(row) for row in rows if row is not None and bool(row.deleted_at) is away]


def of_sessions(db: DbSession, session_ids: Sequence[str]) -> list[CardPicture]:
    """Return all pictures of these sessions, also those in the trash."""
    rows = db.scalars(
        select(CardRow).where(CardRow.session_id.in_(session_ids)).order_by(*_IN_ORDER)
    )
    return [_value(row) for row in rows]


def has(db: DbSession, session_id: str, sha256: str) -> bool:
    """Whether the session shows the picture that has these bytes."""
    found = select(CardRow.id).where(
        CardRow.session_id == session_id, CardRow.sha256 == sha256, CardRow.deleted_at.is_(None)
    )
    return db.scalar(found) is not None


def is_shown(db: DbSession, sha256: str) -> bool:
    """Whether any session shows a picture with these bytes; one in the trash keeps its own."""
    found = select(CardRow.id).where(CardRow.sha256 == sha256, CardRow.deleted_at.is_(None))
    return db.scalars(found.limit(1)).first() is not None


def hashes(db: DbSession) -> set[str]:
    """Return the hashes of all pictures, also of those in the trash."""
    return set(db.scalars(select(CardRow.sha256)))


def change(
    db: DbSession,
    places: Places,
    added: Sequence[tuple[CardPicture, bytes]],
    removed: Sequence[str],
    restored: Sequence[str],
) -> list[CardPicture]:
    """Write what becomes of a session's pictures, files before rows.

    Args:
        db: the session of each new picture is written already, at least into this.
        places: where the files lie.
        added: new pictures with their bytes; what the session shows already is not kept twice.
        removed: ids of those that go into the trash.
        restored: ids of those that come out of it.

    Returns:
        Those that went into the trash, whose files follow them with `put_files_away` once all of
        this is on disk.

    Raises:
        LibraryUnavailable: if a file cannot be written.
    """
    db.flush()
    gone = with_ids(db, removed)
    remove(db, removed)
    for card in with_ids(db, restored, away=True):
        bring_back(db, places, card)
    for card, data in added:
        if not has(db, card.session_id, card.sha256):
            photo_files.keep(places, data, card.file)
            _add(db, card)
    return gone


def bring_back(db: DbSession, places: Places, card: CardPicture) -> bool:
    """Take a picture out of the trash, unless its session shows the same one."""
    free = not has(db, card.session_id, card.sha256)
    if free:
        photo_files.from_trash(places, card.file)
        remove(db, [card.id], away=False)
    return free


def put_files_away(db: DbSession, places: Places, gone: Iterable[CardPicture]) -> None:
    """Move files of pictures in the trash there, unless something in sight needs them."""
    for card in gone:
        if not is_shown(db, card.sha256) and photos.with_hash(db, card.sha256) is None:
            photo_files.to_trash(places, card.file)


def _add(db: DbSession, card: CardPicture) -> None:
    last = db.scalar(
        select(func.max(CardRow.position)).where(CardRow.session_id == card.session_id)
    )
    row = CardRow(id=card.id, position=0 if last is None else last + 1)
    for name in _PLAIN:
        setattr(row, name, getattr(card, name))
    db.add(row)
    db.flush()


def remove(db: DbSession, card_ids: Iterable[str], *, away: bool = True) -> None:
    """Put pictures into the trash, or take them out again; each keeps its place."""
    stamp = utc_now() if away else None
    for card_id in card_ids:
        row = db.get(CardRow, card_id)
        if row is not None and bool(row.deleted_at) is not away:
            row.deleted_at = stamp
    db.flush()


def _value(row: CardRow) -> CardPicture:
    return CardPicture(id=row.id, **{name: getattr(row, name) for name in _PLAIN})
