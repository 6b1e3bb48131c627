"""Sealed files: they come back as they were, under their own name, or not at all."""

import os
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery_app.domain.settings import Settings, Theme
from recovery_app.errors import LibraryUnavailable
from recovery_app.storage import connections, keys, photo_files, sealed, settings_file
from recovery_app.storage.places import Places

KEYS = keys.derived(bytes(range(32)))
FEW = settings.get_profile("storage")
FILE = f"photos/ab/ab{'0' * 62}.jpg"


@pytest.fixture
def encrypted(places: Places) -> Places:
    """Give the paths of a library whose files are sealed."""
    return Places(places.folder, KEYS)


@settings(FEW)
@given(st.binary(max_size=300) | st.integers(sealed.STEP - 90, sealed.STEP + 90).map(os.urandom))
def test_what_was_sealed_comes_back(data: bytes) -> None:
    text = sealed.seal(KEYS, "stored", FILE, data)
    assert sealed.unseal(KEYS, "stored", text) == (FILE, data)


def test_nothing_of_the_content_and_not_its_length_shows() -> None:
    data = b"redness " * 1000
    text = sealed.seal(KEYS, "stored", FILE, data)
    assert b"redness" not in text
    assert FILE.encode() not in text
    assert len(text) == len(sealed.seal(KEYS, "stored", FILE, data + b"more"))
    assert text != sealed.seal(KEYS, "stored", FILE, data)


def test_a_changed_byte_anywhere_is_noticed() -> None:
    text = sealed.seal(KEYS, "stored", FILE, b"a picture")
    for at in (*range(80), len(text) // 2, *range(len(text) - 20, len(text))):
        damaged = bytearray(text)
        damaged[at] ^= 1
        with pytest.raises(LibraryUnavailable, match="damaged"):
            sealed.unseal(KEYS, "stored", bytes(damaged))


@pytest.mark.parametrize("length", [0, 7, 8, 39, 40, 41, 60, -1])
def test_a_file_that_was_cut_short_is_noticed(length: int) -> None:
    text = sealed.seal(KEYS, "stored", FILE, b"a picture")
    with pytest.raises(LibraryUnavailable, match="damaged"):
        sealed.unseal(KEYS, "stored", text[:length])


def test_files_cannot_be_swapped_and_other_keys_open_nothing() -> None:
    text = sealed.seal(KEYS, "one", FILE, b"a picture")
    with pytest.raises(LibraryUnavailable):
        sealed.unseal(KEYS, "another", text)
    with pytest.raises(LibraryUnavailable):
        sealed.unseal(keys.derived(bytes(32)), "one", text)


def test_an_original_is_kept_put_away_and_discarded_without_its_name_showing(
    encrypted: Places,
) -> None:
    data = b"a picture" * 100
    file = f"photos/ab/{photo_files.hash_of(data)}.jpg"
    path = photo_files.keep(encrypted, data, file)
    assert photo_files.read(encrypted, file) == data
    assert photo_files.keep(encrypted, data, file) == path
    assert photo_files.hash_of(data) not in str(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"a picture" not in path.read_bytes()
    photo_files.to_trash(encrypted, file)
    assert photo_files.read(encrypted, file) == data
    assert not path.exists()
    photo_files.from_trash(encrypted, file)
    assert path.exists()
    assert [str(one) for one in photo_files.every(encrypted)] == [
        str(path.relative_to(encrypted.folder))
    ]
    photo_files.discard(encrypted, file)
    assert not list(photo_files.every(encrypted))


def test_bytes_that_a_disk_lost_are_written_again(encrypted: Places) -> None:
    path = photo_files.keep(encrypted, b"a picture", FILE)
    path.write_bytes(b"rubbish")
    photo_files.keep(encrypted, b"a picture", FILE)
    assert photo_files.read(encrypted, FILE) == b"a picture"


def test_choices_are_sealed_too(encrypted: Places) -> None:
    choices = Settings(theme=Theme.DARK, clinic_phone="555 0100")
    settings_file.save(encrypted, choices)
    assert settings_file.load(encrypted) == choices
    assert b"555" not in encrypted.settings.read_bytes()
    assert not (encrypted.folder / "settings.json").exists()
    encrypted.settings.write_bytes(b"rubbish")
    assert settings_file.load(encrypted) == Settings()


def test_what_sqlite_sorts_is_never_on_disk() -> None:
    with closing(connections.module_for(KEYS.database).connect(":memory:")) as connection:
        built = {row[0] for row in connection.execute("PRAGMA compile_options")}
        assert built & {"TEMP_STORE=2", "TEMP_STORE=3"}
        assert connection.execute("PRAGMA temp_store").fetchone() == (0,)  # as it was built
