"""Putting a restored library in the place of the present one, which stays beside it under another name.

Two renames cannot be one step everywhere, so what is meant is written down first: a library that
is found between them is put where it belongs when it is opened next.
"""

from datetime import datetime
from errno import EBUSY, EXDEV
from pathlib import Path

from recovery_app.errors import LibraryUnavailable
from recovery_app.storage.places import Places, sync_folder, translated, write_whole


def swap(folder: Path, restored: Path, now: datetime) -> Path:
    """Give a restored library the name of the present one, and return where that one lies now.

    Nobody may have either of them open. The automatic backups go along to the new one.

    Args:
        folder: the library folder as she knows it.
        restored: the library that takes its place; in the same folder as it.
        now: names the one that is kept.

    Raises:
        LibraryUnavailable: if a folder cannot be renamed; both are as they were.
    """
    kept = _free_name(folder, now)
    note = _note(folder)
    with translated(folder):
        write_whole(note, f"{restored.name}\0{kept.name}".encode())
        try:
            folder.replace(kept)
        except OSError as error:
            note.unlink()
            if error.errno in (EBUSY, EXDEV):
                raise LibraryUnavailable(
                    f"“{folder.name}” is a disk of its own, so nothing else can take its place;"
                    " the restored library is beside it."
                ) from error
            raise
        finish(folder)
    return kept


def finish(folder: Path) -> None:
    """Complete a swap that was interrupted; do nothing where there was none.

    Raises:
        LibraryUnavailable: if a folder cannot be renamed.
    """
    note = _note(folder)
    with translated(folder):
        if not note.exists():
            return
        restored, kept = (folder.with_name(name) for name in note.read_text("utf-8").split("\0"))
        if not folder.exists():
            (restored if restored.exists() else kept).replace(folder)
        # Each step stays before the next one, or a power cut could leave the backups with neither.
        sync_folder(folder.parent)
        if kept.exists():
            _bring_backups(kept, folder)
        note.unlink()


def _bring_backups(kept: Path, folder: Path) -> None:
    here, there = Places(folder).backups / "daily", Places(kept).backups / "daily"
    if there.exists() and not here.exists():
        here.parent.mkdir(mode=0o700, exist_ok=True)
        there.replace(here)
        sync_folder(here.parent)
        sync_folder(there.parent)


def _note(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.swap")


def _free_name(folder: Path, now: datetime) -> Path:
    stem = f"{folder.name} before {now:%Y-%m-%d %H.%M}"
    path, count = folder.with_name(stem), 1
    while path.exists():
        count += 1
        path = folder.with_name(f"{stem} {count}")
    return path
