"""The stage, by its pictures and its keys."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QMouseEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from recovery_app.domain.alignment import Placement
from recovery_app.ui.compare.captions import packed
from recovery_app.ui.compare.painting import Mode
from recovery_app.ui.compare.pane import Pane
from recovery_app.ui.compare.saving import picture_of
from recovery_app.ui.compare.stage import Stage
from recovery_app.ui.theme import Look
from tests.factories import a_photo

RED, BLUE = QColor(200, 40, 40), QColor(40, 60, 200)


def plain(colour: QColor) -> QImage:
    """Make a picture of one colour."""
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(colour)
    return image


def dotted() -> QImage:
    """Make a grey picture with a white square a quarter from the left and top."""
    image = plain(QColor(90, 90, 90))
    for x in range(90, 111):
        for y in range(65, 86):
            image.setPixelColor(x, y, QColor("white"))
    return image


def a_stage(
    qtbot: QtBot, look: Look, *images: QImage, placements: tuple[Placement, ...] = ()
) -> Stage:
    """Show pictures on a stage of 800 × 600."""
    stage = Stage(look)
    qtbot.addWidget(stage)
    stage.resize(800, 600)
    panes = []
    for at, image in enumerate(images):
        placement = placements[at] if at < len(placements) else None
        photo = a_photo(id=f"photo {at}", width=image.width(), height=image.height())
        panes.append(Pane(photo, placement, (f"side {at}", ""), image))
    stage.show_panes(panes, QSizeF(1, 0.75), keep_view=False)
    stage.show()
    return stage


def colour_at(stage: Stage, x: float, y: float) -> QColor:
    """Read the colour that is seen at shares of the stage."""
    picture = stage.grab().toImage()
    return picture.pixelColor(round(x * (picture.width() - 1)), round(y * (picture.height() - 1)))


def test_side_by_side_shows_each_in_its_half(qtbot: QtBot, look: Look) -> None:
    stage = a_stage(qtbot, look, plain(RED), plain(BLUE))
    assert colour_at(stage, 0.25, 0.5) == RED
    assert colour_at(stage, 0.75, 0.5) == BLUE


def test_the_slider_shows_the_one_left_and_the_other_right_of_it(qtbot: QtBot, look: Look) -> None:
    stage = a_stage(qtbot, look, plain(RED), plain(BLUE))
    stage.set_mode(Mode.SLIDER)
    assert (colour_at(stage, 0.3, 0.3), colour_at(stage, 0.7, 0.3)) == (RED, BLUE)
    QTest.keyClick(stage, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert stage.split < 0.5
    QTest.mousePress(stage, Qt.MouseButton.LeftButton, pos=QPoint(round(800 * stage.split), 300))
    QTest.mouseMove(stage, QPoint(640, 300))
    QTest.mouseRelease(stage, Qt.MouseButton.LeftButton, pos=QPoint(640, 300))
    assert abs(stage.split - 0.8) < 0.01
    assert colour_at(stage, 0.7, 0.3) == RED


def test_long_captions_of_both_keep_to_their_halves(qtbot: QtBot, look: Look) -> None:
    stage = a_stage(qtbot, look, plain(RED), plain(BLUE))
    stage.set_mode(Mode.SLIDER)
    for pane in stage.panes:
        pane.caption = (pane.caption[0], " · ".join(["redness moderate"] * 9))
    stage.split = 0.8
    assert colour_at(stage, 0.3, 0.95) != RED
    assert [colour_at(stage, share, 0.95) for share in (0.49, 0.51)] == [RED, RED]


def test_the_fade_mixes_both(qtbot: QtBot, look: Look) -> None:
    stage = a_stage(qtbot, look, plain(RED), plain(BLUE))
    stage.set_mode(Mode.FADE)
    mixed = colour_at(stage, 0.5, 0.3)
    assert abs(mixed.red() - 120) <= 2
    assert abs(mixed.blue() - 120) <= 2


def test_space_flicks_between_the_two(qtbot: QtBot, look: Look) -> None:
    stage = a_stage(qtbot, look, plain(RED), plain(BLUE))
    stage.set_mode(Mode.FLICKER)
    first = colour_at(stage, 0.5, 0.3)
    QTest.keyClick(stage, Qt.Key.Key_Space)
    assert {first.name(), colour_at(stage, 0.5, 0.3).name()} == {RED.name(), BLUE.name()}


def test_colours_are_those_of_the_photo(qtbot: QtBot, look: Look) -> None:
    stage = a_stage(qtbot, look, plain(RED), placements=(Placement(1.1, 7, 0.02, -0.01),))
    assert colour_at(stage, 0.5, 0.4) == RED


def test_a_placement_moves_what_is_seen_and_as_taken_does_not(qtbot: QtBot, look: Look) -> None:
    half = Placement(1.0, 0.0, 0.25, 0.125)
    stage = a_stage(qtbot, look, dotted(), placements=(half,))
    # A quarter from the left and top, moved by a quarter and an eighth of the longer side.
    spot = (0.25 + 0.25, (0.25 * 0.75 + 0.125) / 0.75)
    assert colour_at(stage, *spot) == QColor("white")
    stage.set_aligned(False)
    assert colour_at(stage, *spot) != QColor("white")
    assert colour_at(stage, 0.25, 0.25) == QColor("white")


def test_zoom_keeps_what_is_under_the_pointer(qtbot: QtBot, look: Look) -> None:
    stage = a_stage(qtbot, look, dotted())
    stage.zoom_by(3.0, QPointF(200, 150))
    assert colour_at(stage, 0.25, 0.25) == QColor("white")


def test_shift_moves_one_side_alone_and_it_stays(qtbot: QtBot, look: Look) -> None:
    stage = a_stage(qtbot, look, dotted(), dotted())
    start, end = QPoint(600, 300), QPoint(640, 320)
    QTest.mousePress(stage, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, start)
    stage.mouseMoveEvent(_moved(end, Qt.KeyboardModifier.ShiftModifier))
    QTest.mouseRelease(stage, Qt.MouseButton.LeftButton, pos=end)
    left, right = stage.panes
    assert left.shift == QPointF()
    assert right.shift.x() > 0
    stage.zoom_by(2.0)
    assert right.shift.x() > 0


def test_arrows_ask_for_another_day(qtbot: QtBot, look: Look) -> None:
    stage = a_stage(qtbot, look, plain(RED), plain(BLUE))
    with qtbot.waitSignal(stage.stepped) as stepped:
        QTest.keyClick(stage, Qt.Key.Key_Right)
    assert stepped.args == [1]


def _moved(to: QPoint, modifiers: Qt.KeyboardModifier) -> QMouseEvent:
    return QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        QPointF(to),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        modifiers,
    )


def test_the_first_and_the_last_lie_over_each_other_and_all_flicker(
    qtbot: QtBot, look: Look
) -> None:
    green = QColor(40, 160, 60)
    stage = a_stage(qtbot, look, plain(RED), plain(green), plain(BLUE))
    stage.set_mode(Mode.SLIDER)
    assert colour_at(stage, 0.25, 0.4) == RED
    assert colour_at(stage, 0.75, 0.4) == BLUE
    stage.set_mode(Mode.FLICKER)
    stage._flicker.stop()
    for colour in (green, BLUE, RED):
        QTest.keyClick(stage, Qt.Key.Key_Space)
        assert colour_at(stage, 0.5, 0.4) == colour


def test_a_photo_held_the_other_way_is_shown_whole_in_the_middle(qtbot: QtBot, look: Look) -> None:
    upright = plain(BLUE).scaled(300, 400)
    stage = a_stage(qtbot, look, plain(RED), upright)
    ground = look.theme.band_2
    assert colour_at(stage, 0.75, 0.5) == BLUE
    for x, y in ((0.56, 0.5), (0.94, 0.5), (0.75, 0.22)):
        assert colour_at(stage, x, y) == ground


def test_what_only_leads_the_hand_is_not_in_a_saved_picture(qtbot: QtBot, look: Look) -> None:
    stage = a_stage(qtbot, look, plain(RED), plain(BLUE))
    stage.set_mode(Mode.SLIDER)
    picture = picture_of(stage, look)
    assert colour_at(stage, 0.488, 0.5) == QColor("white")
    assert picture.pixelColor(round(0.488 * picture.width()), picture.height() // 2) == RED
    stage.panes[0].pinned = True
    assert stage.panes[0].words()[0].endswith("pinned")
    assert stage.panes[0].words(saved=True)[0] == "side 0"


def test_a_caption_that_is_too_long_for_its_side_goes_on_below(look: Look) -> None:
    metrics = QFontMetrics(look.font("caption_strong"))
    said = "Day 0 after session 1 · 19 Feb 2026 · pinned"
    room = metrics.horizontalAdvance("Day 0 after session 1 ")
    assert packed(said, metrics, room) == ["Day 0 after session 1", "19 Feb 2026 · pinned"]
    assert packed(said, metrics, 1000) == [said]
    assert packed("", metrics, 1000) == []
    room = metrics.horizontalAdvance("aligned by features, ")
    assert packed("aligned by features, ±0.4 %", metrics, room) == [
        "aligned by features,",
        "±0.4 %",
    ]
