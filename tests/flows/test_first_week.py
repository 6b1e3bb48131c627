"""Her first week: a session, three days, photos, the charts, Undo; and what a killed program keeps."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.domain import moments
from recovery_app.domain.sessions import Session
from recovery_app.domain.symptoms import SEEN_STEPS
from recovery_app.services import library as libraries
from recovery_app.ui.pages import Pages
from recovery_app.ui.photos.page import PhotosPage
from recovery_app.ui.program import Program
from recovery_app.ui.sessions.page import SessionsPage
from recovery_app.ui.today.page import TodayPage
from recovery_app.ui.trends.page import TrendsPage
from recovery_app.ui.trends.recovery_plot import RecoveryPlot
from recovery_app.ui.widgets.fields import DateField
from recovery_app.ui.widgets.photo_slot import PhotoSlot
from recovery_app.ui.widgets.seen_row import SeenRow
from tests.dragging import entering, falling
from tests.factories import a_picture
from tests.flows.conftest import Start

CTRL = Qt.KeyboardModifier.ControlModifier
PHOTOS = Path(__file__).parents[3] / "shared" / "photos"


def pages_of(program: Program) -> Pages:
    """Give the pages of the library that is open."""
    assert program.window.pages is not None
    return program.window.pages


def go_to(qtbot: QtBot, program: Program, number: int, page: type[QWidget]) -> Any:
    """Press Ctrl and a number; give the page once everything on it is read."""
    qtbot.keyClick(program.window, getattr(Qt.Key, f"Key_{number}"), CTRL)
    rest(qtbot, program)
    shown = [one for one in pages_of(program).findChildren(page) if one.isVisible()]
    assert len(shown) == 1
    return shown[0]


def rest(qtbot: QtBot, program: Program) -> None:
    """Wait until everything asked for is done and shown."""
    qtbot.waitUntil(lambda: not program.tasks.busy)


def click(qtbot: QtBot, page: QWidget, name: str) -> None:
    """Click the button that a screen reader calls so, as soon as it is there."""

    def found() -> list[QAbstractButton]:
        every = [one for one in page.findChildren(QAbstractButton) if one.isVisible()]
        return [one for one in every if said_of(one) == name]

    qtbot.waitUntil(lambda: len(found()) == 1)
    qtbot.mouseClick(found()[0], Qt.MouseButton.LeftButton)


def said_of(button: QAbstractButton) -> str:
    """Give the words that a screen reader says for a button."""
    heard = QAccessible.queryAccessibleInterface(button)
    return heard.text(QAccessible.Text.Name) if heard else ""


def press(*keys: Qt.Key | str) -> None:
    """Type on whatever has the keyboard."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)


def drop(target: QWidget, files: Iterable[Path]) -> None:
    """Drop files on a widget, as the desktop does."""
    offered = QMimeData()
    offered.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    QApplication.sendEvent(target, entering(offered))
    dropped = falling(offered)
    QApplication.sendEvent(target, dropped)
    assert dropped.isAccepted()


def words_on(page: QWidget) -> str:
    """Read what stands on a page."""
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def command(folder: Path, *words: str) -> Any:
    """Run a command beside the window and give what it prints."""
    line = [sys.executable, "-m", "recovery_app", "--library", str(folder), *words, "--json"]
    done = subprocess.run(line, check=True, capture_output=True, text=True)
    assert done.stderr == ""
    return json.loads(done.stdout)


def add_session(qtbot: QtBot, program: Program, day: date) -> None:
    """Write down a session through its form."""
    page: SessionsPage = go_to(qtbot, program, 2, SessionsPage)
    click(qtbot, page, "New session")
    press("Pico toning")
    (field,) = [one for one in page.findChildren(DateField) if one.isVisible()]
    # As the calendar does when a day is clicked in it.
    field.setDate(day)  # pyright: ignore[reportArgumentType] - Qt takes a date as well
    click(qtbot, page, "Save session")
    rest(qtbot, program)
    assert "Not saved yet" not in words_on(page)


