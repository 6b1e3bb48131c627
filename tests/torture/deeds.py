"""Everything that writes, one deed each, for disks that do not take it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.kinds import Device
from recovery_app.domain.reviews import Review
from recovery_app.domain.settings import Settings
from recovery_app.domain.symptoms import Sort
from recovery_app.errors import LibraryUnavailable, RecoveryError
from recovery_app.services import exporting, restoring, vault
from recovery_app.services import library as libraries
from recovery_app.services.exporting import Format
from recovery_app.services.library import Library
from tests.factories import DAY, a_moment, a_session
from tests.services.locked import PASSPHRASE, QUICK
from tests.torture.diary import NOW, Stage, a_sentence, days_after, opened

Deed = Callable[[Stage, Library], object]
Whole = Callable[[Stage], object]


@dataclass(frozen=True, slots=True)
class Task:
    """Something that writes.

    Attributes:
        name: for the table.
        open: what is done with an open library, or None.
        closed: what is done with one that nobody has open, or None.
        template: which stage it begins with.
        parts: whether some of it may be done when the rest is refused, each part whole.
    """

    name: str
    open: Deed | None = None
    closed: Whole | None = None
    template: str = "plain"
    parts: bool = False

    def do(self, stage: Stage, library: Library | None = None) -> None:
        """Do it, in an open library where one is given."""
        if self.closed:
            self.closed(stage)
        elif self.open and library:
            self.open(stage, library)
        elif self.open:
            with opened(stage.library) as one:
                self.open(stage, one)


def _add_photos(stage: Stage, library: Library) -> None:
    refused = library.photos.add([stage.pictures]).refused
    if refused:
        raise LibraryUnavailable(refused[0].why)


def _back_up(_stage: Stage, library: Library) -> None:
    made = library.backing_up.make(days_after(1))
    if made.trouble:
        raise LibraryUnavailable(made.trouble)
    library.backing_up.remember(made)


def _swap(stage: Stage) -> None:
    restoring.swap(stage.library, restoring.stage(stage.backup, stage.library), NOW)


def _remove_photo(_stage: Stage, library: Library) -> None:
    library.photos.remove([library.photos.every()[0].id])


def _bring_back(_stage: Stage, library: Library) -> None:
    found = [one for one in library.trash.look() if one.what == "photo"]
    library.trash.restore(found[0])


def _change_photo(_stage: Stage, library: Library) -> None:
    library.photos.change([library.photos.every()[0].id], caption="words " * 3000)


def _choose(_stage: Stage, library: Library) -> None:
    library.choose(lambda _: replace(Settings(), clinic_phone="+65 " * 2000))


def _export(stage: Stage, library: Library) -> None:
    exporting.export(library, stage.elsewhere, Format.JSON)


WORDS = "words " * 4000

TASKS = (
    Task(
        "entry",
        lambda _, library: library.journal.record(
            "one", a_moment(5), EntryChange({"redness": 1}, note=WORDS)
        ),
    ),
    Task("entry removed", lambda _, library: library.journal.remove("entry-1")),
    Task(
        "session",
        lambda _, library: library.sessions.save(
            replace(a_session(), date=DAY + timedelta(days=40), at=a_moment(40), note=WORDS)
        ),
    ),
    Task(
        "review",
        lambda _, library: library.reviews.save(
            Review("", DAY + timedelta(days=9), {"pores": 10, "dryness": 20})
        ),
    ),
    Task("symptom", lambda _, library: library.catalogue.add_symptom("Tightness " * 20, Sort.FELT)),
    Task("device", lambda _, library: library.catalogue.save_device(Device("Own " * 2000))),
    Task("choices", _choose),
    Task("photos", _add_photos, parts=True),
    Task("photo changed", _change_photo),
    Task("photo removed", _remove_photo, parts=True),
    Task("photo brought back", _bring_back),
    Task("trash emptied", lambda _, library: library.trash.empty(older_than_days=-1), parts=True),
    Task("daily backup", _back_up),
    Task("backup in one file", lambda _, library: library.safekeeping.backup()),
    Task("restore", closed=lambda stage: restoring.restore(stage.backup, stage.elsewhere)),
    Task("restore swapped", closed=_swap),
    Task(
        "encryption on",
        closed=lambda stage: vault.turn_on(stage.library, PASSPHRASE, cost=QUICK),
    ),
    Task(
        "encryption off",
        closed=lambda stage: vault.turn_off(stage.library, PASSPHRASE),
        template="locked",
    ),
    Task(
        "passphrase",
        closed=lambda stage: vault.change_passphrase(
            stage.library, PASSPHRASE, PASSPHRASE, cost=QUICK
        ),
        template="locked",
    ),
    Task(
        "upgrade",
        closed=lambda stage: libraries.open_library(stage.library).close(),
        template="old",
    ),
    Task("new library", closed=lambda stage: libraries.create(stage.elsewhere).close()),
    Task("export", _export),
    Task("archive", lambda stage, library: library.merging.write_archive(stage.folder / "a.zip")),
    Task("merge", lambda stage, library: library.merging.merge(stage.archive)),
)


def refused(task: Task, stage: Stage, library: Library | None = None) -> bool:
    """Do it, and return whether it was refused; a refusal must be one plain sentence."""
    try:
        task.do(stage, library)
    except RecoveryError as error:
        a_sentence(error)
        return True
    return False
