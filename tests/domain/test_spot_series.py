"""A drawn spot over time: only what may be compared is joined."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from recovery_app.domain.photo_quality import Reason
from recovery_app.domain.photos import Condition
from recovery_app.domain.redness import Measurement, Shot, SpotContrast
from recovery_app.domain.redness_series import Break
from recovery_app.domain.spot_series import spot_series
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
    assert spot_series([made_up, shot(1, 4.0, spots=())], "spot", "Spot").lines == ()
