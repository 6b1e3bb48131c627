"""Redness from photos, measured in the terminal."""

from contextlib import closing
from datetime import datetime, timedelta, timezone
from math import hypot
from pathlib import Path

import pytest

from recovery_app.domain.regions import Region, Role
from recovery_app.imaging.portrait import Look, draw
from recovery_app.services.library import open_library
from tests.cli.terminal import Terminal

FIRST = datetime(2024, 3, 1, 9, 0, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def faces(diary: Terminal, tmp_path: Path) -> Terminal:
    """A library with a calm and a flushed portrait."""
    for day, redness in ((0, 0.0), (4, 0.9)):
        file = tmp_path / f"face-{day}.jpg"
        look = Look(redness=redness)
        taken = FIRST + timedelta(days=day)
        file.write_bytes(draw(look, taken=taken, width=600, height=800))
        diary.done("photos", "add", file, "--pose", "front")
    return diary


def test_what_is_missing_is_said_before_anything_is_drawn(faces: Terminal):
    answer = faces.done("photos", "measure", "--pose", "front")
    assert answer.out.startswith("front: Draw the skin that is treated")
    (pose,) = faces.done("photos", "measure", "--pose", "front", "--json").json["poses"]
    assert pose["missing"].startswith("Draw the skin that is treated")
    assert pose["lines"] == pose["refused"] == []


def test_each_photo_gets_its_number_once(faces: Terminal):
    with closing(open_library(faces.library)) as library:
        library.regions.keep(library.regions.offered("front"))
    (pose,) = faces.done("photos", "measure", "--json").json["poses"]
    assert (pose["measured"], pose["waiting"], pose["missing"]) == (2, 0, None)
    (line,) = pose["lines"]
    calm, flushed = line["points"]
    assert flushed["at"] == "2024-03-05T09:00:00+08:00"
    assert flushed["delta_ei"] - calm["delta_ei"] > 5
    assert flushed["delta_ei_error"] > 0
    assert (flushed["colour_card"], pose["spots"]) == (False, [])
    assert line["noise"] is None
    answer = faces.done("photos", "measure")
    assert "front: 0 photos measured now." in answer.out
    assert "2024-03-05 09:00  Δa* +" in answer.out


def test_a_spot_is_told_against_the_skin_around_it(faces: Terminal):
    outline = ((0.36, 0.5), (0.38, 0.5), (0.38, 0.52), (0.36, 0.52))
    with closing(open_library(faces.library)) as library:
        library.regions.keep([Region("", "front", Role.SPOT, "Mole", outline)])
    (pose,) = faces.done("photos", "measure", "--json").json["poses"]
    (spot,) = pose["spots"]
    (line,) = spot["lines"]
    assert (spot["name"], len(line["points"])) == ("Mole", 2)
    assert line["points"][0]["delta_e"] >= 0
    assert isinstance(line["points"][0]["near_session"], bool)
    assert (line["least_change"], spot["without"]) == (None, [])
    assert line["change"] is None, "the last photo is soon after a session"
    answer = faces.done("photos", "measure")
    assert "Mole, against the skin around it:" in answer.out
    assert "ΔE₀₀" in answer.out
    assert "Since" not in answer.out

    with closing(open_library(faces.library)) as library:
        for one in library.sessions.every():
            library.sessions.remove(one.session.id)
    (pose,) = faces.done("photos", "measure", "--json").json["poses"]
    (line,) = pose["spots"][0]["lines"]
    first, last = line["points"]
    change = line["change"]
    assert change["since"] == first["at"]
    assert change["delta_e"] == pytest.approx(last["delta_e"] - first["delta_e"], abs=0.0015)
    errors = first["delta_l_error"], last["delta_l_error"]
    assert change["delta_l_error"] == pytest.approx(hypot(*errors), abs=0.0015)
    assert change["beyond_e"] is None
    since = next(
        one
        for one in faces.done("photos", "measure").out.splitlines()
        if one.startswith("Since 2024-03-01:  ΔL* ")
    )
    assert since.endswith(f"ΔE₀₀ {change['delta_e']:+.1f} ± {change['delta_e_error']:.1f}")


def test_an_unknown_pose_is_refused(faces: Terminal):
    assert "no pose “sideways”" in faces.refused("photos", "measure", "--pose", "sideways")
