"""What is really painted: looked at pixel by pixel, as an eye would."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QPointF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from recovery_app.domain.settings import Theme as Choice
from recovery_app.services.today import SmallChart
from recovery_app.services.trends import ImprovementChart, RecoveryChart
from recovery_app.ui.theme import Look
from recovery_app.ui.today.small_chart import SmallRecoveryChart
from recovery_app.ui.trends.axes import Days, Levels, Months
from recovery_app.ui.trends.concern_plot import ConcernPlot
from recovery_app.ui.trends.markers import stroke_of
from recovery_app.ui.trends.plot import Plot
from recovery_app.ui.trends.recovery_plot import RecoveryPlot
from recovery_app.ui.trends.shades import runs_of
from tests.domain.diary import PAIN, REDNESS, day_date, entry, moment, review, visit, visits
from tests.ui.trends.charts import chart, chart_of, months

EVENING = 0.875
"""21:00 as a part of a day: where an entry of the helper stands."""
Draw = Callable[[RecoveryChart], RecoveryPlot]
DrawConcern = Callable[[ImprovementChart], ConcernPlot]


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    """A window with charts in it."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 500)
    window.show()
    return window


@pytest.fixture
def draw(holder: QWidget, look: Look) -> Draw:
    """Draw a recovery chart at a size where a day is wide."""

    def drawn(wanted: RecoveryChart) -> RecoveryPlot:
        plot = RecoveryPlot(look, holder)
        plot.resize(900, 500)
        plot.show_chart(wanted)
        return laid_out(plot)

    return drawn


@pytest.fixture
def draw_concern(holder: QWidget, look: Look) -> DrawConcern:
    """Draw the first concern."""

    def drawn(wanted: ImprovementChart) -> ConcernPlot:
        plot = ConcernPlot(look, holder)
        plot.resize(900, 168)
        plot.show_series(wanted, *wanted.concerns[0], "series_1", span_of(wanted))
        plot.view.setXRange(*span_of(wanted), padding=0)
        return laid_out(plot)

    return drawn


def span_of(wanted: ImprovementChart) -> tuple[float, float]:
    """Return the whole of the time axis, with some room at its ends."""
    assert wanted.span is not None
    first, last = (day.toordinal() for day in wanted.span)
    return first - 5.0, last + 5.0


PlotT = TypeVar("PlotT", bound=Plot)


def laid_out(plot: PlotT) -> PlotT:
    """Show a chart and let it find its room."""
    plot.show()
    QCoreApplication.processEvents()
    return plot


def colour_at(plot: Plot, x: float, y: float, *, up: int = 0) -> QColor:
    """Look at a spot of the chart, so many pixels above it."""
    image: QImage = plot.grab().toImage()
    return image.pixelColor((plot.place(x, y) - QPointF(0, up)).toPoint())


def near(seen: QColor, wanted: QColor) -> bool:
    """Compare colours as an eye does."""
    parts = (QColor.red, QColor.green, QColor.blue)
    return all(abs(part(seen) - part(wanted)) < 24 for part in parts)


def test_points_of_neighbouring_days_are_joined(draw: Draw, look: Look) -> None:
    plot = draw(chart({4: 3, 5: 3}))

    assert near(colour_at(plot, 5 + EVENING - 0.5, 3), look.theme.series_1)


def test_a_missing_day_is_a_gap(draw: Draw, look: Look) -> None:
    plot = draw(chart({4: 3, 6: 3}))

    assert not near(colour_at(plot, 5 + EVENING, 3), look.theme.series_1)
    for day in (4, 6):
        assert near(colour_at(plot, day + EVENING, 3), look.theme.series_1)


def test_nothing_is_drawn_beyond_the_last_point(draw: Draw, look: Look) -> None:
    plot = draw(chart({0: 4, 1: 2}))

    image = plot.grab().toImage()
    left, right = (round(plot.place(day, 0).x()) for day in (4, 10))
    top, foot = (round(plot.place(0, level).y()) for level in (4.1, -0.1))
    seen = {image.pixelColor(x, y).name() for x in range(left, right) for y in range(top, foot)}
    assert seen == {look.theme.raised.name(), look.theme.line.name()}


def test_the_own_range_needs_three_earlier_sessions(draw: Draw, look: Look) -> None:
    high, low, now = {6: 4, 7: 4}, {6: 2, 7: 2}, {0: 1}

    two = draw(chart(high, low, now))
    three = draw(chart(high, low, low, now))

    assert near(colour_at(two, 7, 2.5), look.theme.raised)
    assert near(colour_at(three, 7, 2.5), look.theme.band)


