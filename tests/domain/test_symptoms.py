import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_app.domain.symptoms import (
    SEEDED,
    SEEN_STEPS,
    Sort,
    Symptom,
    checked_rating,
    find,
    slug_of,
    words_of,
)
from recovery_app.errors import WrongInput
from tests.domain.diary import ACNE, PAIN, REDNESS


def test_the_command_line_s_words_are_the_promised_ones() -> None:
    def slugs(sort: Sort) -> str:
        return " ".join(one.slug for one in SEEDED if one.sort is sort)

    assert slugs(Sort.SEEN) == "redness swelling dryness flaking crusts"
    assert slugs(Sort.FELT) == "pain itch warmth"
    assert slugs(Sort.TICK) == (
        "pinpoint-bleeding darkening pale-spots bruise acne blister pus yellow-crust fever"
        " cold-sore"
    )


def test_seeds_have_names_and_an_order_of_their_own() -> None:
    assert [one.position for one in SEEDED] == list(range(len(SEEDED)))
    assert find(SEEDED, "pinpoint-bleeding").name == "Pinpoint bleeding"
    assert all(slug_of(one.name) == one.slug for one in SEEDED)
    assert not any(one.own or one.pinned for one in SEEDED)


def test_scales_end_where_their_words_do() -> None:
    assert (REDNESS.top, PAIN.top, ACNE.top) == (len(SEEN_STEPS) - 1, 10, 1)
    assert (REDNESS.clear_at, PAIN.clear_at) == (1, 1)


def test_an_unknown_symptom_is_refused_with_the_known_ones() -> None:
    with pytest.raises(WrongInput, match=r"no symptom “rednes”.*redness, pain"):
        find([REDNESS, PAIN], "rednes")


@pytest.mark.parametrize(("symptom", "value"), [(REDNESS, 0), (REDNESS, 4), (PAIN, 10)])
def test_ratings_on_the_scale_are_taken(symptom: Symptom, value: int) -> None:
    assert checked_rating(symptom, value) == value


@pytest.mark.parametrize(("symptom", "value"), [(REDNESS, 5), (REDNESS, -1), (PAIN, 11)])
def test_ratings_off_the_scale_are_refused(symptom: Symptom, value: int) -> None:
    with pytest.raises(WrongInput, match=f"from 0 to {symptom.top}; {value} is off its scale"):
        checked_rating(symptom, value)


def test_a_tick_is_not_rated() -> None:
    with pytest.raises(WrongInput, match="Acne is ticked, not rated"):
        checked_rating(ACNE, 1)


def test_ratings_are_said_in_words() -> None:
    assert [words_of(REDNESS, value) for value in range(5)] == list(SEEN_STEPS)
    assert words_of(REDNESS, 2.5) == "2.5 of 4"
    assert words_of(PAIN, 3) == "3 of 10"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Tight feeling", "tight-feeling"),
        ("  Eyes & lids ", "eyes-lids"),
        ("Spannungsgefühl", "spannungsgefühl"),
        ("긴장감", "긴장감"),
        ("_odd_", "odd"),
    ],
)
def test_names_become_words_of_the_command_line(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@pytest.mark.parametrize("name", ["", "  ", "—", "___", "=!"])
def test_a_name_without_a_letter_is_refused(name: str) -> None:
    with pytest.raises(WrongInput, match="at least one letter"):
        slug_of(name)


@given(st.text())
def test_a_slug_is_one_word_that_stays_itself(name: str) -> None:
    try:
        slug = slug_of(name)
    except WrongInput:
        return
    assert not re.search(r"[\s=,;:/\"']", slug)
    assert slug_of(slug) == slug
