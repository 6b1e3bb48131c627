"""Pictures of the clinic's card are added, looked at, removed and saved with the session."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from recovery_app.ui.sessions.card_tile import CardTile
from tests.dragging import entering, falling
from tests.factories import a_picture

from .conftest import Desk, days_ago, session

pytestmark = pytest.mark.qt_log_ignore(
    # What opens under a field is a window of its own, of which the offscreen platform knows little.
    "This plugin does not support raise",
    "This plugin does not support grabbing the keyboard",
    extend=True,
)

Control = Qt.KeyboardModifier.ControlModifier


def choose(monkeypatch: pytest.MonkeyPatch, *files: Path) -> None:
    """Answer the next file dialog."""
    names = [str(file) for file in files]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))


def drop(desk: Desk, *files: Path) -> None:
    """Drop files on the form."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    enter = entering(data, (400, 300))
    desk.page.form.dragEnterEvent(enter)
    assert enter.isAccepted()
    desk.page.form.dropEvent(falling(data, (400, 300)))
    desk.settle()


def tiles(desk: Desk) -> list[CardTile]:
    """List the small pictures in sight, in order."""
    found = [one for one in desk.page.findChildren(CardTile) if one.isVisible()]
    return sorted(found, key=lambda one: (one.y(), one.x()))


def kept(desk: Desk) -> list[list[str]]:
    """List the names of what is on disk, session by session."""
    cards = desk.library.cards.every()
    return [[one.name for one in cards.get(saved.id, ())] for saved in desk.saved]


def open_kept(desk: Desk, *files: Path) -> None:
    """Open a session that has these pictures on disk."""
    desk.library.sessions.save(session(days_ago(40)))
    desk.settle()
    desk.key(Qt.Key.Key_Return)
    drop(desk, *files)
    desk.press("Save session")
    desk.key(Qt.Key.Key_Return)


def test_pictures_of_a_new_session_are_kept_when_it_is_saved(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    front, back = a_picture(tmp_path, "front.jpg"), a_picture(tmp_path, "back.png")
    desk.press("New session")
    desk.type_into("Kind", "IPL")
    desk.press("The clinic's card")
    choose(monkeypatch, front, back)
    desk.press("Add pictures…")
    assert [one.accessibleName() for one in tiles(desk)] == [
        "Card picture 1 (front.jpg)",
        "Card picture 2 (back.png)",
    ]
    assert all(one.has_picture for one in tiles(desk))
    assert "Not saved yet" in desk.said()
    assert desk.library.cards.every() == {}
    desk.press("Save session")
    assert kept(desk) == [["front.jpg", "back.png"]]
    (cards,) = desk.library.cards.every().values()
    assert (desk.library.folder / cards[0].file).read_bytes() == front.read_bytes()
    assert desk.library.photos.every() == []
    desk.key(Qt.Key.Key_Return)
    assert [one.has_picture for one in tiles(desk)] == [True, True]
    assert not desk.page.form.unsaved


def test_a_picture_is_dropped_or_pasted_and_the_fold_opens_for_it(
    desk: Desk, tmp_path: Path
) -> None:
    desk.press("New session")
    desk.type_into("Kind", "IPL")
    drop(desk, a_picture(tmp_path, "card.webp"))
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    QGuiApplication.clipboard().setImage(image)
    desk.button("The clinic's card").setFocus()
    desk.key(Qt.Key.Key_V, Control)
    QGuiApplication.clipboard().clear()
    assert len(tiles(desk)) == 2
    desk.key(Qt.Key.Key_V, Control)
    assert "There is no picture on the clipboard." in desk.page.form.form.cards.notice.sentence
    desk.key(Qt.Key.Key_S, Control)
    assert kept(desk) == [["card.webp", "pasted picture"]]


def test_removing_is_undone_in_place_or_after_saving(desk: Desk, tmp_path: Path) -> None:
    open_kept(desk, a_picture(tmp_path, "a.png"), a_picture(tmp_path, "b.png"))
    tiles(desk)[0].setFocus()
    desk.key(Qt.Key.Key_Delete)
    assert [one.accessibleName() for one in tiles(desk)] == ["Card picture 1 (b.png)"]
    assert tiles(desk)[0].hasFocus()
    desk.press("Undo", inside=desk.form)
    assert len(tiles(desk)) == 2
    assert not desk.page.form.unsaved
    desk.press("Card picture 1: remove")
    assert kept(desk) == [["a.png", "b.png"]]
    desk.press("Save session")
    assert kept(desk) == [["b.png"]]
    desk.key(Qt.Key.Key_Z, Control)
    assert kept(desk) == [["a.png", "b.png"]]
    assert desk.library.safekeeping.check() == []


def test_undo_takes_added_pictures_away_again(desk: Desk, tmp_path: Path) -> None:
    open_kept(desk, a_picture(tmp_path, "a.png"))
    drop(desk, a_picture(tmp_path, "b.png"))
    desk.press("Save session")
    assert kept(desk) == [["a.png", "b.png"]]
    desk.key(Qt.Key.Key_Z, Control)
    assert kept(desk) == [["a.png"]]


def test_what_cannot_be_taken_is_said_in_its_place(desk: Desk, tmp_path: Path) -> None:
    text = tmp_path / "text.jpg"
    text.write_text("no picture")
    good = a_picture(tmp_path, "good.png")
    same = Path(shutil.copy(good, tmp_path / "same.png"))
    desk.press("New session")
    drop(desk, good, text)
    notice = desk.page.form.form.cards.notice
    assert notice.isVisible()
    assert "“text.jpg” was refused" in notice.sentence
    drop(desk, same)
    assert "“same.png” is here already, as picture 1." in notice.sentence
    assert len(tiles(desk)) == 1


def test_a_draft_is_not_left_without_being_asked(desk: Desk, tmp_path: Path) -> None:
    desk.press("New session")
    drop(desk, a_picture(tmp_path, "a.png"))
    desk.press("Back to the list")
    assert "What you typed is not saved yet." in desk.said()
    desk.press("Discard")
    desk.press("New session")
    assert tiles(desk) == []
    assert desk.library.cards.every() == {}


def test_saving_waits_for_a_picture_that_is_still_being_read(desk: Desk, tmp_path: Path) -> None:
    desk.press("New session")
    desk.type_into("Kind", "IPL")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(a_picture(tmp_path, "a.png", size=(1600, 1200))))])
    desk.page.form.form.cards.take(data)
    QTest.mouseClick(desk.button("Save session"), Qt.MouseButton.LeftButton)
    desk.settle()
    desk.settle()
    assert kept(desk) == [["a.png"]]


