"""An encrypted library does all that a plain one does, and its lock opens to nobody else."""

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from recovery_app.domain.safekeeping import Misfit
from recovery_app.errors import (
    ConversionStopped,
    LibraryInUse,
    LibraryLocked,
    LibraryUnavailable,
    NotFound,
    WrongInput,
    WrongSecret,
)
from recovery_app.services import composing, exporting, recovery_key, vault
from recovery_app.services import library as libraries
from recovery_app.services.library import Library
from recovery_app.storage import backups, conversion, key_file, shots
from recovery_app.storage.keys import Cost, Keys
from recovery_app.storage.places import Places
from tests.services.locked import PASSPHRASE, QUICK, fill, readable, seen


@pytest.fixture
def encrypted(template_locked: tuple[Path, Keys, str], tmp_path: Path) -> tuple[Path, str]:
    """Make an encrypted library; give its folder and its recovery key."""
    template, _, recovery = template_locked
    shutil.copytree(template, tmp_path / "diary")
    return tmp_path / "diary", recovery


@pytest.fixture
def opened(encrypted: tuple[Path, str]) -> Iterator[Library]:
    """Open an encrypted library with something in it."""
    folder = encrypted[0]
    library = libraries.open_library(folder, keys=vault.unlock(folder, PASSPHRASE))
    fill(library)
    yield library
    library.close()


@pytest.fixture
def plain(library_folder: Path) -> Path:
    """Make a plain library with something in it."""
    with closing(libraries.open_library(library_folder)) as library:
        fill(library)
    return library_folder


def test_a_new_library_can_be_encrypted_from_the_first_day(encrypted: tuple[Path, str]) -> None:
    folder, _ = encrypted
    assert libraries.is_library(folder)
    assert libraries.is_encrypted(folder)
    with pytest.raises(LibraryLocked, match="locked"):
        libraries.open_library(folder)
    with pytest.raises(LibraryLocked):
        libraries.needs_upgrade(folder)
    keys = vault.unlock(folder, PASSPHRASE)
    assert not libraries.needs_upgrade(folder, keys)
    with closing(libraries.open_library(folder, keys=keys)) as library:
        assert library.is_encrypted
    assert not (folder / "library.sqlite3").exists()


def test_the_readme_of_either_sort_names_each_file(opened: Library, plain: Path) -> None:
    with closing(libraries.open_library(plain)) as library:
        for one in (opened, library):
            shots.keep(one.places, "one.jpg", b"")
            if one.is_encrypted:
                key_file.count_failure(one.places)
            one.places.lock.touch()
            names = {path.name for path in one.folder.iterdir()}
            readme = one.places.readme.read_text(encoding="utf-8")
            assert not [name for name in names if name.partition("-")[0] not in readme]
            assert len(names) > 9


def test_nothing_of_the_diary_can_be_read_on_disk(opened: Library) -> None:
    assert not readable(opened.folder)
    opened.close()
    assert not readable(opened.folder)


def test_photos_are_shown_small_and_large_compared_and_handed_out(
    opened: Library, tmp_path: Path
) -> None:
    photos = opened.photos.every()
    assert len(photos) == 2
    small = opened.photos.thumbnail(photos[0], 64)
    assert small == opened.photos.thumbnail(photos[0], 64)
    assert opened.photos.shown(photos[0], 100).width > 0
    assert opened.copies.write(photos, tmp_path)[0].exists()
    assert composing.side_by_side(opened, photos, tmp_path / "both.png").photos == 2
    saved = opened.timelapse.save("front", None, tmp_path / "front.webp")
    assert saved is not None
    assert saved.frames == 2
    done = exporting.export(opened, tmp_path / "out", exporting.Format.JSON)
    assert done.rows["photos"] == 2


