"""Bringing photos in: every file is named with what became of it."""

from pathlib import Path

import pytest

from tests.cli.conftest import MakePicture
from tests.cli.terminal import Terminal

PHOTO = {
    *("id", "sha256", "file", "taken_at", "date_source", "pose", "condition"),
    *("day", "session", "width", "height"),
}


def test_every_file_has_its_line(diary: Terminal, picture: MakePicture, tmp_path: Path):
    taken = picture("camera.jpg", 10, taken="2024:04:10 09:15:00")
    named = picture("IMG_20240411_210433.jpg", 20)
    same = picture("aga\nin.jpg", 10, taken="2024:04:10 09:15:00")
    text = tmp_path / "notes.jpg"
    text.write_text("not a picture")
    answer = diary("photos", "add", taken, named, same, text, "--pose", "front")
    assert answer.status == 1
    lines = answer.out.splitlines()
    assert lines[:3] == [
        f"added      {taken}  2024-04-10 09:15 from EXIF, day 2 after session 2",
        f"added      {named}  2024-04-11 21:04 from file name, day 3 after session 2",
        f"duplicate  {tmp_path}/aga\\u000ain.jpg of camera.jpg (2024-04-10)",
    ]
    assert lines[3].startswith(f"refused    {text}: ")
    assert len(lines) == 4
    assert answer.err.startswith(f"“{text}” was refused: ")
    assert len(answer.err.splitlines()) == 1


def test_as_json(diary: Terminal, picture: MakePicture, tmp_path: Path):
    taken = picture("camera.jpg", 10, taken="2024:04:10 09:15:00")
    diary.done("photos", "add", taken)
    new, broken = picture("IMG_20240101_120000.jpg", 30), tmp_path / "empty.png"
    broken.touch()
    answer = diary("photos", "add", "--json", new, taken, broken, tmp_path / "missing.jpg")
    assert answer.status == 1
    assert answer.err == "2 of 4 files were refused; each is named with its reason.\n"
    assert set(answer.json) == {"added", "duplicates", "refused"}
    (photo,) = answer.json["added"]
    assert set(photo) >= PHOTO
    assert (photo["day"], photo["session"]) == (None, None)  # before the first session
    assert (photo["date_source"], photo["pose"], photo["condition"]) == (
        "file-name",
        None,
        "unknown",
    )
    (duplicate,) = answer.json["duplicates"]
    known = diary.done("show", "photos", "--json").json
    assert duplicate["path"] == str(taken)
    assert duplicate["of"] == next(one["id"] for one in known if one["day"] == 2)
    assert [one["path"] for one in answer.json["refused"]] == [
        str(broken),
        str(tmp_path / "missing.jpg"),
    ]
    assert all(one["why"].endswith(".") for one in answer.json["refused"])


def test_a_photo_lies_unchanged_under_the_path_that_is_shown(
    terminal: Terminal, picture: MakePicture
):
    path = picture("camera.jpg", taken="2024:04:10 09:15:00")
    (photo,) = terminal.done("photos", "add", path, "--json").json["added"]
    assert (terminal.library / photo["file"]).read_bytes() == path.read_bytes()
    assert terminal.done("show", "photos", "--json").json == [photo]


def test_a_missing_file_does_not_keep_the_others_out(
    terminal: Terminal, picture: MakePicture, tmp_path: Path
):
    first, last = picture("first.jpg", 10), picture("last.jpg", 20)
    missing = tmp_path / "missing.jpg"
    answer = terminal("photos", "add", first, missing, last)
    assert answer.status == 1
    assert [line.split()[0] for line in answer.out.splitlines()] == ["added", "refused", "added"]
    assert answer.err == f"“{missing}” is not there.\n"
    assert len(terminal.done("show", "photos", "--json").json) == 2


def test_a_folder_is_gone_through_and_one_without_pictures_named(
    terminal: Terminal, picture: MakePicture, tmp_path: Path
):
    picture("phone/a.jpg", 10)
    picture("phone/deeper/b.jpg", 20)
    (tmp_path / "empty").mkdir()
    answer = terminal("photos", "add", tmp_path / "empty", tmp_path / "phone")
    assert answer.status == 1
    assert "no pictures in the folder" in answer.err
    assert len(terminal.done("show", "photos", "--json").json) == 2


def test_the_date_and_pose_that_are_given_win(diary: Terminal, picture: MakePicture):
    path = picture("camera.jpg", taken="2023:01:10 09:15:00")
    words = ("--date", "2024-04-08", "--pose", "close-up:Left cheek", "--json")
    (photo,) = diary.done("photos", "add", path, *words).json["added"]
    assert photo["taken_at"].startswith("2024-04-08T09:15")
    assert (photo["date_source"], photo["pose"]) == ("given", "close-up:left-cheek")
    again = picture("b.jpg", 3, taken="2023:01:10 09:20:00")
    # Taken before the session of that day began, as in the window.
    assert photo["session"] == 1
    assert (
        f"from given, day {photo['day']} after session 1"
        in diary.done("photos", "add", again, *words[:2]).out
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--pose", "behind"], "There is no pose “behind”."),
        (["--date", "2024-02-30"], "is not a date"),
        (["--date", "2999-01-01"], "lies in the future"),
        ([""], "The name of a file is empty"),
    ],
)
def test_a_wrong_pose_date_or_name_is_said_once_and_adds_nothing(
    terminal: Terminal, picture: MakePicture, words: list[str], says: str
):
    paths = [picture("a.jpg", 10), picture("b.jpg", 20)]
    assert says in terminal.refused("photos", "add", *paths, *words)
    assert terminal.done("show", "photos", "--json").json == []


def test_words_may_stand_after_options(terminal: Terminal, picture: MakePicture):
    first, second = picture("a.jpg", 10), picture("b.jpg", 20)
    terminal.done("photos", "add", first, "--pose", "left", second)
    poses = [one["pose"] for one in terminal.done("show", "photos", "--json").json]
    assert poses == ["left", "left"]


def test_the_real_photos(terminal: Terminal):
    folder = Path(__file__).parents[2].parent / "shared" / "photos"
    if not folder.is_dir():
        pytest.skip("the shared photos are not here")
    answer = terminal("photos", "add", folder, "--json")
    assert answer.status == 1
    assert {Path(one["path"]).name for one in answer.json["refused"]} == {
        "bad-corrupted.jpg",
        "bad-truncated.heic",
    }
    assert len(answer.json["added"]) == 9
