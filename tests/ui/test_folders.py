"""Dialogs begin in a folder that is there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from recovery_app.ui import folders
from recovery_app.ui.photos import asking


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in which nothing was made yet."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    return tmp_path


@pytest.mark.parametrize(
    ("place", "name"), [(folders.pictures, "Pictures"), (folders.documents, "Documents")]
)
def test_a_folder_is_proposed_once_it_is_there(
    place: Callable[[], Path], name: str, home: Path
) -> None:
    assert place() == home
    (home / name).write_text("no folder")
    assert place() == home
    (home / name).unlink()
    (home / name).mkdir()
    assert place() == home / name


def test_adding_photos_begins_there(
    qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(
        QFileDialog,
        "getOpenFileNames",
        lambda _p, _t, place, _k: (begun.append(place), ([], ""))[1],
    )
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda _p, _t, place: (begun.append(place), "")[1]
    )
    page = QWidget()
    qtbot.addWidget(page)
    assert (asking.files(page), asking.folder(page)) == ([], [])
    (home / "Pictures").mkdir()
    assert asking.files(page) == []
    assert begun == [str(home), str(home), str(home / "Pictures")]