def test_a_check_finds_nothing_and_then_what_was_damaged(opened: Library) -> None:
    assert opened.safekeeping.check() == []
    path = next(path for path in (opened.folder / "photos").rglob("*.sealed"))
    damaged = bytearray(path.read_bytes())
    damaged[-1] ^= 1
    path.write_bytes(damaged)
    (opened.folder / "photos" / "holiday.jpg").write_bytes(b"from elsewhere")
    kinds = sorted(str(one.kind) for one in opened.safekeeping.check())
    assert len(kinds) == 2
    path.unlink()
    assert len(opened.safekeeping.check()) == 2


def test_a_backup_is_encrypted_and_opens_with_the_same_passphrase(
    opened: Library, tmp_path: Path
) -> None:
    file = opened.safekeeping.backup(tmp_path / "backup.zip")
    assert b"secret" not in file.read_bytes()
    counts = backups.restore(file, tmp_path / "again")
    assert counts.photos == 2
    folder = tmp_path / "again"
    with closing(libraries.open_library(folder, keys=vault.unlock(folder, PASSPHRASE))) as again:
        assert seen(again)[:-1] == seen(opened)[:-1]
        assert again.safekeeping.check() == []


def test_an_encrypted_backup_names_a_lost_original_as_the_library_does(
    opened: Library, tmp_path: Path
) -> None:
    lost = next((opened.folder / "photos").rglob("*.sealed"))
    lost.unlink()
    file, counts = opened.safekeeping.pack(tmp_path / "backup.zip")
    assert counts.missing == (lost.relative_to(opened.folder).as_posix(),)
    assert backups.restore(file, tmp_path / "again").missing == counts.missing
    folder = tmp_path / "again"
    with closing(libraries.open_library(folder, keys=vault.unlock(folder, PASSPHRASE))) as again:
        assert [one.kind for one in again.safekeeping.check()] == [Misfit.MISSING_FILE]


def test_a_lost_passphrase_is_replaced_with_the_recovery_key(
    encrypted: tuple[Path, str],
) -> None:
    folder, recovery = encrypted
    keys = vault.unlock(folder, recovery.lower())
    libraries.open_library(folder, keys=keys).close()
    vault.change_passphrase(folder, recovery, "a new passphrase", QUICK)
    assert vault.unlock(folder, "a new passphrase") == keys
    with pytest.raises(WrongSecret):
        vault.unlock(folder, PASSPHRASE)
    draft = recovery_key.draft(folder, "a new passphrase")
    assert vault.unlock(folder, recovery) == keys, "what is only shown is not in force"
    with pytest.raises(WrongSecret, match="older key"):
        vault.unlock(folder, draft.written)
    recovery_key.adopt(folder, draft)
    renewed = draft.written
    with pytest.raises(WrongSecret, match="older key"):
        vault.unlock(folder, recovery)
    assert vault.unlock(folder, renewed) == keys
    with pytest.raises(WrongInput, match="8 characters"):
        vault.change_passphrase(folder, renewed, "short", QUICK)


def test_an_old_key_file_opens_with_the_old_secret_until_the_encryption_is_turned_on_anew(
    encrypted: tuple[Path, str],
) -> None:
    """Docs and window say so: whoever needs more than a new passphrase is told what to do."""
    folder, recovery = encrypted
    old = (folder / "keys.json").read_bytes()

    def put_back() -> None:
        for name in ("keys.json", "keys.copy.json"):
            (folder / name).write_bytes(old)

    vault.change_passphrase(folder, PASSPHRASE, "a new passphrase", QUICK)
    recovery_key.adopt(folder, recovery_key.draft(folder, "a new passphrase"))
    put_back()
    libraries.open_library(folder, keys=vault.unlock(folder, recovery)).close()
    vault.turn_off(folder, recovery)
    vault.turn_on(folder, "a new passphrase", cost=QUICK)
    put_back()
    keys = vault.unlock(folder, recovery)
    with pytest.raises(LibraryUnavailable):
        libraries.open_library(folder, keys=keys)


