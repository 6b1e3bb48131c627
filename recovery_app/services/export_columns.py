"""What tables of an export are made of, and the columns that several of them have."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from recovery_app.services.export_rows import Diary, Row


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, meaning, unit and range."""

    name: str
    about: str
    unit: str = ""
    range: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, what a row is, and where the rows come from."""

    name: str
    about: str
    rows: Callable[[Diary], Iterator[Row]]
    columns: tuple[Column, ...]


def words(*choices: str) -> str:
    """Name the words that a column may hold."""
    return ", ".join(choices)


YES_OR_NO = "true, false"
SESSION = Column("session", "number of the session (table sessions)", range="from 1")
POSITION = Column("position", "place in the order", range="from 1")
PLACE = (
    Column("session", "number of the latest session up to that date", range="from 1; none before"),
    Column("day", "whole local days since that session's date", "days", "from 0; none before"),
)
