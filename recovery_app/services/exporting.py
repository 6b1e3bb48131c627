"""Taking the diary out in open formats: CSV or JSON, with a dictionary of every column."""

import csv
import io
import json
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from recovery_app import __version__
from recovery_app.domain.moments import now
from recovery_app.errors import LibraryUnavailable
from recovery_app.services.export_rows import Cell, Diary, Row
from recovery_app.services.export_tables import TABLES, Table
from recovery_app.services.library import Library
from recovery_app.storage.places import FOLDER_MODE, translated, write_whole

DICTIONARY = "data-dictionary.md"
DIARY = "diary.json"


class Format(StrEnum):
    """What an export is written as."""

    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote.

    Attributes:
        folder: where it lies.
        files: what was written, the dictionary last.
        rows: how many rows each table has.
    """

    folder: Path
    files: tuple[Path, ...]
    rows: Mapping[str, int]


def export(library: Library, folder: Path, form: Format = Format.CSV) -> Exported:
    """Write the whole diary into a new or empty folder; photos are listed, their files stay.

    Raises:
        LibraryUnavailable: if the folder holds something or cannot be written; then nothing of the
            export is left in it.
    """
    diary = _read(library)
    tables = {table.name: list(table.rows(diary)) for table in TABLES}
    if form is Format.CSV:
        contents = {f"{table.name}.csv": as_csv(table, tables[table.name]) for table in TABLES}
    else:
        contents = {DIARY: as_json(tables)}
    contents[DICTIONARY] = dictionary(library.name, form)
    with _empty(folder) as written:
        for name, text in contents.items():
            write_whole(folder / name, text.encode(errors="replace"))
            written.append(folder / name)
    return Exported(folder, tuple(written), {name: len(rows) for name, rows in tables.items()})


def as_csv(table: Table, rows: Iterable[Row]) -> str:
    """Write a table as CSV (RFC 4180); an empty cell is not known."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    names = [column.name for column in table.columns]
    writer.writerow(names)
    writer.writerows([_as_text(row[name]) for name in names] for row in rows)
    return text.getvalue()


def as_json(tables: Mapping[str, Iterable[Row]]) -> str:
    """Write all tables as one JSON object: each a list of objects with the columns as keys."""
    diary: dict[str, object] = {
        "program": f"recovery-app {__version__}",
        "exported_at": _written(now()),
    }
    for name, rows in tables.items():
        diary[name] = [{key: _as_json(cell) for key, cell in row.items()} for row in rows]
    return json.dumps(diary, ensure_ascii=False, indent=1) + "\n"


def dictionary(library: str, form: Format) -> str:
    """Explain every table and column with unit and range, as Markdown."""
    lines = [
        f"# What is in this export of the library “{library}”",
        "",
        f"Written by recovery-app {__version__} on {now().date()}. "
        + (
            "One CSV file (UTF-8, comma, RFC 4180) for each table; an empty cell is not known."
            if form is Format.CSV
            else f"`{DIARY}` holds each table as a list of objects; null is not known."
        ),
        "Dates are ISO 8601 and local; moments carry the offset they were lived in. On every scale",
        "lower is better, and *not rated* has no row: it is not 0. The pictures themselves stay in the",
        "library folder, under the paths given in `photos` and `session_cards`.",
    ]
    for table in TABLES:
        lines += ["", f"## {table.name}", "", table.about, ""]
        lines += ["| column | meaning | unit | range |", "| --- | --- | --- | --- |"]
        lines += [
            f"| {one.name} | {one.about} | {one.unit or '–'} | {one.range or '–'} |"
            for one in table.columns
        ]
    return "\n".join(lines) + "\n"


def plain_number(amount: Decimal) -> int | float:
    """Return an amount as the JSON number with the same digits (up to 15 of them)."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _read(library: Library) -> Diary:
    return Diary(
        sessions=library.sessions.every(),
        cards=library.cards.every(),
        courses=library.sessions.courses(),
        entries=library.journal.of_days(date.min, date.max),
        reviews=library.reviews.every(),
        photos=library.photos.every(),
        regions=library.regions.every(),
        measured=library.redness.every(),
        symptoms=library.catalogue.symptoms() + library.catalogue.symptoms(removed=True),
        concerns=library.catalogue.concerns() + library.catalogue.concerns(removed=True),
        kinds=library.catalogue.kinds(),
        devices=library.catalogue.devices(),
    )


@contextmanager
def _empty(folder: Path) -> Generator[list[Path]]:
    """Offer an empty folder and a list for what is written, which is taken back after a failure."""
    with translated(folder):
        if folder.exists() and not folder.is_dir():
            raise LibraryUnavailable(
                f"“{folder.name}” is a file; choose a new folder to export to."
            )
        made = not folder.exists()
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise LibraryUnavailable(
                f"“{folder.name}” is not empty; choose a new folder to export to."
            )
    written: list[Path] = []
    try:
        yield written
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        if made:
            folder.rmdir()
        raise


def _as_text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return f"{cell:f}"
        case _:
            return _written(cell)


def _as_json(cell: Cell) -> object:
    match cell:
        case Decimal():
            return plain_number(cell)
        case datetime() | date() | time():
            return _written(cell)
        case _:
            return cell


def _written(cell: str | float | date | time) -> str:
    match cell:
        case datetime():
            return cell.isoformat(timespec="seconds")
        case time():
            return cell.isoformat("minutes")
        case _:
            return str(cell)
