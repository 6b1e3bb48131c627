"""The monthly look: each concern on 0–100, a change word and what was said."""

from dataclasses import replace
from datetime import date

from recovery_app.domain import reviews as review_words
from recovery_app.domain.changes import Topic, saved
from recovery_app.domain.moments import checked_day
from recovery_app.domain.reviews import Concern, Review, checked_value
from recovery_app.errors import NotFound, WrongInput
from recovery_app.services.library import Announce
from recovery_app.services.texts import checked_text
from recovery_app.storage import catalogue, reviews
from recovery_app.storage.database import Database
from recovery_app.storage.rows import new_id


class Reviews:
    """Reviews of one library."""

    def __init__(self, database: Database, announce: Announce) -> None:
        self._database = database
        self._announce = announce

    def every(self) -> list[Review]:
        """Return all reviews in the order of their dates."""
        with self._database.reading() as db:
            return reviews.every(db)

    def concerns(self, review: Review | None = None) -> list[Concern]:
        """Return what can be reviewed, and what this review rated before it left the list."""
        with self._database.reading() as db:
            former = catalogue.concerns(db, removed=True)
            return catalogue.concerns(db) + _rated(former, review)

    def of_day(self, day: date) -> Review | None:
        """Return the review of that date, or None."""
        with self._database.reading() as db:
            return reviews.of_day(db, day)

    def save(self, review: Review) -> Review:
        """Write a review and return it; an empty id makes a new one.

        Raises:
            WrongInput: for an unknown concern, a value off 0–100, a future date or a date taken.
        """
        with self._database.writing() as db:
            # What left the list meanwhile is still what she has rated, and Undo may bring back.
            wanted = _checked(review, catalogue.concerns_ever(db))
            there = reviews.of_day(db, wanted.date)
            if there is not None and there.id != wanted.id:
                raise WrongInput(f"There is a review of {wanted.date.isoformat()} already.")
            before = reviews.find(db, wanted.id)
            reviews.save(db, wanted)
        self._announce(saved(Topic.REVIEW, *{one.date for one in (wanted, before) if one}))
        return wanted

    def add_to_day(self, review: Review) -> Review:
        """Write what is given into the day's review, keeping what it does not name."""
        with self._database.writing() as db:
            there = reviews.of_day(db, review.date)
            whole = review if there is None else _joined(there, review)
            former = _rated(catalogue.concerns(db, removed=True), there)
            wanted = _checked(whole, catalogue.concerns(db) + former)
            reviews.save(db, wanted)
        self._announce(saved(Topic.REVIEW, wanted.date))
        return wanted

    def remove(self, review_id: str) -> Review:
        """Put a review into the trash and return it as it was."""
        with self._database.writing() as db:
            found = reviews.find(db, review_id)
            if found is None:
                raise NotFound("This review is not there any more.")
            reviews.remove(db, review_id)
        self._announce(saved(Topic.REVIEW, found.date))
        return found

    def restore(self, review_id: str) -> None:
        """Take a review out of the trash.

        Raises:
            WrongInput: if its date has another one by now.
        """
        with self._database.writing() as db:
            reviews.bring_back(db, review_id)
        self._announce(saved(Topic.REVIEW))


def _rated(concerns: list[Concern], review: Review | None) -> list[Concern]:
    return [] if review is None else [one for one in concerns if one.slug in review.values]


def _checked(review: Review, known: list[Concern]) -> Review:
    checked_day(review.date)
    for slug, value in review.values.items():
        checked_value(review_words.find(known, slug), value)
    for remark in review.remarks:
        checked_text(remark.text)
        checked_text(remark.who)
    return replace(review, id=review.id or new_id())


def _joined(there: Review, review: Review) -> Review:
    return replace(
        there,
        values={**there.values, **review.values},
        change=review.change or there.change,
        remarks=there.remarks + review.remarks,
    )
