"""Export, backup, restore and check."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import MakePicture
from tests.cli.terminal import Terminal


def test_export_writes_csv_with_a_dictionary(diary: Terminal, tmp_path: Path):
    folder = tmp_path / "out"
    answer = diary.done("export", folder)
    assert answer.out.startswith(
        "Exported 2 sessions, 14 entries, 1 review and the list of 0 photos"
    )
    with (folder / "ratings.csv").open(newline="", encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 14
    assert (folder / "data-dictionary.md").is_file()


def test_export_writes_json(diary: Terminal, tmp_path: Path):
    folder = tmp_path / "out"
    answer = diary.done("export", folder, "--format", "json", "--json")
    assert answer.json["folder"] == str(folder)
    assert answer.json["files"] == [str(folder / "diary.json"), str(folder / "data-dictionary.md")]
    assert answer.json["rows"]["entries"] == 14
    assert len(json.loads((folder / "diary.json").read_text("utf-8"))["ratings"]) == 14


def test_export_leaves_a_folder_with_files_alone(diary: Terminal, tmp_path: Path):
    (tmp_path / "thesis.txt").write_text("mine")
    assert "is not empty" in diary.refused("export", tmp_path)
    assert "is a file" in diary.refused("export", tmp_path / "thesis.txt")
    assert "--format" in diary.misused("export", tmp_path / "new", "--format", "xml")


def test_a_backup_comes_back_with_everything(
    diary: Terminal, picture: MakePicture, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    diary.done("photos", "add", picture("IMG_20240410_080000.jpg"))
    file, folder = tmp_path / "b.zip", tmp_path / "back"
    assert diary.done("backup", file).out == f"{file}\n"
    answer = diary.plain("restore", file, "--to", folder, "--json")
    assert (answer.status, answer.json["folder"]) == (0, str(folder))
    counts = {key: answer.json[key] for key in ("sessions", "entries", "reviews", "photos")}
    assert counts == {"sessions": 2, "entries": 14, "reviews": 1, "photos": 1}
    back = Terminal(folder, capsys)
    for what in ("sessions", "photos", "recovery", "improvement"):
        words = ("show", what, "--json")
        assert back.done(*words).json == diary.done(*words).json
    assert "is not empty" in diary.refused("restore", file, "--to", folder)


def test_a_backup_without_a_name_goes_into_the_library(diary: Terminal):
    file = Path(diary.done("backup", "--json").json["file"])
    assert file.parent == diary.library / "backups"
    assert file.is_file()


def test_a_backup_without_a_lost_original_is_written_names_it_and_tells_by_its_status(
    diary: Terminal, picture: MakePicture, tmp_path: Path
):
    path = picture("IMG_20240410_080000.jpg")
    (photo,) = diary.done("photos", "add", path, "--json").json["added"]
    diary.done("backup", tmp_path / "whole.zip")
    (diary.library / photo["file"]).unlink()
    file, lost = tmp_path / "rest.zip", "IMG_20240410_080000.jpg (2024-04-10)"
    answer = diary("backup", file)
    assert (answer.status, answer.out) == (1, f"{file}\n")
    said = f"1 original missing or damaged on the disk: “{lost}”"
    assert f"The backup holds everything but {said}" in answer.err
    answer = diary("backup", file, "--json")
    assert (answer.status, answer.json) == (1, {"file": str(file), "missing": [lost]})
    back = diary.plain("restore", file, "--to", tmp_path / "back")
    assert (back.status, back.err) == (0, f"When it was backed up, there was {said}.\n")
    assert "14 entries, 1 review, 1 photo." in back.out
    assert "stays as it is" in diary.refused("backup", tmp_path / "whole.zip")
    again = diary.plain("restore", tmp_path / "whole.zip", "--to", tmp_path / "all", "--json")
    assert again.json["missing"] == []


def test_what_is_no_backup_is_refused(terminal: Terminal, tmp_path: Path):
    (tmp_path / "text.zip").write_text("not a zip")
    assert "no backup" in terminal.refused("restore", tmp_path / "text.zip", "--to", tmp_path / "x")
    terminal.refused("restore", tmp_path / "missing.zip", "--to", tmp_path / "x")
    assert not (tmp_path / "x").exists()
    assert "--to" in terminal.misused("restore", tmp_path / "text.zip")


def test_restore_for_a_person_says_what_came_back(diary: Terminal, tmp_path: Path):
    diary.done("backup", tmp_path / "b.zip")
    out = diary.done("restore", tmp_path / "b.zip", "--to", tmp_path / "back").out
    assert out.endswith(f"is in {tmp_path / 'back'}: 2 sessions, 14 entries, 1 review, 0 photos.\n")


def test_check_finds_a_whole_library_in_order(diary: Terminal):
    assert diary.done("check").out == "Everything is in order.\n"
    assert diary.done("check", "--json").json == {"ok": True, "problems": []}


def test_check_names_what_is_missing_and_fails(diary: Terminal, picture: MakePicture):
    path = picture("IMG_20240410_080000.jpg")
    (photo,) = diary.done("photos", "add", path, "--json").json["added"]
    (diary.library / photo["file"]).unlink()
    answer = diary("check", "--json")
    assert (answer.status, answer.err) == (1, "The check found 1 problem.\n")
    assert answer.json["ok"] is False
    (problem,) = answer.json["problems"]
    assert set(problem) >= {"kind", "what", "mend"}
    assert problem["kind"] == "missing-file"
    answer = diary("check")
    assert (answer.status, answer.out) == (1, f"{problem['what']} {problem['mend']}\n")


def test_check_of_a_database_that_cannot_be_opened_is_json_as_well(diary: Terminal):
    (diary.library / "library.sqlite3").write_bytes(b"no database at all" * 500)
    answer = diary("check", "--json")
    assert answer.status == 1
    assert answer.json["ok"] is False
    (problem,) = answer.json["problems"]
    assert set(problem) == {"kind", "what", "mend"}
    assert problem["kind"] == "database"
    assert answer.err == f"{problem['what']}\n"
    plain = diary("check")
    assert (plain.status, plain.out, plain.err) == (1, "", answer.err)


def test_the_backup_of_the_day_is_made_shown_and_restored(
    diary: Terminal, picture: MakePicture, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert diary.done("show", "backups").out == "There are no automatic backups yet.\n"
    diary.done("photos", "add", picture("IMG_20240410_080000.jpg"))
    assert diary.done("backup", "--automatic").out == "Backed up, with 1 new original.\n"
    again = diary.done("backup", "--automatic").out
    assert again == "Nothing has changed since the last backup.\n"
    shown = diary.done("show", "backups", "--json").json
    assert (shown["trouble"], len(shown["backups"])) == (None, 1)
    (kept,) = shown["backups"]
    counts = {key: kept[key] for key in ("sessions", "entries", "reviews", "photos")}
    assert counts == {"sessions": 2, "entries": 14, "reviews": 1, "photos": 1}
    answer = diary.done("show", "backups")
    assert "2 sessions  14 entries  1 review  1 photo" in answer.out
    assert kept["folder"] in answer.out
    folder = tmp_path / "back"
    back = diary.plain("restore", kept["folder"], "--to", folder, "--json").json
    assert {key: back[key] for key in counts} == counts
    for what in ("sessions", "photos", "recovery"):
        words = ("show", what, "--json")
        assert Terminal(folder, capsys).done(*words).json == diary.done(*words).json
    assert Terminal(folder, capsys).done("check").out == "Everything is in order.\n"


def test_an_automatic_backup_tells_by_its_status_that_something_is_not_well(
    diary: Terminal, picture: MakePicture
):
    path = picture("IMG_20240410_080000.jpg")
    (photo,) = diary.done("photos", "add", path, "--json").json["added"]
    (diary.library / photo["file"]).unlink()
    answer = diary("backup", "--automatic")
    assert answer.status == 1
    assert "whose original is lost" in answer.err
    answer = diary("backup", "--automatic", "--json")
    assert answer.status == 1
    assert set(answer.json) == {"made_at", "new", "copied", "trouble"}
    (kept,) = diary.done("show", "backups", "--json").json["backups"]
    assert len(kept["missing"]) == 1
    assert "without 1 original" in diary.done("show", "backups").out
    assert "automatic" in diary.misused("backup", "--automatic", "file.zip")


def test_check_mends_what_is_safe_and_leaves_the_rest(diary: Terminal, picture: MakePicture):
    path = picture("IMG_20240410_080000.jpg")
    (photo,) = diary.done("photos", "add", path, "--json").json["added"]
    diary.done("backup", "--automatic")
    (diary.library / photo["file"]).unlink()
    stray = diary.library / "photos" / "ab" / "stray.jpg"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"whose?")
    assert diary("check").out.count("\n") == 2
    assert not (diary.library / photo["file"]).exists()
    answer = diary("check", "--mend", "--json")
    assert (answer.status, [one["kind"] for one in answer.json["problems"]]) == (1, ["stray-file"])
    assert "The original was put back as the backup holds it." in answer.err
    assert stray.exists()
    stray.unlink()
    assert diary.done("check", "--mend").out == "Everything is in order.\n"


def test_check_throws_damaged_small_pictures_away(diary: Terminal):
    diary.done("check")
    (diary.library / "thumbnails.sqlite3").write_bytes(b"no database" * 500)
    answer = diary.done("check")
    assert answer.out == "Everything is in order.\n"
    assert "are made anew" in answer.err
    assert diary.done("check").err == ""


def test_what_the_disk_altered_is_put_back_or_kept(diary: Terminal):
    diary.done("log", "--at", "2024-04-11 08:00", "--note", "like a burn")
    diary.done("log", "--at", "2024-04-12 08:00", "--note", "much better")
    diary.done("backup", "--automatic")
    for was, rotten in (("like a burn", "like a bird"), ("much better", "much bitter")):
        rot(diary.library / "library.sqlite3", was, rotten)
    answer = diary("check")
    assert (answer.status, answer.out.count("like a bird")) == (1, 1)
    assert "`check --put-back WORDS`" in answer.err
    assert "named “pear”" in diary.refused("check", "--put-back", "pear")
    answer = diary("check", "--put-back", "Like a bird", "--json")
    assert [one["kind"] for one in answer.json["problems"]] == ["altered"]
    assert "It is as the backup has it again." in answer.err
    assert diary.done("check", "--keep", "all").out == "Everything is in order.\n"
    days = [diary.done("show", "day", f"2024-04-{day}").out for day in (11, 12)]
    assert "like a burn" in days[0]
    assert "much bitter" in days[1]


def rot(database: Path, was: str, rotten: str) -> None:
    """Change bytes of a database behind everybody's back."""
    data = database.read_bytes()
    assert was.encode() in data
    database.write_bytes(data.replace(was.encode(), rotten.encode()))