def test_guessing_slows_down_and_the_right_one_waits_too(encrypted: tuple[Path, str]) -> None:
    folder, recovery = encrypted
    for _ in range(key_file.FREE_GUESSES):
        with pytest.raises(WrongSecret, match="not the passphrase"):
            vault.unlock(folder, "a guess or two")
    with pytest.raises(WrongSecret, match="Wait 5 more seconds"):
        vault.unlock(folder, PASSPHRASE)
    vault.unlock(folder, recovery)
    vault.unlock(folder, PASSPHRASE)
    with pytest.raises(WrongSecret, match="not the passphrase"):
        vault.unlock(folder, "half a character \udcff")


def test_a_slip_in_the_recovery_key_is_named_and_costs_no_wait(encrypted: tuple[Path, str]) -> None:
    folder, recovery = encrypted
    while sum(one.isdigit() for one in recovery) < 8:  # a rare key does not look like one
        another = recovery_key.draft(folder, PASSPHRASE)
        recovery_key.adopt(folder, another)
        recovery = another.written
    other = "A" if recovery[7] != "A" else "B"
    mistyped = recovery[:7] + other + recovery[8:]
    for _ in range(key_file.FREE_GUESSES + 1):
        in_pairs = " ".join(re.findall("..", mistyped.replace("-", "")))
        for typed in (
            mistyped,
            mistyped.replace("-", ""),
            mistyped.replace("-", " ").lower(),
            mistyped.replace("-", "–"),
            f"“{mistyped}”",
            in_pairs,
            f"{recovery[:-1]}U",
        ):
            with pytest.raises(WrongSecret, match="A character of the recovery key is wrong"):
                vault.unlock(folder, typed)
        for typed in (
            recovery[:-5],
            recovery[:-1],
            recovery[:-1].replace("-", ""),
            f"{recovery[:-1]}*",
            f"{recovery}-{recovery[:4]}",
        ):
            with pytest.raises(WrongSecret, match="8 groups of 4"):
                vault.unlock(folder, typed)
    assert key_file.wait_left(Places(folder)) == 0
    for _ in range(key_file.FREE_GUESSES):
        with pytest.raises(WrongSecret, match="not the passphrase"):
            vault.unlock(folder, "blue door milk cold fish tree")
    with pytest.raises(WrongSecret, match="A character"):
        vault.unlock(folder, mistyped)  # what is wrong is said while guesses have to wait, too
    assert vault.unlock(folder, recovery)


def test_a_recovery_key_that_nobody_kept_is_replaced_once_another_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "diary"
    keys, first = vault.create(folder, PASSPHRASE, QUICK, to_confirm=True)
    shown = vault.enter(folder, PASSPHRASE)
    assert shown.keys == keys
    assert shown.draft is not None
    assert shown.draft.written not in repr(shown)
    # She may have noted the first one after all: it opens, and so it was kept.
    again = vault.enter(folder, PASSPHRASE)
    assert again.draft is not None
    recovery_key.adopt(folder, again.draft)
    assert vault.enter(folder, PASSPHRASE).draft is None
    assert vault.unlock(folder, again.draft.written) == keys
    with pytest.raises(LibraryUnavailable, match="make another"):
        recovery_key.adopt(folder, shown.draft)
    with pytest.raises(WrongSecret):
        vault.unlock(folder, first)


def test_who_unlocks_with_the_recovery_key_has_kept_it(plain: Path) -> None:
    keys, recovery = vault.turn_on(plain, PASSPHRASE, cost=QUICK, to_confirm=True)
    assert vault.enter(plain, PASSPHRASE).draft is not None
    assert vault.enter(plain, recovery) == vault.Entered(keys, vault.choices(plain, keys))
    assert vault.enter(plain, PASSPHRASE).draft is None


def test_a_passphrase_that_looks_like_a_recovery_key_opens(encrypted: tuple[Path, str]) -> None:
    folder, recovery = encrypted
    looks_so = "ABCD-1234-EFGH-5678-JKMN-9012-PQRS-3456"
    vault.change_passphrase(folder, recovery, looks_so, QUICK)
    assert vault.unlock(folder, looks_so)


