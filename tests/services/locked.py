"""Encrypted libraries for tests: quick to open, with something in them, and what can be seen."""

from pathlib import Path

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.settings import Settings, Theme
from recovery_app.services.library import Library
from recovery_app.storage.keys import Cost
from tests.factories import a_moment, a_picture

PASSPHRASE = "four blue kettles by the sea"
QUICK = Cost(memory_kib=64, passes=1, lanes=1)
"""What a test has no time for is the waiting that makes guessing slow."""

WORDS = "my secret words"
JPEG = b"JFIF\0\1"
"""Begins each picture; its four letters alone stand by chance in one encrypted library of thousands."""


def fill(library: Library) -> None:
    """Write entries, photos in sight and in the trash, a small picture, and choices."""
    for day in (1, 2):
        change = EntryChange({"redness": day}, note=WORDS)
        library.journal.record(f"entry-{day}", a_moment(day), change)
    folder = library.folder.parent / "pictures"
    paths = [a_picture(folder, f"{at}.jpg", colour=(at * 60, 80, 70)) for at in range(3)]
    added = library.photos.add(paths, pose="front").added
    library.photos.remove([added[2].id])
    library.photos.thumbnail(added[0], 64)
    library.choose(lambda _: Settings(theme=Theme.DARK, clinic_phone=WORDS))


def seen(library: Library) -> tuple[object, ...]:
    """Return what the library holds, as values."""
    return (
        library.journal.of_days(a_moment(0).date(), a_moment(9).date()),
        [(photo, library.photos.shown(photo)) for photo in library.photos.every()],
        [(one.what, one.id) for one in library.trash.look()],
        library.settings,
    )


def readable(folder: Path) -> list[str]:
    """Return the files below a folder in which a plain picture, database or word can be read."""
    marks = (b"SQLite format", WORDS.encode(), JPEG, b"clinic_phone")
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(mark in path.read_bytes() for mark in marks)
    ]
