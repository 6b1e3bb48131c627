"""Selections of photos by their rows; Qt's own know only of ranges."""

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionRange

from recovery_app.ui.photos.model import PhotoModel


def span(model: PhotoModel, one: int, other: int) -> QItemSelection:
    """Select everything from one row to another, whichever comes first."""
    first, last = sorted((one, other))
    return QItemSelection(model.index(first), model.index(last))


def scattered(model: PhotoModel, rows: Iterable[int]) -> QItemSelection:
    """Select these rows."""
    chosen = QItemSelection()
    for row in rows:
        index = model.index(row)
        chosen.select(index, index)
    return chosen


def rows_of(selection: QItemSelection) -> list[int]:
    """Return the selected rows, in order."""
    found = ranges(selection)
    return sorted(row for one in found for row in range(one.top(), one.bottom() + 1))


def count_of(selection: QItemSelection) -> int:
    """Count what is selected without going through it."""
    return sum(one.height() for one in ranges(selection))


def ranges(selection: QItemSelection) -> list[QItemSelectionRange]:
    """Return the ranges of a selection."""
    return [selection.at(number) for number in range(selection.count())]