def test_only_who_had_the_key_can_say_that_the_encryption_is_being_turned_off(
    encrypted: tuple[Path, str],
) -> None:
    folder, _ = encrypted
    places, keys = Places(folder), vault.unlock(folder, PASSPHRASE)
    for said in ("1", "True", "ü", keys.turning_off):
        file = replace(key_file.load(places), plain_left=True, turning_off=said)
        key_file.save(places, file)
        assert vault.enter(folder, PASSPHRASE).turning_off is (said == keys.turning_off)


def test_many_guesses_at_once_are_no_more_than_one_after_the_other(
    encrypted: tuple[Path, str],
) -> None:
    folder, _ = encrypted

    def guess(number: int) -> str:
        try:
            vault.unlock(folder, f"a guess, number {number}")
        except WrongSecret as error:
            return str(error)
        raise AssertionError("opened")

    with ThreadPoolExecutor(24) as threads:
        said = list(threads.map(guess, range(48)))
    assert sum("not the passphrase" in one for one in said) == key_file.FREE_GUESSES
    assert sum("Wait" in one for one in said) == 48 - key_file.FREE_GUESSES


def test_a_lost_key_file_is_named_and_its_copy_serves(encrypted: tuple[Path, str]) -> None:
    folder, _ = encrypted
    (folder / "keys.json").unlink()
    vault.unlock(folder, PASSPHRASE)
    assert (folder / "keys.json").exists()
    for name in ("keys.json", "keys.copy.json"):
        (folder / name).unlink()
    with pytest.raises(LibraryUnavailable, match="key file"):
        libraries.open_library(folder)


def test_turning_it_on_keeps_everything_and_leaves_nothing_readable(plain: Path) -> None:
    with closing(libraries.open_library(plain)) as library:
        before = seen(library)
    heard: list[tuple[int, int]] = []
    keys, recovery = vault.turn_on(
        plain, PASSPHRASE, lambda done, of: heard.append((done, of)), cost=QUICK
    )
    assert heard[-1] == (3, 3)
    assert not readable(plain)
    assert vault.unlock(plain, PASSPHRASE) == vault.unlock(plain, recovery) == keys
    with closing(libraries.open_library(plain, keys=keys)) as library:
        assert seen(library) == before
        assert library.safekeeping.check() == []
        library.trash.empty()
    left = {path.name for path in plain.iterdir()}
    assert left & {"library.sqlite3", "thumbnails.sqlite3", "settings.json"} == set()
    assert "It is encrypted" in (plain / "README.txt").read_text()


