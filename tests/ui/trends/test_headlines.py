"""What a recovery chart says, for every case that a diary can be in."""

import csv
import io
from dataclasses import replace

import pytest

from recovery_app.domain.statistics import HalfLife, half_life
from recovery_app.domain.symptoms import Symptom
from recovery_app.services.trends import RecoveryChart
from recovery_app.ui.trends import numbers
from recovery_app.ui.trends.headlines import (
    Headline,
    clear_in_a_sentence,
    headlines,
    in_a_sentence,
    in_short,
    title_of,
)
from recovery_app.ui.trends.tables import headline_table
from tests.domain.diary import PAIN, REDNESS, entry, moment, visit, visits
from tests.ui.trends.charts import chart, chart_of

FADING = {0: 4, 1: 3, 2: 2, 3: 2, 4: 1, 5: 1, 6: 0}


def said(drawn: RecoveryChart, caption: str, *, running: bool = True) -> Headline:
    """Return the answer of that caption."""
    return next(one for one in headlines(drawn, running=running) if one.caption == caption)


def captions(drawn: RecoveryChart, *, running: bool = True) -> list[str]:
    return [one.caption for one in headlines(drawn, running=running)]


def test_a_clear_day_is_one_day_where_every_day_was_rated() -> None:
    clear = said(chart(FADING), "Clear, and stayed so")

    assert (clear.value, clear.note) == ("day 4", "Slight or none, twice in a row.")


@pytest.mark.parametrize(
    ("ratings", "value", "note"),
    [
        ({0: 4, 1: 3, 2: 2, 4: 1, 5: 0}, "between day 3 and 4", "Day 3 was not rated"),
        ({0: 4, 1: 3, 4: 1, 5: 0}, "between day 2 and 4", "Days 2 and 3 were not rated"),
        ({0: 4, 1: 3, 6: 1, 7: 0}, "between day 2 and 6", "Days 2 to 5 were not all rated"),
    ],
)
def test_missing_days_widen_the_clear_day_and_are_named(
    ratings: dict[int, int], value: str, note: str
) -> None:
    clear = said(chart(ratings), "Clear, and stayed so")

    assert clear.value == value
    assert clear.note == f"{note}, so this is a range."


def test_not_clear_yet_says_the_last_rating() -> None:
    clear = said(chart({0: 4, 2: 2}), "Clear, and stayed so")

    assert (clear.value, clear.note) == ("not yet", "Last rated moderate, on day 2.")


def test_a_clear_rating_that_is_not_confirmed_is_not_a_clear_day() -> None:
    clear = said(chart({0: 4, 2: 2, 3: 1}), "Clear, and stayed so")

    assert clear.value == "not yet"
    assert clear.note == "Rated slight on day 3; the next rating can confirm it."


def test_a_session_that_is_over_was_not_seen_to_clear() -> None:
    assert said(chart({0: 4}), "Clear, and stayed so", running=False).value == "not seen"


def test_a_session_without_ratings_says_so_and_has_no_peak() -> None:
    drawn = chart(FADING, {})

    assert said(drawn, "Clear, and stayed so").note == "Not rated after this session."
    assert "Peak" not in captions(drawn)


def test_what_came_back_did_not_stay_clear() -> None:
    drawn = chart({0: 3, 1: 1, 2: 1, 3: 2, 4: 0, 5: 0})

    clear = said(drawn, "Clear for the first time")

    assert (clear.value, clear.note) == ("day 1", "Back to moderate on day 3.")
    assert "Clear, and stayed so" not in captions(drawn)
    # Nor do the table and what is saved of it leave that out.
    _, (row,) = headline_table(drawn, drawn.curves)
    assert row[4] == "day 1, back on day 3"
    lines = list(csv.DictReader(io.StringIO(numbers.recovery(drawn, drawn.curves))))
    (again,) = [one for one in lines if one["what"] == "above_again"]
    assert (again["day"], again["value"]) == ("3", "2")


def test_the_first_clear_day_is_found_among_several_entries_of_it() -> None:
    numbered = visits(visit(0))
    clocks = {"08:00": 2, "20:00": 1, "22:00": 0}
    diary = [entry(moment(1, clock), {"redness": value}) for clock, value in clocks.items()]

    clear = said(chart_of(REDNESS, numbered, diary), "Clear, and stayed so")

    assert clear.value == "day 1"


def test_what_was_clear_before_the_peak_did_not_come_back() -> None:
    clear = said(chart({0: 0, 1: 0, 3: 3, 4: 1, 5: 1}), "Clear, and stayed so")

    assert (clear.value, clear.note) == ("day 4", "Slight or none, twice in a row.")


