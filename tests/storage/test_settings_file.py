"""Choices are never a reason not to start: what cannot be read falls back to the default."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from recovery_app.domain.settings import Settings, Theme
from recovery_app.storage import settings_file
from recovery_app.storage.places import Places

CHOSEN = Settings(Theme.DARK, "SGD", "+65 1234", "2026-03-02T21:00:00+08:00")


def test_without_a_file_everything_is_as_it_comes(places: Places):
    assert settings_file.load(places) == Settings()


def test_choices_come_back(places: Places):
    settings_file.save(places, CHOSEN)
    assert settings_file.load(places) == CHOSEN
    assert oct(places.settings.stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b'{"theme": "da', b"\xff\xfe\x00", b"[]", b"null", b'"dark"', b"[" * 100_000],
    ids=["empty", "brace", "cut", "bytes", "list", "null", "text", "deep"],
)
def test_a_damaged_file_is_as_good_as_none_and_can_be_written_again(places: Places, damage: bytes):
    places.settings.write_bytes(damage)
    assert settings_file.load(places) == Settings()
    settings_file.save(places, CHOSEN)
    assert settings_file.load(places) == CHOSEN


def test_a_folder_in_its_place_is_as_good_as_none(places: Places):
    places.settings.mkdir()
    assert settings_file.load(places) == Settings()


@pytest.mark.parametrize("wrong", ["purple", "", None, 3, [], {}, True, ["dark"]])
def test_a_wrong_value_falls_back_alone(places: Places, wrong: Any):
    for name in ("theme", "currency", "clinic_phone"):
        settings_file.save(places, CHOSEN)
        known = json.loads(places.settings.read_bytes())
        places.settings.write_text(json.dumps({**known, name: wrong}))
        expected = (
            wrong if name != "theme" and isinstance(wrong, str) else getattr(Settings(), name)
        )
        assert settings_file.load(places) == replace(CHOSEN, **{name: expected})


def test_keys_of_a_newer_version_stay(places: Places):
    places.settings.write_text('{"theme": "light", "language": "ta", "backups": {"keep": 7}}')
    settings_file.save(places, replace(settings_file.load(places), currency="EUR"))
    known = json.loads(places.settings.read_bytes())
    assert known["language"] == "ta"
    assert known["backups"] == {"keep": 7}
    assert settings_file.load(places) == Settings(Theme.LIGHT, "EUR")


def test_a_change_touches_only_what_it_names(places: Places):
    settings_file.save(places, CHOSEN)
    assert settings_file.change(places, lambda now: replace(now, currency="EUR"))
    assert settings_file.load(places) == replace(CHOSEN, currency="EUR")


def test_a_change_that_changes_nothing_writes_nothing(places: Places):
    assert not settings_file.change(places, lambda now: replace(now, currency=""))
    assert not places.settings.exists()


@pytest.mark.skipif(os.name != "posix", reason="a folder cannot be locked there")
def test_changes_at_the_same_time_are_all_kept(places: Places):
    def longer(_: int) -> None:
        settings_file.change(places, lambda now: replace(now, lock_minutes=now.lock_minutes + 1))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(longer, range(24)))
    assert settings_file.load(places).lock_minutes == Settings().lock_minutes + 24
