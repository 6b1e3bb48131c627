"""Reviews in and out, as values."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession
from sqlalchemy.orm import selectinload

from recovery_app.domain.reviews import ChangeWord, Remark, Review
from recovery_app.errors import WrongInput
from recovery_app.storage.rows import utc_now
from recovery_app.storage.tables import RemarkRow, ReviewRow, ReviewValueRow

_PARTS = (selectinload(ReviewRow.values), selectinload(ReviewRow.remarks))


def every(db: DbSession) -> list[Review]:
    """Return all reviews in the order of their dates."""
    rows = db.scalars(
        select(ReviewRow)
        .where(ReviewRow.deleted_at.is_(None))
        .options(*_PARTS)
        .order_by(ReviewRow.day)
    )
    return [_value(row) for row in rows]


def of_day(db: DbSession, day: date) -> Review | None:
    """Return the review of that date, or None."""
    row = db.scalars(
        select(ReviewRow)
        .where(ReviewRow.day == day, ReviewRow.deleted_at.is_(None))
        .options(*_PARTS)
    ).one_or_none()
    return None if row is None else _value(row)


def find(db: DbSession, review_id: str) -> Review | None:
    """Return the review of that id, or None where there is none or it lies in the trash."""
    row = _row(db, review_id)
    return None if row is None or row.deleted_at else _value(row)


def save(db: DbSession, review: Review) -> None:
    """Write the review as it stands; one in the trash comes back."""
    row = _row(db, review.id)
    if row is None:
        row = ReviewRow(id=review.id, values=[], remarks=[])
        db.add(row)
    row.day, row.deleted_at, row.changed_at = review.date, None, utc_now()
    row.change = None if review.change is None else review.change.value
    # Remarks that did not change are not written: that would count as a change in a merge.
    if tuple(Remark(one.text, one.who) for one in row.remarks) != review.remarks:
        row.remarks = []
        db.flush()
        row.remarks = [
            RemarkRow(position=at, text=remark.text, who=remark.who)
            for at, remark in enumerate(review.remarks)
        ]
    kept = {one.concern: one for one in row.values}
    for slug, one in kept.items():
        one.value = review.values.get(slug)
    for slug, value in review.values.items():
        if slug not in kept:
            row.values.append(ReviewValueRow(concern=slug, value=value))


def remove(db: DbSession, review_id: str) -> None:
    """Put the review into the trash."""
    row = db.get(ReviewRow, review_id)
    if row is not None:
        row.deleted_at = utc_now()


def bring_back(db: DbSession, review_id: str) -> None:
    """Take a review out of the trash.

    Raises:
        WrongInput: if its date has another one by now.
    """
    row = db.get(ReviewRow, review_id)
    if row is None or row.deleted_at is None:
        return
    if of_day(db, row.day) is not None:
        raise WrongInput(
            f"There is another review of {row.day.isoformat()} by now; delete that one first."
        )
    row.deleted_at = None


def _row(db: DbSession, review_id: str) -> ReviewRow | None:
    return db.scalars(
        select(ReviewRow).where(ReviewRow.id == review_id).options(*_PARTS)
    ).one_or_none()


def _value(row: ReviewRow) -> Review:
    return Review(
        id=row.id,
        date=row.day,
        values={one.concern: one.value for one in row.values if one.value is not None},
        change=None if row.change is None else ChangeWord(row.change),
        remarks=tuple(Remark(one.text, one.who) for one in row.remarks),
    )
