"""The data key opens by passphrase and by recovery key, and by nothing that is only nearly so."""

import json
import unicodedata
from dataclasses import replace

import pytest

from recovery_app.errors import LibraryNewer, LibraryUnavailable, WrongSecret
from recovery_app.storage import key_file, keys
from recovery_app.storage.keys import Cost, KeyFile
from recovery_app.storage.places import Places

QUICK = Cost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "four blue kettles by the sea"


@pytest.fixture
def made() -> tuple[KeyFile, bytes, str]:
    """Make a key file, its data key and the recovery key in writing."""
    return keys.create(PASSPHRASE, QUICK)


def test_passphrase_and_recovery_key_open_the_same_key(made: tuple[KeyFile, bytes, str]) -> None:
    file, data_key, written = made
    again = keys.parse(file.text())
    assert again == file
    assert again.with_passphrase(PASSPHRASE) == data_key
    assert again.with_recovery_key(written) == data_key
    assert again.with_recovery_key(f" {written.lower().replace('-', ' ')}\n") == data_key
    assert data_key.hex().encode() not in file.text()


def test_a_recovery_key_is_read_as_people_write_it(made: tuple[KeyFile, bytes, str]) -> None:
    file, data_key, written = made
    assert len(written.split("-")) == 8
    assert not set(written) & set("OILU")
    assert file.with_recovery_key(written.replace("0", "O").replace("1", "l")) == data_key


@pytest.mark.parametrize("wrong", ["", PASSPHRASE + " ", PASSPHRASE.upper(), PASSPHRASE[:-1]])
def test_a_wrong_passphrase_opens_nothing(made: tuple[KeyFile, bytes, str], wrong: str) -> None:
    with pytest.raises(WrongSecret, match="not the passphrase"):
        made[0].with_passphrase(wrong)


def test_an_accent_in_one_piece_or_two_is_the_same_passphrase() -> None:
    file, data_key, _ = keys.create(unicodedata.normalize("NFC", "crème brûlée"), QUICK)
    assert file.with_passphrase(unicodedata.normalize("NFD", "crème brûlée")) == data_key


def test_a_mistyped_recovery_key_is_told_from_a_strange_one(
    made: tuple[KeyFile, bytes, str],
) -> None:
    file, _, written = made
    other = "3" if written[2] != "3" else "4"
    with pytest.raises(WrongSecret, match="A character"):
        file.with_recovery_key(written[:2] + other + written[3:])
    with pytest.raises(WrongSecret, match="8 groups of 4"):
        file.with_recovery_key(written[:-1])
    with pytest.raises(WrongSecret, match=r"A character|8 groups"):
        file.with_recovery_key("Ü" * 32)
    _, _, strange = keys.create("another library", QUICK)
    with pytest.raises(WrongSecret, match="another library"):
        file.with_recovery_key(strange)


def test_what_is_changed_opens_anew_and_the_old_one_does_not(
    made: tuple[KeyFile, bytes, str],
) -> None:
    file, data_key, written = made
    changed = file.another_passphrase(data_key, "something else", QUICK)
    assert changed.with_passphrase("something else") == data_key
    assert changed.with_recovery_key(written) == data_key
    with pytest.raises(WrongSecret):
        changed.with_passphrase(PASSPHRASE)
    renewed, new = changed.another_recovery_key(data_key)
    assert renewed.with_recovery_key(new) == data_key
    assert renewed.with_passphrase("something else") == data_key
    with pytest.raises(WrongSecret):
        renewed.with_recovery_key(written)


def test_a_cheaper_lock_cannot_be_slipped_in(made: tuple[KeyFile, bytes, str]) -> None:
    cheaper = replace(made[0], cost=replace(QUICK, memory_kib=32))
    with pytest.raises(WrongSecret):
        cheaper.with_passphrase(PASSPHRASE)


def test_keys_of_different_purposes_differ_and_are_never_shown(
    made: tuple[KeyFile, bytes, str],
) -> None:
    derived = keys.derived(made[1])
    parts = {derived.database, derived.thumbnails, derived.files, derived.names, made[1]}
    assert len(parts) == 5
    assert all(part.hex() not in repr(derived) for part in parts)
    assert repr(derived.database) not in repr(derived)


def test_every_flipped_bit_of_a_key_file_is_noticed(made: tuple[KeyFile, bytes, str]) -> None:
    text = made[0].text()
    for at in range(len(text)):
        damaged = bytearray(text)
        damaged[at] ^= 1 << at % 8
        try:
            found = keys.parse(bytes(damaged))
        except LibraryUnavailable:
            continue
        assert found == made[0]  # a letter of a name in another case, a blank: it says the same


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"null", b"{}", b"\xff", b'{"check": 1}', b"[" * 99999]
)
def test_what_is_no_key_file_is_said_to_be_damaged(text: bytes) -> None:
    with pytest.raises(LibraryUnavailable, match="damaged"):
        keys.parse(text)


def test_a_key_file_that_wants_all_memory_or_is_newer_is_refused(
    made: tuple[KeyFile, bytes, str],
) -> None:
    greedy = replace(made[0], cost=Cost(memory_kib=1 << 30))
    with pytest.raises(LibraryUnavailable, match="damaged"):
        keys.parse(greedy.text())
    said = json.loads(made[0].text())
    said["version"] = 2
    del said["check"]
    said["check"] = keys._check(said)
    with pytest.raises(LibraryNewer, match="newer"):
        keys.parse(json.dumps(said).encode())


def test_the_copy_opens_a_library_whose_key_file_is_damaged(
    places: Places, made: tuple[KeyFile, bytes, str]
) -> None:
    key_file.save(places, made[0])
    assert places.encrypted
    places.key_file.write_bytes(b"\0" * 100)
    assert key_file.load(places) == made[0]
    key_file.mend(places)
    assert key_file.read(places.key_file) == made[0]
    places.key_file.unlink()
    assert places.encrypted
    assert key_file.load(places) == made[0]
    places.key_copy.unlink()
    assert not places.encrypted


def test_waits_grow_with_wrong_passphrases_and_survive_a_restart(places: Places) -> None:
    for _ in range(key_file.FREE_GUESSES):
        assert key_file.wait_left(places) == 0
        key_file.count_failure(places)
    waits = []
    for _ in range(9):
        waits.append(round(key_file.wait_left(places)))
        key_file.count_failure(places)
    assert waits == [5, 10, 20, 40, 80, 160, 300, 300, 300]
    key_file.forget_failures(places)
    assert key_file.wait_left(places) == 0


@pytest.mark.parametrize("said", [b"", b"[]", b'{"failures": "x", "last": 3}', b"\xff"])
def test_a_damaged_count_of_guesses_locks_nobody_out(places: Places, said: bytes) -> None:
    (places.folder / "attempts.json").write_bytes(said)
    assert key_file.wait_left(places) == 0


def test_a_clock_set_back_a_year_makes_no_wait_of_a_year(places: Places) -> None:
    said = {"failures": 4, "last": "2099-01-01T00:00:00+00:00"}
    (places.folder / "attempts.json").write_bytes(json.dumps(said).encode())
    assert 0 < key_file.wait_left(places) <= 10
    kept = json.loads((places.folder / "attempts.json").read_bytes())
    assert not kept["last"].startswith("2099"), "the wait would begin anew with each attempt"
    assert kept["failures"] == 4
