"""Encrypting a library and giving that up again."""

from argparse import Namespace
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from recovery_app.cli import opening, secrets
from recovery_app.cli.saying import hint, readable, say, say_json
from recovery_app.errors import LibraryLocked, NotFound
from recovery_app.services import library as libraries

if TYPE_CHECKING:
    from recovery_app.services.vault import Keys


def encrypt(wish: Namespace) -> None:
    """Encrypt the library and print its recovery key, which is shown this once."""
    # Only here: every verb loads this module, and the vault brings what encrypts.
    from recovery_app.services import vault

    folder = opening.folder_of(wish)
    if not libraries.is_library(folder):
        raise NotFound(f"There is no library in “{folder}”.")
    if libraries.is_encrypted(folder):
        raise LibraryLocked(f"The library in “{folder}” is encrypted already.")
    keys, recovery_key = vault.turn_on(folder, secrets.chosen(wish))
    _replace_backups(folder, keys)
    older = vault.plain_backups(folder)
    if wish.json:
        backups = [readable(path) for path in older]
        say_json({"recovery_key": recovery_key, "unencrypted_backups": backups})
        return
    say(recovery_key)
    hint("That is the recovery key. Write it down and keep it apart from this computer: without")
    hint("it and without the passphrase nobody opens the library again.")
    if older:
        hint("These older backups are not encrypted; delete them when you do not need them:")
        for path in older:
            hint(f"  {readable(path)}")


def _replace_backups(folder: Path, keys: "Keys") -> None:
    """Let an encrypted automatic backup take the place of those that anyone can read."""
    with closing(libraries.open_library(folder, keys=keys)) as library:
        if not library.backing_up.plain():
            return
        report = library.backing_up.make(datetime.now().astimezone())
        library.backing_up.remember(report)
        if library.backing_up.plain():
            hint("The automatic backups from before are not encrypted and could not be replaced:")
            hint(f"  {report.trouble}")
        elif report.trouble:  # a second place that is away, where some may lie too
            hint(report.trouble)
            hint("Unencrypted backups in a place that is away go when it is there again.")


def decrypt(wish: Namespace) -> None:
    """Make an encrypted library a plain one again."""
    from recovery_app.services import vault

    folder = opening.folder_of(wish)
    if vault.is_interrupted(folder):
        vault.take_back(folder)
    elif not libraries.is_encrypted(folder):
        raise NotFound(f"There is no encrypted library in “{folder}”.")
    else:
        vault.turn_off(folder, secrets.given(wish))
    if wish.json:
        say_json({"encrypted": False})
    else:
        say("The library is not encrypted any more.")
