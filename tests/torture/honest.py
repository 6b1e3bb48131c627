"""Two diaries that live honestly, whatever way they are written: nothing of it is ever called altered."""

import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from recovery_app.domain.alignment import Placement
from recovery_app.domain.course import Course
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.kinds import Device
from recovery_app.domain.regions import Region, Role
from recovery_app.domain.reviews import Remark, Review
from recovery_app.domain.safekeeping import Misfit
from recovery_app.domain.symptoms import Sort
from recovery_app.errors import RecoveryError
from recovery_app.services import library as libraries
from recovery_app.services import restoring, vault
from recovery_app.services.library import Library
from tests.factories import DAY, a_moment, a_picture, a_session
from tests.services.locked import PASSPHRASE, QUICK
from tests.torture import diary
from tests.torture.clocks import clock_set
from tests.torture.diary import Stage, days_after, opened

EDITS = 1500
"""How often something is written in the full trial."""

BY_HAND = (
    "UPDATE entry SET note = note || '{luck}' WHERE id IN (SELECT id FROM entry LIMIT {few})",
    "UPDATE rating SET value = {luck} WHERE symptom = 'redness'",
    "DELETE FROM rating WHERE rowid % 7 = {few}",
    "UPDATE session SET clinic = 'C{luck}', pain = {luck}",
    "UPDATE session_pass SET shots = {luck}",
    "DELETE FROM session_step WHERE position > {few}",
    "UPDATE review_value SET value = {luck}",
    "UPDATE remark SET text = 'by hand {luck}'",
    "UPDATE symptom SET name = name || '{few}' WHERE slug = 'redness'",
    "UPDATE kind SET interval_from = {luck}",
    "UPDATE photo SET caption = 'c{luck}', pose = 'left' WHERE rowid % 3 = {few} % 3",
    "UPDATE region_corner SET x = 0.{luck}",
    "UPDATE entry SET deleted_at = NULL",
    "UPDATE entry SET changed_at = '2026-01-0{few}T00:00:00.{luck:06}+00:00' WHERE rowid % 5 = {few}",
    "UPDATE alignment SET dx = 0.0{luck} WHERE by_hand",
    "DELETE FROM measurement",
    "VACUUM",
)
"""What somebody may write with `sqlite3`, never the same twice: as quickly as here, changing a value
and changing it back may happen at times that differ by one bit."""

GONE_TWICE = re.compile(
    r"^The note of when (an? \w+ that is gone|the (photo|card picture) “without a name”) was changed"
)
"""What is said of a record that both diaries deleted for good, at times that differ by one bit. Days
apart, as two people's hands are, that has a chance of one to hundreds of millions; here, where
a deed takes milliseconds, it happens once or twice in a thousand changes."""
MOST_BY_CHANCE = 5

Edit = Callable[[Library, Random, Path], object]


def _entry(library: Library, luck: Random, _: Path) -> None:
    change = EntryChange(
        {luck.choice(["redness", "pain", "itch"]): luck.choice([None, 0, 1, 2, 4])}
    )
    if luck.random() < 0.4:
        change = EntryChange(note=f"note {luck.randrange(9)}")
    library.journal.record(f"entry-{luck.randrange(9)}", a_moment(luck.randrange(9)), change)


def _entry_away(library: Library, luck: Random, _: Path) -> None:
    name = f"entry-{luck.randrange(9)}"
    library.journal.remove(name)
    if luck.random() < 0.6:  # Undo
        library.journal.restore(name)


def _session(library: Library, luck: Random, _: Path) -> None:
    known = [one.session for one in library.sessions.every()]
    session = luck.choice([a_session(luck.randrange(200)), *known])
    changed = replace(session, note=f"n{luck.randrange(5)}", passes=session.passes[::-1])
    if luck.random() < 0.5:
        changed = replace(session, areas=tuple(luck.sample(("cheeks", "nose", "chin"), 2)))
    saved = library.sessions.save(changed)
    if luck.random() < 0.4:  # Undo
        library.sessions.save(session if session.id else saved)
    if luck.random() < 0.2:
        library.sessions.remove(saved.id)
    library.sessions.plan(Course("pico-toning", luck.randrange(1, 9)))


def _review(library: Library, luck: Random, _: Path) -> None:
    day = DAY + timedelta(days=luck.randrange(4))
    before = library.reviews.of_day(day) or Review("", day)
    remarks = tuple(Remark(f"said {luck.randrange(9)}") for _ in range(luck.randrange(3)))
    values = {"pores": luck.randrange(100), "dryness": luck.randrange(100)}
    saved = library.reviews.save(replace(before, values=values, remarks=remarks))
    if luck.random() < 0.3:
        library.reviews.remove(saved.id)


