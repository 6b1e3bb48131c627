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
