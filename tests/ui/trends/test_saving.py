"""Charts that leave the program: pictures, drawings, numbers, and what cannot be written."""

import csv
import re
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot

from recovery_app.domain import groups
from recovery_app.domain.redness_series import Basis
from recovery_app.domain.reviews import ChangeWord, Remark, Review
from recovery_app.domain.settings import Theme as Choice
from recovery_app.domain.statistics import HalfLife
from recovery_app.services.redness_lines import RednessLine, RednessPoint, RednessSeries
from recovery_app.services.trends import GroupChart, Rating, Timeline
from recovery_app.ui.theme import Look
from recovery_app.ui.trends import numbers, saving
from recovery_app.ui.trends.concern_plot import ConcernPlot
from recovery_app.ui.trends.page import TrendsPage
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.fields import ChoiceField
from recovery_app.ui.widgets.labels import caption, hint
from tests.domain.diary import REDNESS, day_date
from tests.ui.photos.drawn import value
from tests.ui.trends import charts
from tests.ui.trends.driving import FIRST, Open, click


def save_as(page: TrendsPage, monkeypatch: pytest.MonkeyPatch, path: Path, word: str) -> None:
    """Choose the word in the menu and this file in the dialog."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    next(one for one in page.save_menu.actions() if one.text().startswith(word)).trigger()


@pytest.mark.usefixtures("diary")
def test_numbers_are_saved_as_a_table(
    qtbot: QtBot,
    open_page: Open,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    page = open_page()
    save_as(page, monkeypatch, tmp_path / "redness", "Numbers")

    qtbot.waitUntil(lambda: page.notice.sentence == "Saved as “redness.csv”.")
    rows = list(csv.DictReader((tmp_path / "redness.csv").read_text("utf-8").splitlines()))
    ratings = [row for row in rows if row["row"] == "rating"]
    assert len(ratings) == 15
    assert rows[0] == dict.fromkeys(numbers.RECOVERY_HEAD, "") | {
        "row": "rating",
        "session": "1",
        "session_date": FIRST.isoformat(),
        "kind": "pico-toning",
        "symptom": "redness",
        "day": "0",
        "days_since": "0.8750",
        "at": rows[0]["at"],
        "value": "4",
    }
    peaks = [row for row in rows if row["what"] == "peak"]
    assert next((row["session"], row["day"], row["value"]) for row in peaks) == ("1", "0", "4")
    (described,) = [row for row in rows if row["what"] == "often_described"]
    assert int(described["low"]) < int(described["high"])
    assert datetime.fromisoformat(rows[0]["at"]).date() == FIRST


@pytest.mark.usefixtures("diary")
def test_the_months_are_saved_as_a_table(
    qtbot: QtBot,
    open_page: Open,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    page = open_page()
    click(page, "Improvement")
    save_as(page, monkeypatch, tmp_path / "months.csv", "Numbers")

    qtbot.waitUntil((tmp_path / "months.csv").exists)
    rows = list(csv.DictReader((tmp_path / "months.csv").read_text("utf-8").splitlines()))
    reviews = [row for row in rows if row["row"] == "review"]
    assert [
        (one["concern"], one["date"], one["value"], one["near_session"]) for one in reviews
    ] == [
        ("pores", f"{FIRST + timedelta(days=30)}", "60", "no"),
        ("pores", f"{FIRST + timedelta(days=70)}", "50", "no"),
    ]
    (change,) = [row for row in rows if row["row"] == "change"]
    assert (change["value"], change["n"], change["words"]) == ("-10", "2", "not clear")
    assert FIRST.isoformat() in [row["date"] for row in rows if row["row"] == "session"]


def test_slopes_change_words_and_remarks_are_among_the_numbers() -> None:
    said = (Remark("Softer", "Dr. Lee"),)
    reviews = [
        Review(
            f"{month}", day_date(30 * month), {"pores": 60 - 10 * month}, ChangeWord.BETTER, said
        )
        for month in range(4)
    ]
    rows = list(csv.DictReader(numbers.improvement(charts.months(reviews)).splitlines()))

    (slope,) = [row for row in rows if row["row"] == "slope_per_month"]
    assert float(slope["low"]) <= float(slope["value"]) <= float(slope["high"]) < 0
    assert slope["n"] == "4"
    words = [row for row in rows if row["row"] == "change_word"]
    assert [(row["date"], row["words"]) for row in words] == [
        (one.date.isoformat(), "better") for one in reviews
    ]
    remarks = [row for row in rows if row["row"] == "remark"]
    assert (remarks[0]["words"], remarks[0]["who"]) == ("Softer", "Dr. Lee")


def test_the_own_range_and_what_is_said_of_sessions_are_among_the_numbers() -> None:
    course = {0: 4, 1: 3, 2: 1, 3: 0, 4: 0}
    chart = charts.chart(course, course, course, {0: 3}, half_life=HalfLife(1.5, 1.0, 2.2, 6))
    rows = list(csv.DictReader(numbers.recovery(chart, chart.curves).splitlines()))

    band = [row for row in rows if row["row"] == "band"]
    assert [(row["day"], row["value"], row["n"]) for row in band][:2] == [
        ("0", "4.0", "3"),
        ("1", "3.0", "3"),
    ]
    clear = [row for row in rows if row["what"] == "clear_day"]
    assert [row["session"] for row in clear] == ["1", "2", "3"]
    (earlier,) = [row for row in rows if row["what"] == "earlier_clear_day"]
    assert (earlier["low"], earlier["n"]) == (clear[0]["low"], "3")
    (now,) = [row for row in rows if row["what"] == "expected_now"]
    assert (now["low"], now["high"], now["n"]) == (earlier["low"], earlier["high"], "3")
    # Wherever the page says of how many, so do the numbers.
    assert {row["n"] for row in rows if row["what"] == "area_0_7"} == {"5"}
    assert {row["n"] for row in rows if row["what"] == "half_life"} == {"6"}


def test_both_groups_are_saved_with_their_curves_and_what_is_said_of_them() -> None:
    course = {0: 4, 1: 3, 2: 1, 3: 0, 4: 0}
    chart = charts.chart(course, course, course)
    (group,) = groups.groups([one.recovery for one in chart.curves])
    rows = list(csv.DictReader(numbers.groups([GroupChart(group, chart)]).splitlines()))

    assert {row["group"] for row in rows} == {"kind: Pico toning"}
    assert sum(1 for row in rows if row["row"] == "rating") == 15
    assert sum(1 for row in rows if row["row"] == "band") == len(group.band) > 0
    (clear,) = [row for row in rows if row["what"] == "clear_day" and not row["session"]]
    assert group.clear is not None
    assert (int(clear["low"]), int(clear["high"])) == (group.clear.low, group.clear.high)
    said = [row for row in rows if row["row"] == "headline" and not row["session"]]
    assert {row["what"]: row["n"] for row in said} == dict.fromkeys(
        ("rated", "clear_day", "peak", "area_0_7"), "3"
    )


def test_measurements_stand_in_their_order_across_time_zones() -> None:
    east, west = timezone(timedelta(hours=8)), timezone(timedelta(hours=-5))
    first = datetime(2026, 3, 2, 6, 0, tzinfo=east)
    second = datetime(2026, 3, 1, 20, 0, tzinfo=west)
    photo = value(1, second)
    zero = RednessPoint(photo, second, 3, 1, 2.5, 0.5, 1.25, 0.25, (), True)
    series = RednessSeries("front", lines=(RednessLine((zero,), Basis.REFERENCE),))
    rated = Timeline(REDNESS, (Rating(first, 3, ""),), ())
    rows = list(csv.DictReader(numbers.measured(rated, series).splitlines()))

    assert [(row["row"], row["what"], row["value"]) for row in rows] == [
        ("rating", "redness", "3"),
        ("measured", "delta_ei", "2.500"),
        ("measured", "delta_a", "1.250"),
    ]
    assert [row["changed"] for row in rows] == ["", "yes", ""]


@pytest.mark.usefixtures("diary")
def test_a_picture_is_saved_at_double_density(
    qtbot: QtBot,
    open_page: Open,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    page = open_page()
    save_as(page, monkeypatch, tmp_path / "chart.png", "Picture")

    qtbot.waitUntil((tmp_path / "chart.png").exists)
    image = QImage(str(tmp_path / "chart.png"))
    assert image.width() == 2 * (page.recovery.curves.card.width() + 48)
    assert colours(image) > 6


@pytest.mark.usefixtures("diary")
def test_a_drawing_is_saved_that_others_can_read(
    qtbot: QtBot,
    open_page: Open,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    page = open_page()
    save_as(page, monkeypatch, tmp_path / "chart.svg", "Drawing")

    qtbot.waitUntil((tmp_path / "chart.svg").exists)
    assert QSvgRenderer(str(tmp_path / "chart.svg")).isValid()
    assert ">severe</text>" in (tmp_path / "chart.svg").read_text(encoding="utf-8")


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize("face", ["Curves", "Table", "Improvement"])
def test_a_page_is_drawn_for_paper_whatever_the_window_wears(
    open_page: Open, look: Look, face: str
) -> None:
    page = open_page()
    click(page, face)
    shown = page._saved
    assert shown is not None
    in_light = on_paper(saving.pdf(shown.drawing, look, "chart"))
    light = saving.picture(shown.drawing, look.theme.surface)
    look.choose(Choice.DARK)

    assert on_paper(saving.pdf(shown.drawing, look, "chart")) == in_light
    assert in_light.pixelColor(2, in_light.height() // 2) == QColor("white")
    assert in_light.pixelColor(in_light.width() - 8, in_light.height() - 8) == QColor("white")
    assert look.theme.dark
    dark = saving.picture(shown.drawing, look.theme.surface)
    assert dark.size() == light.size()
    assert dark.pixelColor(2, 2) == look.theme.surface


def test_what_is_chosen_leaves_the_program_and_lists_and_hints_do_not(
    qtbot: QtBot, look: Look
) -> None:
    card = Card(look)
    qtbot.addWidget(card)
    poses = ChoiceField()
    poses.addItems(["Left", "Right"])
    for part in (poses, caption("7 photos"), hint("A click opens one.")):
        card.body.addWidget(part)
    card.show()
    card.activateWindow()
    qtbot.waitUntil(card.isActiveWindow)

    drawn = saving.svg(card, look.theme.surface, "chart").decode()

    assert [word for word in ("Left", "Right", "7 photos", "click") if word in drawn] == [
        "Left",
        "7 photos",
    ]
    arrows = drawn.count("<image")
    assert arrows == 0
    assert poses.isVisible()


def test_a_drawing_holds_nothing_of_the_days_that_are_not_in_view(qtbot: QtBot, look: Look) -> None:
    reviews = [Review("", day_date(30 * at), {"pores": 80 - at}) for at in range(24)]
    chart = charts.months(reviews)
    ((concern, series),) = chart.concerns
    first, last = (one.date.toordinal() for one in (reviews[0], reviews[-1]))
    card, plot = Card(look), ConcernPlot(look)
    qtbot.addWidget(card)
    card.body.addWidget(plot)
    card.resize(700, 320)
    plot.show_series(chart, concern, series, "series_1", (first, last))
    card.show()
    plot.view.setXRange(last - 100, last, padding=0)

    drawn = saving.svg(card, look.theme.surface, "chart").decode()

    # The drawing knows no edge that cuts: other days would stand beside the axis.
    assert len(series.smooth) == 24
    assert drawn.count("<circle") == 4
    points = re.findall(r'points="([^"]+)"', drawn)
    xs = [float(one.split(",")[0]) for line in points for one in line.split()]
    assert xs
    assert min(xs) >= plot.left_width


@pytest.mark.usefixtures("diary")
def test_a_picture_is_copied_without_ring_and_tip(open_page: Open) -> None:
    page = open_page()
    plot = page.recovery.curves.plot
    for _ in range(2):  # the first makes room for the notice
        QTest.keyClick(page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        QTest.qWait(0)
    before = QGuiApplication.clipboard().image()
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Right)

    QTest.keyClick(plot, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert page.notice.sentence == "Copied as a picture."
    after = QGuiApplication.clipboard().image()
    assert after == before
    assert colours(after) > 6


@pytest.mark.usefixtures("diary")
def test_a_file_that_cannot_be_written_is_refused_with_a_sentence(
    qtbot: QtBot,
    open_page: Open,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    page = open_page()
    save_as(page, monkeypatch, tmp_path / "no such folder" / "chart.csv", "Numbers")

    qtbot.waitUntil(lambda: page.notice.sentence.startswith("“chart.csv” could not be written"))


def test_an_empty_chart_cannot_be_saved(open_page: Open) -> None:
    page = open_page()

    buttons = [one for one in page.findChildren(QAbstractButton) if one.text() == "Save chart"]
    assert not any(one.isVisible() for one in buttons)
    page.save_menu.actions()[0].trigger()  # asks nothing: a dialog would fail the test


def on_paper(data: bytes) -> QImage:
    """Render a page on white, as a printer does."""
    with closing(pypdfium2.PdfDocument(data)) as document:
        bitmap = document[0].render(rev_byteorder=True, maybe_alpha=False)
        image = bitmap.to_pil().convert("RGBA")
    return QImage(image.tobytes(), image.width, image.height, QImage.Format.Format_RGBA8888).copy()


def colours(image: QImage) -> int:
    """Count the colours of which there is more than a speck."""
    counts: dict[int, int] = {}
    for y in range(0, image.height(), 2):
        for x in range(0, image.width(), 2):
            shade = image.pixel(x, y)
            counts[shade] = counts.get(shade, 0) + 1
    return sum(1 for count in counts.values() if count > 40)
