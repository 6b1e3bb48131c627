"""Comparisons and time-lapses from the terminal."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from recovery_app.imaging.portrait import Look, draw
from tests.cli.conftest import MakePicture
from tests.cli.terminal import Terminal


@pytest.fixture
def photos(diary: Terminal, picture: MakePicture) -> list[dict[str, Any]]:
    """Three photos of the front in the library."""
    for day in (4, 6, 9):
        file = picture(f"{day}.jpg", 60 + 10 * day, f"2024:03:{day:02} 09:00:00")
        diary.done("photos", "add", file, "--pose", "front")
    return diary.done("show", "photos", "--json").json


def test_photos_are_named_by_id_its_beginning_or_file(
    diary: Terminal, photos: list[dict[str, Any]], tmp_path: Path
):
    out = tmp_path / "compared.png"
    first, second, third = photos
    names = [first["id"], second["id"][:8], diary.library / third["file"]]
    answer = diary.done("photos", "compare", *names, "--out", out)
    assert answer.out == f"{out}: 3 photos, 2 of them not aligned: shown as taken.\n"
    with Image.open(out) as image:
        assert image.size == (3 * 1600 + 16, 1200)
    answer = diary.done("photos", "compare", *names[:2], "--raw", "--out", out, "--json")
    assert answer.json == {
        "file": str(out),
        "photos": [first["id"], second["id"]],
        "as_taken": 0,
    }
    by_path = diary.done("photos", "compare", first["file"], third["file"], "--out", out)
    assert by_path.out.startswith(f"{out}: 2 photos")


def test_faces_are_laid_over_each_other_without_any_window(diary: Terminal, tmp_path: Path):
    """One whose file is lost is passed over and keeps no other waiting, until it is back."""
    for at in range(3):
        file = tmp_path / f"face-{at}.jpg"
        taken = datetime(2024, 3, 5 + at, 9, 0, tzinfo=UTC)
        file.write_bytes(draw(Look(tilt=at - 1.0), taken=taken, width=360, height=480))
        diary.done("photos", "add", file, "--pose", "front")
    first, second, third = diary.done("show", "photos", "--json").json
    words = ("photos", "compare", first["id"], second["id"], "--out", tmp_path / "compared.png")
    assert diary.done(*words, "--json").json["as_taken"] == 0
    lost = diary.library / third["file"]
    kept = lost.read_bytes()
    lost.unlink()
    film = ("photos", "timelapse", "--pose", "front", "--out", tmp_path / "film.gif", "--fade", "0")
    said = diary.done(*film, "--json").json
    assert (said["aligned"], said["frames"], said["not_aligned"]) == (True, 2, 1)
    lost.write_bytes(kept)
    assert diary.done(*words, third["id"], "--json").json["as_taken"] == 0


def test_what_cannot_be_compared_is_refused(
    diary: Terminal, photos: list[dict[str, Any]], tmp_path: Path
):
    one, out = photos[0]["id"], tmp_path / "compared.png"
    assert "no photo “nothing”" in diary.refused(
        *("photos", "compare", one, "nothing", "--out", out)
    )
    assert "two to four" in diary.refused("photos", "compare", one, "--out", out)
    assert "none of these" in diary.refused(
        *("photos", "compare", one, photos[1]["id"], "--out", tmp_path / "x.bmp")
    )
    assert "named twice" in diary.refused("photos", "compare", one, one, "--out", out)
    diary.misused("photos", "compare", one, one)
    assert not out.exists()


@pytest.mark.parametrize("suffix", [".webp", ".gif", ".mp4"])
def test_a_time_lapse_is_written(
    diary: Terminal, photos: list[dict[str, Any]], tmp_path: Path, suffix: str
):
    out = tmp_path / f"film{suffix}"
    words = ("photos", "timelapse", "--pose", "front", "--out", out, "--speed", "4", "--fade", "0")
    answer = diary.done(*words)
    assert answer.out == f"{out}: 3 photos, shown as taken because hardly any is aligned.\n"
    assert out.stat().st_size > 500
    (diary.library / photos[1]["file"]).write_bytes(b"lost")
    said = diary.done(*words, "--session", "1", "--json").json
    assert (said["frames"], said["unreadable"], said["not_aligned"]) == (2, 1, 0)


def test_a_time_lapse_that_cannot_be_is_refused(
    diary: Terminal, photos: list[dict[str, Any]], tmp_path: Path
):
    assert photos
    words = ("photos", "timelapse", "--out", tmp_path / "film.gif", "--pose")
    assert "no pose" in diary.refused(*words, "side")
    assert "no session 9" in diary.refused(*words, "front", "--session", "9")
    assert "not a number" in diary.refused(*words, "front", "--speed", "fast")
    assert "speed goes from" in diary.refused(*words, "front", "--speed", "100")
    diary.misused("photos", "timelapse", "--pose", "front")
