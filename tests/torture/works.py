"""What is interrupted: each piece of work says what it has been told is safe, thing by thing."""

from collections.abc import Callable
from contextlib import closing
from itertools import count
from random import Random

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.photos import Photo
from recovery_app.errors import LibraryUnavailable
from recovery_app.services import library as libraries
from recovery_app.services import restoring, vault
from recovery_app.services.photos import Duplicate
from recovery_app.services.preparing import Refused
from tests.factories import a_moment, a_picture
from tests.services.locked import PASSPHRASE, QUICK
from tests.torture.diary import NOW, Stage, days_after, opened

Say = Callable[..., None]
Work = Callable[[Stage, Random, Say], None]

BEGUN = "begun"
"""Said when the library is open and the work begins."""


def log(stage: Stage, luck: Random, say: Say) -> None:
    """Note entries, and rate some of them again."""
    with opened(stage.library) as library:
        say(BEGUN)
        for number in range(40):
            change = EntryChange({"redness": luck.randrange(5), "pain": luck.randrange(11)})
            name = f"new-{luck.randrange(number + 1)}"
            at = a_moment(10 + number)
            made = library.journal.record(name, at, change).entry
            say(name, dict(made.ratings))


def add_photos(stage: Stage, _luck: Random, say: Say) -> None:
    """Import a folder of pictures."""
    with opened(stage.library) as library:
        say(BEGUN)

        def each(_path: object, outcome: Photo | Duplicate | Refused) -> None:
            if isinstance(outcome, Photo):
                say(outcome.id, outcome.sha256)

        added = library.photos.add([stage.pictures], pose="front", each=each)
        if added.refused:
            raise LibraryUnavailable(added.refused[0].why)


def back_up_daily(stage: Stage, _luck: Random, say: Say) -> None:
    """Make automatic backups for three days on which something changed."""
    with opened(stage.library) as library:
        say(BEGUN)
        for day in range(1, 4):
            library.journal.record(f"day-{day}", a_moment(day), EntryChange({"redness": 1}))
            added = library.photos.add([sorted(stage.pictures.iterdir())[day]])
            report = library.backing_up.make(days_after(day))
            if report.trouble or added.refused:
                raise LibraryUnavailable(report.trouble or added.refused[0].why)
            library.backing_up.remember(report)
            kept = library.backing_up.kept()
            if not kept:  # it vanished after it was made
                raise LibraryUnavailable("The backup is not there any more.")
            say(kept[0].folder.name, day)


def back_up_whole(stage: Stage, _luck: Random, say: Say) -> None:
    """Write three backups of one file each."""
    with opened(stage.library) as library:
        say(BEGUN)
        for number in range(3):
            library.journal.record(f"whole-{number}", a_moment(1), EntryChange({"redness": 2}))
            made = library.safekeeping.backup(stage.folder / f"whole-{number}.zip")
            say(made.name, number)


def swap(stage: Stage, _luck: Random, say: Say) -> None:
    """Restore a backup into the place of the library."""
    say(BEGUN)
    staged = restoring.stage(stage.backup, stage.library)
    say("staged", staged.name)
    kept = restoring.swap(stage.library, staged, NOW)
    say("swapped", kept.name)


def merge(stage: Stage, _luck: Random, say: Say) -> None:
    """Write an archive, and bring another laptop's in."""
    with opened(stage.library) as library:
        say(BEGUN)
        library.merging.write_archive(stage.folder / "mine.zip")
        say("written", 1)
        library.merging.merge(stage.archive)
        say("merged", 1)


def take_back(stage: Stage, _luck: Random, say: Say) -> None:
    """Bring another laptop's changes in, note something, and take the merge back."""
    with opened(stage.library) as library:
        say(BEGUN)
        merged = library.merging.merge(stage.archive)
        say("merged", 1)
        library.journal.record("after", a_moment(6), EntryChange({"pain": 1}))
        say("after", 1)
        library.merging.undo(merged)
        say("undone", 1)


def encrypt(stage: Stage, _luck: Random, say: Say) -> None:
    """Turn the encryption on."""
    say(BEGUN)
    vault.turn_on(stage.library, PASSPHRASE, cost=QUICK)
    say("on")


def decrypt(stage: Stage, _luck: Random, say: Say) -> None:
    """Turn the encryption off."""
    say(BEGUN)
    vault.turn_off(stage.library, PASSPHRASE)
    say("off")


def upgrade(stage: Stage, _luck: Random, say: Say) -> None:
    """Open a library of the first version."""
    say(BEGUN)
    libraries.open_library(stage.library).close()
    say("upgraded")


def create(stage: Stage, _luck: Random, say: Say) -> None:
    """Make a new library and note something in it."""
    say(BEGUN)
    with closing(libraries.create(stage.elsewhere)) as library:
        say("created")
        library.journal.record("first", a_moment(1), EntryChange({"redness": 3}))
        say("first")


def _rate(symptom: str) -> Work:
    def rate(stage: Stage, _luck: Random, say: Say) -> None:
        """Rate a symptom in the same seven entries as another process, and add photos, for ever."""
        with opened(stage.library) as library:
            say(BEGUN)
            for number in count():
                at = a_moment(20 + number % 7)
                library.journal.log(at, EntryChange({symptom: number % 5}))
                say(str(number % 7), number % 5)
                if number % 10 == 0:
                    colour = (number // 10 % 256, number // 2560, len(symptom))
                    name = f"{symptom}-{number}.png"
                    made = a_picture(stage.folder / symptom, name, colour=colour)
                    added = library.photos.add([made])
                    say("photo", added.added[0].sha256)

    return rate


WORKS: dict[str, Work] = {
    "log": log,
    "photos": add_photos,
    "daily": back_up_daily,
    "whole": back_up_whole,
    "swap": swap,
    "merge": merge,
    "take back": take_back,
    "encrypt": encrypt,
    "decrypt": decrypt,
    "upgrade": upgrade,
    "create": create,
    "rate redness": _rate("redness"),
    "rate pain": _rate("pain"),
}
ENDLESS = ("rate redness", "rate pain")
