"""Time-lapses: how photos lie in the frame, what is written, and what is left behind."""

import sys
from functools import partial
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from recovery_app.domain.alignment import Placement
from recovery_app.errors import NotFound, WrongInput
from recovery_app.imaging import films, laying, timelapse
from recovery_app.imaging.captions import captioned
from recovery_app.imaging.laying import MARGIN, Pixels, Shot
from recovery_app.imaging.reading import bytes_of
from recovery_app.imaging.timelapse import Pace

SIZE = (160, 120)
STRAIGHT = Placement()
TILTED = Placement(1.05, 4.0, 0.03, -0.02)


def a_shot(folder: Path, shade: int, placement: Placement = STRAIGHT, words: str = "") -> Shot:
    """Draw a photo of one colour with a white spot in its middle."""
    image = Image.new("RGB", SIZE, (shade, 90, 60))
    image.paste((255, 255, 255), (76, 56, 84, 64))
    path = folder / f"{shade}.png"
    image.save(path)
    return Shot(partial(bytes_of, path), 0, SIZE, placement, (words,) if words else ())


@pytest.fixture
def shots(tmp_path: Path) -> list[Shot]:
    """Three photos, one of them laid askew."""
    return [
        a_shot(tmp_path, 40),
        a_shot(tmp_path, 140, TILTED, "Day 1 after session 1"),
        a_shot(tmp_path, 240),
    ]


def brightest(pixels: Pixels) -> tuple[float, float]:
    """Find the middle of the white spot."""
    rows, columns = np.nonzero(pixels.min(axis=2) > 200)
    return float(columns.mean()), float(rows.mean())


def test_a_photo_lies_where_its_placement_says(tmp_path: Path):
    for placement in (Placement(), TILTED, Placement(0.8, -7.0, 0.1, 0.05)):
        shot = a_shot(tmp_path, 100, placement)
        frame = laying.whole(SIZE, 160)
        x, y = placement((80 / 160, 60 / 160))
        wanted = (x * 160 - 0.5, y * 160 - 0.5)
        assert brightest(laying.lay(shot, frame)) == pytest.approx(wanted, abs=0.4)


def test_quarter_turns_are_made_before_it_is_laid(tmp_path: Path):
    Image.fromarray(np.repeat([[[250, 0, 0], [0, 0, 250]]], 2, axis=0).astype(np.uint8)).resize(
        (40, 20), Image.Resampling.NEAREST
    ).save(tmp_path / "turned.png")
    shot = Shot(partial(bytes_of, tmp_path / "turned.png"), 1, (20, 40), Placement())
    laid = laying.lay(shot, laying.whole((20, 40), 40))
    assert laid.shape == (40, 20, 3)
    assert tuple(laid[5, 10]) == (250, 0, 0)
    assert tuple(laid[35, 10]) == (0, 0, 250)


def test_colours_stay_as_they_are(tmp_path: Path):
    laid = laying.lay(a_shot(tmp_path, 173, TILTED), laying.whole(SIZE, 120))
    assert tuple(laid[45, 20]) == (173, 90, 60)


def test_a_filled_frame_has_no_margin_and_wastes_nothing(shots: list[Shot]):
    frame = laying.filled(SIZE, shots, 200)
    assert frame.width / frame.height == pytest.approx(4 / 3, abs=0.03)
    for shot in shots:
        away = np.abs(laying.lay(shot, frame).astype(int) - MARGIN).sum(axis=2)
        assert away.min() > 60
    slightly_larger = laying.Frame(
        frame.left - 0.01, frame.top - 0.01, frame.scale, frame.width + 4, frame.height + 4
    )
    margins = [
        (np.abs(laying.lay(shot, slightly_larger).astype(int) - MARGIN).sum(axis=2) < 9).any()
        for shot in shots
    ]
    assert any(margins)


def test_alike_photos_fill_the_whole_and_unlike_ones_are_not_cut_to_a_stamp(shots: list[Shot]):
    assert laying.filled(SIZE, shots[:1], 200) == laying.whole(SIZE, 200)
    far = Shot(shots[0].source, 0, SIZE, Placement(0.3, 0, 0.6, 0))
    assert laying.filled(SIZE, [*shots, far], 200) == laying.whole(SIZE, 200)


def test_as_taken_covers_the_reference():
    upright = laying.as_taken((120, 160), SIZE)
    corners = [upright(spot) for spot in ((0, 0), (0.75, 1))]
    assert corners[0][0] == pytest.approx(0)
    assert corners[1][0] == pytest.approx(1)
    assert corners[0][1] < 0
    assert corners[1][1] > 0.75


@pytest.mark.parametrize("words", ["Day 2 · 14 Oct 2026", "第二天 · Tag für Tag – ½", "x" * 400])
def test_captions_stand_in_the_lower_left_whatever_the_letters(words: str):
    plain = np.full((240, 320, 3), 120, np.uint8)
    changed = np.any(captioned(plain, [words]) != plain, axis=2)
    rows, columns = np.nonzero(changed)
    assert rows.min() > 200
    assert columns.min() < 20
    assert columns.max() < 320 - 8
    assert (captioned(plain, ["", " "]) == plain).all()


