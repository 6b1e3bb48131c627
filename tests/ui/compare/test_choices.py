"""Which photos answer the question, worked out from photos and sessions alone."""

from dataclasses import replace

from recovery_app.domain.kinds import KINDS
from recovery_app.domain.photos import Photo
from recovery_app.domain.sessions import Numbered, numbered
from recovery_app.ui.compare import choices
from tests.factories import a_moment, a_photo, a_plain_session

SESSIONS: list[Numbered] = numbered(
    [replace(a_plain_session(0), id="a"), replace(a_plain_session(35), id="b")], KINDS
)


def on(*days: int) -> list[Photo]:
    """Make photos of days counted from the first session."""
    return [a_photo(id=f"day {day}", taken_at=a_moment(day)) for day in days]


def ids(photos: list[Photo]) -> list[str]:
    return [photo.id for photo in photos]


def test_the_baseline_is_the_last_photo_before_the_first_session() -> None:
    found = choices.first_and_latest(on(-9, -2, 0, 3, 40), SESSIONS)
    assert ids(found) == ["day -2", "day 40"]


def test_without_a_photo_before_the_first_one_serves() -> None:
    assert ids(choices.first_and_latest(on(1, 3), SESSIONS)) == ["day 1", "day 3"]
    assert ids(choices.first_and_latest(on(1), SESSIONS)) == ["day 1"]
    assert choices.first_and_latest([], SESSIONS) == []


def test_the_same_day_of_each_session() -> None:
    found = choices.same_day_of_each_session(on(-1, 2, 3, 37, 38), SESSIONS, 2)
    assert ids(found) == ["day 2", "day 37"]


def test_a_week_fills_up_where_a_telling_day_is_missing() -> None:
    assert ids(choices.days_of_session(on(0, 1, 3, 5, 7, 9), SESSIONS, 1)) == [
        "day 0",
        "day 1",
        "day 3",
        "day 7",
    ]
    assert ids(choices.days_of_session(on(0, 2, 4, 6, 20), SESSIONS, 1)) == [
        "day 0",
        "day 2",
        "day 4",
        "day 6",
    ]


def test_stepping_stops_at_the_ends() -> None:
    photos = on(0, 1, 2)
    assert choices.step(photos, photos[0], -1) is photos[0]
    assert choices.step(photos, photos[0], 1) is photos[1]
    assert choices.step(photos, photos[2], 1) is photos[2]
