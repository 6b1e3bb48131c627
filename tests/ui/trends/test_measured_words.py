"""What the charts of measured photos say of chance, and why."""

import csv
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from recovery_app.domain.photo_quality import Reason
from recovery_app.domain.redness_series import Basis, Noise
from recovery_app.services.redness_lines import RednessLine, RednessPoint, RednessSeries, Told
from recovery_app.services.trends import Timeline
from recovery_app.ui.photos.redness_words import remarks
from recovery_app.ui.trends import numbers
from recovery_app.ui.trends.measured_words import (
    chance_words,
    commonest_words,
    point_words,
    unreadable_words,
)
from tests.domain.diary import REDNESS
from tests.factories import a_photo

AT = datetime(2026, 3, 4, 9, tzinfo=UTC)
NOTHING_RATED = Timeline(REDNESS, (), ())
NOISE = Noise(sd=1, change=4, sd_a=0.5, change_a=2, repeats=4)


def a_point(delta_ei: float, error: float, *, changed: bool | None) -> RednessPoint:
    return RednessPoint(
        a_photo(), AT, 2, 1, delta_ei, error, delta_ei / 2, error / 2, changed=changed
    )


@pytest.mark.parametrize(
    ("point", "why"),
    [
        (a_point(3, 1, changed=False), "shots of"),
        (a_point(6, 8, changed=False), "it is no larger than its own error"),
    ],
)
def test_what_may_be_chance_is_said_with_its_own_reason(point: RednessPoint, why: str) -> None:
    line = RednessLine((point,), Basis.BASELINE, noise=NOISE)

    assert f"May be chance: {why}" in point_words(point, line)
    assert any(why in said for said in remarks(Told(point, Basis.BASELINE, NOISE)))


def test_below_the_chart_chance_is_told_or_said_not_to_be_known() -> None:
    line = RednessLine((a_point(3, 1, changed=None),), Basis.BASELINE)
    known = replace(line, noise=NOISE)
    untreated = replace(known, basis=Basis.REFERENCE)

    def said(*lines: RednessLine) -> str:
        return chance_words(RednessSeries("front", lines=lines))

    assert said() == ""
    # Two shots once are a single repeat, which settles nothing.
    assert said(line) == "How much is chance is not known: take three shots in one minute."
    assert said(known) == "Within the shade it may be chance."
    assert said(known, line).endswith("For a line without repeated shots it is not known.")
    # no shade is drawn there
    assert said(untreated) == "Less than 4.0 ΔEI between two photos may be chance."


def test_photos_that_could_not_be_read_are_named_and_saved() -> None:
    lost = a_photo(), "The file is not there any more."
    one, two = (RednessSeries("front", unreadable=(lost,) * count) for count in (1, 2))

    assert unreadable_words(RednessSeries("front")) == ""
    assert unreadable_words(one).startswith("The photo of ")
    assert unreadable_words(one).endswith("could not be measured: The file is not there any more.")
    assert unreadable_words(two).startswith("2 photos could not be measured, the first of ")
    saved = list(csv.DictReader(numbers.measured(NOTHING_RATED, one).splitlines()))
    assert [(row["row"], row["reasons"]) for row in saved] == [
        ("unreadable", "The file is not there any more.")
    ]


def test_how_much_may_be_chance_is_saved_with_the_numbers() -> None:
    line = RednessLine((a_point(3, 1, changed=False),), Basis.BASELINE, noise=NOISE)
    saved = csv.DictReader(
        numbers.measured(NOTHING_RATED, RednessSeries("front", lines=(line,))).splitlines()
    )

    least = [row for row in saved if row["row"] == "least_change"]
    assert [(row["what"], row["value"], row["line"]) for row in least] == [
        ("delta_ei", "4.000", "1"),
        ("delta_a", "2.000", "1"),
    ]


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        ([], ""),
        ([(Reason.NOT_SKIN, Reason.UNLIKE)], Reason.NOT_SKIN.sentence),
        (
            [(Reason.MAKE_UP, Reason.SMALL), (Reason.NOT_SKIN, Reason.SMALL), (Reason.NOT_SKIN,)],
            f"Most often: {Reason.NOT_SKIN.sentence}",
        ),
    ],
)
def test_the_commonest_reason_is_told_without_pointing(
    reasons: list[tuple[Reason, ...]], said: str
) -> None:
    series = RednessSeries("front", refused=tuple((a_photo(), one) for one in reasons))

    assert commonest_words(series) == said
