"""The place of a photo takes files however they come."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.photo_slot import PhotoSlot
from tests.dragging import entering, falling

from .conftest import Heard, Place, Reader


@pytest.fixture
def slot(look: Look, place: Place) -> PhotoSlot:
    slot = PhotoSlot(look, "left", "Left")
    place(slot, width=slot.sizeHint().width())
    return slot


@pytest.fixture
def clipboard() -> Iterator[QMimeData]:
    offered = QMimeData()
    QGuiApplication.clipboard().setMimeData(offered)
    yield offered
    QGuiApplication.clipboard().clear()


def picture(width: int = 300, height: int = 200) -> QImage:
    """A picture that is red in its middle square and blue at both sides."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    for x in range((width - height) // 2, (width + height) // 2):
        for y in range(height):
            image.setPixelColor(x, y, QColor("red"))
    return image


def drop(slot: PhotoSlot, offered: QMimeData) -> tuple[bool, bool]:
    """Drag something over the slot and let it fall; tells what was accepted."""
    enter, fall = entering(offered), falling(offered)
    QApplication.sendEvent(slot, enter)
    if enter.isAccepted():
        QApplication.sendEvent(slot, fall)
    return enter.isAccepted(), fall.isAccepted()


def test_files_can_be_dropped(slot: PhotoSlot, heard: Heard, tmp_path: Path) -> None:
    said = heard(slot.files_given)
    files = [tmp_path / "a photo.jpg", tmp_path / "ü.heic"]
    offered = QMimeData()
    offered.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    assert drop(slot, offered) == (True, True)
    assert said == [(files,)]


def test_words_and_far_addresses_are_not_taken(slot: PhotoSlot, heard: Heard) -> None:
    said = heard(slot.files_given)
    offered = QMimeData()
    offered.setUrls([QUrl("https://example.org/face.jpg")])
    assert drop(slot, offered) == (False, False)
    offered.setText("just words")
    assert drop(slot, offered) == (False, False)
    assert said == []


def test_a_picture_that_is_no_file_can_be_dropped(slot: PhotoSlot, heard: Heard) -> None:
    said = heard(slot.image_given)
    offered = QMimeData()
    offered.setImageData(picture())
    assert drop(slot, offered) == (True, True)
    assert said[0][0].size() == picture().size()


def test_files_can_be_pasted(
    slot: PhotoSlot, heard: Heard, tmp_path: Path, clipboard: QMimeData
) -> None:
    said = heard(slot.files_given)
    clipboard.setUrls([QUrl.fromLocalFile(str(tmp_path / "left.jpg"))])
    QTest.keyClick(slot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert said == [([tmp_path / "left.jpg"],)]


def test_a_picture_can_be_pasted(slot: PhotoSlot, heard: Heard, clipboard: QMimeData) -> None:
    said = heard(slot.image_given)
    clipboard.setImageData(picture(60, 40))
    QTest.keyClick(slot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert said[0][0].width() == 60


def test_a_click_and_space_ask_for_the_photo(slot: PhotoSlot, heard: Heard) -> None:
    said = heard(slot.clicked)
    QTest.mouseClick(slot, Qt.MouseButton.LeftButton)
    QTest.keyClick(slot, Qt.Key.Key_Space)
    assert len(said) == 2
    assert not slot.has_picture


def test_a_photo_is_cut_to_its_middle_and_not_distorted(slot: PhotoSlot) -> None:
    slot.clearFocus()
    slot.set_picture(picture())
    shown = slot.grab().toImage()
    inner = range(3, slot.width() - 3, 8)
    colours = {shown.pixelColor(x, slot.height() // 2).name() for x in inner}
    assert colours == {"#ff0000"}


def test_the_photo_can_be_taken_away_again(slot: PhotoSlot) -> None:
    empty = slot.grab().toImage()
    slot.set_picture(picture())
    assert slot.has_picture
    assert slot.grab().toImage() != empty
    slot.set_picture(None)
    assert not slot.has_picture
    assert slot.grab().toImage() == empty


def test_a_slot_of_another_size_shows_the_photo_anew(slot: PhotoSlot) -> None:
    slot.set_picture(picture())
    slot.grab()
    slot.resize(160, 160)
    assert slot.grab().toImage().pixelColor(155, 80).name() == "#ff0000"


def test_a_screen_reader_hears_what_a_click_does(slot: PhotoSlot, reader: Reader) -> None:
    assert reader.name(slot) == "Left: drop, paste or click"
    slot.set_picture(picture())
    assert reader.name(slot) == "Left photo"
