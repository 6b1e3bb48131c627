"""A backup that takes the place of the library: whose choices count."""

from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

import pytest

from recovery_app.domain.settings import OF_THE_DIARY, Settings, Theme
from recovery_app.services import library as libraries
from recovery_app.services import restoring, vault
from recovery_app.services.library import Library
from recovery_app.storage.keys import Keys
from tests.services.locked import PASSPHRASE, QUICK
from tests.torture.diary import NOW

THEN = Settings(
    theme=Theme.LIGHT,
    currency="SGD",
    clinic_phone="+65 1",
    last_backup="2026-05-01T10:00:00+00:00",
    watched_folder="phone",
)
NOW_HERE = Settings(
    theme=Theme.DARK,
    currency="EUR",
    clinic_phone="+65 2",
    last_backup="2026-05-04T10:00:00+00:00",
    backup_trouble="The disk is full.",
    automatic_backups=False,
    second_depot="elsewhere",
    watched_folder="other phone",
    hide_photos=True,
    lock_minutes=3,
    lock_with_screen=False,
)
BOTH = replace(NOW_HERE, currency="SGD", clinic_phone="+65 1", backup_trouble="")


def staged_from(library: Library) -> restoring.Staged:
    """Make a backup with choices of its day, choose anew, and stage the backup."""
    library.choose(lambda _: THEN)
    source = library.backing_up.make(NOW)
    assert source.new
    (kept,) = library.backing_up.kept()
    library.choose(lambda _: NOW_HERE)
    return restoring.stage_instead(kept.folder, library.places)


def choices_in(folder: Path, keys: Keys | None = None) -> Settings:
    with closing(libraries.open_library(folder, keys=keys)) as opened:
        return opened.settings


def test_what_belongs_to_this_computer_stays(library: Library) -> None:
    staged = staged_from(library)
    assert staged.choices_kept
    assert choices_in(staged.folder) == BOTH


def test_it_stays_behind_the_lock_too(library: Library) -> None:
    library.close()
    keys, _ = vault.turn_on(library.folder, PASSPHRASE, cost=QUICK)
    with closing(libraries.open_library(library.folder, keys=keys)) as opened:
        staged = staged_from(opened)
    assert staged.choices_kept
    assert not (staged.folder / "settings.json").exists()
    assert choices_in(staged.folder, keys) == BOTH


@pytest.mark.parametrize("encrypted", [True, False])
def test_what_is_chosen_until_the_swap_stays_too(library: Library, encrypted: bool) -> None:
    library.close()
    keys = None
    if encrypted:
        keys, _ = vault.turn_on(library.folder, PASSPHRASE, cost=QUICK)
    with closing(libraries.open_library(library.folder, keys=keys)) as opened:
        staged = staged_from(opened)
        opened.choose(lambda now: replace(now, hide_photos=False, second_depot="another disk"))
    restoring.swap_in(staged, NOW)
    wanted = replace(BOTH, hide_photos=False, second_depot="another disk")
    assert choices_in(library.folder, keys) == wanted


@pytest.mark.parametrize("encrypted_again", [True, False])
def test_a_backup_with_keys_of_its_own_keeps_its_choices(
    library: Library, encrypted_again: bool
) -> None:
    library.close()
    keys, _ = vault.turn_on(library.folder, PASSPHRASE, cost=QUICK)
    with closing(libraries.open_library(library.folder, keys=keys)) as opened:
        opened.choose(lambda _: THEN)
        assert opened.backing_up.make(NOW).new
        (kept,) = opened.backing_up.kept()
    vault.turn_off(library.folder, PASSPHRASE)
    other = None
    if encrypted_again:
        other, _ = vault.turn_on(library.folder, PASSPHRASE, cost=QUICK)
    with closing(libraries.open_library(library.folder, keys=other)) as opened:
        opened.choose(lambda _: NOW_HERE)
        staged = restoring.stage_instead(kept.folder, opened.places)
    assert not staged.choices_kept
    assert choices_in(staged.folder, keys) == THEN


def test_what_goes_with_the_diary_are_settings() -> None:
    assert set(OF_THE_DIARY) < {one.name for one in fields(Settings)}
