"""Ready areas lie on the parts of the face that they are named after."""

from datetime import UTC, datetime
from random import Random

import numpy as np
import pytest

from recovery_app.domain.colour import Linear
from recovery_app.domain.regions import Role, checked_outline
from recovery_app.imaging import portrait, skin
from recovery_app.imaging.face_regions import eyes_in, suggested
from recovery_app.imaging.redness_map import like_skin
from recovery_app.imaging.tiles import look
from tests.imaging import reddened
from tests.imaging.samples import encoded, scene

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


@pytest.mark.parametrize("pose", ["left", "right-45", "close-up:chin", ""])
def test_other_poses_have_none(pose: str) -> None:
    assert suggested(FACE, pose) == ()


def test_without_a_face_there_are_none() -> None:
    data = encoded("PNG", scene(400, 300))
    assert eyes_in(data) is None
    assert suggested(data, "front") == ()
