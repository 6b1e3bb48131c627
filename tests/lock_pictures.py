"""Draws what stands around an encrypted library: `make screenshots` puts it beside the pages."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QScrollArea, QWidget

from recovery_app.domain.settings import Theme
from recovery_app.services import library as libraries
from recovery_app.services import vault
from recovery_app.ui.locking.pages import (
    ConvertingPage,
    InterruptedPage,
    NewPassphrasePage,
    RecoveryKeyPage,
    UnlockPage,
)
from recovery_app.ui.page_pictures import settle
from recovery_app.ui.program import Program
from recovery_app.ui.settings.lock_section import LockSection
from recovery_app.ui.theme import Look
from tests.services.locked import PASSPHRASE

THEMES = (Theme.LIGHT, Theme.DARK)
KEY = "7K2M-QX4D-9RTV-3HJP-W6NA-BC8E-5FGY-1ZS0"


def make(folder: Path) -> None:
    """Make a locked library without anything in it."""
    keys, _ = vault.create(folder, PASSPHRASE)
    libraries.open_library(folder, keys=keys).close()


def draw(look: Look, folder: Path, to: Path, size: QSize) -> list[Path]:
    """Draw each view in each theme into PNG files, and return these."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    program = Program(application, look, remember=False)
    program.begin(folder)
    program.window.resize(size)
    drawn: list[Path] = []
    for theme in THEMES:
        look.choose(theme)
        for name, make_page in pages(look, folder.name).items():
            program.window.show_page(make_page())
            drawn.append(_drawn(program, to / f"lock-{name}-{theme.value}.png"))
    program.unlocked(folder, vault.unlock(folder, PASSPHRASE))
    settle(program.tasks)
    for theme in THEMES:
        look.choose(theme)
        for name, words in SECTION.items():
            section = _show_section(program, words)
            drawn.append(_drawn(program, to / f"lock-settings-{name}-{theme.value}.png"))
            section._show(None, None)
    program.window.close()
    program.leave()
    return drawn


def pages(look: Look, name: str) -> dict[str, Callable[[], QWidget]]:
    """Return the views that fill the window, each with how it is made."""

    def refused(sentence: str) -> QWidget:
        page = UnlockPage(look, name)
        page.field.setText("four red kettles")
        page.refuse(sentence)
        return page

    def neither() -> QWidget:
        page = UnlockPage(look, name)
        next(one for one in page.findChildren(QAbstractButton) if "neither" in one.text()).click()
        return page

    def no_printer() -> QWidget:
        page = RecoveryKeyPage(look, KEY, name)
        next(one for one in page.findChildren(QPushButton) if "Print" in one.text()).click()
        return page

    def converting() -> QWidget:
        page = ConvertingPage(
            look,
            "Encrypting your diary…",
            "Each file is written anew and read again before the old one goes. If the program"
            " ends meanwhile, nothing is lost.",
        )
        page.show_progress(412, 1203)
        return page

    def short() -> QWidget:
        page = NewPassphrasePage(look)
        page.form.first.setText("short")
        page.form.button.click()
        return page

    return {
        "unlock": lambda: UnlockPage(look, name),
        "long-name": lambda: UnlockPage(
            look, "A-diary-with-quite-a-long-name-for-a-folder-2026-and-no-space"
        ),
        "wrong": partial(refused, "That is not the passphrase of this library."),
        "slow": partial(refused, "Wait 38 more seconds before the next attempt."),
        "neither": neither,
        "new": lambda: NewPassphrasePage(look),
        "short": short,
        "recovery": lambda: RecoveryKeyPage(look, KEY, name),
        "recovery-again": lambda: RecoveryKeyPage(look, KEY, name, again=True),
        "no-printer": no_printer,
        "interrupted": lambda: InterruptedPage(look),
        "encrypting": converting,
    }


SECTION: dict[str, str] = {
    "rest": "",
    "change": "Change passphrase…",
    "recovery": "New recovery key…",
    "off": "Turn off…",
}
"""What is drawn of the section in Settings: a name, and the button that was pressed."""


def _show_section(program: Program, words: str) -> LockSection:
    pages = program.window.pages
    assert pages is not None
    pages.visit("settings")
    section = program.window.findChildren(LockSection)[0]
    for button in section.findChildren(QPushButton):
        if words and button.text() == words:
            button.click()
    settle(program.tasks)
    for area in program.window.findChildren(QScrollArea):
        if area.isAncestorOf(section):
            area.ensureWidgetVisible(section, 0, 200)
    return section


def _drawn(program: Program, file: Path) -> Path:
    settle(program.tasks)
    program.window.grab().save(str(file))
    return file
