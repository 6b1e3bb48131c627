"""What the improvement charts say: what changed since the first review, and never why."""

import pytest

from recovery_app.domain.improvement import Improvement, ReviewPoint
from recovery_app.domain.reviews import ChangeWord, Remark, Review
from recovery_app.ui.trends import progress_words as words
from tests.domain.diary import day_date, review, visit, visits
from tests.ui.trends.charts import months

FALLING = [review(30 * place, pores=70 - 9 * place) for place in range(5)]


def series(reviews: list[Review], *sessions: int) -> Improvement:
    return months(reviews, *sessions).concerns[0][1]


def test_a_clear_change_is_said_since_the_first_review() -> None:
    assert words.verdict(series(FALLING)) == "−36 since the first review, a clear change"


def test_a_clear_change_for_the_worse_has_a_plus() -> None:
    rising = [review(30 * place, pores=30 + 9 * place) for place in range(5)]

    assert words.verdict(series(rising)) == "+36 since the first review, a clear change"


def test_noise_is_no_clear_change() -> None:
    noise = [review(30 * place, pores=value) for place, value in enumerate((50, 62, 47, 60, 39))]

    assert words.verdict(series(noise)) == "no clear change yet"


def test_too_few_reviews_are_counted_without_those_near_a_session() -> None:
    two_near = [review(day, pores=50) for day in (-20, 3, 10, 30)]

    assert words.verdict(series(two_near, 0)) == "not enough yet: 2 of 4 reviews"
    assert words.basis(series(two_near, 0)) == (
        "A slope needs 4 reviews away from a session; there are 2. "
        "2 were soon after a session and are not counted."
    )


def test_the_slope_is_said_with_its_interval_and_what_it_rests_on() -> None:
    near = [*FALLING, review(121, pores=99)]

    said = words.basis(series(near, 121))

    assert said == "−9.1 a month (95 % interval −9.4 to −8.8), from 5 of 6 reviews."


@pytest.mark.parametrize(
    ("number", "digits", "written"),
    [(-27, 0, "−27"), (3, 0, "+3"), (0, 0, "0"), (-0.04, 1, "0.0"), (1.25, 1, "+1.2")],
)
def test_differences_are_written_with_their_sign(number: float, digits: int, written: str) -> None:
    assert words.signed(number, digits) == written


def test_a_point_tells_value_day_and_what_was_said() -> None:
    spoken = Review(
        "one",
        day_date(5),
        {"pores": 40},
        ChangeWord.MUCH_BETTER,
        (Remark("less dry", "therapist"), Remark("fine")),
    )
    concern, _ = months([spoken]).concerns[0]

    said = words.point_words(concern, ReviewPoint(spoken.date, 40, near_session=True), spoken)

    assert said.split("\n") == [
        "Large pores: 40 of 100",
        "Sat 7 Mar 2026",
        "Soon after a session: not counted",
        "Overall: much better",
        "“less dry” – therapist",
        "“fine”",
    ]


def test_a_session_is_named() -> None:
    assert words.session_words(visits(visit(0))[0]) == "Session 1 · Pico toning\nMon 2 Mar 2026"


def test_a_screen_reader_hears_a_small_chart() -> None:
    concern, one = months(FALLING).concerns[0]

    heard = words.in_a_sentence(concern, one)

    assert heard.startswith("Large pores: −36 since the first review, a clear change.")
    assert "Last rated 34 of 100." in heard
