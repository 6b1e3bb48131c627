"""What a camera wrote of how it took a picture, however oddly it wrote it."""

import pytest

from recovery_app.domain.photos import CameraFacts
from recovery_app.imaging.camera import facts
from tests.imaging.samples import encoded, exif, scene


def test_what_the_camera_wrote_is_told_but_never_the_place() -> None:
    more = {0x829A: 0.004, 0x829D: 1.8, 0x8827: 125, 0x920A: 5.7, 0xA434: "back camera"}
    found = facts(encoded("JPEG", scene(), exif=exif(more=more, place=True)))
    assert found.camera == "Phonemaker Phone 7"
    assert (found.lens, found.iso, found.has_place) == ("back camera", 125, True)
    assert found.exposure == pytest.approx(0.004)
    assert found.aperture == pytest.approx(1.8)
    assert found.focal_length == pytest.approx(5.7)


def test_a_picture_without_any_says_nothing() -> None:
    assert facts(encoded("PNG", scene())) == CameraFacts()


@pytest.mark.parametrize("odd", [0.0, (0, 0), "fast"])
def test_odd_numbers_count_as_none(odd: object) -> None:
    main = {0x829D: odd} if isinstance(odd, str) else {}
    more = {} if isinstance(odd, str) else {0x829D: odd}
    data = encoded("JPEG", scene(), exif=exif(main=main, more=more))
    assert facts(data).aperture is None


def test_the_maker_is_not_said_twice() -> None:
    data = encoded("JPEG", scene(), exif=exif(main={0x010F: "Canon", 0x0110: "Canon EOS R"}))
    assert facts(data).camera == "Canon EOS R"
