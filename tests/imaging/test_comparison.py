"""A comparison as one picture."""

from functools import partial
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from recovery_app.domain.alignment import Placement
from recovery_app.errors import PictureRefused
from recovery_app.imaging import comparison, laying
from recovery_app.imaging.laying import Shot
from recovery_app.imaging.reading import bytes_of

SIZE = (200, 150)


def a_shot(folder: Path, red: int, *caption: str) -> Shot:
    """Draw a photo of one colour."""
    path = folder / f"{red}.png"
    Image.new("RGB", SIZE, (red, 80, 70)).save(path)
    return Shot(partial(bytes_of, path), 0, SIZE, Placement(), caption)


@pytest.mark.parametrize("suffix", comparison.SUFFIXES)
@pytest.mark.parametrize("count", [2, 3, 4])
def test_photos_stand_side_by_side_in_their_order(tmp_path: Path, suffix: str, count: int):
    shots = [a_shot(tmp_path, 40 + 60 * at) for at in range(count)]
    frame = laying.whole(SIZE, 200)
    image = Image.open(BytesIO(comparison.compose(shots, frame, suffix)))
    assert image.format == ("PNG" if suffix == ".png" else "JPEG")
    assert image.size == (200 * count + comparison.GAP * (count - 1), 150)
    pixels = np.asarray(image)
    for at in range(count):
        colour = pixels[75, at * (200 + comparison.GAP) + 100].astype(int)
        assert np.abs(colour - (40 + 60 * at, 80, 70)).max() <= 2
    assert not image.getexif()


def test_each_has_its_own_words(tmp_path: Path):
    shots = [a_shot(tmp_path, 40, "Day 0", "redness severe"), a_shot(tmp_path, 41)]
    frame = laying.whole(SIZE, 200)
    pixels = np.asarray(Image.open(BytesIO(comparison.compose(shots, frame, ".png"))))
    assert (pixels[:, :200].min(axis=2) > 150).any()
    assert (pixels[:, 208:] == (41, 80, 70)).all()


def test_a_photo_that_cannot_be_read_is_refused(tmp_path: Path):
    shots = [a_shot(tmp_path, 40), a_shot(tmp_path, 41)]
    (tmp_path / "41.png").write_bytes(b"no picture")
    with pytest.raises(PictureRefused):
        comparison.compose(shots, laying.whole(SIZE, 200), ".png")
