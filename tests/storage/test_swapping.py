"""A restored library takes the place of the present one, whatever happens between."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from recovery_app.errors import LibraryUnavailable
from recovery_app.storage import swapping
from tests.disks import small_disk

NOW = datetime(2026, 5, 4, 21, 4, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A present library, in which a backup lies, and a restored one beside it."""
    folder = tmp_path / "diary"
    (folder / "backups" / "daily" / "one").mkdir(parents=True)
    (folder / "says").write_text("old")
    (tmp_path / "restored" / "backups").mkdir(parents=True)
    (tmp_path / "restored" / "says").write_text("new")
    return folder


def test_the_restored_one_is_there_and_the_old_one_kept(folder: Path):
    kept = swapping.swap(folder, folder.with_name("restored"), NOW)
    assert (folder / "says").read_text() == "new"
    assert (kept / "says").read_text() == "old"
    assert kept.name == "diary before 2026-05-04 21.04"
    assert sorted(one.name for one in folder.parent.iterdir()) == ["diary", kept.name]


def test_the_backups_stay_with_the_name(folder: Path):
    swapping.swap(folder, folder.with_name("restored"), NOW)
    assert (folder / "backups" / "daily" / "one").is_dir()


def test_a_swap_that_was_interrupted_is_completed(folder: Path, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as patch:
        patch.setattr(swapping, "finish", _stop)
        with pytest.raises(InterruptedError):
            swapping.swap(folder, folder.with_name("restored"), NOW)
    assert not folder.exists()
    swapping.finish(folder)
    assert (folder / "says").read_text() == "new"
    assert (folder / "backups" / "daily" / "one").is_dir()
    swapping.finish(folder)


def test_one_that_lost_the_restored_one_gets_the_old_one_back(folder: Path):
    kept = folder.with_name("kept")
    folder.replace(kept)
    folder.with_name(".diary.swap").write_text("gone\0kept")
    swapping.finish(folder)
    assert (folder / "says").read_text() == "old"


def test_a_disk_of_its_own_stays_where_it_is(folder: Path):
    with small_disk(folder.with_name("disk")) as disk:
        (disk.folder / "says").write_text("old")
        with pytest.raises(LibraryUnavailable, match="a disk of its own"):
            swapping.swap(disk.folder, folder.with_name("restored"), NOW)
        assert (disk.folder / "says").read_text() == "old"
        assert (folder.with_name("restored") / "says").read_text() == "new"
        assert not list(folder.parent.glob(".*.swap"))


def _stop(folder: Path) -> None:
    raise InterruptedError(folder)
