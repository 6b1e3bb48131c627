"""The long story through the window, by clicks and keys in Settings: locked, backed up, damaged,
restored and brought together again, and after every step the same number of everything is there.

It is told of a few photos among the tests, and of five years and 2,000 photos in `make torture`.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QScrollArea, QWidget

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.moments import now, today
from recovery_app.services import library as libraries
from recovery_app.services.library import Library
from recovery_app.ui.locking.pages import RecoveryKeyPage, UnlockPage
from recovery_app.ui.program import Program
from recovery_app.ui.settings.another_computer import AnotherComputerSection
from recovery_app.ui.settings.backup_section import BackupSection
from recovery_app.ui.settings.check_section import CheckSection
from recovery_app.ui.settings.lock_section import LockSection
from recovery_app.ui.settings.page import SettingsPage
from recovery_app.ui.widgets.notice import Notice
from tests.bench import diaries
from tests.bench.diaries import Extent
from tests.factories import a_picture
from tests.flows.walk import CTRL, LEFT, WidgetT, answered, until
from tests.services.locked import PASSPHRASE

Picture = Callable[[str], None]
"""Looks at the window as it is now; told what is to be seen."""

GROUPS, GROUP = 8, 4
"""Of these the recovery key is made."""
ALL = "Everything is in order."


def begun(folder: Path, years: int, photos: int) -> Path:
    """Make a library of so many years and photos, without backups by itself."""
    diaries.make(folder, today(), Extent(years, sessions=8 * years, photos=0))
    diaries.reviewed(folder, today(), years)
    camera = folder.with_name("camera")
    for number in range(photos):
        day = today() - timedelta(days=1 + number % (365 * years))
        a_picture(camera, f"IMG_{day:%Y%m%d}_1{number % 86400:05d}.jpg")
    with closing(libraries.open_library(folder)) as library:
        assert not library.photos.add([camera], pose="front").refused
        library.choose(lambda now: replace(now, automatic_backups=False))
    return folder


class LongStory:
    """One library that goes through it all.

    Args:
        program: shows the library.
        place: a folder for what is written beside it.
        picture: looks at the window at each stage.
    """

    def __init__(self, program: Program, place: Path, picture: Picture = lambda _: None) -> None:
        self._program, self._place, self._picture = program, place, picture
        program.window.activateWindow()
        until(program.window.isActiveWindow)
        self._open()
        self._counts = self._count()

    def tell(self) -> Counter[str]:
        """Live through it and return the counts that were the same at each step."""
        begun = self._counts
        self._encrypt()
        self._back_up()
        self._mend_a_photo()
        self._lose_the_database()
        self._turn_off()
        self._mend_a_rating()
        self._go_back_and_forth()
        return Counter(begun)

    # What she does

    def _encrypt(self) -> None:
        self._settings()
        self._press("Encrypt this library…", LockSection)
        self._picture("encrypt")
        self._give_passphrase(2)
        self._press("Encrypt", LockSection)
        self._picture("encrypting")
        until(lambda: bool(self._shown(RecoveryKeyPage)))
        self._picture("recovery key")
        (page,) = self._shown(RecoveryKeyPage)
        groups = next(words for words in _each_words(page) if len(words) == GROUPS)
        (field,) = [one for one in page.findChildren(QLineEdit) if one.isVisible()]
        QTest.keyClicks(field, groups[-1])
        QTest.keyClick(field, Qt.Key.Key_Return)
        self._open()
        assert self._library.is_encrypted
        self._same()

    def _back_up(self) -> None:
        self._settings()
        self._press("Back up now", BackupSection)
        self._picture("backing up")
        self._backed_up()
        self._picture("backed up")

    def _backed_up(self) -> None:
        """Wait until the section shows what the backup holds: as many of everything."""
        counts = self._counts
        self._says(
            BackupSection,
            f"{counts['sessions']:,} sessions · {counts['entries']:,} entries ·"
            f" {counts['reviews']:,} reviews · {counts['photos']:,} photos",
        )
        until(lambda: self._can("Back up now", BackupSection))
        self._rest()

    def _mend_a_photo(self) -> None:
        one = next(self._library.folder.glob("photos/??/*"))
        _flip(one)
        self._check("One thing does not fit.")
        self._says(CheckSection, "has changed since it was added")
        self._picture("a photo has changed")
        self._press("Put it back", CheckSection)
        self._says(CheckSection, "was put back")
        self._check(ALL)
        self._picture("in order")

    def _lose_the_database(self) -> None:
        _flip(self._library.places.database)
        self._settings()
        self._press("Check now", CheckSection)
        self._says(CheckSection, "not fit", "damaged")
        assert ALL not in self._words(CheckSection)
        self._picture("the database is damaged")
        self._press("Restore the backup of", BackupSection)
        self._picture("restore")
        self._press("Restore in place", BackupSection)
        self._picture("restoring")
        until(lambda: bool(self._shown(UnlockPage)))
        self._picture("restored and locked")
        assert "This is the backup." in _words_on(self._program.window)
        (page,) = self._shown(UnlockPage)
        QTest.keyClicks(page.field, PASSPHRASE)
        QTest.keyClick(page.field, Qt.Key.Key_Return)
        self._open()
        self._same()
        self._check(ALL)

    def _turn_off(self) -> None:
        self._settings()
        self._press("Turn off…", LockSection)
        self._give_passphrase(1)
        self._picture("turn off")
        self._press("Turn the encryption off", LockSection)
        self._open()
        until(lambda: not self._library.is_encrypted)
        self._same()

    def _mend_a_rating(self) -> None:
        """Let a rating rot in the plain database, which has no checksums, and take it back."""
        self._settings()
        self._press("Back up now", BackupSection)
        self._backed_up()
        _rot(self._library.places.database)
        self._check("One thing does not fit.")
        self._says(CheckSection, "though nothing changed it")
        self._picture("a rating was altered")
        self._press("Take it from the backup", CheckSection)
        self._says(CheckSection, "It is as the backup has it again.")
        self._check(ALL)
        self._same()

    def _go_back_and_forth(self) -> None:
        """Change the diary on two laptops and bring each one's changes to the other."""
        here, there = self._library.folder, self._place / "other laptop"
        self._show(here)
        copytree(here, there)
        libraries.window_lock(there).unlink()  # she would have closed the window first
        self._log("at home", "redness")
        self._show(there)
        self._log("on the laptop", "pain")
        for name in ("entries", "ratings"):
            self._counts[name] += 2
        for number, (source, target) in enumerate(((there, here), (here, there)) * 2):
            archive = self._place / f"archive {number}.zip"
            self._show(source)
            with answered("getSaveFileName", str(archive)):
                self._press("Write an archive…", AnotherComputerSection)
            self._picture("writing an archive")
            self._says(AnotherComputerSection, "Anyone who has it can read it.")
            self._picture("an archive")
            self._show(target)
            with answered("getOpenFileName", str(archive)):
                self._press("Bring an archive in…", AnotherComputerSection)
            self._rest()
            if number < 2:
                self._picture("what would change")
                self._press("Bring it in", AnotherComputerSection)
                until(lambda: self._button("Undo", AnotherComputerSection) is not None)
                self._picture("brought in")
                self._same()
            else:
                self._says(AnotherComputerSection, "Everything in this archive is here already.")
        for folder in (here, there):
            self._show(folder)
            self._check(ALL)
            self._same()

    # How

    @property
    def _library(self) -> Library:
        assert self._program._library is not None
        return self._program._library

    def _open(self) -> None:
        """Wait until a library is shown and everything behind it is loaded."""
        until(lambda: self._program.window.pages is not None)
        self._program.load_rest()
        self._rest()

    def _show(self, folder: Path) -> None:
        """Open another library, as choosing it does."""
        if self._library.folder != folder:
            self._program.open(folder)
            until(lambda: self._program._library is not None and self._library.folder == folder)
            self._open()
        self._settings()

    def _settings(self) -> None:
        QTest.keyClick(self._program.window, Qt.Key.Key_6, CTRL)
        self._rest()

    def _log(self, note: str, symptom: str) -> None:
        yesterday = now() - timedelta(days=1)
        self._library.journal.log(yesterday, EntryChange({symptom: 2}, note=note))

    def _check(self, words: str) -> None:
        self._settings()
        self._press("Check now", CheckSection)
        self._says(CheckSection, words)

    def _count(self) -> dict[str, int]:
        library = self._library
        entries = library.journal.of_days(date.min, date.max)
        return {
            "sessions": len(library.sessions.every()),
            "entries": len(entries),
            "ratings": sum(len(one.ratings) + len(one.ticks) for one in entries),
            "reviews": len(library.reviews.every()),
            "photos": len(library.photos.every()),
        }

    def _same(self) -> None:
        assert self._count() == self._counts

    def _rest(self) -> None:
        until(lambda: not self._program.tasks.busy)

    def _section(self, sort: type[QWidget]) -> QWidget:
        (page,) = self._shown(SettingsPage)
        (section,) = page.findChildren(sort)
        return section

    def _button(self, begins: str, sort: type[QWidget]) -> QAbstractButton | None:
        found = [
            one for one in self._section(sort).findChildren(QAbstractButton) if one.isVisible()
        ]
        exact = [one for one in found if one.text() == begins]
        alike = [one for one in found if one.accessibleName().startswith(begins)]
        return next(iter([*exact, *alike]), None)

    def _press(self, begins: str, sort: type[QWidget]) -> None:
        """Bring a button into sight and click on it."""
        until(lambda: self._can(begins, sort))
        button = self._button(begins, sort)
        assert button is not None
        self._see(button)
        QTest.mouseClick(button, LEFT)

    def _can(self, begins: str, sort: type[QWidget]) -> bool:
        button = self._button(begins, sort)
        return button is not None and button.isEnabled()

    def _see(self, widget: QWidget) -> None:
        for area in self._program.window.findChildren(QScrollArea):
            if area.isAncestorOf(widget):
                area.ensureWidgetVisible(widget, 0, 200)

    def _says(self, sort: type[QWidget], *words: str) -> None:
        until(lambda: any(one in self._words(sort) for one in words))

    def _words(self, sort: type[QWidget]) -> str:
        return _words_on(self._section(sort))

    def _give_passphrase(self, times: int) -> None:
        """Type it into each of the fields that the section of the lock shows."""
        until(lambda: len(self._fields()) == times)
        for field in self._fields():
            QTest.mouseClick(field, LEFT)
            QTest.keyClicks(field, PASSPHRASE)

    def _fields(self) -> list[QLineEdit]:
        found = self._section(LockSection).findChildren(QLineEdit)
        return [one for one in found if one.isVisible() and one.placeholderText()]

    def _shown(self, sort: type[WidgetT]) -> list[WidgetT]:
        return [one for one in self._program.window.findChildren(sort) if one.isVisible()]


def _each_words(widget: QWidget) -> list[list[str]]:
    """Return the words of each label; a recovery key is the one of eight groups of four."""
    found = [one.text().split() for one in widget.findChildren(QLabel)]
    return [words for words in found if all(len(one) == GROUP for one in words)]


def _words_on(widget: QWidget) -> str:
    labels = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    notices = [one.sentence for one in widget.findChildren(Notice) if one.isVisible()]
    return "\n".join(labels + notices)


def _flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x10
    path.write_bytes(data)


def _rot(database: Path) -> None:
    """Change a rating as a disk does: nothing notes it."""
    with closing(sqlite3.connect(database)) as db:
        rotten = "name = 'noted_rating_changed'"
        (order,) = db.execute(f"SELECT sql FROM sqlite_master WHERE {rotten}").fetchone()
        db.execute("DROP TRIGGER noted_rating_changed")
        db.execute(
            "UPDATE rating SET value = value + 1 WHERE rowid = (SELECT max(rowid) FROM rating)"
        )
        db.execute(order)
        db.commit()
