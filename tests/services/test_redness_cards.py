"""A colour card beside the face: found by itself, told, and never joined with photos without one."""

from datetime import date, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image

from recovery_app.domain.photos import Photo
from recovery_app.domain.redness_series import Break
from recovery_app.domain.regions import Region, Role
from recovery_app.domain.sessions import Session
from recovery_app.imaging import colour_card
from recovery_app.services.library import Library
from tests.imaging import reddened
from tests.imaging.reddened import Conditions
from tests.imaging.test_colour_card import CAST, beside_the_face, card

FIRST = datetime(2025, 3, 1, 9, 0, tzinfo=timezone(timedelta(hours=8)))


def face(redness: float, *, with_card: bool) -> bytes:
    """Photograph the face under a warm light, with or without a card beside it."""
    light = beside_the_face(redness, card() if with_card else None) @ CAST.T
    how = Conditions((0.75, 0.7, 0.6), noise=1.5, quality=92)
    return reddened.developed(light, how, Random(1))


@pytest.fixture
def photos(library: Library, tmp_path: Path) -> list[Photo]:
    """One photo without a card, then two with one; areas and a spot are drawn on the first."""
    for day, with_card in enumerate((False, True, True)):
        file = tmp_path / f"{day}.jpg"
        image = Image.open(BytesIO(face(6.0 * day, with_card=with_card)))
        exif = Image.Exif()
        exif.get_ifd(0x8769)[0x9003] = f"{FIRST + timedelta(days=day):%Y:%m:%d %H:%M:%S}"
        image.save(file, quality=95, exif=exif)
        library.photos.add([file], pose="front")
    areas = list(reddened.regions())
    areas.append(Region("", "front", Role.SPOT, "Mole", areas[0].outline))
    library.alignment.work_through()
    library.regions.keep([Region("", "front", one.role, one.name, one.outline) for one in areas])
    return library.photos.every()


def test_photos_with_a_card_are_corrected_and_stand_in_a_line_of_their_own(
    library: Library, photos: list[Photo]
):
    library.sessions.save(Session("", date(2025, 3, 2), "pico-toning"))
    library.redness.work_through()
    series = library.redness.series("front")
    plain, carded = series.lines
    assert [one.corrected for one in plain.points] == [False]
    assert [one.corrected for one in carded.points] == [True, True]
    assert carded.broken_by == (Break.CARD,)
    calm, flushed = carded.points
    assert flushed.delta_ei - calm.delta_ei == pytest.approx(6, abs=1.2)
    told = library.redness.of_photo(photos[-1])
    assert told.measured is not None
    assert told.measured.corrected
    (spot,) = series.spots
    assert spot.name == "Mole"
    assert [len(line.points) for line in spot.lines] == [1, 2]


def test_the_card_is_looked_for_once_though_areas_change(
    library: Library, photos: list[Photo], monkeypatch: pytest.MonkeyPatch
):
    looked = list[int]()
    search = colour_card.correction_from

    def counted(source: bytes | Path, turns: int = 0) -> colour_card.Correction | None:
        looked.append(turns)
        return search(source, turns)

    monkeypatch.setattr(colour_card, "correction_from", counted)
    library.redness.work_through()
    first = library.regions.of_pose("front").regions[0]
    moved = tuple((x + 0.002, y) for x, y in first.outline)
    library.regions.keep(
        [Region(first.id, first.pose, first.role, first.name, moved)],
    )
    assert library.redness.work_through() == len(photos)
    assert len(looked) == len(photos)
    assert np.isfinite([one.delta_ei for one in library.redness.series().lines[0].points]).all()
