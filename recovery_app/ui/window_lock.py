"""One window per library: who shows it holds its lock, and a window that was killed holds none."""

from pathlib import Path

from PySide6.QtCore import QLockFile

from recovery_app.errors import LibraryInUse
from recovery_app.services import library as libraries


def taken(folder: Path) -> QLockFile:
    """Take the library for this window.

    Raises:
        LibraryInUse: if another window has it; the sentence says which.
    """
    lock = QLockFile(str(libraries.window_lock(folder)))
    lock.setStaleLockTime(0)
    if lock.tryLock(0):
        return lock
    if lock.error() == QLockFile.LockError.LockFailedError:
        process, host, _program = lock.getLockInfo()
        raise LibraryInUse(f"This library is open in another window (process {process} on {host}).")
    return lock