def test_the_own_range_is_seen_where_all_sessions_agree(draw: Draw, look: Look) -> None:
    plot = draw(chart({6: 2}, {6: 2}, {6: 2}, {0: 1}))

    assert near(colour_at(plot, 6.5, 2, up=2), look.theme.band)


def test_the_own_range_parts_where_a_day_has_too_few_values() -> None:
    low = {0: 2, 1: 2, 3: 2, 4: 2}

    runs = runs_of(chart(low, low, low, {}).band)

    assert [[one.day for one in run] for run in runs] == [[0, 1], [3, 4]]


def test_the_days_often_described_are_shaded(draw: Draw, look: Look) -> None:
    plot = draw(chart({9: 0}))

    assert near(colour_at(plot, 1.2, 1.5), look.theme.band_2)
    assert near(colour_at(plot, 4, 1.5), look.theme.raised)


def test_each_of_the_latest_sessions_has_its_own_marker_and_colour() -> None:
    strokes = [stroke_of(age) for age in range(6)]

    assert len({stroke.shape for stroke in strokes}) == 6
    assert len({stroke.role for stroke in strokes}) == 6
    assert [stroke.fade for stroke in strokes] == sorted(stroke.fade for stroke in strokes)
    assert strokes[0].width > max(stroke.width for stroke in strokes[1:])


@pytest.mark.parametrize("theme", [Choice.LIGHT, Choice.DARK])
def test_faded_lines_stand_out_from_the_card(look: Look, theme: Choice) -> None:
    look.choose(theme)

    for age in range(6):
        assert contrast(stroke_of(age).colour(look.theme), look.theme.raised) >= 3


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours after WCAG 2."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    shades = [
        0.2126 * linear(shade.redF())
        + 0.7152 * linear(shade.greenF())
        + 0.0722 * linear(shade.blueF())
        for shade in (one, other)
    ]
    return (max(shades) + 0.05) / (min(shades) + 0.05)


def axis(plot: Plot, sort: type[Levels] | type[Days] | type[Months]) -> Levels | Days | Months:
    return next(one for one in plot.scene().items() if isinstance(one, sort))


def words(plot: Plot, sort: type[Days] | type[Months]) -> list[str]:
    """Read what stands below a chart."""
    below = axis(plot, sort)
    assert isinstance(below, sort)
    return [word for _, word in below.words()]


def test_the_scale_is_said_in_its_own_words(draw: Draw) -> None:
    seen, felt = axis(draw(chart({0: 1})), Levels), axis(draw(chart({0: 1}, symptom=PAIN)), Levels)

    assert isinstance(seen, Levels)
    assert isinstance(felt, Levels)
    assert [word for _, word in seen.levels] == ["none", "slight", "moderate", "strong", "severe"]
    assert [word for _, word in felt.levels] == ["0", "2", "4", "6", "8", "10"]


def test_the_scale_stays_where_it_is_whatever_is_rated(draw: Draw) -> None:
    (low, high) = (draw(chart({0: value})).view.viewRange()[1] for value in (0, 4))

    assert low == high


def test_days_are_counted_from_the_session(draw: Draw) -> None:
    plot = draw(chart({0: 3}))

    assert words(plot, Days)[0] == "day 0"
    assert words(plot, Days)[-1] == "day 10"


def test_days_after_all_was_clear_are_shown_when_asked_for(draw: Draw) -> None:
    plot = draw(chart({0: 4, 3: 2, **dict.fromkeys(range(4, 31), 0)}))

    assert (plot.first_days, plot.all_days) == (10, 31)
    plot.show_all(wanted=True)
    assert plot.view.viewRange()[0][1] > 31


def test_a_slow_recovery_is_shown_until_it_is_clear(draw: Draw) -> None:
    plot = draw(chart(dict.fromkeys(range(25), 3)))

    assert plot.all_days is None
    assert plot.view.viewRange()[0][1] > 24


def test_reviews_soon_after_a_session_are_hollow(draw_concern: DrawConcern, look: Look) -> None:
    shown = months([review(-30, pores=70), review(5, pores=40), review(90, pores=50)], 0)
    plot = draw_concern(shown)

    assert near(colour_at(plot, ordinal(-30), 70), look.theme.series_1)
    assert near(colour_at(plot, ordinal(5), 40), look.theme.raised)
    assert near(colour_at(plot, ordinal(5), 40, up=5), look.theme.series_1)


