"""The keys of an encrypted library: one data key, locked twice, and what is derived from it.

The data key is random and never changes while the library stays encrypted. `keys.json` holds it
twice, wrapped: by the passphrase and by the recovery key. Formats: docs/security.md.
"""

import base64
import hashlib
import hmac
import json
import os
import re
import unicodedata
from dataclasses import asdict, dataclass, field, replace
from typing import Any, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from recovery_app.errors import LibraryNewer, LibraryUnavailable, WrongSecret

FORMAT, VERSION = "recovery-app keys", 1
KEY_BYTES = 32
ONCE = bytes(12)
"""The nonce of a key that encrypts one message in its life: a fresh salt makes a fresh key."""
RECOVERY_BYTES, CHECK_BYTES = 18, 2
GROUP = 4
"""Characters of the recovery key that are written together."""

_BASE32, _CROCKFORD = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_WRITTEN = bytes.maketrans(_BASE32, _CROCKFORD)
_READ = bytes.maketrans(_CROCKFORD + b"U", _BASE32 + b"!")
"""No key holds a U; left alone, it would be read as the letter for which base 32 has it."""
_LOOK_ALIKE = str.maketrans("OIL", "011")
_WRITTEN_LENGTH = (RECOVERY_BYTES + CHECK_BYTES) * 8 // 5
_GROUPS_THAT_TELL, _DIGITS_THAT_TELL = 6, 3
"""Two of the eight groups may be mistyped; one key in a thousand has fewer digits."""
_MOST_MEMORY_KIB, _MOST_PASSES, _MOST_LANES = 1 << 21, 64, 16

_DAMAGED = "The key file “keys.json” is damaged; put the one from your last backup in its place."


@dataclass(frozen=True, slots=True)
class Keys:
    """What an open library works with, each derived from the data key for one purpose."""

    database: bytes = field(repr=False)
    thumbnails: bytes = field(repr=False)
    files: bytes = field(repr=False)
    names: bytes = field(repr=False)

    def stored_name(self, file: str) -> str:
        """Return the name under which a file is stored: one that tells nothing without the key.

        A name made of the plain hash would let anyone with a copy of a picture see that it is here.
        """
        return hmac.new(self.names, file.encode(), hashlib.sha256).hexdigest()

    @property
    def turning_off(self) -> str:
        """What a key file says while the encryption is being turned off.

        Only who had the key can say it: nobody who reaches the folder makes the window ask for it.
        """
        return self.stored_name("turning off")


