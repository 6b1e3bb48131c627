"""The failures that a person may meet; the text of each is one plain sentence for her.

Everything else that is raised is a bug: it is not caught, so that it is seen and mended.
"""


class RecoveryError(Exception):
    """An expected failure. Its text says in one sentence what did not work."""


class WrongInput(RecoveryError):
    """Something typed or passed in that cannot be taken: unknown word, off its scale, no date."""


class NotFound(RecoveryError):
    """A day, session, photo or file that is not there."""


class PictureRefused(RecoveryError):
    """A file that is no picture, or one that cannot be read safely."""


class LibraryUnavailable(RecoveryError):
    """The library cannot be read or written: full, read-only, damaged, locked or missing."""


class LibraryNewer(LibraryUnavailable):
    """The library was written by a newer version of the program."""


class LibraryInUse(LibraryUnavailable):
    """Another window has this library open."""


class BackupFailed(RecoveryError):
    """A backup could not be written or did not prove whole."""


class LibraryLocked(LibraryUnavailable):
    """The library is encrypted, and nobody has given its passphrase yet."""


class WrongSecret(RecoveryError):
    """A passphrase or recovery key that does not open the library."""


class ConversionStopped(RecoveryError):
    """Turning the encryption on or off was stopped, as she asked for; all is as before."""


class ArchiveRefused(RecoveryError):
    """An archive that cannot be written or read: damaged, newer, or no archive at all."""


class CheckStopped(RecoveryError):
    """Looking through the library was stopped, as she asked for; nothing was changed."""
