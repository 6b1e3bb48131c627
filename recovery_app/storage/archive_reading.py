"""Archives, read with distrust: an archive may come from anywhere."""

import hashlib
import re
import zipfile
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from recovery_app.errors import ArchiveRefused
from recovery_app.storage import archive_rows, versions
from recovery_app.storage.archive_format import (
    CHECKSUMS,
    LARGEST_PAPER,
    MANIFEST,
    NAME,
    VERSION,
    manifest_of,
)
from recovery_app.storage.distrust import distrusting, opened, plain_files
from recovery_app.storage.mergeable import wanted_columns
from recovery_app.storage.schema import SCHEMA
from recovery_app.storage.sides import Rows

CHUNK = 1 << 20
LARGEST_TABLE = 1 << 27
_CHECKSUM = re.compile(r"([0-9a-f]{64})  (.+)")
_NO_ARCHIVE = "“{}” is no archive of a recovery library, or it was cut short."
_DAMAGED = "The archive “{}” is damaged; write it anew on the other computer."
_NEWER = (
    "This archive was written by a newer version of the program; update the program to read it."
)


class Archive:
    """An archive that is being read.

    Attributes:
        manifest: what it says of itself.
    """

    def __init__(self, file: Path, archive: zipfile.ZipFile) -> None:
        self._file, self._archive = file, archive
        if not {MANIFEST, CHECKSUMS} <= archive.NameToInfo.keys():
            raise ArchiveRefused(_NO_ARCHIVE.format(file.name))
        with self._distrust():
            self._infos = plain_files(archive, lambda name: NAME.fullmatch(name) is not None)
            self._hashes = _checksums(self._paper(CHECKSUMS))
            version, self.manifest = manifest_of(self._paper(MANIFEST))
        if version > VERSION or self.manifest.schema > versions.CURRENT:
            raise ArchiveRefused(_NEWER)
        with self._distrust():
            if self._infos.keys() != {CHECKSUMS, *self._hashes}:
                raise ValueError("other files than those whose hashes are told")
            if any(Path(name).stem != self._hashes[name] for name in self.originals):
                raise ValueError("a picture that is not called by its hash")
            self._check_manifest()

    @property
    def originals(self) -> dict[str, int]:
        """The pictures that it holds, by path, with their sizes in bytes."""
        return {
            name: info.file_size for name, info in self._infos.items() if name.startswith("photos/")
        }

    def rows(self) -> Rows:
        """Read all rows that merging looks at.

        Raises:
            ArchiveRefused: if they are not what the archive says, or not what a library holds.
        """
        with self._distrust():
            return {table: self._rows(table) for table in wanted_columns()}

    def original(self, name: str) -> bytes:
        """Return a picture.

        Raises:
            ArchiveRefused: if it is not what its name says.
        """
        with self._distrust():
            return b"".join(self._chunks(name))

    def check(self, name: str) -> None:
        """Read a file to its end and compare it with its hash.

        Raises:
            ArchiveRefused: if it is not what was written.
        """
        with self._distrust():
            for _ in self._chunks(name):
                pass

    @property
    def names(self) -> list[str]:
        """The files whose hashes are told."""
        return list(self._hashes)

    def _check_manifest(self) -> None:
        told = {name[len("tables/") : -len(".json")] for name in self._infos if "tables/" in name}
        current = self.manifest.schema == versions.CURRENT
        wanted = wanted_columns().keys()
        known = told <= set(SCHEMA.tables) and (not current or wanted <= told)
        if told != set(self.manifest.tables) or not known:
            raise ValueError("other tables than those of the manifest")
        if sum(self.manifest.tables.values()) > archive_rows.MOST_ROWS:
            raise ValueError("more rows than a diary has")
        if any(self._infos[f"tables/{one}.json"].file_size > LARGEST_TABLE for one in told):
            raise ValueError("a table larger than a diary's")

    def _rows(self, table: str) -> list[tuple[object, ...]]:
        if table not in self.manifest.tables:
            return []  # written before there was such a table
        current = self.manifest.schema == versions.CURRENT
        wanted, name = self.manifest.tables[table], f"tables/{table}.json"
        found: list[tuple[object, ...]] = []
        for row in archive_rows.rows_of(table, self._lines(name), current):
            found.append(row)
            if len(found) > wanted:
                raise ValueError("more rows than the manifest says")
        if len(found) != wanted:
            raise ValueError("fewer rows than the manifest says")
        return found

    def _lines(self, name: str) -> Iterator[bytes]:
        rest = b""
        for chunk in self._chunks(name):
            *lines, rest = (rest + chunk).split(b"\n")
            yield from lines
            if len(rest) > archive_rows.LONGEST_LINE:
                raise ValueError("a row larger than a diary's")
        if rest:
            yield rest

    def _chunks(self, name: str) -> Iterator[bytes]:
        """Go through the bytes of a file, which must have its length and its hash."""
        digest, size, info = hashlib.sha256(), 0, self._infos[name]
        with self._archive.open(info) as source:
            # Never a byte more than announced: what unpacks to more is made to fill the memory.
            while size <= info.file_size and (chunk := source.read(CHUNK)):
                size += len(chunk)
                digest.update(chunk)
                yield chunk
        if size != info.file_size or digest.hexdigest() != self._hashes[name]:
            raise ValueError("another hash")

    def _paper(self, name: str) -> bytes:
        info = self._infos[name]
        if info.file_size > LARGEST_PAPER:
            raise ValueError("a paper larger than any")
        with self._archive.open(info) as source:
            return source.read(LARGEST_PAPER)

    def _distrust(self) -> AbstractContextManager[None]:
        return distrusting(ArchiveRefused(_DAMAGED.format(self._file.name)))


@contextmanager
def reading(file: Path) -> Generator[Archive]:
    """Open a file that somebody says is an archive.

    Raises:
        NotFound: if there is no such file.
        ArchiveRefused: if it is no archive, damaged, newer, or holds what no archive holds.
    """
    with opened(file, ArchiveRefused(_NO_ARCHIVE.format(file.name))) as archive:
        yield Archive(file, archive)


def _checksums(text: bytes) -> dict[str, str]:
    hashes: dict[str, str] = {}
    for line in text.decode().splitlines():
        found = _CHECKSUM.fullmatch(line)
        if found is None or found[2] in hashes:
            raise ValueError("no checksum")
        hashes[found[2]] = found[1]
    return hashes
