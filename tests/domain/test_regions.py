"""Drawn areas: what can be measured, what is refused with a sentence, and when two are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_app.domain.regions import (
    Region,
    Role,
    area_of,
    checked_outline,
    fingerprint,
    radius_of,
    share_inside,
)
from recovery_app.errors import WrongInput

SIZE = (3000, 4000)
SQUARE = ((0.2, 0.2), (0.4, 0.2), (0.4, 0.4), (0.2, 0.4))


def test_an_outline_is_kept_as_drawn_without_doubled_corners() -> None:
    doubled = (SQUARE[0], *SQUARE, SQUARE[-1], SQUARE[0])
    assert checked_outline(doubled, Role.TREATED, SIZE) == SQUARE


@pytest.mark.parametrize(
    ("outline", "why"),
    [
        (SQUARE[:2], "three corners"),
        ((SQUARE[0],) * 9, "three corners"),
        ([(0.2 + 0.0001 * n, 0.3 * (n % 2)) for n in range(201)], "200 corners"),
        (((0.7, 0.2), (0.9, 0.2), (0.7, 0.4)), "outside"),
        (((0.2, 0.9), (0.4, 1.01), (0.2, 0.95)), "outside"),
        ((SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]), "crosses itself"),
        (((0.2, 0.2), (0.205, 0.2), (0.2, 0.205)), "too small"),
        (((0.2, 0.2), (0.3, 0.3), (0.4, 0.4)), "crosses itself|too small"),
    ],
)
def test_what_cannot_be_measured_is_refused(
    outline: tuple[tuple[float, float], ...], why: str
) -> None:
    with pytest.raises(WrongInput, match=why):
        checked_outline(outline, Role.TREATED, SIZE)


def test_a_spot_may_be_smaller() -> None:
    dot = ((0.2, 0.2), (0.205, 0.2), (0.205, 0.205), (0.2, 0.205))
    assert checked_outline(dot, Role.SPOT, SIZE) == dot


def test_area_and_radius() -> None:
    assert area_of(SQUARE) == pytest.approx(0.04)
    assert area_of(SQUARE[::-1]) == pytest.approx(0.04)
    assert radius_of(SQUARE) == pytest.approx(0.11284, abs=1e-5)


@given(st.floats(-0.5, 1.5), st.floats(-0.5, 1.5))
def test_the_share_in_a_picture_is_that_of_a_rectangle(x: float, y: float) -> None:
    side = 0.2
    outline = ((x, y), (x + side, y), (x + side, y + side), (x, y + side))

    def seen(low: float, limit: float) -> float:
        return max(0.0, min(low + side, limit) - max(low, 0.0))

    expected = seen(x, 0.75) * seen(y, 1.0) / side**2
    assert share_inside(outline, SIZE) == pytest.approx(expected, abs=1e-9)


def test_a_fingerprint_knows_places_and_roles_but_no_names_and_no_order() -> None:
    cheek = Region("1", "front", Role.TREATED, "Cheek", SQUARE)
    neck = Region("2", "front", Role.REFERENCE, "Neck", SQUARE[::-1])
    same = fingerprint([cheek, neck])
    renamed = Region("9", "front", Role.TREATED, "Left cheek", SQUARE)
    assert fingerprint([neck, renamed]) == same
    moved = Region("1", "front", Role.TREATED, "Cheek", ((0.21, 0.2), *SQUARE[1:]))
    assert fingerprint([moved, neck]) != same
    other = Region("1", "front", Role.SPOT, "Cheek", SQUARE)
    assert fingerprint([other, neck]) != same
    assert fingerprint([cheek]) != same