def test_what_was_not_confirmed_did_not_come_back_either() -> None:
    clear = said(chart({0: 4, 1: 1, 2: 3, 3: 1, 4: 0}), "Clear, and stayed so")

    assert clear.value == "day 3"


def test_felt_symptoms_are_said_on_their_own_scale() -> None:
    drawn = chart({0: 7, 1: 4, 2: 1, 3: 0}, symptom=PAIN)

    assert said(drawn, "Peak").value == "7 of 10, on day 0"
    assert said(drawn, "Clear, and stayed so").note == "0 or 1 of 10, twice in a row."
    assert title_of(drawn) == "Pain after session 1 · Pico toning · 0 none, 10 worst"


def test_the_first_session_has_nothing_to_compare_with() -> None:
    earlier = said(chart(FADING), "Earlier sessions")

    assert (earlier.value, earlier.note) == (
        "none yet",
        "This is your first session of this kind, so there is nothing earlier to go by.",
    )


def test_earlier_sessions_are_named_with_their_clear_days() -> None:
    gap = {0: 4, 2: 2, 5: 1, 6: 1}
    drawn = chart(FADING, gap, {0: 4}, FADING)

    assert said(drawn, "Clear after sessions 1 · 2 · 3").value == "day 4 · 3–5 · –"


def test_of_many_earlier_sessions_the_last_four_are_named() -> None:
    drawn = chart(*[FADING] * 7)

    earlier = said(drawn, "Clear after sessions 3 · 4 · 5 · 6")

    assert (earlier.value, earlier.note) == ("day 4 · 4 · 4 · 4", "The last 4 of 6 of this kind.")


def test_an_only_earlier_session_that_never_cleared() -> None:
    assert said(chart({0: 4}, FADING), "Clear after session 1").value == "not seen"


def test_the_expected_day_is_said_with_what_it_rests_on() -> None:
    drawn = chart(FADING, {0: 4, 1: 2, 2: 1, 3: 0}, {0: 4})

    hoped = said(drawn, "Expected to be clear")

    assert hoped.value == "day 2–4"
    assert hoped.note == "As after sessions 1 and 2 of this kind (2 of 2 rated)."


def test_the_expected_day_does_not_list_a_long_life_of_sessions() -> None:
    hoped = said(chart(*[FADING] * 6, {0: 4}), "Expected to be clear")

    assert (hoped.value, hoped.note) == ("day 4", "As after 6 of 6 rated sessions of this kind.")


def test_sessions_that_were_never_seen_clear_are_named_beside_what_is_expected() -> None:
    slow = dict.fromkeys(range(13), 3)
    hoped = said(chart(slow, FADING, FADING, {0: 4}), "Expected to be clear")
    earlier = said(chart(slow, FADING, FADING, {0: 4}), "Clear after sessions 1 · 2 · 3")

    assert hoped.note == (
        "As after sessions 2 and 3 of this kind (2 of 3 rated). "
        "Still not clear: session 1 on day 12."
    )
    assert (earlier.value, earlier.note) == (
        "day – · 4 · 4",
        "Still not clear: session 1 on day 12.",
    )
    none = said(chart(slow, slow, FADING, {0: 4}), "Expected to be clear")
    assert (none.value, none.note) == (
        "not said",
        "At least half of the earlier sessions were not clear yet on the last of their clear days. "
        "Still not clear: session 1 on day 12, session 2 on day 12.",
    )


@pytest.mark.parametrize(("last", "running"), [({0: 4}, False), (FADING, True)])
def test_nothing_is_expected_of_a_session_that_is_over_or_clear(
    last: dict[int, int], running: bool
) -> None:
    drawn = chart(FADING, last)

    assert "Expected to be clear" not in captions(drawn, running=running)


def test_the_area_names_its_unit_and_its_reference() -> None:
    area = said(chart(FADING), "Redness-days, first week")

    assert area.value == "14.5"  # 0.875 × 4 + 3.5 + 2.5 + 2 + 1.5 + 1 + 0.5
    assert area.note == (
        "Level × days, days 0 to 7, 7 of 8 days rated; 28 would be severe all week."
    )


def test_too_few_days_for_an_area_are_counted() -> None:
    area = said(chart({0: 4, 1: 3, 5: 1, 7: 0, 9: 0}), "Redness-days, first week")

    assert (area.value, area.note) == ("too few days", "4 of 8 days rated; 5 are needed.")