def test_a_picture_that_is_still_being_read_is_kept_when_the_window_closes(
    desk: Desk, tmp_path: Path
) -> None:
    desk.press("New session")
    desk.type_into("Kind", "IPL")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(a_picture(tmp_path, "a.png")))])
    desk.page.form.form.cards.take(data)
    desk.page.finish()
    desk.settle()
    assert kept(desk) == [["a.png"]]


def test_a_refusal_while_saving_keeps_everything_in_the_form(desk: Desk, tmp_path: Path) -> None:
    desk.press("New session")
    desk.type_into("Kind", "IPL")
    drop(desk, a_picture(tmp_path, "a.png"))
    (held,) = desk.page.form.form.cards.held
    in_the_way = (desk.library.folder / held.picture.file).parent
    in_the_way.write_text("a file where a folder belongs")
    desk.press("Save session")
    assert desk.saved == []
    assert "in the way" in desk.said()
    in_the_way.unlink()
    desk.press("Save session")
    assert kept(desk) == [["a.png"]]


def test_a_picture_opens_large_and_the_keyboard_comes_back_to_it(
    desk: Desk, tmp_path: Path
) -> None:
    open_kept(desk, a_picture(tmp_path, "a.png", size=(640, 480)))
    drop(desk, a_picture(tmp_path, "b.png", size=(320, 480)))
    desk.type_into("Device", "PicoSure")
    tiles(desk)[0].setFocus()
    desk.key(Qt.Key.Key_Return)
    canvas = desk.page.card.canvas
    assert (canvas.isVisible(), canvas.pixels, canvas.zoom) == (True, 640, 1)
    assert "1 of 2 · a.png" in desk.said()
    desk.key(Qt.Key.Key_Plus)
    assert canvas.zoom > 1
    desk.key(Qt.Key.Key_Right)
    assert (canvas.pixels, canvas.zoom) == (320, 1)  # one that is not saved yet
    desk.key(Qt.Key.Key_Escape)
    assert tiles(desk)[1].hasFocus()
    assert desk.field("Device").text() == "PicoSure"


def test_a_closed_fold_counts_the_pictures(desk: Desk, tmp_path: Path) -> None:
    open_kept(desk, a_picture(tmp_path, "a.png"), a_picture(tmp_path, "b.png"))
    assert desk.button("The clinic's card").accessibleDescription() == "2 pictures"


def test_a_picture_that_is_dropped_on_any_field_reaches_the_form(desk: Desk) -> None:
    desk.press("New session")
    desk.press("Passes of the laser")
    desk.press("Add pass")
    desk.press("Steps")
    desk.press("Add step")
    face = desk.page.form
    fields = [*face.findChildren(QLineEdit), *face.findChildren(QPlainTextEdit)]
    assert len(fields) > 10
    for field in fields:
        spot: QWidget | None = field.viewport() if isinstance(field, QPlainTextEdit) else field
        while spot is not None and not spot.acceptDrops():
            spot = spot.parentWidget()
        assert spot is face, field.accessibleName()
