import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_app.domain.entries import Entry
from recovery_app.domain.symptoms import SEEDED
from recovery_app.domain.warnings import EVERY_ASKING, REPORTED, Asking, Reason, asks
from tests.domain.diary import day_date, entry, evenings, moment, visit, visits

TONING = visits(visit(0))
TATTOO = visits(visit(0, kind="pico-tattoo"))
CO2 = visits(visit(0, kind="fractional-co2"))
SPOT = visits(visit(0, kind="pico-spot"))

SWOLLEN = Asking(Reason.STILL_SWOLLEN, "swelling")
RED = Asking(Reason.RISING, "redness")
PAINFUL = Asking(Reason.RISING, "pain")
DARKER = Asking(Reason.STILL_DARKER, "darkening")
PALE = Asking(Reason.PALE_SPOTS, "pale-spots")

DIARIES = st.lists(
    st.builds(
        lambda day, clock, ratings, ticks: entry(moment(day, clock), ratings, *ticks),
        st.integers(-2, 30),
        st.sampled_from(["08:00", "14:00", "21:00"]),
        st.dictionaries(st.sampled_from(["redness", "pain", "swelling"]), st.integers(0, 4)),
        st.sets(st.sampled_from([one.slug for one in SEEDED])),
    ),
    max_size=15,
    unique_by=lambda one: one.id,
)


def test_an_ordinary_day_asks_nothing() -> None:
    diary = [entry(moment(1), {"redness": 4, "swelling": 3, "pain": 5}, "acne", "darkening")]
    assert asks(day_date(1), TONING, diary) == ()
    assert asks(day_date(2), TONING, diary) == ()
    assert asks(day_date(1), TONING, []) == ()


@pytest.mark.parametrize("slug", REPORTED)
def test_what_clinics_want_to_hear_of_is_named_on_its_own_day(slug: str) -> None:
    diary = [entry(moment(2), {}, slug), entry(moment(3), {"redness": 1})]
    assert asks(day_date(2), TONING, diary) == (Asking(Reason.TICKED, slug),)
    assert asks(day_date(3), TONING, diary) == ()
    assert asks(day_date(2), [], diary) == (Asking(Reason.TICKED, slug),)


def test_blisters_are_ordinary_only_where_the_kind_says_so() -> None:
    diary = [entry(moment(2), {}, "blister", "pus")]
    assert asks(day_date(2), TATTOO, diary) == (Asking(Reason.TICKED, "pus"),)


def test_the_kind_is_that_of_the_session_before_the_entry() -> None:
    sessions = visits(visit(0, kind="pico-tattoo"), visit(50, "14:00"))
    morning, evening = (entry(moment(50, clock), {}, "blister") for clock in ("08:00", "20:00"))
    assert asks(day_date(50), sessions, [morning]) == ()
    assert asks(day_date(50), sessions, [morning, evening]) == (Asking(Reason.TICKED, "blister"),)


@pytest.mark.parametrize(
    ("day", "swelling", "expected"),
    [(3, 4, ()), (4, 1, ()), (4, 2, (SWOLLEN,)), (9, 3, (SWOLLEN,))],
)
def test_swelling_that_stays_is_named_from_day_four(
    day: int, swelling: int, expected: tuple[Asking, ...]
) -> None:
    diary = [entry(moment(day), {"swelling": swelling})]
    assert asks(day_date(day), TONING, diary) == expected
    assert asks(day_date(day), [], diary) == ()