def test_turning_it_off_gives_the_very_same_files_back(plain: Path) -> None:
    originals = {
        path.relative_to(plain): path.read_bytes()
        for folder in ("photos", "trash")
        for path in (plain / folder).rglob("*.*")
    }
    (plain / "photos" / "stray.txt").write_bytes(b"belongs to nobody")
    with closing(libraries.open_library(plain)) as library:
        before = seen(library)
    _, recovery = vault.turn_on(plain, PASSPHRASE, cost=QUICK)
    vault.turn_off(plain, recovery)
    assert not libraries.is_encrypted(plain)
    with closing(libraries.open_library(plain)) as library:
        assert seen(library) == before
    for name, data in originals.items():
        assert (plain / name).read_bytes() == data
    assert (plain / "photos" / "stray.txt").read_bytes() == b"belongs to nobody"
    assert not list(plain.rglob("*.sealed"))
    assert not list(plain.glob("*.sqlcipher*"))
    assert not list(plain.glob("keys*"))
    with closing(sqlite3.connect(plain / "library.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM entry").fetchone()[0] == 2


@pytest.mark.parametrize("after", [0, 1, 2])
def test_stopping_it_leaves_all_as_it_was(plain: Path, after: int) -> None:
    def files() -> dict[str, bytes]:
        paths = (path for path in plain.rglob("*") if path.is_file())
        return {
            str(path.relative_to(plain)): path.read_bytes()
            for path in paths
            if "sqlite" not in path.name and path.suffix != ".sqlcipher"
        }

    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > after

    before = files()
    with pytest.raises(ConversionStopped, match="as it was"):
        vault.turn_on(plain, PASSPHRASE, cancelled=stop, cost=QUICK)
    assert files() == before
    assert not vault.is_interrupted(plain)
    vault.turn_on(plain, PASSPHRASE, cost=QUICK)
    before = {name: data for name, data in files().items() if not name.startswith("keys")}
    asked.clear()
    with pytest.raises(ConversionStopped):
        vault.turn_off(plain, PASSPHRASE, cancelled=stop)
    assert {name: data for name, data in files().items() if not name.startswith("keys")} == before
    vault.unlock(plain, PASSPHRASE)


def test_it_is_not_turned_on_while_another_program_has_the_library(plain: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from recovery_app.services import library;"
        "opened = library.open_library(Path(sys.argv[1])); print('open', flush=True);"
        "sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, plain],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout
        assert other.stdin
        other.stdout.readline()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("recovery_app.storage.connections.BUSY_SECONDS", 0.01)
            with pytest.raises(LibraryInUse, match="close it there"):
                vault.turn_on(plain, PASSPHRASE, cost=QUICK)
        other.stdin.close()
    assert not libraries.is_encrypted(plain)
    vault.turn_on(plain, PASSPHRASE, cost=QUICK)


def test_who_opened_it_just_before_is_told_to_open_it_again(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The state is looked at again once the database is open: from then on nobody changes it."""
    open_reading = libraries.DayReader

    def slow(places: libraries.Places) -> libraries.DayReader:
        reader = open_reading(places)
        (plain / "keys.json").write_text("{}")
        return reader

    monkeypatch.setattr(libraries, "DayReader", slow)
    with pytest.raises(LibraryUnavailable, match="open it again"):
        Library(plain)


def test_older_backups_that_are_not_encrypted_are_named(plain: Path) -> None:
    with closing(libraries.open_library(plain)) as library:
        old = library.safekeeping.backup()
    killed = plain / "backups" / "recovery-x.part"
    killed.mkdir()
    (killed / "library.sqlite3").write_bytes(b"SQLite format")
    (plain / "backups" / "before-merge-x.sqlite3.part").write_bytes(b"SQLite format")
    keys, _ = vault.turn_on(plain, PASSPHRASE, cost=QUICK)
    assert vault.plain_backups(plain) == [old]
    assert not list(plain.rglob("*.part"))
    with closing(libraries.open_library(plain, keys=keys)) as library:
        new = library.safekeeping.backup()
    assert vault.plain_backups(plain) == [old]
    assert vault.delete_plain_backups(plain) == 1
    assert new.exists()
    assert not old.exists()


def test_a_library_that_is_no_library_cannot_be_encrypted(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        vault.turn_on(tmp_path / "nowhere", PASSPHRASE, cost=QUICK)
    (tmp_path / "file").write_text("here")
    with pytest.raises(LibraryUnavailable, match="not empty"):
        vault.create(tmp_path, PASSPHRASE, cost=QUICK)
    with pytest.raises(WrongInput):
        vault.create(tmp_path / "new", "1234567", cost=QUICK)
    assert not (tmp_path / "new").exists()


def test_an_encrypted_library_is_not_encrypted_twice(encrypted: tuple[Path, str]) -> None:
    with pytest.raises(LibraryLocked):
        vault.turn_on(encrypted[0], PASSPHRASE, cost=QUICK)


def test_a_plain_library_loads_nothing_that_encrypts(plain: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from recovery_app.services import library;"
        "opened = library.open_library(Path(sys.argv[1])); opened.load();"
        "opened.photos.thumbnail(opened.photos.every()[0], 64); opened.settings; opened.close();"
        "print([name for name in ('cryptography', 'sqlcipher3') if name in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", script, plain], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"


def test_the_default_cost_is_what_the_papers_say() -> None:
    assert Cost(memory_kib=262_144, passes=2, lanes=4) == vault.COST
    assert conversion.PLAIN == ".sqlite3"
