"""Photos of real cameras, where they lie beside the repository; the tests above need none."""

from pathlib import Path

import pytest
from PIL import Image

from recovery_app.domain.photos import DateSource
from recovery_app.errors import PictureRefused
from recovery_app.imaging.exported import without_place
from recovery_app.imaging.picture import inspect
from recovery_app.imaging.taken import when_taken
from recovery_app.imaging.thumbnails import thumbnail, upright
from tests.imaging.samples import opened

PHOTOS = Path(__file__).parents[3] / "shared" / "photos"
pytestmark = pytest.mark.skipif(not PHOTOS.is_dir(), reason="the photos are not here")


@pytest.mark.parametrize(
    ("name", "why"),
    [("bad-corrupted.jpg", "damaged"), ("bad-truncated.heic", "cut short")],
)
def test_the_bad_ones_are_refused(name: str, why: str) -> None:
    with pytest.raises(PictureRefused, match=why):
        inspect(PHOTOS / name)


@pytest.mark.parametrize(
    ("name", "size", "taken", "model"),
    [
        ("camera-iphone.heic", (4032, 3024), "2023-02-21T14:33:08+03:00", "iPhone 13 Pro"),
        ("camera-iphone.jpg", (3264, 2448), "2015-04-10T20:12:23", "iPhone 6"),
        ("camera-nikon-gps.jpg", (640, 480), "2008-10-22T16:28:39", "COOLPIX P6000"),
        ("no-exif.jpg", (322, 466), None, ""),
        ("orientation-Landscape_1.jpg", (1800, 1200), None, ""),
        ("orientation-Landscape_3.jpg", (1800, 1200), None, ""),
        ("orientation-Landscape_6.jpg", (1800, 1200), None, ""),
        ("orientation-Portrait_5.jpg", (1200, 1800), None, ""),
        ("orientation-Portrait_8.jpg", (1200, 1800), None, ""),
    ],
)
def test_the_good_ones_are_known(
    name: str, size: tuple[int, int], taken: str | None, model: str
) -> None:
    facts = inspect(PHOTOS / name)
    assert ((facts.width, facts.height), facts.model) == (size, model)
    assert facts.suffix == Path(name).suffix
    when = when_taken(PHOTOS / name, facts)
    if taken is None:
        assert (facts.taken, when.source) == (None, DateSource.FILE_TIME)
    else:
        assert when.source is DateSource.EXIF
        assert when.at.isoformat().startswith(taken)


def close(one: Image.Image, other: Image.Image) -> bool:
    """Tell whether two pictures show the same, labels and edges apart."""
    pairs = zip(one.resize((24, 24)).tobytes(), other.resize((24, 24)).tobytes(), strict=True)
    return sum(abs(a - b) for a, b in pairs) / (24 * 24 * 3) < 4


def test_the_same_scene_stored_three_ways_looks_the_same() -> None:
    first, *others = (
        opened(thumbnail(PHOTOS / f"orientation-Landscape_{number}.jpg", 240))
        for number in (1, 3, 6)
    )
    assert first.size == (240, 160)
    assert all(close(first, other) for other in others)


def test_the_viewer_gets_a_whole_heic_and_a_copy_loses_its_place() -> None:
    shown = upright(PHOTOS / "camera-iphone.heic")
    assert (shown.width, shown.height, len(shown.pixels)) == (4032, 3024, 4032 * 3024 * 4)
    data = (PHOTOS / "camera-nikon-gps.jpg").read_bytes()
    assert opened(data).getexif().get_ifd(0x8825)
    copy = without_place(data)
    assert not opened(copy).getexif().get_ifd(0x8825)
    assert opened(copy).tobytes() == opened(data).tobytes()
