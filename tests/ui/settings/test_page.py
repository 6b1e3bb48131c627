"""The Settings page on a real library."""

import re
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from recovery_app.domain import moments
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.reviews import Review
from recovery_app.domain.settings import Theme
from recovery_app.services.library import Library
from recovery_app.ui.settings.about_section import PACKAGES
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.joined_button import JoinedButton
from tests.ui.settings.conftest import Open, button, said

REQUIREMENTS = Path(__file__).parents[3] / "requirements.txt"
ONLY_TO_INSTALL = {
    "hatchling",
    "packaging",
    "pathspec",
    "pluggy",
    "tomlkit",
    "trove-classifiers",
}
"""What builds the package and is no part of the program."""


def test_an_own_symptom_is_added_pinned_removed_and_brought_back(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    page = open_page()
    name = next(
        one
        for one in page.findChildren(QLineEdit)
        if one.accessibleName() == "Name of your own symptom"
    )
    hint = name.fontMetrics().horizontalAdvance(name.placeholderText())
    assert hint < name.contentsRect().width(), "the hint is cut off"
    QTest.keyClicks(name, "Tight feeling")
    QTest.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not tasks.busy and name.text() == "")
    added = next(one for one in shown.catalogue.symptoms() if one.slug == "tight-feeling")
    assert (added.own, added.pinned) == (True, True)
    pin = next(
        one for one in page.findChildren(QCheckBox) if one.accessibleName() == "Redness: pinned"
    )
    pin.click()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert next(one for one in shown.catalogue.symptoms() if one.slug == "redness").pinned

    def buttons(words: str) -> list[QAbstractButton]:
        every = page.findChildren(QAbstractButton)
        return [one for one in every if one.accessibleName() == words]

    buttons("Tight feeling: remove")[0].click()
    qtbot.waitUntil(lambda: bool(buttons("Bring back: Tight feeling")))
    assert added not in shown.catalogue.symptoms()
    buttons("Bring back: Tight feeling")[0].click()
    qtbot.waitUntil(lambda: shown.catalogue.symptoms()[-1] == added)
    qtbot.waitUntil(lambda: not buttons("Bring back: Tight feeling"))


def test_an_own_concern_gets_another_name_and_keeps_its_ratings(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    slug = shown.catalogue.add_concern("Milya").slug
    shown.reviews.save(Review("", moments.today(), {slug: 30}))
    page = open_page()

    def name() -> QLineEdit:
        # The last one: the row that it replaces is deleted a little later.
        fields = page.findChildren(QLineEdit)
        return [one for one in fields if one.accessibleName().startswith("Name of “")][-1]

    for wrong, why in (("Large pores", "There is a concern"), ("  ", "A concern needs a name")):
        name().setText(wrong)
        name().editingFinished.emit()
        qtbot.waitUntil(lambda: not tasks.busy)
        qtbot.waitUntil(lambda why=why: any(why in one for one in said(page)))
    name().setText("Milia")
    name().editingFinished.emit()
    qtbot.waitUntil(lambda: name().accessibleName() == "Name of “Milia”")
    found = next(one for one in shown.catalogue.concerns() if one.slug == slug)
    assert (found.name, found.own) == ("Milia", True)

    def buttons(words: str) -> list[QAbstractButton]:
        every = page.findChildren(QAbstractButton)
        return [one for one in every if one.accessibleName() == words]

    buttons("Milia: remove")[0].click()
    qtbot.waitUntil(lambda: bool(buttons("Bring back: Milia")))
    assert slug not in [one.slug for one in shown.catalogue.concerns()]
    buttons("Bring back: Milia")[0].click()
    qtbot.waitUntil(lambda: slug in [one.slug for one in shown.catalogue.concerns()])
    qtbot.waitUntil(lambda: not buttons("Bring back: Milia"))
    assert (name().text(), len(buttons("Milia: remove"))) == ("Milia", 1)
    assert [one.values for one in shown.reviews.every()] == [{slug: 30}]


def test_the_theme_is_put_on_at_once_and_kept(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks, look: Look
) -> None:
    page = open_page()
    dark = next(one for one in page.findChildren(JoinedButton) if one.text() == "Dark")
    qtbot.mouseClick(dark, Qt.MouseButton.LeftButton)
    assert look.theme.dark
    qtbot.waitUntil(lambda: not tasks.busy)
    assert shown.settings.theme is Theme.DARK


def test_a_theme_that_waits_to_be_saved_is_not_lost_to_a_phone_number(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    page = open_page()
    dark = next(one for one in page.findChildren(JoinedButton) if one.text() == "Dark")
    phone = next(
        one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Phone number"
    )
    before = Event()
    tasks.run(before.wait, owner=page)
    qtbot.mouseClick(dark, Qt.MouseButton.LeftButton)
    phone.setText("555 0100")
    phone.editingFinished.emit()
    before.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert (shown.settings.theme, shown.settings.clinic_phone) == (Theme.DARK, "555 0100")


def test_a_currency_that_is_none_is_refused_in_place(open_page: Open, shown: Library) -> None:
    page = open_page()
    field = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Currency")
    field.setText("dollars")
    field.editingFinished.emit()
    assert "is not a currency" in said(page)[0]
    assert field.text() == "dollars"
    assert shown.settings.currency == ""


def test_what_was_deleted_comes_back(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    recorded = shown.journal.log(moments.now(), EntryChange(ratings={"redness": 2}))
    shown.journal.remove(recorded.entry.id)
    page = open_page()
    back = next(one for one in page.findChildren(QuietButton) if one.text() == "Bring back")
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not tasks.busy)
    today = moments.today()
    assert [entry.ratings for entry in shown.journal.of_days(today, today)] == [{"redness": 2}]
    assert shown.trash.look() == []


def test_about_names_every_package_that_the_program_brings_along(open_page: Open) -> None:
    required = set(re.findall(r"^([\w.-]+)==", REQUIREMENTS.read_text(), re.MULTILINE))
    assert {one.lower() for one in PACKAGES} == required - ONLY_TO_INSTALL
    page = open_page()
    button(page, "Versions and licences").click()
    shown = next(
        one for one in page.findChildren(QPlainTextEdit) if one.accessibleName() and one.isVisible()
    )
    lines = shown.toPlainText().splitlines()
    # The two lines before are the program and Python; what is for Windows alone is named only.
    assert [line.split()[0] for line in lines[2:]] == list(PACKAGES)
    assert not [line for line in lines if line.endswith("?")]
