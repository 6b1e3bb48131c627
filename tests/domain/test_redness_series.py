"""Lines of measured photos: broken where they must be, and no change called without repeats."""

from datetime import UTC, datetime, timedelta
from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from recovery_app.domain import redness_series
from recovery_app.domain.photo_quality import Conditions, Reason
from recovery_app.domain.photos import Condition, DateSource, Photo
from recovery_app.domain.redness import Contrast, Measurement, Shot
from recovery_app.domain.redness_series import Basis, Break, repeat_noise, series

SESSION = datetime(2026, 10, 12, 14, 30, tzinfo=UTC)
FINE = Conditions(220.0, 600.0, 0.05, 0.4, 0.0, 18.0, -14.0, 1.0, 0.0, 1.0)


def shot(
    days: float,
    ei: float | None,
    *,
    camera: str = "Phone",
    regions: str = "areas",
    version: int = 1,
    corrected: bool = False,
    reasons: tuple[Reason, ...] = (),
    condition: Condition = Condition.UNKNOWN,
    conditions: Conditions | None = FINE,
) -> Shot:
    """Return a photo so many days after the session with its ΔEI."""
    at = SESSION + timedelta(days=days)
    name = f"{days}-{ei}-{camera}-{regions}-{version}"
    photo = Photo(
        name, name, ".jpg", at, DateSource.EXIF, 3000, 4000, 1, "front", condition=condition
    )
    contrast = None if ei is None else Contrast(ei, 1.0, 0.6 * ei, 0.8, 9000, 9000)
    return Shot(
        photo,
        Measurement(name, regions, version, camera, corrected, contrast, (), reasons, conditions),
    )


SECOND = 1 / 86400


def minute(day: float, *values: float) -> list[Shot]:
    """Return shots some seconds apart."""
    return [shot(day + 10 * n * SECOND, value) for n, value in enumerate(values)]


def test_the_last_day_before_the_session_is_the_baseline() -> None:
    shots = [shot(-20, 9.0), *minute(-1, 4.0, 5.0), shot(0.2, 18.0), shot(3, 6.5)]
    (line,) = series(shots[::-1], SESSION).lines
    assert line.basis is Basis.BASELINE
    assert line.baseline == tuple(one.photo.id for one in shots[1:3])
    assert [point.delta_ei for point in line.points] == [4.5, -0.5, 0.5, 13.5, 2.0]
    assert line.points[3].delta_ei_error == pytest.approx(2**0.5)
    assert line.points[3].delta_a == pytest.approx(0.6 * 13.5)


def test_without_a_baseline_the_numbers_are_those_to_the_own_untreated_skin() -> None:
    for session_at in (None, SESSION):
        (line,) = series([shot(1, 18.0), shot(3, 6.5)], session_at).lines
        assert line.basis is Basis.REFERENCE
        assert [point.delta_ei for point in line.points] == [18.0, 6.5]
        assert [point.changed for point in line.points] == [None, None]


def test_lines_are_broken_where_numbers_cannot_be_compared() -> None:
    shots = [
        shot(-1, 4.0),
        shot(1, 15.0),
        shot(2, 14.0, camera="Other"),
        shot(3, 12.0, regions="drawn anew"),
        shot(4, 10.0, regions="drawn anew", version=2),
        shot(5, 10.0, regions="drawn anew", version=2, corrected=True),
        shot(6, 7.0),
    ]
    lines = series(shots, SESSION).lines
    assert [line.broken_by for line in lines] == [
        (),
        (Break.CAMERA,),
        (Break.CAMERA, Break.REGIONS),
        (Break.METHOD,),
        (Break.CARD,),
        (Break.REGIONS, Break.METHOD, Break.CARD),
    ]
    # What fits the baseline again is measured from it, on the far side of the break as well.
    assert [line.basis for line in lines] == [
        Basis.BASELINE,
        *[Basis.REFERENCE] * 4,
        Basis.BASELINE,
    ]
    assert lines[-1].points[0].delta_ei == 3.0