@dataclass(frozen=True, slots=True)
class Cost:
    """How hard Argon2id works; the default takes about half a second on a small laptop.

    Attributes:
        memory_kib: memory that each guess needs.
        passes: over that memory.
        lanes: that can be worked on at a time.
    """

    memory_kib: int = 256 * 1024
    passes: int = 2
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Wrapped:
    """The data key, locked by another key."""

    salt: bytes
    key: bytes


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What `keys.json` holds; worth nothing without passphrase or recovery key.

    Attributes:
        cost: of the passphrase's Argon2id.
        by_passphrase, by_recovery: the same data key twice.
        plain_left: whether unencrypted files of before are still to be removed.
        turning_off: `Keys.turning_off` if turning the encryption off was begun and not finished.
        recovery_kept: whether she said that she has a copy of the recovery key.
    """

    cost: Cost
    by_passphrase: Wrapped
    by_recovery: Wrapped
    plain_left: bool = False
    turning_off: str = ""
    recovery_kept: bool = True

    def with_passphrase(self, passphrase: str) -> bytes:
        """Return the data key.

        Raises:
            WrongSecret: if that is not the passphrase.
        """
        key = _from_passphrase(passphrase, self.by_passphrase.salt, self.cost)
        found = _unwrapped(self.by_passphrase, key, _bound(self.cost))
        if found is None:
            raise WrongSecret("That is not the passphrase of this library.")
        return found

    def with_recovery_key(self, written: str) -> bytes:
        """Return the data key.

        Raises:
            WrongSecret: if that is not the recovery key, or it was mistyped.
        """
        key = _from_recovery(_read_recovery(written), self.by_recovery.salt)
        found = _unwrapped(self.by_recovery, key, b"recovery")
        if found is None:
            raise WrongSecret("That recovery key belongs to another library, or to an older key.")
        return found

    def another_passphrase(self, data_key: bytes, passphrase: str, cost: Cost) -> "KeyFile":
        """Return the file with a new passphrase; the recovery key stays."""
        return replace(self, cost=cost, by_passphrase=_by_passphrase(data_key, passphrase, cost))

    def another_recovery_key(self, data_key: bytes) -> "tuple[KeyFile, str]":
        """Return the file with a new recovery key, and that key as it is written down."""
        wrapped, written = _by_recovery(data_key)
        return replace(self, by_recovery=wrapped), written

    def text(self) -> bytes:
        """Return the content of the file."""
        said: dict[str, Any] = {
            "format": FORMAT,
            "version": VERSION,
            "passphrase": {"kdf": "argon2id", **asdict(self.cost), **_hex(self.by_passphrase)},
            "recovery": {"kdf": "hkdf-sha256", **_hex(self.by_recovery)},
            "plain_left": self.plain_left,
            "turning_off": self.turning_off,
            "recovery_kept": self.recovery_kept,
        }
        return json.dumps({**said, "check": _check(said)}, indent=1).encode()


def create(passphrase: str, cost: Cost) -> tuple[KeyFile, bytes, str]:
    """Make a new data key; return its key file, the data key, and the recovery key in writing."""
    data_key = os.urandom(KEY_BYTES)
    wrapped, written = _by_recovery(data_key)
    return KeyFile(cost, _by_passphrase(data_key, passphrase, cost), wrapped), data_key, written


def parse(text: bytes) -> KeyFile:
    """Read what `KeyFile.text` wrote.

    Raises:
        LibraryUnavailable: if it is damaged.
        LibraryNewer: if a newer version of the program wrote it.
    """
    try:
        found = cast("dict[str, Any]", json.loads(text))
        check = found.pop("check")
        if found["format"] != FORMAT or check != _check(found):
            raise LibraryUnavailable(_DAMAGED)
        if found["version"] != VERSION:
            raise LibraryNewer(
                "This library was encrypted by a newer version of the program;"
                " update the program to open it."
            )
        lock, recovery = found["passphrase"], found["recovery"]
        cost = Cost(*(int(lock[name]) for name in ("memory_kib", "passes", "lanes")))
        # What is made to take all memory is no key file of ours.
        if cost.memory_kib > _MOST_MEMORY_KIB or cost.passes > _MOST_PASSES:
            raise LibraryUnavailable(_DAMAGED)
        if cost.lanes > _MOST_LANES:
            raise LibraryUnavailable(_DAMAGED)
        return KeyFile(
            cost,
            _wrapped(lock),
            _wrapped(recovery),
            bool(found["plain_left"]),
            turning_off=str(found.get("turning_off", "")),  # older files do not say so
            recovery_kept=bool(found.get("recovery_kept", True)),
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise LibraryUnavailable(_DAMAGED) from error


def derived(data_key: bytes) -> Keys:
    """Derive the keys that an open library works with."""

    def of(purpose: str) -> bytes:
        return _hkdf(data_key, b"", f"recovery-app 1 {purpose}".encode())

    return Keys(of("database"), of("thumbnails"), of("files"), of("names"))


def file_key(files: bytes, salt: bytes) -> bytes:
    """Derive the key of a single sealed file."""
    return _hkdf(files, salt, b"recovery-app 1 file")


def _hkdf(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=purpose).derive(key)


def _by_passphrase(data_key: bytes, passphrase: str, cost: Cost) -> Wrapped:
    salt = os.urandom(KEY_BYTES)
    key = _from_passphrase(passphrase, salt, cost)
    return Wrapped(salt, AESGCM(key).encrypt(ONCE, data_key, _bound(cost)))


def _by_recovery(data_key: bytes) -> tuple[Wrapped, str]:
    secret, salt = os.urandom(RECOVERY_BYTES), os.urandom(KEY_BYTES)
    key = _from_recovery(secret, salt)
    wrapped = Wrapped(salt, AESGCM(key).encrypt(ONCE, data_key, b"recovery"))
    return wrapped, _written_recovery(secret)


def _unwrapped(wrapped: Wrapped, key: bytes, bound: bytes) -> bytes | None:
    try:
        return AESGCM(key).decrypt(ONCE, wrapped.key, bound)
    except InvalidTag:
        return None


def _from_passphrase(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    # One spelling for what looks the same: keyboards write an accent in one piece or in two.
    # Half a character, which a terminal or a window may hand over, is as wrong as any other.
    secret = unicodedata.normalize("NFC", passphrase).encode(errors="surrogatepass")
    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return kdf.derive(secret)


def _from_recovery(secret: bytes, salt: bytes) -> bytes:
    # It is random and long already: nothing has to make guessing slow.
    return _hkdf(secret, salt, b"recovery-app 1 recovery")


def _bound(cost: Cost) -> bytes:
    return f"passphrase {cost.memory_kib} {cost.passes} {cost.lanes}".encode()


def _written_recovery(secret: bytes) -> str:
    sum_of = hashlib.sha256(secret).digest()[:CHECK_BYTES]
    letters = base64.b32encode(secret + sum_of).translate(_WRITTEN).decode()
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def _read_recovery(written: str) -> bytes:
    letters = "".join(one for one in written.upper() if one.isalnum()).translate(_LOOK_ALIKE)
    if len(letters) != _WRITTEN_LENGTH or not letters.isascii():
        groups = _WRITTEN_LENGTH // GROUP
        raise WrongSecret(f"A recovery key has {groups} groups of {GROUP} characters.")
    try:
        both = base64.b32decode(letters.encode().translate(_READ))
    except ValueError:
        both = b""
    secret, sum_of = both[:RECOVERY_BYTES], both[RECOVERY_BYTES:]
    if hashlib.sha256(secret).digest()[:CHECK_BYTES] != sum_of:
        raise WrongSecret("A character of the recovery key is wrong; compare it with your copy.")
    return secret


def meant_as_recovery_key(typed: str) -> bool:
    """Whether somebody copied a recovery key, perhaps with a slip, rather than typed a passphrase.

    That is told by its form alone: almost all groups of four, or its number of characters in one
    piece or in even groups, whatever lies between them, and digits among them. A passphrase of such
    a form is longer than anybody guesses.
    """
    groups = [one for one in re.split(r"[\W_]+", typed.upper()) if one]
    letters = "".join(groups)
    whole = len(groups) == 1 and abs(len(letters) - _WRITTEN_LENGTH) <= 1
    evenly = len(letters) == _WRITTEN_LENGTH and all(len(one) % 2 == 0 for one in groups)
    in_groups = sum(len(one) == GROUP for one in groups) >= _GROUPS_THAT_TELL
    return (
        (whole or evenly or in_groups)
        and len(letters) <= 2 * _WRITTEN_LENGTH
        and letters.isascii()
        and sum(one.isdigit() for one in letters) >= _DIGITS_THAT_TELL
    )


def _check(said: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _hex(wrapped: Wrapped) -> dict[str, str]:
    return {"salt": wrapped.salt.hex(), "key": wrapped.key.hex()}


def _wrapped(found: dict[str, Any]) -> Wrapped:
    return Wrapped(bytes.fromhex(found["salt"]), bytes.fromhex(found["key"]))
