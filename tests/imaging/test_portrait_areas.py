"""The sample person's areas lie on her skin, however she stands, and tell her flush."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from recovery_app.domain.alignment import Placement
from recovery_app.domain.photo_quality import Severity
from recovery_app.domain.regions import Region, Role
from recovery_app.imaging.portrait import Look, draw
from recovery_app.imaging.portrait_areas import below_the_jaw, cheeks
from recovery_app.imaging.redness import measure

SIZE = (600, 800)
TAKEN = datetime(2025, 3, 1, 9, tzinfo=UTC)
STANDING: dict[str, dict[str, Any]] = {
    "straight": {},
    "tilted": {"tilt": 3.0, "shift": (0.03, -0.02), "scale": 1.04},
    "warm light": {"gains": (1.04, 1.0, 0.96), "exposure": -0.15, "light": 0.4},
}


@pytest.mark.parametrize("how", STANDING)
def test_the_more_she_flushes_the_more_is_measured(how: str):
    found: list[float] = []
    for redness in (0.0, 0.3, 0.6, 0.9):
        look = Look(redness=redness, **STANDING[how])
        left, right = cheeks(look, SIZE)
        areas = (
            Region("left", "front", Role.TREATED, "", left),
            Region("right", "front", Role.TREATED, "", right),
            Region("neck", "front", Role.REFERENCE, "", below_the_jaw(look, SIZE)),
        )
        data = draw(look, taken=TAKEN, width=SIZE[0], height=SIZE[1])
        measured = measure(data, "photo", areas, Placement())
        assert not [one for one in measured.reasons if one.severity is Severity.REFUSE]
        assert measured.contrast is not None
        found.append(measured.contrast.delta_ei)
    steps = [after - before for before, after in pairwise(found)]
    assert all(step > 3 for step in steps)
