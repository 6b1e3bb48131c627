"""The gate: each reason is provoked, and nothing follows from what is not known."""

from dataclasses import replace
from typing import Any

import pytest

from recovery_app.domain.photo_quality import Conditions, Reason, Severity, judged, usual
from recovery_app.domain.photos import Condition

GOOD = Conditions(
    short_side=220.0,
    eyes_apart=600.0,
    sharpness=0.05,
    blur=0.4,
    clipped=0.001,
    red_green=18.0,
    blue_green=-14.0,
    side_light=1.0,
    angle=1.0,
    scale=1.02,
)
OTHERS = usual([(replace(GOOD, red_green=18.0 + n, side_light=n), "Phone") for n in (-1, 0, 1)])


def test_a_good_photo_has_no_reasons() -> None:
    assert judged(GOOD, "Phone", compared=OTHERS) == ()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"clipped": 0.11}, Reason.TOO_CLIPPED),
        ({"clipped": 0.03}, Reason.CLIPPED),
        ({"short_side": 29.0}, Reason.SMALL),
        ({"eyes_apart": 149.0}, Reason.SMALL),
        ({"blur": 0.61}, Reason.BLURRED),
        ({"sharpness": 0.019, "blur": 0.5}, Reason.BLURRED),
        ({"red_green": 28.0}, Reason.LIGHT_COLOUR),
        ({"red_green": 8.0}, Reason.LIGHT_COLOUR),
        ({"blue_green": -24.0}, Reason.LIGHT_COLOUR),
        ({"side_light": 7.0}, Reason.SIDE_LIGHT),
        ({"side_light": -7.0}, Reason.SIDE_LIGHT),
        ({"angle": -8.5}, Reason.TURNED),
        ({"scale": 1.2}, Reason.DISTANCE),
        ({"scale": 0.84}, Reason.DISTANCE),
        ({"flash": True}, Reason.FLASH),
    ],
)
def test_each_fault_is_named_alone(changed: dict[str, Any], reason: Reason) -> None:
    assert judged(replace(GOOD, **changed), "Phone", compared=OTHERS) == (reason,)


def test_another_camera_and_make_up_are_named() -> None:
    assert judged(GOOD, "Another", compared=OTHERS) == (Reason.CAMERA,)
    for condition in (Condition.MAKE_UP, Condition.OTHER):
        assert judged(GOOD, "Phone", condition, OTHERS) == (Reason.MAKE_UP,)
    assert judged(GOOD, "Phone", Condition.CLEAN, OTHERS) == ()


def test_crusts_on_one_day_do_not_make_the_other_days_blurred() -> None:
    crusted = replace(GOOD, sharpness=0.3)
    compared = usual([(crusted, "Phone"), (GOOD, "Phone")])
    assert judged(GOOD, "Phone", compared=compared) == ()
    soft = replace(GOOD, blur=0.5)
    assert judged(soft, "Phone", compared=compared) == (Reason.BLURRED,)


def test_nothing_follows_from_what_is_not_known() -> None:
    bare = replace(GOOD, eyes_apart=None, red_green=None, blue_green=None, side_light=None)
    assert judged(bare, "Phone", compared=OTHERS) == ()
    assert judged(replace(GOOD, sharpness=0.0001, blur=0.5, red_green=50.0), "Phone") == ()
    assert usual([]) is None


def test_every_reason_has_its_sentence_and_weight() -> None:
    for reason in Reason:
        assert reason.sentence.endswith((".", "?"))
        assert reason.severity in Severity