def test_a_film_melts_from_photo_to_photo(shots: list[Shot]):
    laid = timelapse.frames(shots, laying.whole(SIZE, 160), [])
    pace = Pace(speed=1.0, fade=0.2)
    pictures = list(timelapse.film(laid, pace, 40))
    assert [one.milliseconds for one in pictures] == [600, *[40] * 5, 600, *[40] * 5, 1600]
    reds = [int(one.pixels[60, 20, 0]) for one in pictures]
    assert reds == sorted(reds)
    assert (reds[0], reds[6], reds[-1]) == (40, 140, 240)


def read_back(file: Path) -> tuple[tuple[int, int], int, list[Pixels]]:
    """Return size, milliseconds and pictures of a film."""
    if file.suffix == ".mp4":
        with av.open(str(file)) as container:
            stream = container.streams.video[0]
            assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
            decoded = container.decode(stream)
            pictures = [np.asarray(one.to_ndarray(format="rgb24"), np.uint8) for one in decoded]
            rate = stream.average_rate
            assert rate is not None
            size = (stream.width, stream.height)
            return size, round(1000 * len(pictures) / rate), pictures
    with Image.open(file) as image:
        pictures, total = [], 0
        for at in range(getattr(image, "n_frames", 1)):
            image.seek(at)
            image.load()
            total += image.info["duration"]
            pictures.append(np.asarray(image.convert("RGB")))
        assert image.info["loop"] == 0
        return image.size, total, pictures


@pytest.mark.parametrize("suffix", timelapse.SUFFIXES)
def test_what_is_written_reads_back(shots: list[Shot], tmp_path: Path, suffix: str):
    file = tmp_path / f"film{suffix}"
    file.write_bytes(b"an older one")
    seen: list[tuple[int, int]] = []
    frame = laying.filled(SIZE, shots, 160)
    done = timelapse.write(file, shots, frame, Pace(2.0, 0.2), lambda *at: seen.append(at))
    assert done == timelapse.Written(3, 0)
    assert seen == [(1, 3), (2, 3), (3, 3)]
    size, milliseconds, pictures = read_back(file)
    assert size == (frame.width, frame.height)
    assert milliseconds == pytest.approx(400 + 400 + 1600, abs=40)
    for picture, red in ((pictures[0], 40), (pictures[-1], 240)):
        assert np.abs(picture[20, 20].astype(int) - (red, 90, 60)).max() <= 14
    assert list(tmp_path.glob(".*")) == []


def test_an_mp4_plays_while_it_loads(shots: list[Shot], tmp_path: Path):
    file = tmp_path / "film.mp4"
    timelapse.write(file, shots, laying.whole(SIZE, 161), Pace())
    data = file.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_where_pyav_was_left_out_a_sentence_says_so(
    shots: list[Shot], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(WrongInput, match="PyAV is not installed"):
        timelapse.write(tmp_path / "out.mp4", shots, laying.whole(SIZE, 160), Pace())
    assert list(tmp_path.glob("*out*")) == []


@pytest.mark.parametrize("suffix", timelapse.SUFFIXES)
def test_cancelling_leaves_nothing_and_an_older_film_as_it_was(
    shots: list[Shot], tmp_path: Path, suffix: str
):
    folder = tmp_path / "out"
    folder.mkdir()
    file = folder / f"film{suffix}"
    file.write_bytes(b"an older one")
    asked = iter([False, False, True])
    frame = laying.whole(SIZE, 160)
    assert timelapse.write(file, shots, frame, Pace(), cancelled=lambda: next(asked)) is None
    assert [one.read_bytes() for one in folder.iterdir()] == [b"an older one"]


def test_photos_that_cannot_be_read_are_left_out_and_counted(shots: list[Shot], tmp_path: Path):
    (tmp_path / "140.png").write_bytes(b"no picture")
    frame = laying.whole(SIZE, 160)
    file = tmp_path / "film.gif"
    assert timelapse.write(file, shots, frame, Pace()) == timelapse.Written(2, 1)
    (tmp_path / "40.png").unlink()
    file.unlink()
    with pytest.raises(NotFound, match="Fewer than two"):
        timelapse.write(file, shots, frame, Pace())
    assert not file.exists()


def test_a_failing_disk_leaves_nothing(
    shots: list[Shot], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path / "out"
    folder.mkdir()

    def full(_self: films.Webp, _pixels: Pixels, _milliseconds: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(films.Webp, "add", full)
    with pytest.raises(OSError, match="No space"):
        timelapse.write(folder / "film.webp", shots, laying.whole(SIZE, 160), Pace())
    assert list(folder.iterdir()) == []
