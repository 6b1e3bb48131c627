"""A drawn spot over time: only what may be compared is joined."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from recovery_app.domain.photo_quality import Reason
from recovery_app.domain.photos import Condition
from recovery_app.domain.redness import Measurement, Shot, SpotContrast
from recovery_app.domain.redness_series import Break
from recovery_app.domain.sessions import Numbered, Session
from recovery_app.domain.spot_series import spot_series
from tests.domain.diary import KIND
from tests.factories import a_photo

FIRST = datetime(2025, 3, 1, 9, 0, tzinfo=timezone(timedelta(hours=8)))


def shot(day: int, delta_e: float, **changed: object) -> Shot:
    spot = SpotContrast("spot", -delta_e, 0.6, delta_e, 0.7, 90)
    measured = Measurement(f"{day}", "areas", 2, "Phone", False, None, (spot,))
    taken = a_photo(id=f"{day}", taken_at=FIRST + timedelta(days=day), condition=Condition.CLEAN)
    return Shot(taken, replace(measured, **changed))  # pyright: ignore[reportArgumentType] - by name


def test_a_spot_fades_along_one_line_even_where_redness_has_no_number() -> None:
    shots = [shot(9, 2.0), shot(0, 6.0, reasons=(Reason.NO_REFERENCE, Reason.FLASH)), shot(4, 4.0)]
    found = spot_series(shots, "spot", "On the left cheek")
    (line,) = found.lines
    assert (found.name, line.broken_by) == ("On the left cheek", ())
    assert [one.contrast.delta_e for one in line.points] == [6.0, 4.0, 2.0]
    assert line.points[0].reasons == (Reason.FLASH,)


def test_a_card_or_a_camera_begins_another_line() -> None:
    shots = [shot(0, 6.0), shot(1, 5.0, corrected=True), shot(2, 5.0, camera="Other")]
    lines = spot_series(shots, "spot", "Spot").lines
    assert [line.broken_by for line in lines] == [(), (Break.CARD,), (Break.CAMERA, Break.CARD)]
    assert [line.points[0].corrected for line in lines] == [False, True, False]


def test_make_up_and_photos_without_the_spot_are_left_out() -> None:
    made_up = shot(0, 6.0)
    made_up = replace(made_up, photo=replace(made_up.photo, condition=Condition.MAKE_UP))
    found = spot_series([made_up, shot(1, 4.0, spots=())], "spot", "Spot")
    assert found.lines == ()
    assert len(found.without) == 2


def test_only_photos_away_from_a_session_tell_of_a_change() -> None:
    visits = [Numbered(1, Session("s", (FIRST + timedelta(days=20)).date(), "peel"), KIND["peel"])]
    shots = [shot(0, 8.0), shot(25, 12.0), shot(50, 5.0), shot(400, 4.0)]
    (line,) = spot_series(shots, "spot", "Spot", visits).lines
    assert [one.near_session for one in line.points] == [False, True, False, False]
    assert line.change is not None
    assert (line.change.since, line.change.delta_e, line.change.delta_l) == (FIRST, -4.0, 4.0)
    assert line.change.delta_e_error == pytest.approx(0.7 * 2**0.5)
    assert line.change.beyond_e is None  # nothing is known of shots of one minute
    assert spot_series(shots[:2], "spot", "Spot", visits).lines[0].change is None


def test_shots_of_one_minute_tell_how_much_is_chance() -> None:
    def taken(day: int, second: int, delta_e: float) -> Shot:
        one = shot(day, delta_e)
        at = one.photo.taken_at + timedelta(seconds=second)
        return Shot(replace(one.photo, id=f"{day} {second}", taken_at=at), one.measured)

    shots = [taken(0, 20 * at, 6 + wobble) for at, wobble in enumerate((-0.2, 0.0, 0.2))]
    (line,) = spot_series([*shots, taken(90, 0, 5.0), taken(200, 0, 2.0)], "spot", "Spot").lines
    assert line.noise is not None
    assert line.noise.repeats == 2
    # Student's t of two repeats, √2, and the standard deviation of the three.
    assert line.noise.change_e == pytest.approx(4.303 * 2**0.5 * 0.2)
    assert line.change is not None
    assert line.change.beyond_e is True
    (line,) = spot_series([*shots, taken(90, 0, 5.0)], "spot", "Spot").lines
    assert line.change is not None
    assert line.change.beyond_e is False


def test_what_gives_no_number_is_kept_with_what_forbids_it() -> None:
    made_up = shot(0, 6.0)
    made_up = replace(made_up, photo=replace(made_up.photo, condition=Condition.MAKE_UP))
    shots = [
        made_up,
        shot(1, 4.0, spots=(), reasons=(Reason.TOO_CLIPPED,)),
        shot(2, 4.0, spots=(), reasons=(Reason.NOT_ALIGNED,)),
        shot(3, 4.0),
    ]
    found = spot_series(shots, "spot", "Spot")
    assert [one.reasons for one in found.without] == [
        (Reason.MAKE_UP,),
        (),
        (Reason.NOT_ALIGNED,),
    ]
    assert [one.photo_id for one in found.without] == ["0", "1", "2"]
