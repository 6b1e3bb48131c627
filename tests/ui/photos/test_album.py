"""Photos find their days and sessions, in the order of the page."""

from datetime import datetime, time, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from recovery_app.domain.kinds import Kind
from recovery_app.domain.sessions import Numbered, Session, numbered, place_of_moment
from recovery_app.ui.photos.album import Album, Arranged, Placer, Wanted
from tests.ui.photos.drawn import at, day_ago, value

KINDS = [Kind("pico-toning", "Pico toning")]


def sessions(*begun: datetime | int) -> list[Numbered]:
    """Number sessions: by a moment, or by days ago without a time."""
    return numbered(
        [
            Session(str(number), day_ago(one), "pico-toning")
            if isinstance(one, int)
            else Session(str(number), one.date(), "pico-toning", at=one)
            for number, one in enumerate(begun)
        ],
        KINDS,
    )


def told(arranged: Arranged) -> list[tuple[int, int | None, list[str]]]:
    """Say of each section its session, its day and its photos."""
    return [
        (
            one.number,
            None if one.place is None else one.place.day,
            [placed.photo.id[-1] for placed in arranged.rows[one.first : one.first + one.count]],
        )
        for one in arranged.sections
    ]


def test_the_latest_day_stands_first_and_each_day_as_it_went():
    album = Album(
        [value(1, at(30)), value(2, at(9, "08:00")), value(3, at(9, "21:00")), value(4, at(2))],
        sessions(20, 9),
    )
    assert told(album.arranged(Wanted())) == [
        (2, 7, ["4"]),
        (2, 0, ["2", "3"]),
        (0, None, ["1"]),
    ]
    assert [one.photo.id[-1] for one in album.in_time()] == ["1", "2", "3", "4"]


def test_a_photo_from_before_a_session_of_its_day_stands_with_the_one_before():
    album = Album(
        [value(1, at(9, "08:00")), value(2, at(9, "16:00"))], sessions(20, at(9, "14:30"))
    )
    assert told(album.arranged(Wanted())) == [(2, 0, ["2"]), (1, 11, ["1"])]


def test_only_what_is_wanted_is_arranged():
    album = Album(
        [
            value(1, at(30), "left"),
            value(2, at(9), "close-up:nose"),
            value(3, at(8), ""),
            value(4, at(8), "left"),
        ],
        sessions(9),
    )
    assert told(album.arranged(Wanted("left"))) == [(1, 1, ["4"]), (0, None, ["1"])]
    assert told(album.arranged(Wanted("close-up"))) == [(1, 0, ["2"])]
    assert told(album.arranged(Wanted("none"))) == [(1, 1, ["3"])]
    assert told(album.arranged(Wanted(session=0))) == [(0, None, ["1"])]
    assert told(album.arranged(Wanted("left", 1))) == [(1, 1, ["4"])]
    assert album.poses() == {"left", "close-up:nose", ""}
    assert album.numbers() == {0, 1}


def test_a_day_is_replaced_added_and_taken_out():
    album = Album([value(1, at(3))], sessions(9))
    album.put_day(day_ago(3), [value(1, at(3)), value(2, at(3, "13:00"))])
    album.put_day(day_ago(1), [value(3, at(1))])
    assert told(album.arranged(Wanted())) == [(1, 8, ["3"]), (1, 6, ["1", "2"])]
    album.put_day(day_ago(3), [])
    assert told(album.arranged(Wanted())) == [(1, 8, ["3"])]


def test_what_has_not_changed_stays_the_same_object():
    before = Album([value(1, at(3)), value(2, at(2))], sessions(9))
    after = Album([value(1, at(3)), value(2, at(2), "left")], sessions(9), before)
    assert after.in_time()[0] is before.in_time()[0]
    assert after.in_time()[1].photo.pose == "left"


def test_another_session_puts_every_photo_anew():
    before = Album([value(1, at(3))], sessions(9))
    after = Album([value(1, at(3))], sessions(9, 4), before)
    assert [one.number for one in after.in_time()] == [2]


zones = st.sampled_from([timezone(timedelta(hours=hours)) for hours in (-11, 0, 2, 8, 14)])
times = st.builds(
    lambda day, hour, zone: datetime.combine(day_ago(day), time(hour), zone),
    st.integers(0, 12),
    st.integers(0, 23),
    zones,
)


@given(st.lists(times | st.integers(0, 12), max_size=4), st.lists(times, min_size=1, max_size=12))
def test_places_are_those_of_the_diary_whatever_the_clocks(
    begun: list[datetime | int], taken: list[datetime]
):
    known = sessions(*begun)
    placer = Placer(known)
    assert [placer.place(one) for one in taken] == [place_of_moment(one, known) for one in taken]
