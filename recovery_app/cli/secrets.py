"""The passphrase of an encrypted library, asked for at the terminal or read from a file.

Never from an argument or a variable of the environment: other programs can read both.
"""

import os
import sys
from argparse import Namespace
from pathlib import Path

from recovery_app.errors import LibraryLocked, NotFound, WrongInput

VARIABLE = "RECOVERY_PASSPHRASE_FILE"
"""Names the file where `--passphrase-file` does not."""


def given(wish: Namespace) -> str:
    """Return the passphrase, or the recovery key, that opens the library.

    Raises:
        LibraryLocked: if there is no file and nobody to ask.
        NotFound: if the file cannot be read.
        WrongInput: if nothing was typed, or no text.
    """
    found = _from_file(wish)
    return _asked("Passphrase or recovery key: ") if found is None else found


def chosen(wish: Namespace) -> str:
    """Return a new passphrase, typed twice unless a file holds it.

    Raises:
        LibraryLocked: if there is no file and nobody to ask.
        NotFound: if the file cannot be read.
        WrongInput: if the two differ, nothing was typed, or no text.
    """
    found = _from_file(wish)
    if found is not None:
        return found
    first = _asked("New passphrase: ")
    if _asked("The same once more: ") != first:
        raise WrongInput("The two passphrases differ; nothing was changed.")
    return first


def _from_file(wish: Namespace) -> str | None:
    named: str | None = wish.passphrase_file or os.environ.get(VARIABLE)
    if not named:
        return None
    try:
        text = Path(named).expanduser().read_text(encoding="utf-8")
    except (OSError, ValueError):
        raise NotFound(f"The file “{named}” with the passphrase cannot be read.") from None
    return text.removesuffix("\n").removesuffix("\r")


def _asked(question: str) -> str:
    # Standard input has to be a terminal: what a pipe brings would be shown, or not meant for this.
    if sys.stdin is None or not sys.stdin.isatty():
        raise LibraryLocked(
            "The library is locked; name a file that holds its passphrase with --passphrase-file."
        )
    # Only here: hardly any call asks.
    from getpass import getpass

    try:
        typed = getpass(question)
        typed.encode()  # halves of characters stand for bytes that were none
    except EOFError:
        raise WrongInput("Nothing was typed, so nothing was done.") from None
    except UnicodeError:
        raise WrongInput(
            "What was typed is no text here; give it in a file with --passphrase-file."
        ) from None
    return typed
