"""Her own words: symptoms and pins, concerns, kinds of session and devices."""

from collections.abc import Sequence
from dataclasses import replace

from recovery_app.domain import reviews as review_words
from recovery_app.domain import symptoms as symptom_words
from recovery_app.domain.changes import Topic, saved
from recovery_app.domain.kinds import Device, Kind
from recovery_app.domain.reviews import Concern
from recovery_app.domain.symptoms import Sort, Symptom, slug_of
from recovery_app.errors import WrongInput
from recovery_app.services.library import Announce
from recovery_app.services.texts import checked_text
from recovery_app.storage import catalogue
from recovery_app.storage.database import Database

LONGEST = 730
"""Days: so late no symptom is described as usual any more."""

_ANSWERED = {
    Sort.SEEN: "rated from 0 to 4",
    Sort.FELT: "rated from 0 to 10",
    Sort.TICK: "ticked",
}


class Catalogue:
    """The editable lists of one library."""

    def __init__(self, database: Database, announce: Announce) -> None:
        self._database = database
        self._announce = announce

    def symptoms(self, *, removed: bool = False) -> list[Symptom]:
        """Return the symptoms in her order, or those that she took out of the list."""
        with self._database.reading() as db:
            return catalogue.symptoms(db, removed=removed)

    def add_symptom(self, name: str, sort: Sort) -> Symptom:
        """Add an own symptom, pinned so that it shows from now on; it stays in the list.

        Raises:
            WrongInput: if there is one of that name already, or old ratings of that name are on
                another scale.
        """
        slug = slug_of(checked_text(name))
        with self._database.writing() as db:
            known = catalogue.symptoms(db)
            if slug in {one.slug for one in known}:
                raise WrongInput(f"There is a symptom “{slug}” already.")
            for before in catalogue.symptoms(db, removed=True):
                if before.slug == slug and before.sort is not sort:
                    raise WrongInput(
                        f"“{slug}” was {_ANSWERED[before.sort]} before; choose that or another name."
                    )
            symptom = Symptom(slug, name.strip(), sort, len(known), pinned=True, own=True)
            catalogue.save_symptom(db, symptom)
        self._announce(saved(Topic.CATALOGUE))
        return symptom

    def remove_symptom(self, slug: str) -> None:
        """Take an own symptom out of the list; its ratings, and their charts, stay."""
        with self._database.writing() as db:
            if not symptom_words.find(catalogue.symptoms(db), slug).own:
                raise WrongInput("A symptom that came with the program can be hidden, not removed.")
            catalogue.remove_symptom(db, slug)
        self._announce(saved(Topic.CATALOGUE))

    def restore_symptom(self, slug: str) -> None:
        """Take a symptom back into the list, with everything that was ever rated.

        Raises:
            WrongInput: if it was not taken out.
        """
        with self._database.writing() as db:
            symptom = symptom_words.find(catalogue.symptoms(db, removed=True), slug)
            catalogue.save_symptom(db, replace(symptom, position=len(catalogue.symptoms(db))))
        self._announce(saved(Topic.CATALOGUE))

    def pin(self, slug: str, *, pinned: bool) -> None:
        """Show a symptom on every day, or only when it is usual."""
        with self._database.writing() as db:
            symptom = symptom_words.find(catalogue.symptoms(db), slug)
            catalogue.save_symptom(db, replace(symptom, pinned=pinned))
        self._announce(saved(Topic.CATALOGUE))

    def order(self, slugs: Sequence[str]) -> None:
        """Put the symptoms into her order; those not named follow as they were."""
        with self._database.writing() as db:
            known = catalogue.symptoms(db)
            wanted = {slug: at for at, slug in enumerate(slugs)}
            ordered = sorted(known, key=lambda one: wanted.get(one.slug, len(wanted)))
            for position, symptom in enumerate(ordered):
                catalogue.save_symptom(db, replace(symptom, position=position))
        self._announce(saved(Topic.CATALOGUE))

    def concerns(self, *, removed: bool = False) -> list[Concern]:
        """Return the concerns that reviews can rate, or those that she took out of the list."""
        with self._database.reading() as db:
            return catalogue.concerns(db, removed=removed)

    def add_concern(self, name: str) -> Concern:
        """Add an own concern, shown in every review from now on.

        Raises:
            WrongInput: if there is one of that name already.
        """
        slug = slug_of(checked_text(name))
        with self._database.writing() as db:
            known = catalogue.concerns(db)
            if slug in {one.slug for one in known}:
                raise WrongInput(f"There is a concern “{slug}” already.")
            concern = Concern(slug, name.strip(), len(known), pinned=True, own=True)
            catalogue.save_concern(db, concern)
        self._announce(saved(Topic.CATALOGUE))
        return concern

    def rename_concern(self, slug: str, name: str) -> None:
        """Give an own concern another name; its slug, and what was rated, stay as they are.

        Raises:
            WrongInput: if it is no own concern, or the name is empty or that of another one.
        """
        if not checked_text(name).strip():
            raise WrongInput("A concern needs a name.")
        with self._database.writing() as db:
            known = catalogue.concerns(db)
            concern = review_words.find(known, slug)
            if not concern.own:
                raise WrongInput("A concern that came with the program keeps its name.")
            taken = {one.name.casefold() for one in known if one.slug != slug}
            if name.strip().casefold() in taken:
                raise WrongInput(f"There is a concern “{name.strip()}” already.")
            catalogue.save_concern(db, replace(concern, name=name.strip()))
        self._announce(saved(Topic.CATALOGUE))

    def remove_concern(self, slug: str) -> None:
        """Take an own concern out of the list; reviews that rated it, and their charts, keep it.

        Raises:
            WrongInput: if it is no own concern.
        """
        with self._database.writing() as db:
            if not review_words.find(catalogue.concerns(db), slug).own:
                raise WrongInput("A concern that came with the program stays in the list.")
            catalogue.remove_concern(db, slug)
        self._announce(saved(Topic.CATALOGUE))

    def restore_concern(self, slug: str) -> None:
        """Take a concern back into the list, with everything that was ever rated.

        Raises:
            WrongInput: if it was not taken out, or another one has its name by now.
        """
        with self._database.writing() as db:
            concern = review_words.find(catalogue.concerns(db, removed=True), slug)
            known = catalogue.concerns(db)
            if concern.name.casefold() in {one.name.casefold() for one in known}:
                raise WrongInput(f"There is a concern “{concern.name}” already.")
            catalogue.save_concern(db, replace(concern, position=len(known)))
        self._announce(saved(Topic.CATALOGUE))

    def kinds(self) -> list[Kind]:
        """Return the kinds of session."""
        with self._database.reading() as db:
            return catalogue.kinds(db)

    def kind_named(self, name: str) -> Kind:
        """Return the kind of that name or slug, making an own one where there is none."""
        slug = slug_of(checked_text(name))
        with self._database.writing() as db:
            for kind in catalogue.kinds(db):
                if slug in {kind.slug, slug_of(kind.name)}:
                    return kind
            kind = Kind(slug, name.strip(), own=True)
            catalogue.save_kind(db, kind)
        self._announce(saved(Topic.CATALOGUE))
        return kind

    def save_kind(self, kind: Kind) -> None:
        """Write a kind with its interval and usual course."""
        if not checked_text(kind.name).strip():
            raise WrongInput("A kind of session needs a name.")
        if kind.interval is not None and not 1 <= kind.interval[0] <= kind.interval[1] <= 730:
            raise WrongInput(
                "The next session comes from 1 to 730 days later, the earlier day first."
            )
        with self._database.writing() as db:
            known = catalogue.symptoms(db) + catalogue.symptoms(db, removed=True)
            for slug, usual in kind.usual.items():
                symptom_words.find(known, slug)
                if not 0 <= usual.first <= usual.last <= LONGEST:
                    raise WrongInput(
                        f"The usual days of “{slug}” need a first and a later last day."
                    )
            catalogue.save_kind(db, kind)
        self._announce(saved(Topic.CATALOGUE))

    def remove_kind(self, slug: str) -> None:
        """Take an own kind out of the list.

        Raises:
            WrongInput: if it came with the program, or a session is of this kind.
        """
        with self._database.writing() as db:
            known = {kind.slug: kind for kind in catalogue.kinds(db)}
            if slug in known and not known[slug].own:
                raise WrongInput("A kind that came with the program can be changed, not removed.")
            if catalogue.kind_in_use(db, slug):
                raise WrongInput("A session, perhaps one in the trash, is of this kind; it stays.")
            catalogue.remove_kind(db, slug)
        self._announce(saved(Topic.CATALOGUE))

    def devices(self) -> list[Device]:
        """Return the devices."""
        with self._database.reading() as db:
            return catalogue.devices(db)

    def save_device(self, device: Device, *, was: str = "") -> None:
        """Write a device; `was` is its name before, where that changes.

        Raises:
            WrongInput: if it has no name, or was renamed to that of another one.
        """
        device = replace(device, name=device.name.strip())
        for text in (
            device.name,
            device.maker,
            *device.wavelengths_nm,
            *device.pulses,
            *device.modes,
        ):
            checked_text(text)
        if not device.name:
            raise WrongInput("A device needs a name.")
        with self._database.writing() as db:
            taken = {one.name for one in catalogue.devices(db)} - {was}
            if was and device.name in taken:
                raise WrongInput(f"There is a device “{device.name}” already.")
            catalogue.save_device(db, device, was=was)
        self._announce(saved(Topic.CATALOGUE))

    def remove_device(self, name: str) -> None:
        """Take a device out of the list; sessions keep its name."""
        with self._database.writing() as db:
            catalogue.remove_device(db, name)
        self._announce(saved(Topic.CATALOGUE))
