"""What leaves the program from a face of the page."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Saved:
    """What is saved or copied.

    Attributes:
        name: of the file, without suffix.
        drawing: what a picture shows.
        numbers: gives the same as CSV; asked only where that is wanted.
    """

    name: str
    drawing: QWidget
    numbers: Callable[[], str]
