"""The charts' series come from what was written down, of the right sessions and no others."""

from datetime import timedelta

import pytest

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.reviews import Review
from recovery_app.domain.symptoms import SEEDED, Sort
from recovery_app.errors import NotFound, WrongInput
from recovery_app.services.library import Library
from tests.factories import DAY, a_moment, a_plain_session


def week(library: Library, start: int, values: list[int], symptom: str = "redness") -> None:
    """Log one rating every evening from a day on."""
    for day, value in enumerate(values):
        library.journal.log(a_moment(start + day), EntryChange({symptom: value}, note=f"day {day}"))


@pytest.fixture
def diary(library: Library) -> Library:
    """Three pico sessions, a peel between them, redness after each."""
    for start, kind, values in (
        (0, "pico-toning", [4, 3, 2, 1, 0, 0]),
        (40, "peel", [2, 2, 2]),
        (80, "pico-toning", [4, 3, 3, 2, 1, 1]),
        (120, "pico-toning", [3, 2, 1, 0]),
    ):
        library.sessions.save(a_plain_session(start, kind))
        week(library, start, values)
    return library


def test_without_sessions_there_is_a_chart_without_curves(library: Library):
    chart = library.trends.recovery("redness")
    assert (chart.curves, chart.band, chart.expected, chart.usual) == ((), (), None, None)
    assert library.trends.all_recoveries("redness") == []
    assert library.trends.improvement().concerns == ()
    assert library.trends.improvement().span is None


def test_the_latest_session_is_laid_over_earlier_ones_of_its_kind(diary: Library):
    chart = diary.trends.recovery("redness")
    assert [one.recovery.numbered.number for one in chart.curves] == [1, 3, 4]
    assert [[point.value for point in one.points] for one in chart.curves] == [
        [4, 3, 2, 1, 0, 0],
        [4, 3, 3, 2, 1, 1],
        [3, 2, 1, 0],
    ]
    first = chart.curves[0].recovery
    assert first.clear_day is not None
    assert (first.clear_day.low, first.clear_day.high) == (3, 3)
    assert first.peak is not None
    assert first.peak.value == 4
    assert chart.expected is not None
    assert (chart.expected.n, chart.expected.numbers) == (2, (1, 3))
    assert (chart.expected.low, chart.expected.high) == (3, 4)
    assert chart.usual == diary.catalogue.kinds()[0].usual["redness"]
    noted = chart.notes[chart.curves[-1].points[0].entry_id]
    assert noted == "day 0"


def test_an_earlier_session_may_be_the_one_in_question(diary: Library):
    chart = diary.trends.recovery("redness", 3)
    assert [one.recovery.numbered.number for one in chart.curves] == [1, 3]
    peel = diary.trends.recovery("redness", 2)
    assert [one.recovery.numbered.number for one in peel.curves] == [2]
    with pytest.raises(NotFound, match="no session 9"):
        diary.trends.recovery("redness", 9)


def test_every_session_has_its_curve(diary: Library):
    every = diary.trends.all_recoveries("redness")
    assert [one.recovery.numbered.number for one in every] == [1, 2, 3, 4]
    shown = diary.trends.recovery("redness").curves
    assert [one for one in every if one.recovery.numbered.session.kind != "peel"] == list(shown)


def test_the_half_life_stands_only_where_the_data_settle_it(library: Library):
    library.sessions.save(a_plain_session(0, "long-pulse"))
    week(library, 0, [10, 5, 3, 1, 1, 0, 0, 0], "pain")
    (one,) = library.trends.all_recoveries("pain")
    assert one.half_life is not None
    assert 0.5 < one.half_life.days < 2
    library.sessions.save(a_plain_session(40, "long-pulse"))
    week(library, 40, [10, 5], "pain")
    assert library.trends.all_recoveries("pain")[1].half_life is None


def test_what_lies_in_the_trash_is_not_drawn(diary: Library):
    entry = diary.journal.of_days(a_moment(120).date(), a_moment(120).date())[0]
    diary.journal.remove(entry.id)
    assert [p.value for p in diary.trends.recovery("redness").curves[-1].points] == [2, 1, 0]
    diary.sessions.remove(diary.sessions.every()[0].session.id)
    chart = diary.trends.recovery("redness")
    assert [one.recovery.numbered.number for one in chart.curves] == [2, 3]


@pytest.mark.parametrize(
    ("slug", "words"), [("rednes", "There is no symptom"), ("fever", "ticked, not rated")]
)
def test_only_a_rated_symptom_has_a_chart(diary: Library, slug: str, words: str):
    with pytest.raises(WrongInput, match=words):
        diary.trends.recovery(slug)
    with pytest.raises(WrongInput, match=words):
        diary.trends.all_recoveries(slug)


def test_the_symptoms_of_charts_are_hers(library: Library):
    own = library.catalogue.add_symptom("Tight", Sort.FELT)
    library.catalogue.add_symptom("Glow", Sort.TICK)
    library.catalogue.order([own.slug])
    rated = [one.slug for one in SEEDED if one.sort is not Sort.TICK]
    assert [one.slug for one in library.trends.rated_symptoms()] == [own.slug, *rated]


def test_improvement_has_a_series_for_each_concern_that_was_reviewed(diary: Library):
    for day, pores in ((0, 60), (60, 50), (115, 45), (150, 30)):
        diary.reviews.save(Review("", DAY + timedelta(days=day), {"pores": pores}))
    diary.reviews.save(Review("", DAY + timedelta(days=151), {"dryness": 10}))
    chart = diary.trends.improvement()
    assert [concern.slug for concern, _ in chart.concerns] == ["pores", "dryness"]
    pores = chart.concerns[0][1]
    assert [point.value for point in pores.points] == [60, 50, 45, 30]
    assert [point.near_session for point in pores.points] == [True, False, False, False]
    assert [one.number for one in chart.sessions] == [1, 2, 3, 4]
    assert len(chart.reviews) == 5
    assert chart.span == (DAY, DAY + timedelta(days=151))
