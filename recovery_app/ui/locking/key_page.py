"""The recovery key on a page of paper: saved as a file to print, or printed at once."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QFileDevice, QIODevice, QMarginsF, QSaveFile, Qt
from PySide6.QtGui import QFont, QFontDatabase, QPagedPaintDevice, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MARGIN_MM = 25
PRINTING = Path("/run/cups/cups.sock")
"""Where Linux's printing listens on this computer."""
_OWNER = QFileDevice.Permission.ReadOwner | QFileDevice.Permission.WriteOwner


def save_key(file: Path, key: str, library: str, tr: Callable[[str], str]) -> bool:
    """Write the page into a PDF that only its owner can read; return whether that could be done."""
    page = QBuffer()
    page.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(page)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setTitle(tr("Recovery key"))
    if not draw_key(writer, key, library, tr):
        return False
    saved = QSaveFile(str(file))
    if not saved.open(QIODevice.OpenModeFlag.WriteOnly):
        return False
    saved.setPermissions(_OWNER)
    saved.write(page.data())
    return saved.commit()


def has_printer() -> bool:
    """Whether a printer is set up on this computer."""
    if sys.platform.startswith("linux"):
        # Without its own socket CUPS asks for a server by TCP, as it does where another computer's
        # is set up. Neither is to happen: the page is saved then.
        if not PRINTING.is_socket():
            return False
        os.environ["CUPS_SERVER"] = str(PRINTING)
    # Only here: before it was asked for, nothing speaks with the system's printing.
    from PySide6.QtPrintSupport import QPrinterInfo

    return bool(QPrinterInfo.availablePrinterNames())


def ask_for_printer(parent: QWidget) -> "QPrinter | None":
    """Let the person choose printer and paper; None if she thought better of it."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    return printer if dialog.exec() else None


def print_key(printer: "QPrinter", key: str, library: str, tr: Callable[[str], str]) -> bool:
    """Print the page; return whether the system took it."""
    from PySide6.QtPrintSupport import QPrinter

    # The list of printed pages is no place for the library's name.
    printer.setDocName(tr("Recovery key"))
    drawn = draw_key(printer, key, library, tr)
    return drawn and printer.printerState() != QPrinter.PrinterState.Error


def draw_key(device: QPagedPaintDevice, key: str, library: str, tr: Callable[[str], str]) -> bool:
    """Draw the page for a file or for paper of any size; return whether that could be done."""
    margin = float(MARGIN_MM)
    device.setPageMargins(QMarginsF(margin, margin, margin, margin))
    painter = QPainter()
    if not painter.begin(device):
        return False
    width, line = device.width(), device.logicalDpiY() // 5
    top = 0
    for text, size, fixed in (
        (tr("Recovery key of the library “{name}”").format(name=library), 16, False),
        ("\n".join((key[:19], key[20:])), 18, True),
        (
            tr(
                "It opens the library when the passphrase is lost. Whoever finds it can do so"
                " too: keep it apart from the computer. Without it and without the passphrase"
                " nobody opens the library again."
            ),
            11,
            False,
        ),
    ):
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont) if fixed else QFont()
        font.setPointSize(size)
        painter.setFont(font)
        flags = int(Qt.TextFlag.TextWordWrap)
        box = painter.boundingRect(0, top, width, device.height(), flags, text)
        painter.drawText(box, flags, text)
        top = box.bottom() + 2 * line
    return painter.end()
