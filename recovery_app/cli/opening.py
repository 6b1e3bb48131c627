"""Which library a verb works on, and opening it for as long as the verb takes."""

import os
from argparse import Namespace
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from recovery_app.cli.saying import hint
from recovery_app.errors import LibraryUnavailable, NotFound, WrongInput
from recovery_app.services import library as libraries
from recovery_app.services.library import Library

VARIABLE = "RECOVERY_LIBRARY"
"""Names the library where `--library` does not."""


def folder_of(wish: Namespace) -> Path:
    """Return the library's folder: `--library`, else the environment's, else the default one.

    Raises:
        WrongInput: for an empty name, which would otherwise mean the present folder.
    """
    named: str | None = wish.library
    if named is not None and not named.strip():
        raise WrongInput("The folder after --library has no name.")
    named = named or os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser()
    # Only here: most calls name their library, and the default asks the system.
    from recovery_app.paths import default_library

    return default_library()


@contextmanager
def reading(wish: Namespace) -> Generator[Library]:
    """Offer the library that the words name.

    Raises:
        NotFound: if there is none, with how to make one.
        LibraryUnavailable: if it cannot be opened.
    """
    folder = _checked(folder_of(wish))
    try:
        library = _opened(wish, folder)
    except NotFound:
        if libraries.is_library(folder):
            raise
        raise NotFound(
            f"There is no library in “{folder}” yet; `recovery-app session add` or"
            " `recovery-app log` makes one there, --library names another folder."
        ) from None
    with _closing(library):
        yield library


@contextmanager
def writing(wish: Namespace) -> Generator[Library]:
    """Offer the library that the words name, made where the folder is new or empty.

    Raises:
        LibraryUnavailable: if it can be neither opened nor made.
    """
    folder = _checked(folder_of(wish))
    try:
        library = _opened(wish, folder)
    except NotFound:
        if libraries.is_library(folder):
            raise
        library = libraries.create(folder)
        if not wish.json:
            hint(f"A new library was made in “{folder}”.")
    with _closing(library):
        yield library


def _opened(wish: Namespace, folder: Path) -> Library:
    if not libraries.is_encrypted(folder):
        return libraries.open_library(folder)
    # Only here: few libraries are encrypted, and only these need what opens them.
    from recovery_app.cli import secrets
    from recovery_app.services import vault

    keys = vault.unlock(folder, secrets.given(wish))
    return libraries.open_library(folder, keys=keys)


@contextmanager
def _closing(library: Library) -> Generator[Library]:
    try:
        yield library
    finally:
        library.close()


def _checked(folder: Path) -> Path:
    """Return the folder if it can be looked into or is not there yet.

    Raises:
        LibraryUnavailable: if it is a file, or the system does not let anyone look.
    """
    try:
        folder.stat()
    except (FileNotFoundError, NotADirectoryError):
        return folder
    except OSError as error:
        raise LibraryUnavailable(f"“{folder}” cannot be opened: {error.strerror}.") from None
    if not folder.is_dir():
        raise LibraryUnavailable(f"“{folder}” is a file, not the folder of a library.")
    return folder
