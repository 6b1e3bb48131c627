"""The program finds its own files, and a library has a place of its own."""

import os
from pathlib import Path

import pytest

from recovery_app import paths


def test_a_source_tree_keeps_its_files_beside_the_package() -> None:
    assert paths.resource("icons/today.svg").read_text(encoding="utf-8").startswith("<svg")


def test_an_installed_program_keeps_its_files_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "site" / "recovery_app" / "_resources" / "themes"
    inside.mkdir(parents=True)
    (inside / "light.toml").write_text("ink = '#000000'", encoding="utf-8")
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "site" / "recovery_app")
    assert paths.resource("themes/light.toml").read_text(encoding="utf-8") == "ink = '#000000'"


def test_a_missing_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"icons/no-such\.svg"):
        paths.resource("icons/no-such.svg")


def test_the_default_library_lies_in_the_persons_own_data_and_is_not_made() -> None:
    place = paths.default_library()
    assert place.is_relative_to(os.environ["XDG_DATA_HOME"])
    assert not place.exists()
