"""Which photos answer “is it better?”: ready choices, worked out from photos and sessions alone."""

from collections.abc import Collection, Sequence

from recovery_app.domain.photos import Photo
from recovery_app.domain.sessions import Numbered, place_of_moment

MOST = 4
"""Sides at the most."""
DAYS = (0, 1, 3, 7)
"""The days of a session that tell most, when only four can be shown."""


def first_and_latest(photos: Sequence[Photo], sessions: Sequence[Numbered]) -> list[Photo]:
    """Return the last photo before the first session, else the first of all, and the latest."""
    if not photos:
        return []
    before = [one for one in photos if place_of_moment(one.taken_at, sessions) is None]
    baseline = before[-1] if before else photos[0]
    return [baseline, photos[-1]] if photos[-1].id != baseline.id else [baseline]


def same_day_of_each_session(
    photos: Sequence[Photo], sessions: Sequence[Numbered], day: int
) -> list[Photo]:
    """Return the last photo of that day after each session, the latest four sessions."""
    found: dict[int, Photo] = {}
    for photo in photos:
        place = place_of_moment(photo.taken_at, sessions)
        if place is not None and place.day == day:
            found[place.session.number] = photo
    return [found[number] for number in sorted(found)][-MOST:]


def days_of_session(
    photos: Sequence[Photo], sessions: Sequence[Numbered], number: int
) -> list[Photo]:
    """Return photos of days 0, 1, 3 and 7 after a session; where one is missing, others fill up."""
    by_day: dict[int, Photo] = {}
    for photo in photos:
        place = place_of_moment(photo.taken_at, sessions)
        if place is not None and place.session.number == number and place.day <= DAYS[-1]:
            by_day[place.day] = photo
    chosen = [day for day in DAYS if day in by_day]
    others = [day for day in sorted(by_day) if day not in chosen]
    return [by_day[day] for day in sorted([*chosen, *others[: MOST - len(chosen)]])]


def taken(
    chosen: Sequence[Photo], seen: Collection[str], photo: Photo, *, add: bool
) -> list[Photo]:
    """Return what is compared once a photo was picked: one more than `MOST` where there is no room.

    Args:
        chosen: what is compared, the baseline first.
        seen: the ids of those in sight. Slider and fade hide some, which a pick brings to the right.
        photo: the picked one.
        add: put it beside the others, or take it from them where it is seen; else it takes the
            place of the last one.
    """
    others = [one for one in chosen if one.id != photo.id]
    if len(others) == len(chosen):
        kept = chosen if add or len(chosen) < 2 else chosen[:-1]
        return [*kept, photo]
    if photo.id not in seen:
        return [*others, photo]
    return others if add and others else list(chosen)


def step(photos: Sequence[Photo], current: Photo, by: int, others: Sequence[Photo] = ()) -> Photo:
    """Return the photo so many places on in the row, passing over others; at its end the same one.

    Args:
        photos: the row.
        current: where it is.
        by: how many places; below 0 towards the earlier ones.
        others: what stands beside it already.
    """
    taken = {one.id for one in others} - {current.id}
    free = [one for one in photos if one.id not in taken]
    ids = [one.id for one in free]
    at = ids.index(current.id) if current.id in ids else 0
    return free[min(max(at + by, 0), len(free) - 1)] if free else current
