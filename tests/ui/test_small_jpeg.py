"""Small pictures are read on threads, where Qt may try no reader but the one that is named."""

import ast
from pathlib import Path

import recovery_app
from recovery_app.imaging.thumbnails import thumbnail
from recovery_app.ui.small_jpeg import picture_of
from tests.factories import a_picture

UI = Path(recovery_app.__file__).parent / "ui"


def test_a_thumbnail_is_read(tmp_path: Path):
    image = picture_of(thumbnail(a_picture(tmp_path, size=(640, 480)), 64))
    assert (image.width(), image.height()) == (64, 48)


def test_what_is_no_jpeg_is_a_null_picture():
    assert picture_of(b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>").isNull()
    assert picture_of(b"").isNull()


def test_no_other_place_lets_qt_guess_what_a_picture_is():
    guessing = {
        path.relative_to(UI).as_posix()
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("fromData", "loadFromData")
    }
    assert guessing == {"small_jpeg.py"}
