"""Pictures of the clinic's card on the command line."""

from pathlib import Path

from tests.cli.conftest import MakePicture
from tests.cli.terminal import Terminal

ADD = ("session", "add", "--date", "2024-03-04", "--kind", "pico-toning")


def test_cards_are_kept_with_a_session_and_shown_in_json(terminal: Terminal, picture: MakePicture):
    front, back = picture("front.jpg", 100), picture("back.jpg", 150)
    added = terminal.done(*ADD, "--card", front, "--card", back, "--json").json
    (shown,) = terminal.done("show", "sessions", "--json").json
    assert shown == added
    files = [terminal.library / card["file"] for card in shown["cards"]]
    assert [file.read_bytes() for file in files] == [front.read_bytes(), back.read_bytes()]
    assert [file.stem for file in files] == [card["sha256"] for card in shown["cards"]]
    assert all(set(card) == {"id", "sha256", "file"} for card in shown["cards"])
    assert terminal.done("show", "photos", "--json").json == []
    assert terminal.done("check", "--json").json["ok"]


def test_a_session_without_cards_has_an_empty_list(diary: Terminal):
    assert [one["cards"] for one in diary.done("show", "sessions", "--json").json] == [[], []]


def test_a_card_that_cannot_be_taken_keeps_the_session_from_being_saved(
    terminal: Terminal, picture: MakePicture, tmp_path: Path
):
    good = picture("good.jpg")
    text, empty = tmp_path / "text.jpg", tmp_path / "empty.jpg"
    text.write_text("no picture")
    empty.touch()
    same = tmp_path / "same.jpg"
    same.write_bytes(good.read_bytes())
    for bad in (text, empty, same, tmp_path, tmp_path / "gone.jpg"):
        assert bad.name in terminal.refused(*ADD, "--card", good, "--card", bad)
    assert terminal.done("show", "sessions", "--json").json == []
    assert list((terminal.library / "photos").iterdir()) == []
