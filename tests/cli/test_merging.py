"""The verbs archive and merge."""

from pathlib import Path

from tests.cli.conftest import MakePicture
from tests.cli.terminal import Terminal


def laptop(diary: Terminal, folder: Path) -> Path:
    """Bring the diary to another computer."""
    diary.done("archive", folder / "diary.zip")
    answer = diary.plain("--library", folder / "laptop", "merge", folder / "diary.zip")
    assert answer.status == 0, answer
    return folder / "laptop"


def test_an_archive_says_what_it_holds_and_that_anyone_can_read_it(diary: Terminal, tmp_path: Path):
    assert diary.done("archive", tmp_path / "a.zip").out == (
        f"Wrote 2 sessions, 14 entries, 1 review and 0 photos to {tmp_path / 'a.zip'}.\n"
        "It is not encrypted: whoever has this file can read the diary and see the pictures.\n"
    )
    found = diary.done("archive", tmp_path / "a.zip", "--json").json
    assert (found["sessions"], found["entries"], found["file"]) == (2, 14, str(tmp_path / "a.zip"))
    assert "no folder" in diary.refused("archive", tmp_path / "nowhere" / "a.zip")
    (tmp_path / "text.zip").write_text("precious")
    assert "another file" in diary.refused("archive", tmp_path / "text.zip")


def test_merge_makes_a_library_on_a_new_computer(diary: Terminal, tmp_path: Path):
    there = laptop(diary, tmp_path)
    assert diary.plain("--library", there, "show", "sessions", "--json").json == (
        diary.done("show", "sessions", "--json").json
    )
    assert diary.plain("--library", there, "check").out == "Everything is in order.\n"


def test_merge_says_what_is_new_changed_and_deleted_and_a_preview_only_looks(
    diary: Terminal, tmp_path: Path, picture: MakePicture
):
    there = laptop(diary, tmp_path)
    diary.plain("--library", there, "photos", "add", picture("IMG_20240410_080000.jpg"))
    diary.plain("--library", there, "log", "--at", "2024-06-01T21:00", "redness=1")
    diary.plain("--library", there, "log", "--at", "2024-03-04T21:00", "--note", "there")
    diary.done("log", "--at", "2024-03-04T21:00", "--note", "here")
    diary.plain("--library", there, "archive", tmp_path / "back.zip")
    looked = diary.done("merge", tmp_path / "back.zip", "--preview").out.splitlines()
    assert looked[0] == "New here: 1 entry, 1 photo."
    assert looked[1].startswith("Both changed note of entry 2024-03-04T21:00:00")
    assert looked[1].endswith(
        "“here” here, “there” there; what was written here is newer and stays."
    )
    assert looked[2] == "Nothing was changed; this was only a look."
    assert diary.done("show", "photos", "--json").json == []
    done = diary.done("merge", tmp_path / "back.zip", "--json").json
    assert (done["merged"], done["photos"]) == (True, 1)
    assert Path(done["copy"]).is_file()
    effects = sorted((one["table"], one["effect"]) for one in done["changes"])
    assert effects == [("entry", "new"), ("entry", "stays"), ("photo", "new")]
    assert len(diary.done("show", "photos", "--json").json) == 1
    again = diary.done("merge", tmp_path / "back.zip").out.splitlines()
    assert again[0] == "There is nothing new in it."


def test_what_is_no_archive_is_refused_in_a_sentence(diary: Terminal, tmp_path: Path):
    diary.done("backup", tmp_path / "backup.zip")
    assert "is no archive" in diary.refused("merge", tmp_path / "backup.zip")
    assert "is no archive" in diary.refused("merge", tmp_path / "backup.zip", "--preview")
    assert "no file" in diary.refused("merge", tmp_path / "nothing.zip")
    diary.misused("merge")
