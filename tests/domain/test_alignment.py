from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_app.domain.alignment import Placement, Spot, through

placements = st.builds(
    Placement,
    scale=st.floats(0.2, 5),
    angle=st.floats(-180, 180),
    dx=st.floats(-2, 2),
    dy=st.floats(-2, 2),
)
spots = st.tuples(st.floats(-2, 2), st.floats(-2, 2))


def apart(one: Spot, other: Spot) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def test_the_way_it_turns_is_that_of_a_screen() -> None:
    quarter = Placement(scale=2, angle=90, dx=1)
    assert quarter((1, 0)) == pytest.approx((1, 2))  # what lay to the right lies below


@given(placements, spots)
def test_inverse_leads_back(placement: Placement, spot: Spot) -> None:
    assert apart(placement.inverse()(placement(spot)), spot) < 1e-9
    assert apart(placement(placement.inverse()(spot)), spot) < 1e-9


@given(placements, placements, spots)
def test_one_then_the_other_is_one_placement(
    first: Placement, second: Placement, spot: Spot
) -> None:
    assert apart(first.then(second)(spot), second(first(spot))) < 1e-8


@given(placements, spots, spots)
def test_two_points_and_where_they_go_say_all(placement: Placement, a: Spot, b: Spot) -> None:
    if apart(a, b) < 0.05:
        return
    found = through((a, b), (placement(a), placement(b)))
    for spot in ((0.0, 0.0), (1.0, 0.0), (0.3, 1.0)):
        assert apart(found(spot), placement(spot)) < 1e-7


def test_the_same_point_twice_says_nothing() -> None:
    with pytest.raises(ValueError, match="two different"):
        through(((0.5, 0.5), (0.5, 0.5)), ((0, 0), (1, 1)))
