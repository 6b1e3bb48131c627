"""Backup archives: one zip of a library's files with a manifest, written here and read with distrust.

An archive that is read may come from anywhere. Only names that a library has are accepted, so that
no path leads out of the folder, and every byte is compared with the manifest's hashes.
"""

import hashlib
import json
import re
import stat
import zipfile
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from recovery_app.domain.safekeeping import Counts
from recovery_app.errors import BackupFailed
from recovery_app.storage import manifests
from recovery_app.storage.distrust import distrusting, opened, plain_files
from recovery_app.storage.manifests import mapping, number
from recovery_app.storage.places import FILE_MODE

MANIFEST = "manifest.json"
FORMAT = "recovery-app backup"
CHUNK = 1 << 20
"""Bytes that are read at once."""

_LARGEST_MANIFEST = 1 << 26
_NAME = re.compile(
    r"library\.sqlite3|settings\.json|README\.txt|library\.sqlcipher|settings\.sealed|keys\.json"
    r"|photos/[0-9a-f]{2}/[0-9a-f]{64}\.[a-z0-9]{1,8}|trash/[0-9a-f]{64}\.[a-z0-9]{1,8}"
)
_SHA256 = re.compile(r"[0-9a-f]{64}")

_NO_BACKUP = "“{}” is no backup of a recovery library, or it was cut short."
_DAMAGED = "The backup “{}” is damaged; take another one."


@dataclass(frozen=True, slots=True)
class Member:
    """What the manifest says of one file: its length in bytes and the SHA-256 of its content."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds.

    Attributes:
        schema: revision of the database.
        counts: for the person.
        files: each file by its path relative to the library.
        missing: originals that the library had lost, or (where they are among the files) that had
            changed on its disk: each by its path, as she would name it.
    """

    schema: str
    counts: Counts
    files: dict[str, Member]
    missing: dict[str, str] = field(default_factory=dict[str, str])

    def text(self) -> bytes:
        """Return the manifest as it is written into the archive."""
        one = self.counts
        return json.dumps(
            {
                "format": FORMAT,
                "schema": self.schema,
                **manifests.said(one),
                "files": {
                    name: {"size": member.size, "sha256": member.sha256}
                    for name, member in self.files.items()
                },
                "missing": self.missing,
            },
            indent=1,
        ).encode()


class Archive:
    """An archive that is being read."""

    def __init__(self, file: Path, archive: zipfile.ZipFile) -> None:
        self._file = file
        self._archive = archive
        if MANIFEST not in archive.NameToInfo:
            raise BackupFailed(_NO_BACKUP.format(file.name))
        with self._distrust():
            self._infos = plain_files(archive, lambda name: name == MANIFEST or is_name(name))
            self.manifest = _read_manifest(archive, self._infos)
        if set(self._infos) != {MANIFEST, *self.manifest.files}:
            raise BackupFailed(_DAMAGED.format(file.name))

    def copy(self, name: str, into: IO[bytes] | None) -> None:
        """Read one file to its end and compare it with the manifest, writing it where asked.

        Raises:
            BackupFailed: if it is not what the manifest says.
        """
        wanted = self.manifest.files[name]
        digest, size = hashlib.sha256(), 0
        with self._distrust(), self._archive.open(self._infos[name]) as source:
            # Never a byte more than announced: what unpacks to more is made to fill the disk.
            while size <= wanted.size and (chunk := source.read(CHUNK)):
                size += len(chunk)
                digest.update(chunk)
                if into is not None and size <= wanted.size:
                    into.write(chunk)
        if (size, digest.hexdigest()) != (wanted.size, wanted.sha256):
            raise BackupFailed(_DAMAGED.format(self._file.name))

    def _distrust(self) -> AbstractContextManager[None]:
        return distrusting(BackupFailed(_DAMAGED.format(self._file.name)))


@contextmanager
def reading(file: Path) -> Generator[Archive]:
    """Open an archive that somebody says is a backup.

    Raises:
        NotFound: if there is no such file.
        BackupFailed: if it is no backup, or damaged, or holds what no backup holds.
    """
    with opened(file, BackupFailed(_NO_BACKUP.format(file.name))) as archive:
        yield Archive(file, archive)


def add(archive: zipfile.ZipFile, name: str, source: IO[bytes], size: int) -> Member:
    """Write one file into an archive and return what was written.

    Photos are stored as they are: they are compressed already, and a stored picture can be saved
    from an archive whose end is lost.
    """
    info = zipfile.ZipInfo(name, datetime.now().timetuple()[:6])  # noqa: DTZ005 - zip has no zones
    info.external_attr = (stat.S_IFREG | FILE_MODE) << 16
    stored = name.startswith(("photos/", "trash/"))
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    info.file_size = size  # tells zipfile whether the large format is needed
    digest, written = hashlib.sha256(), 0
    with archive.open(info, "w") as into:
        while chunk := source.read(CHUNK):
            written += len(chunk)
            digest.update(chunk)
            into.write(chunk)
    return Member(written, digest.hexdigest())


def add_manifest(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Write the manifest, which comes last because it names what was written before."""
    text = manifest.text()
    add(archive, MANIFEST, BytesIO(text), len(text))


def is_name(name: str) -> bool:
    """Whether a library may have a file of that name; anything else is not to be unpacked."""
    return _NAME.fullmatch(name) is not None


def _read_manifest(archive: zipfile.ZipFile, infos: dict[str, zipfile.ZipInfo]) -> Manifest:
    with archive.open(infos[MANIFEST]) as source:
        text = source.read(_LARGEST_MANIFEST)
    found, counts = manifests.read(json.loads(text), FORMAT)
    files = {name: _member(mapping(one)) for name, one in mapping(found["files"]).items()}
    lost = mapping(found.get("missing", {}))  # backups from before were whole or not there
    missing = {name: str(words) for name, words in lost.items()}
    counts = replace(counts, missing=tuple(missing.values()))
    return Manifest(str(found["schema"]), counts, files, missing)


def _member(found: dict[str, Any]) -> Member:
    sha256 = str(found["sha256"])
    if not _SHA256.fullmatch(sha256):
        raise ValueError("no hash")
    return Member(number(found["size"]), sha256)
