"""Through the whole window in one go: every page, every way in and out, the lock and a backup."""

from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from recovery_app.domain.settings import Theme
from recovery_app.services import library as libraries
from recovery_app.services import vault
from recovery_app.ui.capture.page import CapturePage
from recovery_app.ui.compare.page import ComparePage
from recovery_app.ui.locking.pages import RecoveryKeyPage, UnlockPage
from recovery_app.ui.page_pictures import settle
from recovery_app.ui.pages import NUMBERS
from recovery_app.ui.photos.page import PhotosPage
from recovery_app.ui.photos.page_head import GRID
from recovery_app.ui.photos.review_sheet import ReviewSheet
from recovery_app.ui.program import Program
from recovery_app.ui.theme import apply
from recovery_app.ui.trends.page import TrendsPage
from tests.flows.places import PLACES, Shown, fill
from tests.flows.walk import answered, until
from tests.services.locked import PASSPHRASE, QUICK


def tour(folder: Path) -> None:
    """Make a library in the folder and do in the window whatever can be done; name each step."""
    with closing(libraries.create(folder / "library")) as library:
        fill(library, folder / "phone")
    vault.COST = QUICK
    app = QApplication([])
    program = Program(app, apply(app, Theme.LIGHT))
    print(app.platformName())
    program.begin(folder / "library")
    program.load_rest()
    shown = Shown(program)
    for place in PLACES:
        place(shown)
        shown.rest()
        print(place.__name__)
    add(shown)
    for key in NUMBERS:
        shown.pages.visit(key)
        shown.rest()
    save(shown, folder)
    back_up(shown)
    lock(program)
    inside = Shown(program)
    inside.pages.visit("capture")
    inside.rest()
    print("camera")
    program.window.close()
    program.leave()
    print("over")


def show(library: Path) -> None:
    """Show a library; a locked one is unlocked, and locked again when its desktop says so."""
    app = QApplication([])
    program = Program(app, apply(app, Theme.LIGHT), remember=False)
    program.begin(library)
    program.load_rest()
    if libraries.is_encrypted(library):
        give_passphrase(program)
        print("unlocked", flush=True)
        until(lambda: program.library is None)
    settle(program.tasks)
    program.window.close()
    program.leave()
    print("over")


def add(shown: Shown) -> None:
    """Confirm the sheet that the tour has filled, and carry a photo out of the grid."""
    page = shown.page("photos", PhotosPage)
    assert isinstance(page, PhotosPage)
    (sheet,) = page.findChildren(ReviewSheet)
    press(sheet, "Add 2 photos")
    shown.rest()
    page._show_face(GRID)
    page._drag_out._carry = lambda photos: None  # noqa: ARG005 - as it is called; a drag would wait for a hand
    page._drag_out.begin(page._library.photos.every()[:2])
    shown.rest()
    assert len(page._drag_out._made) == 2
    print("added")


def save(shown: Shown, folder: Path) -> None:
    """Save what can be saved from the pages."""
    compare = shown.page("compare", ComparePage)
    assert isinstance(compare, ComparePage)
    file = folder / "compared.png"
    with answered("getSaveFileName", str(file)):
        press(compare, "Save picture")
    until(file.exists)
    trends = shown.page("trends", TrendsPage)
    assert isinstance(trends, TrendsPage)
    for suffix in ("png", "svg", "pdf", "csv"):
        file = folder / f"chart.{suffix}"
        with answered("getSaveFileName", str(file)):
            trends.save_menu._ask_and_save(suffix)
        until(file.exists)
    trends.save_menu._copy()
    shown.rest()
    print("saved")


def back_up(shown: Shown) -> None:
    """Write a backup from Settings."""
    settings = shown.page("settings", QWidget)
    press(settings, "Back up now")
    shown.rest()
    assert shown.pages._library.backing_up.kept()
    print("backed up")


def lock(program: Program) -> None:
    """Encrypt the library, lock the window and open it again."""
    pages = program.window.pages
    assert pages is not None
    # A photo of the camera that waits would keep the library from being locked.
    capture = pages._page("capture", CapturePage)
    capture._shots.discard()
    settle(program.tasks)
    program.encrypt(PASSPHRASE)
    until(lambda: bool(seen(program, RecoveryKeyPage)))
    page = seen(program, RecoveryKeyPage)[0]
    assert isinstance(page, RecoveryKeyPage)
    page.kept_key.field.setText(page.kept_key.box._key[-4:])
    next(one for one in page.findChildren(QAbstractButton) if "kept it" in one.text()).click()
    until(lambda: program.window.pages is not None)
    settle(program.tasks)
    program.lock()  # no key: a bare X server gives no window the keyboard
    give_passphrase(program)
    print("locked")


def give_passphrase(program: Program) -> None:
    """Unlock the library for whose passphrase the window asks."""
    until(lambda: bool(seen(program, UnlockPage)))
    gate = seen(program, UnlockPage)[0]
    gate.findChildren(QLineEdit)[0].setText(PASSPHRASE)
    press(gate, "Unlock")
    until(lambda: program.window.pages is not None)
    settle(program.tasks)


def seen(program: Program, sort: type[QWidget]) -> list[QWidget]:
    """Return the parts of the window of a sort that are visible."""
    return [one for one in program.window.findChildren(sort) if one.isVisible()]


def press(within: QWidget, name: str) -> None:
    """Press the button of that name."""
    found = {
        one.text() or one.accessibleName(): one for one in within.findChildren(QAbstractButton)
    }
    assert name in found, (name, list(found))
    found[name].click()
