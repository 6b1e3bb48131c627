"""Encrypting a library and giving that up again."""

from argparse import Namespace

from recovery_app.cli import opening, secrets
from recovery_app.cli.saying import hint, readable, say, say_json
from recovery_app.errors import LibraryLocked, NotFound
from recovery_app.services import library as libraries


def encrypt(wish: Namespace) -> None:
    """Encrypt the library and print its recovery key, which is shown this once."""
    # Only here: every verb loads this module, and the vault brings what encrypts.
    from recovery_app.services import vault

    folder = opening.folder_of(wish)
    if not libraries.is_library(folder):
        raise NotFound(f"There is no library in “{folder}”.")
    if libraries.is_encrypted(folder):
        raise LibraryLocked(f"The library in “{folder}” is encrypted already.")
    _, recovery_key = vault.turn_on(folder, secrets.chosen(wish))
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
