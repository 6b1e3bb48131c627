"""The recovery key on paper: the same page saved and printed, and nothing else left behind."""

import os
import re
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import pytest
from PySide6.QtCore import QSize, QSizeF
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from recovery_app.ui.locking import key_page
from recovery_app.ui.locking.fields import RecoveryKeyBox
from recovery_app.ui.theme import Look
from tests.network_watch import ROOT

pytestmark = pytest.mark.usefixtures("qapp")

KEY = "ABCD-EFGH-JKMN-PQRS-TVWX-Y012-3456-789A"


def said(words: str) -> str:
    return words


def words_of(file: Path) -> str:
    with closing(pypdfium2.PdfDocument(file)) as document:
        assert len(document) == 1
        return re.sub(r"\s+", " ", document[0].get_textpage().get_text_range())


def paper(file: Path) -> QPrinter:
    """A printer that puts its paper into a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


@pytest.fixture
def box(look: Look, qtbot: QtBot) -> RecoveryKeyBox:
    box = RecoveryKeyBox(look, KEY, "My diary")
    qtbot.addWidget(box)
    box.show()
    return box


def press(box: RecoveryKeyBox, words: str) -> None:
    next(one for one in box.findChildren(QPushButton) if one.text() == words).click()


def test_what_is_printed_is_what_is_saved(tmp_path: Path) -> None:
    saved, printed = tmp_path / "saved.pdf", tmp_path / "printed.pdf"
    assert key_page.save_key(saved, KEY, "My diary", said)
    assert key_page.print_key(paper(printed), KEY, "My diary", said)
    for file in (saved, printed):
        words = words_of(file)
        assert "My diary" in words
        assert all(group in words for group in KEY.split("-")), words
        assert "keep it apart" in words
    assert words_of(saved) == words_of(printed)
    assert sorted(tmp_path.iterdir()) == [printed, saved]


@pytest.mark.parametrize("size", [QSize(105, 148), QSize(210, 297), QSize(216, 279)])
def test_it_fits_onto_paper_of_any_size(size: QSize, tmp_path: Path) -> None:
    printer = paper(tmp_path / "page.pdf")
    printer.setPageSize(QPageSize(QSizeF(size), QPageSize.Unit.Millimeter))
    assert key_page.print_key(printer, KEY, "A long name of a library, " * 3, said)
    words = words_of(tmp_path / "page.pdf")
    assert "nobody opens the library again." in words
    assert all(group in words for group in KEY.split("-")), words


def test_the_saved_page_is_for_its_owner_alone(tmp_path: Path) -> None:
    assert key_page.save_key(tmp_path / "key.pdf", KEY, "My diary", said)
    assert stat.S_IMODE((tmp_path / "key.pdf").stat().st_mode) == 0o600
    assert not key_page.save_key(tmp_path / "nowhere" / "key.pdf", KEY, "My diary", said)


def test_a_page_that_cannot_be_saved_is_told(
    box: RecoveryKeyBox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = str(tmp_path / "nowhere" / "key.pdf")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (nowhere, ""))
    press(box, "Save a page to print…")
    assert "could not be written" in box.notice.sentence


@pytest.fixture
def printing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the printing of a computer listens; a path of a socket has to be short."""
    with TemporaryDirectory() as place, closing(socket.socket(socket.AF_UNIX)) as listening:
        path = Path(place) / "cups.sock"
        listening.bind(str(path))
        monkeypatch.setattr(key_page, "PRINTING", path)
        monkeypatch.setenv("CUPS_SERVER", "elsewhere.example")
        monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["In the study"])
        yield path


def test_it_is_printed_where_she_chooses_and_by_this_computer_alone(
    box: RecoveryKeyBox, printing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(tmp_path / "paper.pdf"))
        return 1

    monkeypatch.setattr(QPrintDialog, "exec", choose)
    press(box, "Print…")
    assert "Sent to the printer" in box.notice.sentence
    assert KEY[:4] in words_of(tmp_path / "paper.pdf")
    if sys.platform.startswith("linux"):
        assert os.environ["CUPS_SERVER"] == str(printing)


@pytest.mark.usefixtures("printing")
def test_who_thinks_better_of_it_prints_nothing(
    box: RecoveryKeyBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: 0)
    press(box, "Print…")
    assert not box.notice.isVisible()


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
@pytest.mark.usefixtures("printing")
def test_what_the_printer_does_not_take_is_told(
    box: RecoveryKeyBox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(tmp_path / "nowhere" / "paper.pdf"))
        return 1

    monkeypatch.setattr(QPrintDialog, "exec", choose)
    press(box, "Print…")
    assert "could not be printed" in box.notice.sentence


def test_where_no_printer_is_the_button_says_so(
    box: RecoveryKeyBox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_page, "PRINTING", tmp_path / "no socket")
    press(box, "Print…")
    button = next(one for one in box.findChildren(QPushButton) if one.text() == "No printer here")
    assert not button.isEnabled()
    assert "No printer is set up" in box.notice.sentence


def test_nothing_of_printing_is_loaded_before_it_is_asked_for() -> None:
    code = (
        "import sys; from pathlib import Path;"
        " from recovery_app.ui.locking import gate, key_page, away;"
        " from recovery_app.ui.settings import lock_section;"
        " key_page.PRINTING = Path('nowhere'); assert not key_page.has_printer();"
        " print([one for one in sys.modules if 'QtPrint' in one or 'QtDBus' in one])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
