"""Archives, written: whole and read again, or not at all."""

import hashlib
import os
import stat
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path

from recovery_app import __version__
from recovery_app.domain.safekeeping import Counts
from recovery_app.errors import ArchiveRefused, LibraryUnavailable
from recovery_app.storage import (
    archive_format,
    archive_reading,
    counted,
    photo_files,
    proofs,
    versions,
)
from recovery_app.storage.archive_format import CHECKSUMS, DICTIONARY, MANIFEST, README, Manifest
from recovery_app.storage.archive_reading import Archive
from recovery_app.storage.places import FILE_MODE, Places, sync_folder, translated
from recovery_app.storage.proofs import Original
from recovery_app.storage.refusals import translated as sqlite_translated
from recovery_app.storage.schema import SCHEMA

PART = ".part"

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class _Steps:
    """Says how far the work is and stops it when she does not want it any more."""

    def __init__(self, total: int, progress: Progress | None, cancelled: Cancelled | None) -> None:
        self._done, self._total = 0, total
        self._progress, self._cancelled = progress, cancelled

    def next(self) -> None:
        self._done += 1
        if self._progress:
            self._progress(self._done, self._total)
        if self._cancelled and self._cancelled():
            raise ArchiveRefused("The archive was stopped; no file was left behind.")


def make(
    places: Places, target: Path, progress: Progress | None, cancelled: Cancelled | None
) -> Counts:
    """Write a library into an archive, which takes its name only when it has proved whole.

    Args:
        places: the library; others may write to it meanwhile.
        target: the archive, in a folder that exists; what lies there already is replaced.
        progress: hears how many of how many files are done; each is written and read again.
        cancelled: asked after each file.

    Raises:
        ArchiveRefused: if an original is missing or changed, or it was cancelled; no file is left.
        LibraryUnavailable: if the disk does not take or give the data; no file is left.
    """
    with translated(target), sqlite_translated():
        handle, name = tempfile.mkstemp(dir=target.parent, prefix="recovery-", suffix=PART)
        part = Path(name)
        try:
            with os.fdopen(handle, "w+b") as file:
                with zipfile.ZipFile(file, "w") as archive:
                    counts, steps = _pack(archive, places, progress, cancelled)
                file.flush()
                os.fsync(file.fileno())
            part.chmod(FILE_MODE)
            with archive_reading.reading(part) as again:
                _check_rows(again)
                for one in again.names:
                    again.check(one)
                    steps.next()
            part.replace(target)
            sync_folder(target.parent)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return counts


def _pack(
    archive: zipfile.ZipFile,
    places: Places,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> tuple[Counts, _Steps]:
    now = datetime.now().astimezone()
    hashes: dict[str, str] = {}
    tables: dict[str, int] = {}
    with closing(versions.open_reading(places.database, places.database_key)) as db:
        db.execute("BEGIN")
        schema = versions.version_of(db) or ""
        counts, needed = counted.of(db, now), proofs.originals(db)
        names = SCHEMA.sorted_tables
        steps = _Steps(2 * (len(needed) + len(names) + 3), progress, cancelled)
        for table in names:
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            rows = db.execute(f'SELECT {columns} FROM "{table.name}"').fetchall()
            tables[table.name] = len(rows)
            text = archive_format.written_rows(table, rows)
            path = f"tables/{table.name}.json"
            hashes[path] = _add(archive, path, text)
            steps.next()
    for one in needed:
        hashes[one.file] = _add(archive, one.file, [_bytes(places, one)])
        steps.next()
    manifest = Manifest(schema, counts, tables)
    words = archive_format.README_TEXT.format(version=__version__, day=now.date())
    for path, text in (
        (README, words.encode()),
        (DICTIONARY, archive_format.dictionary().encode()),
        (MANIFEST, manifest.text(f"recovery-app {__version__}")),
    ):
        hashes[path] = _add(archive, path, [text])
        steps.next()
    _add(archive, CHECKSUMS, [archive_format.checksums(hashes)])
    return counts, steps


def _check_rows(again: Archive) -> None:
    try:
        again.rows()
    except ArchiveRefused:
        raise ArchiveRefused(
            "Something in the library is not as this program writes it, so that no archive can hold"
            " it; no file was left behind."
        ) from None


def _bytes(places: Places, one: Original) -> bytes:
    path = photo_files.locate(places, one.file)
    trouble = "is missing"
    if path.exists():
        with suppress(LibraryUnavailable):  # a sealed file that was damaged does not open
            data = photo_files.content(places, path)
            if photo_files.hash_of(data) == one.sha256:
                return data
        trouble = "has changed on the disk"
    raise ArchiveRefused(
        f"The original of “{one.name}” ({one.day}) {trouble}, so the archive would not be whole;"
        " put it back from a backup or delete the picture for good."
    )


def _add(archive: zipfile.ZipFile, name: str, text: Iterable[bytes]) -> str:
    """Write one file and return its hash; pictures are compressed already."""
    info = zipfile.ZipInfo(name, datetime.now().timetuple()[:6])  # noqa: DTZ005 - zip has no zones
    info.external_attr = (stat.S_IFREG | FILE_MODE) << 16
    stored = name.startswith("photos/")
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    digest = hashlib.sha256()
    with archive.open(info, "w", force_zip64=True) as into:
        for chunk in _gathered(text):
            digest.update(chunk)
            into.write(chunk)
    return digest.hexdigest()


def _gathered(text: Iterable[bytes]) -> Iterator[bytes]:
    """Put lines together, because each piece that is written takes its time."""
    gathered = BytesIO()
    for one in text:
        gathered.write(one)
        if gathered.tell() > archive_reading.CHUNK:
            yield gathered.getvalue()
            gathered = BytesIO()
    yield gathered.getvalue()