@pytest.mark.parametrize(
    ("values", "day", "expected"),
    [
        ({0: 6, 1: 2, 3: 4, 4: 4}, 4, (PAINFUL,)),
        ({0: 6, 1: 2, 3: 4, 4: 4, 5: 4}, 5, (PAINFUL,)),  # and again while it lasts
        ({0: 6, 1: 2, 3: 4, 4: 4, 5: 4}, 3, ()),  # one entry, seen from day 3
        ({0: 6, 1: 2, 3: 3, 4: 4}, 4, ()),  # one point is not clear
        ({0: 6, 1: 2, 3: 4, 4: 3}, 4, ()),  # not twice in a row
        ({0: 6, 1: 2, 3: 4, 4: 4, 5: 2}, 5, ()),  # over by then
        ({0: 6, 1: 2, 2: 4, 3: 4}, 3, ()),  # the first of the two is before day 3
        ({0: 6, 1: 5, 3: 6, 4: 6}, 4, ()),
        ({3: 6, 4: 6}, 4, ()),  # nothing lower was entered before
        ({0: 0, 3: 2, 4: 2}, 4, (PAINFUL,)),
    ],
)
def test_pain_that_rises_again_is_named_when_it_is_seen_twice(
    values: dict[int, int], day: int, expected: tuple[Asking, ...]
) -> None:
    assert asks(day_date(day), TONING, evenings("pain", values)) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({0: 4, 2: 1, 3: 2, 4: 2}, (RED,)),
        ({0: 4, 2: 2, 3: 2, 4: 2}, ()),
        ({0: 4, 2: 0, 3: 1, 4: 1}, ()),  # a wobble among clear ratings
    ],
)
def test_redness_that_rises_again_is_named_by_the_step(
    values: dict[int, int], expected: tuple[Asking, ...]
) -> None:
    assert asks(day_date(4), TONING, evenings("redness", values)) == expected


def test_redness_after_an_ablative_session_may_rise_but_pain_may_not() -> None:
    diary = evenings("redness", {0: 1, 8: 3, 14: 4}) + evenings("pain", {0: 1, 13: 4, 14: 4})
    assert asks(day_date(14), CO2, diary) == (PAINFUL,)


def test_a_new_session_starts_from_anew() -> None:
    sessions = visits(visit(0), visit(28))
    diary = evenings("redness", {20: 0, 28: 4, 29: 4, 31: 3, 32: 3})
    assert asks(day_date(32), sessions, diary) == ()


@pytest.mark.parametrize(
    ("day", "toning", "spot"), [(13, (), ()), (14, (), (DARKER,)), (21, (DARKER,), (DARKER,))]
)
def test_a_patch_that_stays_darker_can_wait_for_the_next_visit(
    day: int, toning: tuple[Asking, ...], spot: tuple[Asking, ...]
) -> None:
    diary = [entry(moment(day), {}, "darkening")]
    assert asks(day_date(day), TONING, diary) == toning
    assert asks(day_date(day), SPOT, diary) == spot
    assert DARKER.reason.can_wait


def test_pale_spots_are_mentioned_whenever_they_are_ticked() -> None:
    diary = [entry(moment(100), {}, "pale-spots")]
    assert asks(day_date(100), TONING, diary) == (PALE,)
    assert PALE.reason.can_wait
    assert not SWOLLEN.reason.can_wait


def test_several_are_given_once_each_in_one_order() -> None:
    ticks = ("pale-spots", "fever", "blister", "darkening")
    diary = [
        entry(moment(22, "08:00"), {"swelling": 3}, *ticks),
        entry(moment(22, "20:00"), {"swelling": 3}, *ticks),
    ]
    blister, fever = (Asking(Reason.TICKED, slug) for slug in ("blister", "fever"))
    assert asks(day_date(22), TONING, diary) == (blister, fever, SWOLLEN, DARKER, PALE)


def test_every_asking_names_a_symptom_that_exists() -> None:
    assert {one.symptom for one in EVERY_ASKING} <= {one.slug for one in SEEDED}
    assert {one.reason for one in EVERY_ASKING} == set(Reason)


@given(DIARIES, st.integers(-2, 30), st.data())
def test_neither_order_nor_later_entries_nor_empty_ones_matter(
    diary: list[Entry], day: int, data: st.DataObject
) -> None:
    sessions = visits(visit(0, "14:00"), visit(15, kind="pico-tattoo"))
    expected = asks(day_date(day), sessions, diary)
    until_then = [one for one in diary if one.day <= day_date(day)]
    empty = [entry(moment(day, "10:00"), identity="empty")]
    mixed = data.draw(st.permutations(until_then + empty))
    assert asks(day_date(day), sessions, mixed) == expected
    assert not expected or any(one.day == day_date(day) for one in diary)