def test_sessions_are_dotted_lines_through_the_chart(draw_concern: DrawConcern, look: Look) -> None:
    plot = draw_concern(months([review(-30, pores=70), review(90, pores=50)], 20))

    image = plot.grab().toImage()
    x = plot.place(ordinal(20), 0).toPoint().x()
    levels = range(plot.place(0, 95).toPoint().y(), plot.place(0, 5).toPoint().y())
    dots = {
        side: sum(near(image.pixelColor(side, y), look.theme.edge) for y in levels)
        for side in (x - 1, x, x + 1)
    }
    assert max(dots.values()) > len(levels) // 4
    assert max(dots.values()) < len(levels) // 2


def test_all_concerns_share_one_time_axis(holder: QWidget, look: Look) -> None:
    early, late = review(0, pores=70), review(200, dryness=30)
    shown = months([early, late])
    ranges: set[tuple[float, float]] = set()
    for concern, series in shown.concerns:
        plot = ConcernPlot(look, holder)
        plot.show_series(shown, concern, series, "series_1", span_of(shown))
        plot.view.setXRange(*span_of(shown), padding=0)
        (left, right), (low, high) = plot.view.viewRange()
        ranges.add((left, right))
        assert low < 0
        assert high > 100

    assert len(ranges) == 1


def test_months_name_their_year_first_and_each_january(draw_concern: DrawConcern) -> None:
    plot = draw_concern(months([review(0, pores=70), review(400, pores=40)]))

    said = words(plot, Months)

    assert said[0].endswith("2026")
    assert any(word == "Jan 2027" for word in said)
    assert day_date(0) == date(2026, 3, 2)


def test_decades_of_reviews_are_counted_in_years(draw_concern: DrawConcern) -> None:
    plot = draw_concern(months([review(0, pores=70), review(4000, pores=40)]))

    assert all(word.isdigit() for word in words(plot, Months))


def test_another_theme_is_put_on_at_once(draw: Draw, look: Look) -> None:
    plot = draw(chart({4: 3, 5: 3}))

    look.choose(Choice.DARK)

    assert near(colour_at(plot, 8, 3.5), look.theme.raised)
    assert near(colour_at(plot, 5 + EVENING, 3), look.theme.series_1)


def ordinal(day: int) -> int:
    return day_date(day).toordinal()


def test_a_session_like_the_earlier_ones_lies_on_their_range(draw: Draw, look: Look) -> None:
    # Rated in the morning after sessions in the afternoon: far from the middle of each day.
    numbered = visits(*(visit(40 * place, "15:00") for place in range(4)))
    diary = [
        entry(moment(40 * place + day, "08:00"), {"redness": value})
        for place in range(4)
        for day, value in {1: 4, 2: 3, 3: 2, 4: 1}.items()
    ]
    alike = chart_of(REDNESS, numbered, diary)
    empty = RecoveryPlot(look, draw(alike).parentWidget())
    empty.resize(900, 500)
    empty.show_chart(alike, [])
    laid_out(empty)

    points = alike.curves[-1].points
    between = [
        ((one.elapsed + other.elapsed) / 2, (one.value + other.value) / 2)
        for one, other in pairwise(points)
    ]
    assert [one.elapsed for one in alike.band] == pytest.approx([one.elapsed for one in points])
    for day, level in between:
        assert near(colour_at(empty, day, level), look.theme.band)


def test_on_today_as_well_a_session_like_the_earlier_ones_lies_on_their_range(
    holder: QWidget, look: Look
) -> None:
    numbered = visits(*(visit(40 * place, "15:00") for place in range(4)))
    days: list[dict[int, int]] = [{1: 4, 2: 2, 3: 0}] * 3
    diary = [
        entry(moment(40 * place + day, "08:00"), {"redness": value})
        for place, of in enumerate([*days, {2: 2}])
        for day, value in of.items()
    ]
    alike = chart_of(REDNESS, numbered, diary)
    now = alike.curves[-1].recovery
    small = SmallRecoveryChart(look, holder)
    small.resize(600, 400)
    small.show()

    small.show_chart(SmallChart(REDNESS, now, alike.band, None))
    pictured = small.grab().toImage()
    dot = [
        (x, y)
        for x in range(pictured.width())
        for y in range(pictured.height())
        if pictured.pixelColor(x, y) == look.theme.series_1
    ]
    middle = [round(sum(place) / len(dot)) for place in zip(*dot, strict=True)]
    small.show_chart(SmallChart(REDNESS, now._replace(points=()), alike.band, None))

    assert near(small.grab().toImage().pixelColor(*middle), look.theme.band)
