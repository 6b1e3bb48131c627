"""Both themes can be read, agree about their roles, and change while the window is open."""

import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QIcon, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.domain.settings import Theme as Choice
from recovery_app.paths import resource
from recovery_app.ui.theme import FONTS, Look, Theme, apply, blend, load
from recovery_app.ui.widgets import labels

THEMES = ("light", "dark")
ICONS = sorted(resource("icons").glob("*.svg"))
OWN_COLOURS = {"app", "field-check-dark", "field-check-light", "field-down", "field-up"}

READ = [
    *product(
        ("ink", "muted", "accent", "caution"),
        ("surface", "raised", "accent_soft", "caution_soft", "band", "band_2"),
    ),
    ("on_accent", "accent"),
]
SEEN = [
    *product(("edge", "accent"), ("surface", "raised")),
    *product((f"series_{n}" for n in range(1, 7)), ("surface", "raised", "band", "band_2")),
]


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    look = apply(qapp, Choice.LIGHT)
    yield look
    look.choose(Choice.SYSTEM)
    look.deleteLater()


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("words", "ground"), READ)
@pytest.mark.parametrize("name", THEMES)
def test_words_can_be_read(name: str, words: str, ground: str) -> None:
    theme = load(name)
    assert contrast(theme.role(words), theme.role(ground)) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SEEN)
@pytest.mark.parametrize("name", THEMES)
def test_outlines_rings_and_lines_can_be_seen(name: str, shape: str, ground: str) -> None:
    theme = load(name)
    assert contrast(theme.role(shape), theme.role(ground)) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_the_words_on_a_pressed_accent_can_still_be_read(name: str) -> None:
    theme = load(name)
    assert contrast(theme.on_accent, blend(theme.accent, theme.ink, 0.22)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_a_chart_has_six_lines_that_differ(name: str) -> None:
    theme = load(name)
    assert len({colour.name() for colour in theme.series}) == 6
    assert theme.dark is (name == "dark")


def test_choosing_changes_everything_at_once_and_says_so_once(
    look: Look, qapp: QApplication, qtbot: QtBot
) -> None:
    window = QWidget()  # a field that is a window itself makes the offscreen platform complain
    qtbot.addWidget(window)
    field = QLineEdit("words", window)
    window.show()
    light = field.grab().toImage().pixelColor(field.width() // 2, 6)
    said: list[Theme] = []
    look.changed.connect(lambda: said.append(look.theme))
    look.choose(Choice.DARK)
    assert [theme.name for theme in said] == ["dark"]
    assert qapp.palette().window().color() == look.theme.surface
    assert light == load("light").raised
    assert field.grab().toImage().pixelColor(field.width() // 2, 6) == look.theme.raised
    look.choose(Choice.DARK)
    assert len(said) == 1


def test_the_system_is_followed_only_when_that_was_chosen(look: Look, qapp: QApplication) -> None:
    hints = qapp.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert look.theme.name == "light"
    look.choose(Choice.SYSTEM)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert look.theme.name == "dark"
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert look.theme.name == "light"


def test_no_kind_of_words_is_smaller_than_eleven_pixels(look: Look) -> None:
    sizes = {kind: QFontInfo(look.font(kind)).pixelSize() for kind in FONTS}
    assert min(sizes.values()) >= 11
    assert sizes["title"] > sizes["heading"] > sizes["body"] > sizes["section"] > sizes["caption"]


def test_a_desktop_with_large_words_gets_large_words(qapp: QApplication) -> None:
    before = qapp.font()
    large = qapp.font()
    large.setPixelSize(21)
    qapp.setFont(large)
    look = Look(qapp, Choice.LIGHT)
    try:
        assert look.font("body").pixelSize() == 21
        assert look.font("title").pixelSize() == 36
    finally:
        look.deleteLater()
        qapp.setFont(before)


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_every_icon_is_one_drawing_in_one_colour(path: Path) -> None:
    drawing = path.read_bytes()
    renderer = QSvgRenderer(QByteArray(drawing))
    assert renderer.isValid()
    assert renderer.viewBoxF().width() == renderer.viewBoxF().height()
    if path.stem not in OWN_COLOURS:
        assert b"currentColor" in drawing
        assert b"#" not in drawing
        assert b'stroke-width="1.75"' in drawing


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0, 3.0])
def test_an_icon_is_drawn_in_the_screens_own_pixels(look: Look, ratio: float) -> None:
    drawn = look.icon("today", "accent").pixmap(QSize(20, 20), ratio)
    assert drawn.size() == QSize(round(20 * ratio), round(20 * ratio))
    assert drawn.devicePixelRatio() == ratio
    assert full_colours(drawn) == {look.theme.accent.name()}


def test_an_icon_given_away_follows_the_theme(look: Look, qtbot: QtBot) -> None:
    button = QPushButton(look.icon("plus", "ink"), "")
    qtbot.addWidget(button)
    assert full_colours(button.icon().pixmap(24)) == {load("light").ink.name()}
    look.choose(Choice.DARK)
    assert full_colours(button.icon().pixmap(24)) == {load("dark").ink.name()}
    faint = button.icon().pixmap(QSize(24, 24), QIcon.Mode.Disabled)
    assert full_colours(faint) == {load("dark").edge.name()}


def test_a_copy_of_an_icon_outlives_the_first_one(look: Look) -> None:
    icon = look.icon("plus")
    copy = QIcon(icon)
    copy.addPixmap(QPixmap(8, 8))  # makes Qt clone the engine
    del icon
    assert full_colours(copy.pixmap(24)) == {look.theme.ink.name()}


def test_the_persons_own_words_are_never_taken_for_markup(qtbot: QtBot) -> None:
    label = labels.muted("<b>tight</b> & red")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    plain = QLabel("tight & red")
    qtbot.addWidget(plain)
    assert label.sizeHint().width() > plain.sizeHint().width()


def test_the_kit_starts_without_anything_heavy() -> None:
    program = """
import importlib, pkgutil, sys
import recovery_app.ui.theme, recovery_app.ui.widgets as kit
for module in pkgutil.iter_modules(kit.__path__):
    importlib.import_module(f"{kit.__name__}.{module.name}")
heavy = {"numpy", "scipy", "pyqtgraph", "sqlalchemy", "alembic", "PIL", "platformdirs"}
print(sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "[]"


def full_colours(drawn: QPixmap) -> set[str]:
    """The colours of all pixels that the drawing covers wholly."""
    image = drawn.toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
