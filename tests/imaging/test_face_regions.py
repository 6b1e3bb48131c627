"""Ready areas lie on the parts of the face that they are named after."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import numpy as np
import pytest
from PIL import ImageOps

from recovery_app.domain.alignment import Placement
from recovery_app.domain.colour import Linear
from recovery_app.domain.regions import Role, checked_outline
from recovery_app.imaging import portrait, skin
from recovery_app.imaging.face_regions import eyes_in, suggested
from recovery_app.imaging.portrait import Pose
from recovery_app.imaging.redness import measure
from recovery_app.imaging.skin_colour import like_skin
from recovery_app.imaging.tiles import look
from tests.imaging import reddened
from tests.imaging.samples import encoded, opened, scene

FACE = reddened.photographed(0, reddened.Conditions(noise=1.0, quality=90), Random(1))


def test_the_eyes_are_found() -> None:
    eyes = eyes_in(FACE)
    assert eyes is not None
    assert np.abs(np.subtract(eyes, reddened.EYES)).max() < 0.12 * reddened.unit()


def test_areas_lie_in_the_picture_on_skin() -> None:
    found = {region.name: region for region in suggested(FACE, "front")}
    assert {"Cheek, on the left", "Cheek, on the right", "Nose", "Chin", "Forehead"} <= set(found)
    assert {region.role for region in found.values()} == {Role.TREATED, Role.REFERENCE}
    for name, region in found.items():
        assert checked_outline(region.outline, region.role, reddened.SIZE) == region.outline
        photo = skin.opened(FACE, 0, [region.outline])
        inside = photo.mask(region.outline)
        if name not in {"Forehead", "Below the jaw"}:  # she has a fringe and a high collar
            assert like_skin(photo.pixels)[inside].mean() > 0.9, name
    assert found["Cheek, on the left"].outline[0][0] < found["Cheek, on the right"].outline[0][0]


def test_the_drawn_persons_cheeks_are_redder_than_below_the_jaw() -> None:
    at = datetime(2026, 10, 12, 9, tzinfo=UTC)
    data = portrait.draw(portrait.Look(redness=1.0), taken=at, width=900, height=1200)
    found = {region.name: region for region in suggested(data, "front")}

    def colour(name: str) -> Linear:
        photo = skin.opened(data, 0, [found[name].outline])
        return look(photo.pixels, photo.mask(found[name].outline)).middle()

    cheek, neck = colour("Cheek, on the left"), colour("Below the jaw")
    assert cheek[0] / cheek[1] > 1.1 * neck[0] / neck[1]


TURNED = ("left", "right", "left-45", "right-45")


def turned(pose: Pose, *, mirrored: bool = False, redness: float = 0.0, tilt: float = 0.0) -> bytes:
    """Draw her turned by some 36 degrees; mirrored as the front camera of a phone writes it."""
    at = datetime(2026, 10, 12, 9, tzinfo=UTC)
    person = portrait.Look(pose, redness=redness, tilt=tilt)
    data = portrait.draw(person, taken=at, width=900, height=1200)
    if not mirrored:
        return data
    return encoded("JPEG", ImageOps.mirror(opened(data)), quality=92)


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("pose", ["left", "right"])
@pytest.mark.parametrize("tilt", [-2.5, 0.0, 2.5])
def test_on_a_turned_face_areas_lie_on_the_side_that_is_near(
    pose: Pose, mirrored: bool, tilt: float
) -> None:
    data = turned(pose, mirrored=mirrored, redness=0.3, tilt=tilt)
    found = {region.name: region for region in suggested(data, pose)}
    assert {"Cheek", "Forehead", "Chin", "Below the jaw", "In front of the ear"} == set(found)
    eyes = eyes_in(data)
    assert eyes is not None
    between = (eyes[0][0] + eyes[1][0]) / 2
    near = 1 if (pose == "left") != mirrored else -1
    for name in ("Cheek", "In front of the ear"):
        middle = float(np.mean([x for x, _ in found[name].outline]))
        assert (middle - between) * near > 0.05
    for name, region in found.items():
        assert checked_outline(region.outline, region.role, (900, 1200)) == region.outline
        photo = skin.opened(data, 0, [region.outline])
        inside = photo.mask(region.outline)
        assert like_skin(photo.pixels)[inside].mean() > 0.98, name
        assert look(photo.pixels, inside).spread < 0.3, name  # no hair, no edge of the face


def test_a_flush_of_a_turned_cheek_is_seen_against_the_ready_reference() -> None:
    found: list[float] = []
    for redness in (0.0, 0.5):
        data = turned("left", redness=redness)
        areas = [replace(one, id=one.name) for one in suggested(data, "left")]
        measured = measure(data, "photo", areas, Placement())
        assert measured.contrast is not None
        found.append(measured.contrast.delta_ei)
    assert found[1] > found[0] + 3


@pytest.mark.parametrize("pose", TURNED)
def test_where_the_near_side_is_not_clear_there_are_none(pose: str) -> None:
    at = datetime(2026, 10, 12, 9, tzinfo=UTC)
    straight = portrait.draw(portrait.Look(), taken=at, width=900, height=1200)
    assert suggested(straight, pose) == ()
    # A face from the front squeezed as much as one that is turned by 40 degrees.
    narrow = opened(straight).resize((round(900 * np.cos(np.radians(40))), 1200))
    assert suggested(encoded("JPEG", narrow, quality=92), pose) == ()
    assert suggested(FACE, pose) == ()


@pytest.mark.parametrize("pose", ["close-up:chin", ""])
def test_other_poses_have_none(pose: str) -> None:
    assert suggested(FACE, pose) == ()


@pytest.mark.parametrize("pose", ["front", *TURNED])
def test_without_a_face_there_are_none(pose: str) -> None:
    data = encoded("PNG", scene(400, 300))
    assert eyes_in(data) is None
    assert suggested(data, pose) == ()
