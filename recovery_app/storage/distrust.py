"""Zip files that may come from anywhere: opened, and looked through, without believing them."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from errno import EINVAL
from pathlib import Path

from recovery_app.errors import NotFound, RecoveryError
from recovery_app.storage.places import translated

_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_COMPLAINTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    LookupError,
    OverflowError,
    RuntimeError,
)
"""What zipfile and json raise, by turns, for files that are not as they should be."""


@contextmanager
def opened(file: Path, refusal: RecoveryError) -> Generator[zipfile.ZipFile]:
    """Open a file that somebody says is a zip.

    Args:
        file: where it lies.
        refusal: what is raised if it is none.

    Raises:
        NotFound: if there is no such file.
        LibraryUnavailable: if the disk does not give the data.
    """
    with translated(file):
        if not file.is_file():
            raise NotFound(f"There is no file “{file.name}”.")
        with file.open("rb") as source:
            try:
                archive = zipfile.ZipFile(source)
            except (*_COMPLAINTS, OSError) as error:
                raise refusal from error
            with archive:
                yield archive


@contextmanager
def distrusting(refusal: RecoveryError) -> Generator[None]:
    """Turn whatever comes of a file that is not as it should be into a refusal."""
    try:
        yield
    except _COMPLAINTS as error:
        raise refusal from error
    except OSError as error:
        if error.errno != EINVAL:  # what seeking to an impossible place gives
            raise
        raise refusal from error


def plain_files(
    archive: zipfile.ZipFile, allowed: Callable[[str], bool]
) -> dict[str, zipfile.ZipInfo]:
    """Return the entries by name.

    Args:
        archive: the zip.
        allowed: whether there may be a file of that name.

    Raises:
        ValueError: if one is no plain file, has a name that is not allowed, or one of another's.
    """
    infos = {info.filename: info for info in archive.infolist()}
    if len(infos) != len(archive.infolist()):
        raise ValueError("two entries of one name")
    for name, info in infos.items():
        kind = stat.S_IFMT(info.external_attr >> 16)
        plain = kind in (0, stat.S_IFREG) and info.compress_type in _METHODS
        if not plain or info.flag_bits & _ENCRYPTED or not allowed(name):
            raise ValueError("an entry that does not belong here")
    return infos