def test_what_is_refused_is_no_point_and_says_every_reason() -> None:
    shots = [
        shot(1, None, reasons=(Reason.NO_REFERENCE,), conditions=None),
        shot(2, 12.0, condition=Condition.MAKE_UP),
        shot(3, 9.0, reasons=(Reason.UNEVEN,)),
    ]
    found = series(shots)
    assert found.refused == (
        (shots[0].photo.id, (Reason.NO_REFERENCE,)),
        (shots[1].photo.id, (Reason.MAKE_UP,)),
    )
    assert [point.reasons for point in found.lines[0].points] == [(Reason.UNEVEN,)]
    assert series([]).lines == ()


def test_what_is_odd_beside_the_others_is_found_in_any_order() -> None:
    odd = Conditions(220.0, 600.0, 0.05, 0.4, 0.0, 30.0, -14.0, 9.0, 0.0, 1.0)
    shots = [shot(n, 5.0) for n in range(1, 5)]
    strange = shot(0.5, 5.0, conditions=odd)
    for order in ([strange, *shots], [*shots, strange]):
        points = series(order).lines[0].points
        assert points[0].reasons == (Reason.LIGHT_COLOUR, Reason.SIDE_LIGHT)
        assert not any(point.reasons for point in points[1:])


def test_a_change_is_called_only_beyond_the_noise_of_repeated_shots() -> None:
    shots = [*minute(-1, 4.0, 5.0, 4.5), *minute(0.1, 15.0, 16.0, 15.5), shot(5, 6.0)]
    (line,) = series(shots, SESSION).lines
    assert line.noise is not None
    assert line.noise.repeats == 4
    assert line.noise.sd == pytest.approx(0.5)
    assert line.noise.change == pytest.approx(0.5 * 2**0.5 * 2.776)
    assert [point.changed for point in line.points] == [False] * 3 + [True] * 3 + [False]


def test_one_pair_is_not_enough_to_call_anything_changed() -> None:
    (line,) = series([shot(-1, 4.0), *minute(0.1, 30.0, 30.1)], SESSION).lines
    assert line.noise is None
    assert [point.changed for point in line.points] == [None] * 3


def test_equal_repeats_do_not_make_every_difference_a_change() -> None:
    (line,) = series([*minute(-1, 4.0, 4.0, 4.0), shot(2, 4.5)], SESSION).lines
    assert line.noise is not None
    assert line.points[-1].changed is False


def test_only_shots_that_were_taken_alike_are_repeats() -> None:
    apart = [shot(n, value) for n, value in enumerate((4.0, 9.0, 5.0, 12.0))]
    assert repeat_noise(apart) is None
    mixed = [shot(1 + n * SECOND, 4.0 + n, camera=f"Phone {n}") for n in range(4)]
    assert repeat_noise(mixed) is None
    refused = [shot(1 + n * SECOND, None) for n in range(4)]
    assert repeat_noise(refused) is None


def test_the_noise_of_known_shots_comes_back_and_chance_is_seldom_called_a_change() -> None:
    dice, sd, found, false = Random(3), 1.3, list[float](), 0
    for _ in range(400):
        shots = [s for day in range(4) for s in minute(day, *(dice.gauss(8, sd) for _ in range(3)))]
        noise = repeat_noise(shots)
        assert noise is not None
        found.append(noise.sd**2)
        false += abs(dice.gauss(8, sd) - dice.gauss(8, sd)) > noise.change
    assert fmean(found) ** 0.5 == pytest.approx(sd, rel=0.05)
    assert false / 400 < 0.08


def test_student_is_that_of_scipy() -> None:
    for repeats, quantile in enumerate(redness_series._STUDENT, start=1):
        assert quantile == pytest.approx(float(stats.t.ppf(0.975, repeats)), abs=6e-4)


@given(st.permutations(range(8)))
def test_the_order_in_which_photos_come_does_not_matter(order: list[int]) -> None:
    shots = [
        *minute(-1, 4.0, 5.0, 4.2),
        *minute(1, 12.0, 13.0),
        *(shot(d, 9.0 - d) for d in (2, 3, 4)),
    ]
    assert series([shots[at] for at in order], SESSION) == series(shots, SESSION)