def test_a_half_life_is_said_only_where_it_is_known() -> None:
    known = said(chart(FADING, half_life=HalfLife(1.84, 1.1, 3.0, 6)), "Halved about every")

    assert known.value == "1.8 days"
    assert known.note == "90 % interval 1.1 to 3.0; fitted to 6 ratings from the peak on."


@pytest.mark.parametrize(
    ("ratings", "kind", "why"),
    [
        (FADING, "fractional-co2", "What comes after this kind of session does not simply fade."),
        ({0: 2, 1: 1}, "led", "Only from a peak of strong on; the highest was moderate."),
        ({0: 1, 1: 4, 2: 3}, "led", "Needs 6 ratings from the peak on; there are 2."),
        (dict.fromkeys(range(9), 3), "led", "No rating is below the peak yet."),
        (
            {0: 4, 1: 0, 2: 4, 3: 0, 4: 4, 5: 1, 6: 3},
            "led",
            "The ratings do not fade evenly enough to tell.",
        ),
    ],
)
def test_where_no_half_life_is_given_it_says_why(
    ratings: dict[int, int], kind: str, why: str
) -> None:
    drawn = chart(ratings, kind=kind)
    recovery = drawn.curves[-1].recovery

    assert half_life(recovery.points, REDNESS, recovery.numbered.kind) is None
    assert said(drawn, "Halved about every") == Headline("Halved about every", "not given", why)


@pytest.mark.parametrize(
    ("earlier", "why"),
    [
        ({}, "No earlier session of this kind was rated."),
        ({0: 4, 1: 3}, "No earlier session of this kind was seen to become clear."),
    ],
)
def test_where_nothing_is_expected_it_says_why(earlier: dict[int, int], why: str) -> None:
    drawn = chart(earlier, {0: 4})
    expected, of_earlier = (
        said(drawn, one) for one in ("Expected to be clear", "Clear after session 1")
    )

    assert (expected.value, expected.note) == ("not said", why)
    assert of_earlier.note.endswith(
        f"needs 3 earlier sessions of this kind rated on one day; rated at all: {len(earlier) // 2}."
    )


def test_days_that_have_gone_by_are_not_expected_any_more() -> None:
    drawn = replace(chart(FADING, {0: 4, 9: 2}), hoped=None)

    assert said(drawn, "Expected to be clear").note == (
        "Earlier ones were clear by day 4; that has gone by."
    )


def test_a_screen_reader_hears_the_whole_chart() -> None:
    heard = in_a_sentence(chart(FADING, {0: 4, 1: 3}), running=True)

    assert heard.startswith("Redness after session 2 · Pico toning. Clear, and stayed so: not yet.")
    assert "Expected to be clear: day 4." in heard
    assert "Peak: severe, on day 0." in heard


def test_own_symptoms_keep_their_name() -> None:
    own = Symptom("tight-feeling", "Tight feeling", PAIN.sort, own=True)

    assert "Tight feeling-days, first week" in captions(chart(FADING, symptom=own))


@pytest.mark.parametrize(
    ("ratings", "sentence"),
    [
        (FADING, "Session 1: clear on day 4, and stayed so. Slight or none, twice in a row."),
        (
            {0: 4, 1: 3, 2: 2, 4: 1, 5: 0},
            "Session 1: clear between day 3 and 4, and stayed so. "
            "Day 3 was not rated, so this is a range.",
        ),
        (
            {0: 4, 1: 1, 2: 0, 3: 3},
            "Session 1: first clear on day 1. Back to strong on day 3.",
        ),
        ({0: 4, 2: 2}, "Session 1: not clear yet. Last rated moderate, on day 2."),
    ],
)
def test_the_table_says_in_a_sentence_when_it_was_clear(
    ratings: dict[int, int], sentence: str
) -> None:
    assert clear_in_a_sentence(chart(ratings), running=True) == sentence


@pytest.mark.parametrize(
    ("ratings", "words"),
    [
        (FADING, "highest severe, clear on day 4"),
        ({0: 4, 1: 3, 2: 2, 4: 1, 5: 0}, "highest severe, clear between day 3 and 4"),
        ({0: 4, 2: 2}, "highest severe, not yet clear"),
        ({0: 0, 1: 1, 2: 0}, "never above slight"),
        ({0: 0, 1: 0}, "always none"),
        ({}, "not yet"),
    ],
)
def test_a_small_chart_says_in_few_words_how_it_went(ratings: dict[int, int], words: str) -> None:
    assert in_short(chart(ratings), running=True) == words


def test_what_never_rose_above_clear_says_so() -> None:
    assert said(chart({0: 1, 1: 0}), "Clear, and stayed so").note == "Never above slight."
