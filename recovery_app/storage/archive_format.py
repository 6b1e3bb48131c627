"""The archive: one open file that another machine or another program can read (docs/archive.md)."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, Table

from recovery_app.domain.safekeeping import Counts
from recovery_app.storage import manifests
from recovery_app.storage.manifests import mapping, number
from recovery_app.storage.rows import Row
from recovery_app.storage.schema import SCHEMA

FORMAT = "recovery-app archive"
VERSION = 1
MANIFEST, CHECKSUMS, README, DICTIONARY = (
    "manifest.json",
    "checksums.txt",
    "README.txt",
    "data-dictionary.md",
)
LARGEST_PAPER = 1 << 26
"""Bytes of the manifest, the checksums, or another file that is neither a table nor a picture."""

NAME = re.compile(
    r"README\.txt|manifest\.json|checksums\.txt|data-dictionary\.md|tables/[a-z_]{1,40}\.json"
    r"|photos/[0-9a-f]{2}/[0-9a-f]{64}\.[a-z0-9]{1,8}"
)
"""The names that an archive may hold: no path leads out of a folder."""

_SCHEMA = re.compile(r"\d{4}")

README_TEXT = """\
This is an archive of a recovery diary, written by recovery-app {version} on {day}.
It belongs to one person; treat it like a medical paper. It is NOT encrypted: whoever has this file
can read the diary and see the pictures.

manifest.json       what this is, when it was written, and how much it holds.
tables/             one JSON file for each table of the diary: a list with one object per line.
data-dictionary.md  every table and column.
photos/             the original pictures, unchanged, each named by the SHA-256 of its bytes.
checksums.txt       SHA-256 of every file here; `sha256sum -c checksums.txt` compares them.

To bring it into a library on another computer: Settings, "Another computer", or
`recovery-app merge FILE`. Any program that reads JSON reads it without that.
What was deleted is there too while it lies in the trash (it has a time in "deleted_at").
"""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself.

    Attributes:
        schema: revision of the tables.
        counts: what is in sight, and when the archive was written.
        tables: how many rows each table has.
    """

    schema: str
    counts: Counts
    tables: Mapping[str, int]

    def text(self, program: str) -> bytes:
        """Return the manifest as it is written."""
        one = self.counts
        said = {
            "format": FORMAT,
            "version": VERSION,
            "schema": self.schema,
            "program": program,
            **manifests.said(one),
            "tables": dict(self.tables),
        }
        return (json.dumps(said, indent=1) + "\n").encode()


def manifest_of(text: bytes) -> tuple[int, Manifest]:
    """Read a manifest; return the archive's version and what it says.

    Raises:
        ValueError, LookupError: if it is none.
    """
    found, counts = manifests.read(json.loads(text), FORMAT)
    if not _SCHEMA.fullmatch(str(found["schema"])):
        raise ValueError("no revision")
    tables = {name: number(rows) for name, rows in mapping(found["tables"]).items()}
    return number(found["version"]), Manifest(str(found["schema"]), counts, tables)


def written_rows(table: Table, rows: Iterable[tuple[Any, ...]]) -> Iterator[bytes]:
    """Write rows as JSON, one object on each line."""
    names = [column.name for column in table.columns]
    flags = [at for at, column in enumerate(table.columns) if isinstance(column.type, Boolean)]
    yield b"["
    first = True
    for row in rows:
        said = list(row)
        for at in flags:
            said[at] = None if said[at] is None else bool(said[at])
        line = json.dumps(dict(zip(names, said, strict=True)), ensure_ascii=False)
        yield (b"\n" if first else b",\n") + line.encode()
        first = False
    yield b"\n]\n"


def checksums(hashes: Mapping[str, str]) -> bytes:
    """Write the hashes of files as `sha256sum -c` reads them."""
    return "".join(f"{hashed}  {name}\n" for name, hashed in sorted(hashes.items())).encode()


def dictionary() -> str:
    """Explain every table and column, as Markdown."""
    lines = [
        "# What is in this archive",
        "",
        "Each file of `tables/` is a list of objects, one per line; null is not known. Moments are",
        "ISO 8601 with the offset they were lived in; `created_at`, `changed_at`, `deleted_at`, `at` of",
        "`field_change` and `purged` are UTC. On every scale lower is better; a rating without a value",
        "was taken back.",
    ]
    about = {
        str(row.__tablename__): (row.__doc__ or "").splitlines()[0]
        for row in (mapper.class_ for mapper in Row.registry.mappers)
    }
    for table in SCHEMA.sorted_tables:
        lines += ["", f"## {table.name}", "", about.get(table.name, ""), ""]
        lines += ["| column | holds | may be null | refers to |", "| --- | --- | --- | --- |"]
        for column in table.columns:
            refers = ", ".join(sorted(key.target_fullname for key in column.foreign_keys))
            kind = type(column.type).__name__.lower() + (" (key)" if column.primary_key else "")
            null = "yes" if column.nullable else "no"
            lines.append(f"| {column.name} | {kind} | {null} | {refers or '–'} |")
    return "\n".join(lines) + "\n"