# The list of known kinds pops up under the words; without a screen Qt cannot raise it.
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_week_from_the_clinic_to_the_charts(
    qtbot: QtBot, start: Start, library_folder: Path, tmp_path: Path
) -> None:
    program = start(library_folder)
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    now = moments.today()
    days = [now - timedelta(days=back) for back in (2, 1, 0)]
    add_session(qtbot, program, days[0])

    # Three days, the latest first, by a click, then by keys: swelling, dryness, flaking,
    # crusts, pain.
    today: TodayPage = go_to(qtbot, program, 1, TodayPage)
    noted = {days[2]: (1, 0), days[1]: (2, 1), days[0]: (4, 2)}
    for day, (redness, swelling) in noted.items():
        assert today.day == day
        click(qtbot, today, "Show all")
        click(qtbot, today, f"Redness: {redness} {SEEN_STEPS[redness]}")
        row = next(one for one in today.findChildren(SeenRow) if one.slug == "swelling")
        row.setFocus()
        press(str(swelling), Qt.Key.Key_Down, "1", Qt.Key.Key_Down, "0", Qt.Key.Key_Down)
        press("0", Qt.Key.Key_Down, "1", "0")
        click(qtbot, today, "darkening")
        today._form.note.setFocus()
        press(f"Like a sunburn, {redness}.")
        qtbot.keyClick(today._header, Qt.Key.Key_Left, CTRL)
    rest(qtbot, program)

    # A photo for its pose on Today, many at once on Photos: one of them is none.
    qtbot.keyClick(today._header, Qt.Key.Key_Right, CTRL)
    assert today.day == days[0]
    front = a_picture(tmp_path, "front.jpg", colour=(180, 90, 80))
    slot = next(one for one in today.findChildren(PhotoSlot) if one.pose == "front")
    drop(slot, [front])
    rest(qtbot, program)
    offered = tmp_path / "offered"
    for number in range(4):
        stamp = f"{days[1]:%Y%m%d}_21000{number}"
        a_picture(offered, f"IMG_{stamp}.jpg", colour=(60 + 40 * number, 80, 70))
    (offered / "words.jpg").write_text("no picture")
    photos: PhotosPage = go_to(qtbot, program, 3, PhotosPage)
    drop(photos, [offered])
    rest(qtbot, program)
    click(qtbot, photos, "Add 4 photos")
    rest(qtbot, program)
    assert "4 added · 1 refused" in words_on(photos)
    qtbot.waitUntil(lambda: photos._model.rowCount() == 5)

    # The charts have a point for each day.
    trends: TrendsPage = go_to(qtbot, program, 5, TrendsPage)
    (plot,) = trends.findChildren(RecoveryPlot)
    spots = [(spot.day, spot.y) for spot in plot.spots]
    assert sorted(spots) == sorted((day, redness) for day, (redness, _) in noted.items())

    # The same day, read by another process while the window is open.
    told = command(library_folder, "show", "day", days[1].isoformat())
    assert (told["day"], told["session"], len(told["photos"])) == (1, 1, 4)
    (entry,) = told["entries"]
    rated = {"redness": 2, "swelling": 1, "dryness": 1, "flaking": 0, "crusts": 0, "pain": 10}
    assert (entry["ratings"], entry["ticks"]) == (rated, ["darkening"])
    assert entry["note"] == "Like a sunburn, 2."

    # One Undo takes the whole import back and leaves what came before it.
    qtbot.keyClick(program.window, Qt.Key.Key_Z, CTRL)
    rest(qtbot, program)
    (photo,) = command(library_folder, "show", "photos")
    assert (photo["pose"], photo["day"]) == ("front", 0)


@pytest.mark.skipif(not PHOTOS.is_dir(), reason="the real photos are not here")
def test_photos_of_real_cameras_come_in_and_each_is_accounted_for(
    qtbot: QtBot, start: Start, library_folder: Path
) -> None:
    program = start(library_folder)
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    page: PhotosPage = go_to(qtbot, program, 3, PhotosPage)
    drop(page, [PHOTOS])
    rest(qtbot, program)
    files = [one for one in PHOTOS.iterdir() if one.is_file()]
    bad = [one for one in files if one.name.startswith("bad-")]
    click(qtbot, page, f"Add {len(files) - len(bad)} photos")
    rest(qtbot, program)
    assert f"{len(files) - len(bad)} added · {len(bad)} refused" in words_on(page)
    kept = command(library_folder, "show", "photos")
    assert {one["file"] for one in kept} == {
        str(one.relative_to(library_folder)) for one in library_folder.glob("photos/*/*")
    }


PERSON = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from recovery_app.domain.settings import Theme
from recovery_app.ui.program import Program
from recovery_app.ui.theme import apply
from recovery_app.ui.widgets.seen_row import SeenRow

app = QApplication(sys.argv[:1])
program = Program(app, apply(app, Theme.LIGHT), remember=False)
program.begin(Path(sys.argv[1]))
today = program.window.pages.visit("today")
row = next(one for one in today.findChildren(SeenRow) if one.slug == "redness")
said = []

def rate():
    press = str((len(said) + 1) % 5)
    said.append(press)
    QTest.keyClicks(row, press)

def look():
    # Only what stands on the screen counts.
    words = [one.text() for one in program.window.findChildren(QLabel) if one.isVisible()]
    if any(one.startswith("Saved") for one in words) and not program.tasks.busy:
        os.write(1, said[-1].encode())
        rate()

QTimer.singleShot(0, rate)
program.tasks.rested.connect(look)
app.exec()
"""


def test_the_first_session_is_written_down_from_today(
    qtbot: QtBot, start: Start, library_folder: Path
) -> None:
    program = start(library_folder)
    window, pages = program.window, program.window.pages
    assert pages is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    today = pages.visit("today")
    (offered,) = [
        one for one in today.findChildren(QAbstractButton) if one.text() == "Write down a session"
    ]
    assert offered.isVisible()
    first = QApplication.focusWidget()
    assert first is not None
    assert isinstance(first.parent(), SeenRow) or isinstance(first, SeenRow)
    QTest.keyClick(offered, Qt.Key.Key_Return)
    sessions = pages.visit("sessions")
    assert isinstance(sessions, SessionsPage)
    assert sessions.form.isVisible()
    qtbot.waitUntil(lambda: not program.tasks.busy)
    assert sessions.form.isVisible()
    held = QApplication.focusWidget()
    assert held is not None
    assert sessions.form.isAncestorOf(held)

    assert program.library is not None
    program.library.sessions.save(Session("", moments.today(), "pico-toning"))
    qtbot.waitUntil(offered.isHidden)


def test_what_was_shown_as_saved_survives_a_kill(library_folder: Path) -> None:
    person = subprocess.Popen(
        [sys.executable, "-c", PERSON, str(library_folder)], stdout=subprocess.PIPE
    )
    assert person.stdout is not None
    shown = b"".join(person.stdout.read(1) for _ in range(7))
    os.kill(person.pid, signal.SIGKILL)
    shown += person.stdout.read()
    person.stdout.close()
    assert person.wait() == -signal.SIGKILL
    assert re.fullmatch(rb"[0-4]{7,}", shown)
    now = moments.today()
    with closing(libraries.open_library(library_folder)) as library:
        (entry,) = library.journal.of_days(now, now)
    # The key pressed last may be on disk already, though its “Saved” was never read.
    assert entry.ratings["redness"] in {int(shown[-1:]), (int(shown[-1:]) + 1) % 5}