def _photo(library: Library, luck: Random, scratch: Path) -> None:
    colour = (luck.randrange(12), 40, 90)
    name = f"IMG_{luck.randrange(1 << 30)}.png"
    library.photos.add([a_picture(scratch, name, colour=colour, size=(60, 40))], pose="front")
    every = library.photos.every()
    one = luck.choice(every)
    luck.choice(
        [
            lambda: library.photos.change([one.id], caption=f"c{luck.randrange(4)}"),
            lambda: library.photos.turn(one.id, luck.choice([1, 3])),
            lambda: library.photos.put_back([one]),
            lambda: library.photos.remove([one.id]),
            lambda: library.alignment.place_by_hand(one, every[0], Placement(dx=luck.random())),
            lambda: library.alignment.set_reference(one.id),
            lambda: library.alignment.keep(one, every[-1], "It was too dark."),
            lambda: library.alignment.take_back_by_hand(one),
        ]
    )()


def _region(library: Library, luck: Random, _: Path) -> None:
    outline = tuple((luck.random(), luck.random()) for _ in range(luck.randrange(3, 6)))
    library.regions.keep([Region("", "front", Role.TREATED, f"r{luck.randrange(3)}", outline)])
    known = library.regions.every()
    library.regions.remove([luck.choice(known).region.id])
    if luck.random() < 0.5:
        library.regions.restore([luck.choice(known).region.id])


def _words(library: Library, luck: Random, _: Path) -> None:
    slugs = [one.slug for one in library.catalogue.symptoms()]
    luck.shuffle(slugs)
    library.catalogue.order(slugs)
    library.catalogue.pin(slugs[0], pinned=luck.random() < 0.5)
    library.catalogue.save_device(Device(f"Own {luck.randrange(3)}", "Maker"))
    library.catalogue.add_symptom(f"Mine {luck.randrange(1 << 20)}", Sort.FELT)
    kind = luck.choice(library.catalogue.kinds())
    library.catalogue.save_kind(replace(kind, simply_fades=luck.random() < 0.5))


def _trash(library: Library, luck: Random, _: Path) -> None:
    away = library.trash.look()
    if away and luck.random() < 0.6:
        library.trash.restore(luck.choice(away))
    else:
        library.trash.empty(older_than_days=-1)


EDITS_OF_ONE: tuple[Edit, ...] = (
    *(_entry, _entry, _entry_away, _session, _review, _photo, _photo, _region, _words, _trash),
)


def live(folder: Path, edits: int, seed: int) -> Counter[str]:
    """Write at random into two diaries that are brought together now and then; ask after each time."""
    met, luck, by_chance = Counter[str](), Random(seed), set[str]()
    here, there = Stage(folder / "here"), Stage(folder / "there")
    shutil.copytree(diary.plain(folder / "plain").folder, here.folder)
    shutil.copytree(here.folder, there.folder)
    for day in range(edits):
        stage, other = (here, there) if luck.random() < 0.7 else (there, here)
        what = luck.choice(("by hand", "merge", "restore", *["convert"] * 2, *["edit"] * 16))
        wrong = timedelta(days=luck.choice((0, 0, 0, 0, -365, 365)))
        try:
            with clock_set(wrong):
                _do(what, stage, other, luck, folder / "scratch", day)
            met[what] += 1
        except RecoveryError:
            met["refused"] += 1
        with opened(stage.library) as library:
            by_chance |= honest(library, what)
            if luck.random() < 0.3:
                report = library.backing_up.make(days_after(day + 2))
                assert bool(report.altered) <= bool(by_chance), (what, report.altered)
                assert report.made_at, report
                met["backed up"] += 1
    assert len(by_chance) <= MOST_BY_CHANCE, by_chance
    met["two deletions one bit apart"] = len(by_chance)
    return met


def honest(library: Library, after: str) -> set[str]:
    """See that nothing is called altered; return what is so by a chance that only haste makes."""
    kinds = {Misfit.ALTERED, Misfit.DATABASE}
    found = {one.what for one in library.safekeeping.check() if one.kind in kinds}
    by_chance = {one for one in found if GONE_TWICE.search(one)}
    assert found == by_chance, (after, found)
    return by_chance


def _do(what: str, stage: Stage, other: Stage, luck: Random, scratch: Path, number: int) -> None:
    if what == "by hand" and libraries.is_encrypted(stage.library):
        return
    if what == "by hand":
        statement = luck.choice(BY_HAND).format(luck=number, few=luck.randrange(1, 9))
        with closing(sqlite3.connect(stage.library / "library.sqlite3")) as db:
            db.execute("PRAGMA foreign_keys = ON")
            db.execute(statement)
            db.commit()
    elif what == "merge":
        archive = stage.folder / "other.zip"
        with opened(other.library) as library:
            library.merging.write_archive(archive)
        with opened(stage.library) as library:
            merged = library.merging.merge(archive)
            if luck.random() < 0.4:
                library.merging.undo(merged)
    elif what == "restore":
        with opened(stage.library) as library:
            source = luck.choice(library.backing_up.kept()).folder
        staged = restoring.stage(source, stage.library)
        shutil.rmtree(restoring.swap(stage.library, staged, diary.NOW))
    elif what == "convert":
        if libraries.is_encrypted(stage.library):
            vault.turn_off(stage.library, PASSPHRASE)
        else:
            vault.turn_on(stage.library, PASSPHRASE, cost=QUICK)
    else:
        with opened(stage.library) as library:
            luck.choice(EDITS_OF_ONE)(library, luck, scratch)
