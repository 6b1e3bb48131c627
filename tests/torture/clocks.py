"""Clocks that are set back or forward by a year, and clocks of other zones."""

import os
import sys
import time
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from datetime import time as clock_time
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any
from unittest.mock import patch

from recovery_app.domain import moments
from recovery_app.domain.entries import EntryChange
from recovery_app.errors import WrongInput
from recovery_app.services.library import Library
from recovery_app.storage import key_file
from recovery_app.storage.places import Places
from tests.torture import diary
from tests.torture.deeds import TASKS, Task, refused
from tests.torture.diary import Stage, clean, held, opened
from tests.torture.rooms import templates

YEAR = timedelta(days=365)
ZONES = (
    "UTC",
    "Asia/Singapore",
    "Pacific/Auckland",
    "Pacific/Kiritimati",
    "America/Los_Angeles",
    "America/St_Johns",
    "Europe/Berlin",
    "Australia/Lord_Howe",
)
NIGHTS = (date(2025, 3, 9), date(2025, 3, 30), date(2025, 10, 26), date(2025, 11, 2))
"""Days on which clocks change, here or there."""


@cache
def load_everything() -> None:
    """Load each module below the window: one that is loaded later would see the right clock."""
    for below in ("domain", "imaging", "storage", "services"):
        package = import_module(f"recovery_app.{below}")
        for found in iter_modules(package.__path__, f"{package.__name__}."):
            import_module(found.name)


@contextmanager
def clock_set(by: timedelta) -> Generator[None]:
    """Let the program's clock be wrong by so much; the machine's own goes on as it is."""
    load_everything()

    class Wrong(datetime, metaclass=_Passes):
        """A datetime whose now is another one."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) + by

    patches = [
        patch.object(module, "datetime", Wrong)
        for name, module in list(sys.modules.items())
        if name.startswith("recovery_app.") and getattr(module, "datetime", None) is datetime
    ]
    for one in patches:
        one.start()
    try:
        yield
    finally:
        for one in patches:
            one.stop()


class _Passes(type(datetime)):
    """Lets every datetime pass for one of the wrong clock's."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, datetime)


@contextmanager
def zone(name: str) -> Generator[None]:
    """Let this process live in another zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()


def set_wrong(folder: Path, tasks: tuple[Task, ...] = TASKS) -> Counter[str]:
    """Do everything with a clock that is a year late, and one that is a year early, then rightly."""
    met, began = Counter[str](), templates(folder)
    for name, by in (("a year back", -YEAR), ("a year forward", YEAR)):
        for task in tasks:
            stage = began[task.template].copy(folder / "run")
            with clock_set(by):
                assert not refused(task, stage), f"{task.name} does not work {name}"
            with opened(stage.library) as library:
                clean(library)
            met[f"deeds, {name}"] += 1
        met[f"lived, {name}"] += _lived(began["plain"].copy(folder / "run"), by)
    _guesses(began["locked"].copy(folder / "run"))
    return met


def _lived(stage: Stage, by: timedelta) -> int:
    """Note, delete and back up before, while and after the clock is wrong; nothing of it is lost."""
    done = 0
    with opened(stage.library) as library:
        # The stage was backed up when it was made: this minute, or one before, and then none is due.
        long_ago = diary.NOW.replace(year=2025).isoformat()
        library.choose(lambda settings: replace(settings, last_backup=long_ago))
        for right, now_by in ((True, timedelta()), (False, by), (True, timedelta())):
            with clock_set(now_by):
                now = moments.now()
                made = library.journal.log(now, EntryChange({"redness": 2}, note=f"{done}")).entry
                # What was noted by the other clock may lie in the future; it can be changed.
                for one in library.journal.of_days(date(2020, 1, 1), date(2040, 1, 1)):
                    library.journal.record(one.id, one.at, EntryChange({"pain": 1}))
                _no_future(library)
                assert library.backing_up.is_due(now) or not right, (done, now, library.settings)
                report = library.backing_up.make(now)
                assert not report.trouble
                library.backing_up.remember(report)
                kept = library.backing_up.kept()
                assert now.isoformat()[:10] in {one.counts.made_at.isoformat()[:10] for one in kept}
                library.safekeeping.backup()
                if now_by <= timedelta():  # a clock that is early empties the trash early
                    assert library.trash.empty() == 0
                assert made.id in {one.id for one in library.today.look(now.date()).entries}
                clean(library)
                done += 1
        assert len(library.journal.of_days(date(2020, 1, 1), date(2040, 1, 1))) >= 2 + 2
    return done


def _no_future(library: Library) -> None:
    try:
        library.journal.log(moments.now() + timedelta(hours=2), EntryChange({"redness": 1}))
    except WrongInput as error:
        diary.a_sentence(error)
    else:
        raise AssertionError("something was noted in the future")


def _guesses(stage: Stage) -> None:
    """After wrong guesses nobody waits for a year because a clock was set back."""
    places = Places(stage.library)
    for _ in range(6):
        key_file.count_failure(places)
    for by in (-YEAR, YEAR):
        with clock_set(by):
            assert key_file.wait_left(places) <= key_file.LONGEST_WAIT


def travel(folder: Path, zones: Sequence[str] = ZONES) -> Counter[str]:
    """Note in one zone and read in every other: an evening stays the evening it was."""
    met, stage = Counter[str](), diary.plain(folder / "plain")
    with opened(stage.library) as library:
        noted: dict[str, tuple[str, date]] = {}
        for place in zones:
            with zone(place):
                for night in NIGHTS:
                    for clock in (clock_time(0, 0), clock_time(2, 30), clock_time(23, 59)):
                        at = moments.local(night, clock)
                        made = library.journal.log(
                            at, EntryChange({"redness": 3}, note=place)
                        ).entry
                        noted.setdefault(made.id, (made.at.isoformat(), made.day))
                        met["noted"] += 1
        was = held(library)
    for place in zones:
        with zone(place), opened(stage.library) as library:
            assert held(library) == was
            for one in library.journal.of_days(NIGHTS[0] - YEAR, NIGHTS[-1] + YEAR):
                if one.id in noted:
                    assert (one.at.isoformat(), one.day) == noted[one.id]
                    assert one in library.today.look(one.day).entries
                    met["read"] += 1
            report = library.backing_up.make(moments.now())
            assert not report.trouble
            library.backing_up.remember(report)
            assert not library.backing_up.is_due(moments.now())
            clean(library)
    return met
