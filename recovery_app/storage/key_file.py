"""`keys.json` and its copy on disk, and how often somebody guessed wrong."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any, cast

from recovery_app.errors import LibraryUnavailable
from recovery_app.storage import keys
from recovery_app.storage.keys import KeyFile
from recovery_app.storage.places import Places, alone, sync_folder, translated, write_whole

FREE_GUESSES = 3
"""So many wrong passphrases cost no wait: everyone mistypes."""
FIRST_WAIT, LONGEST_WAIT = 5, 300
"""Seconds; each further wrong one doubles the wait."""
_IN_TURN = Lock()
"""For the threads of a process, also where a folder cannot be locked."""


def load(places: Places) -> KeyFile:
    """Return the key file of an encrypted library, from the copy where the first is damaged.

    Raises:
        LibraryUnavailable: if neither can be read.
        LibraryNewer: if a newer version of the program wrote it.
    """
    try:
        return read(places.key_file)
    except LibraryUnavailable:
        if not places.key_copy.exists():
            raise
        return read(places.key_copy)


def read(path: Path) -> KeyFile:
    """Return what a single file says.

    Raises:
        LibraryUnavailable: if it is not there or damaged.
    """
    with translated(path):
        return keys.parse(path.read_bytes())


def save(places: Places, key_file: KeyFile) -> None:
    """Write the key file and its copy; an older passphrase opens neither of them any more.

    Copies elsewhere, as in backups, still open by it, and hold the same data key.

    Raises:
        LibraryUnavailable: if it cannot be written; one of the two is whole at any moment.
    """
    write_whole(places.key_file, key_file.text())
    write_whole(places.key_copy, key_file.text())


def mend(places: Places) -> None:
    """Bring key file and copy into agreement, after a crash between the two or a lost file.

    Raises:
        LibraryUnavailable: if neither can be read, or the disk does not take one.
    """
    text = load(places).text()
    for path in (places.key_file, places.key_copy):
        with translated(path):
            same = path.exists() and path.read_bytes() == text
        if not same:
            write_whole(path, text)


def move(places: Places, old: Path, new: Path) -> None:
    """Rename a key file for good: the moment in which the encryption begins or ceases to hold."""
    with translated(new):
        old.replace(new)
        sync_folder(places.folder)


def wait_left(places: Places) -> float:
    """Return for how many more seconds no passphrase is tried."""
    failures, last = _guesses(places)
    if failures < FREE_GUESSES:
        return 0.0
    wait = min(FIRST_WAIT * 2.0 ** (failures - FREE_GUESSES), LONGEST_WAIT)
    passed = (datetime.now(UTC) - last).total_seconds()
    if passed < 0:
        # The clock was set back: the wait begins anew, or the right passphrase waited for a year.
        _remember(places, failures)
        return wait
    return max(0.0, wait - passed)


def begin_guess(places: Places) -> float:
    """Count a passphrase as wrong before it is tried; the right one takes all back.

    Counted first, and by one at a time: many tried at once would otherwise all be free.

    Returns:
        Seconds for which it may not be tried yet, and was not counted; 0 if it may.
    """
    with _IN_TURN, alone(places.folder):
        wait = wait_left(places)
        if wait == 0:
            count_failure(places)
        return wait


def count_failure(places: Places) -> None:
    """Remember a wrong passphrase, also across a restart."""
    _remember(places, _guesses(places)[0] + 1)


def forget_failures(places: Places) -> None:
    """Begin to count anew, after the right passphrase was given."""
    with suppress(OSError):
        _attempts(places).unlink(missing_ok=True)


def _remember(places: Places, failures: int) -> None:
    said = {"failures": failures, "last": datetime.now(UTC).isoformat()}
    # On a disk that cannot be written nothing is remembered; Argon2id still makes guessing slow.
    with suppress(LibraryUnavailable):
        write_whole(_attempts(places), json.dumps(said).encode())


def _attempts(places: Places) -> Path:
    return places.folder / "attempts.json"


def _guesses(places: Places) -> tuple[int, datetime]:
    try:
        found = cast("dict[str, Any]", json.loads(_attempts(places).read_bytes()))
        last = datetime.fromisoformat(str(found["last"]))
        return min(int(found["failures"]), 64), last.astimezone(UTC)
    except (OSError, ValueError, LookupError, TypeError, OverflowError, RecursionError):
        return 0, datetime.now(UTC)
