"""Bringing an archive into a library: pictures first, rows second, all of the rows or none."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from recovery_app.domain.merge_preview import Difference, differences
from recovery_app.domain.merging import (
    DELETED,
    NOT,
    Field,
    Key,
    Record,
    Side,
    merge,
    without_destroying,
)
from recovery_app.domain.photos import original_file
from recovery_app.errors import ArchiveRefused
from recovery_app.storage import photo_files, proofs, rated_scales, safety_copies, sides
from recovery_app.storage.archive_reading import Archive
from recovery_app.storage.connections import PlainDatabase
from recovery_app.storage.mergeable import RULES
from recovery_app.storage.places import Places

COPIES_KEPT = 5
"""So many copies of the database from before a merge are kept."""

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

_HAVE_FILES = ("photo", "session_card")
_NO_FIT = "The archive does not fit together with this library; nothing was changed."
_DAMAGED = "The library's database is damaged, so nothing was brought in; restore the last backup."


@dataclass(frozen=True, slots=True)
class Done:
    """What was merged, so that it can be taken back.

    Attributes:
        before: each record that was touched as it was; None where it was not there.
        after: the same as it is now.
        differences: what became of what she sees.
        copy: the database as it was before.
    """

    before: Mapping[Key, Record | None]
    after: Mapping[Key, Record]
    differences: tuple[Difference, ...]
    copy: Path


def look(db: sqlite3.Connection, theirs: Side) -> tuple[tuple[Difference, ...], set[str]]:
    """Return what merging would change, and the paths of all originals that it speaks of.

    Raises:
        ArchiveRefused: if the two mean different scales by the same word.
    """
    ours = sides.side_of(sides.rows_of(db))
    merged = _merged(ours, theirs)
    return differences(ours, theirs, merged), set(_files(merged))


def missing_originals(places: Places, archive: Archive, files: Iterable[str]) -> list[str]:
    """Return those of the originals that the archive has and the library lacks."""
    held = archive.originals
    return sorted(
        file for file in files if file in held and not photo_files.locate(places, file).exists()
    )


def bring_originals(
    places: Places,
    archive: Archive,
    files: Iterable[str],
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> Iterator[str]:
    """Write originals into a library, one after the other, and name each before it is there.

    Raises:
        ArchiveRefused: if one is damaged, or it was cancelled.
        LibraryUnavailable: if one cannot be written.
    """
    wanted = list(files)
    for done, file in enumerate(wanted, start=1):
        data = archive.original(file)
        yield file
        photo_files.keep(places, data, file)
        if progress:
            progress(done, len(wanted))
        if cancelled and cancelled():
            raise ArchiveRefused("It was stopped; nothing was changed.")


def discard(places: Places, database: PlainDatabase, files: Iterable[str]) -> None:
    """Delete originals that were brought for nothing, but none that a row needs by now."""
    # Under the write lock, so that no other process adds the same bytes just now.
    with database.writing() as db:
        needed = {one.file for one in proofs.originals(db)}
        for file in files:
            if file not in needed:
                photo_files.discard(places, file)


def bring_rows(places: Places, database: PlainDatabase, theirs: Side) -> Done:
    """Merge a side into a library, its originals being there already.

    Raises:
        ArchiveRefused: if it does not fit together, or an original is not there.
        LibraryUnavailable: if the disk does not take the data; nothing was changed.
    """
    with database.reading() as db:
        copy = safety_copies.keep(db, places, "merge", _DAMAGED)
    with database.writing() as db:
        db.execute("PRAGMA defer_foreign_keys = ON")
        ours = sides.side_of(sides.rows_of(db))
        merged = _merged(ours, theirs)
        _check_originals(places, ours, merged)
        sides.write(db, ours, merged)
        if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise ArchiveRefused(_NO_FIT)
        sides.write_times(db, merged)
        _forget_what_is_worked_out(db, ours, merged)
        touched = _touched(ours, merged)
        _bring_back_files(places, touched.values())
    _put_files_away(places, touched.values(), merged)
    safety_copies.forget_older(places, "merge", COPIES_KEPT)
    before = {key: ours.records.get(key) for key in touched}
    return Done(before, touched, differences(ours, theirs, merged), copy)


def take_back(places: Places, database: PlainDatabase, done: Done) -> None:
    """Undo a merge as a change of its own: what was there is as it was, what was new is in the trash.

    What was changed after the merge stays as it is.
    """
    with database.writing() as db:
        db.execute("PRAGMA defer_foreign_keys = ON")
        now = sides.side_of(sides.rows_of(db))
        wanted = {
            key: _as_before(now.records[key], done.before[key], done.after[key])
            for key in done.after
            if key in now.records
        }
        back = Side({**now.records, **wanted}, now.purged)
        # The triggers note all of this as changes that are made now.
        sides.write(db, now, back)
        _forget_what_is_worked_out(db, now, back)
        _bring_back_files(places, wanted.values())
    _put_files_away(places, wanted.values(), back)


def _merged(ours: Side, theirs: Side) -> Side:
    one, other = rated_scales.agreed(ours, theirs)
    return without_destroying(ours, merge(one, other, RULES), _now())


def _touched(ours: Side, merged: Side) -> dict[Key, Record]:
    return {
        key: record
        for key, record in merged.records.items()
        if sides.differ(ours.records.get(key), record)
    }


def _as_before(now: Record, before: Record | None, after: Record) -> Record:
    """Return a record with what the merge changed as it was, and what was changed since as it is."""
    fields, at = dict(now.fields), _now()
    if before is None:
        if now.in_sight:
            fields[DELETED] = Field((at,), at)
        return replace(now, fields=fields, changed_at=at)
    for name, field in after.fields.items():
        # A number that was not there before is taken back, as she would do it.
        was = before.fields[name].value if name in before.fields else NOT
        if name in fields and fields[name].value == field.value != was:
            fields[name] = Field(was, at)
    return replace(now, fields=fields, changed_at=at)


def _check_originals(places: Places, ours: Side, merged: Side) -> None:
    """Refuse pictures whose bytes are nowhere: a row never stands without its file."""
    for key in merged.records.keys() - ours.records.keys():
        if key[0] in _HAVE_FILES:
            file = _file(merged.records[key])
            if not photo_files.locate(places, file).exists():
                raise ArchiveRefused(
                    "The archive lacks the original of a photo, so nothing was changed; write it"
                    " anew on the other computer."
                )


def _forget_what_is_worked_out(db: sqlite3.Connection, before: Side, after: Side) -> None:
    """Delete found placements of photos that were turned: they are found anew."""
    for key, record in after.records.items():
        old = before.records.get(key)
        if key[0] != "photo" or old is None:
            continue
        if old.fields["turns"].value != record.fields["turns"].value:
            db.execute(
                "DELETE FROM alignment WHERE NOT by_hand AND ? IN (photo_id, reference_id)",
                (key[1],),
            )


def _files(side: Side) -> Iterator[str]:
    for key, record in side.records.items():
        if key[0] in _HAVE_FILES:
            yield _file(record)


def _file(record: Record) -> str:
    sha256, suffix, *_ = record.fields["sha256"].value
    return original_file(sha256, suffix)


def _bring_back_files(places: Places, touched: Iterable[Record]) -> None:
    """Take files out of the trash, before their rows are in sight."""
    for record in touched:
        if "sha256" in record.fields and record.in_sight:
            photo_files.from_trash(places, _file(record))


def _put_files_away(places: Places, touched: Iterable[Record], side: Side) -> None:
    """Move files into the trash, unless something in sight needs them; after the rows."""
    needed = {
        _file(record)
        for key, record in side.records.items()
        if key[0] in _HAVE_FILES and record.in_sight
    }
    for record in touched:
        if "sha256" in record.fields and not record.in_sight and _file(record) not in needed:
            photo_files.to_trash(places, _file(record))


def _now() -> str:
    return datetime.now(UTC).isoformat()
