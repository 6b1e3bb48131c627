"""What is said beside a photo in a comparison: its day and what was noted then."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from recovery_app.domain.alignment import Aligned, Laid, Method, Placement
from recovery_app.domain.photos import Photo, references_of
from recovery_app.domain.reviews import Concern, Review
from recovery_app.domain.sessions import Numbered, Place, numbered, place_of_moment
from recovery_app.domain.symptoms import Symptom
from recovery_app.storage import alignments, catalogue, entries, photos, reviews, sessions
from recovery_app.storage.database import Database

FEW = 2
"""Ratings beside a photo; more would not be read."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a photo.

    Attributes:
        place: which day after which session it was taken, or None before the first.
        ratings: the day's last rating of the first symptoms in her order that were rated.
        review: the values of that day's review, in the order of the concerns.
    """

    place: Place | None
    ratings: tuple[tuple[Symptom, int], ...]
    review: tuple[tuple[Concern, int], ...]


@dataclass(frozen=True, slots=True)
class Album:
    """What can be compared.

    Attributes:
        photos: all of them, in the order in which they were taken.
        sessions: all of them.
        references: the photo of each pose over which the others are laid.
        laid: by photo id, how each lies over the reference of its pose.
    """

    photos: tuple[Photo, ...] = ()
    sessions: tuple[Numbered, ...] = ()
    references: Mapping[str, Photo] = field(default_factory=dict[str, Photo])
    laid: Mapping[str, Laid] = field(default_factory=dict[str, Laid])

    def placement_of(self, photo: Photo) -> Placement | None:
        """Return where a photo lies over its reference, or None where that is not known."""
        laid = self.laid.get(photo.id)
        return None if laid is None or laid.aligned is None else laid.aligned.placement


class Comparing:
    """Comparisons in one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def album(self) -> Album:
        """Return what can be compared."""
        with self._database.reading() as db:
            every = tuple(photos.every(db))
            all_sessions = tuple(numbered(sessions.every(db), catalogue.kinds(db)))
            references = references_of(every, alignments.references(db))
            aligned, refused = alignments.every(db), alignments.refusals(db)
        laid: dict[str, Laid] = {}
        for photo in every:
            reference = references.get(photo.pose)
            if reference is None:
                continue
            pair = (photo.id, reference.id)
            if photo.id == reference.id:
                laid[photo.id] = Laid(reference, Aligned(Placement(), Method.BY_HAND))
            elif pair in aligned:
                laid[photo.id] = Laid(reference, aligned[pair])
            else:
                laid[photo.id] = Laid(reference, None, refused.get(pair, ""))
        return Album(every, all_sessions, references, laid)

    def beside(self, photo: Photo, all_sessions: tuple[Numbered, ...]) -> Beside:
        """Return what was noted on the day of a photo."""
        with self._database.reading() as db:
            known = catalogue.symptoms_ever(db)
            of_day = entries.of_days(db, photo.day, photo.day)
            review = reviews.of_day(db, photo.day)
            concerns = catalogue.concerns_ever(db)
        rated = {slug: value for entry in of_day for slug, value in entry.ratings.items()}
        return Beside(
            place=place_of_moment(photo.taken_at, all_sessions),
            ratings=tuple((one, rated[one.slug]) for one in known if one.slug in rated)[:FEW],
            review=_reviewed(review, concerns),
        )


def _reviewed(review: Review | None, concerns: list[Concern]) -> tuple[tuple[Concern, int], ...]:
    if review is None:
        return ()
    rated = [one for one in concerns if one.slug in review.values]
    return tuple((one, review.values[one.slug]) for one in rated)[:FEW]
