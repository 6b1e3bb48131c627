"""A sample of `make torture`: flipped bits, hostile files, two writers, libraries of old versions."""

from pathlib import Path
from random import Random

from tests.torture import damage, hostile, old_versions, together


def test_a_flipped_bit_is_named_or_of_no_consequence(tmp_path: Path) -> None:
    shares = dict.fromkeys(damage.SHARES, 3)
    met = damage.damage(tmp_path, shares, Random().randrange(1 << 30))
    assert not [what for what in met if damage.UNNOTICED in what], met
    assert met.total() == 3 * len(shares)


def test_what_was_made_to_do_harm_does_none(tmp_path: Path) -> None:
    met = hostile.be_hostile(tmp_path, rows=100_000, every=20)
    assert {"names that lead out", "links and devices", "wrong hashes", "bombs", "cut short"} < {
        *met
    }


def test_two_processes_lose_nothing_of_each_other(tmp_path: Path) -> None:
    assert together.write_together(tmp_path, 0.4)["photos"] > 0


def test_every_earlier_version_can_be_kept_safe(tmp_path: Path) -> None:
    assert old_versions.open_old(tmp_path)["versions"] == len(old_versions.VERSIONS)
