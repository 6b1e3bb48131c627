"""What one day shows: its place after a session, the strip, the small chart and what to ask about."""

from datetime import timedelta
from pathlib import Path

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.kinds import KINDS, expected_on
from recovery_app.domain.moments import local, now, today
from recovery_app.domain.symptoms import SEEDED
from recovery_app.domain.warnings import Asking, Reason
from recovery_app.services.library import Library
from recovery_app.services.today import STRIP_DAYS
from recovery_app.services.trends import Trends
from tests.factories import DAY, a_moment, a_picture, a_plain_session, a_session

TONING = KINDS[0]


def log(library: Library, day: int, **ratings: int) -> None:
    library.journal.log(a_moment(day), EntryChange(dict(ratings)))


def test_a_day_before_any_session_shows_the_lists_and_nothing_else(library: Library):
    seen = library.today.look(DAY)
    assert seen.place is None
    assert seen.kind is None
    assert seen.chart is None
    assert seen.symptoms == SEEDED
    assert (seen.entries, seen.photos, seen.usual, seen.asks) == ((), (), (), ())


def test_a_day_knows_its_place_after_the_latest_session(library: Library):
    library.sessions.save(a_plain_session(0))
    library.sessions.save(a_plain_session(28, "ipl"))
    place = library.today.look(DAY + timedelta(days=27)).place
    assert place is not None
    assert (place.day, place.session.number) == (27, 1)
    seen = library.today.look(DAY + timedelta(days=28))
    assert seen.place is not None
    assert (seen.place.day, seen.place.session.number) == (0, 2)
    assert seen.kind is not None
    assert seen.kind.slug == "ipl"
    assert seen.usual == expected_on(seen.kind, 0) != ()
    assert library.today.look(DAY - timedelta(days=1)).place is None


def test_the_day_shows_what_was_saved_at_once(library: Library, tmp_path: Path):
    library.sessions.save(a_session(0))
    morning = library.journal.log(a_moment(1, "08:00"), EntryChange({"redness": 4})).entry
    evening = library.journal.log(a_moment(1, "21:00"), EntryChange({"redness": 3})).entry
    photo = library.photos.add([a_picture(tmp_path, taken="2025:03:04 09:15:00")]).added[0]
    seen = library.today.look(morning.day)
    assert seen.entries == (morning, evening)
    assert seen.photos == (photo,)
    library.journal.remove(evening.id)
    library.photos.remove([photo.id])
    seen = library.today.look(morning.day)
    assert seen.entries == (morning,)
    assert seen.photos == ()


def test_the_strip_holds_the_last_days_and_says_what_each_has(library: Library, tmp_path: Path):
    for back in (0, 3):
        at = now() - timedelta(days=back)
        library.journal.log(at, EntryChange({"redness": 1}))
    day = today() - timedelta(days=5)
    library.photos.add([a_picture(tmp_path)], day=day)
    for looked_at in (today(), today() - timedelta(days=13)):
        strip = library.today.look(looked_at).strip
        assert [one.day for one in strip] == [
            today() - timedelta(days=back) for back in range(STRIP_DAYS - 1, -1, -1)
        ]
        assert [one.day for one in strip if one.pictured] == [day]
        assert [one.day for one in strip if one.logged] == [today() - timedelta(days=3), today()]
    long_ago = library.today.look(DAY).strip
    assert long_ago[-1].day == DAY
    assert len(long_ago) == STRIP_DAYS


def test_the_small_chart_compares_with_earlier_sessions_of_the_kind(library: Library):
    for start in (0, 30, 60):
        library.sessions.save(a_plain_session(start))
        for day, value in enumerate((4, 3, 1, 1)):
            log(library, start + day, redness=value, swelling=1)
    library.sessions.save(a_plain_session(75, "peel"))
    log(library, 76, redness=4)
    library.sessions.save(a_plain_session(90))
    log(library, 90, redness=3)
    log(library, 91, redness=2)
    chart = library.today.look(DAY + timedelta(days=91)).chart
    assert chart is not None
    assert chart.symptom.slug == "redness"
    assert [point.value for point in chart.now.points] == [3, 2]
    assert [(one.day, one.n, one.low, one.high) for one in chart.band] == [
        (0, 3, 4, 4),
        (1, 3, 3, 3),
        (2, 3, 1, 1),
        (3, 3, 1, 1),
    ]
    assert chart.expected is not None
    assert (chart.expected.low, chart.expected.high, chart.expected.n) == (2, 2, 3)
    other = library.today.look(DAY + timedelta(days=91), "swelling").chart
    assert other is not None
    assert other.symptom.slug == "swelling"
    assert library.today.look(DAY, "nothing").chart is None


def test_the_small_chart_and_the_page_of_trends_agree(library: Library):
    for start in (0, 30, 60, 90):
        library.sessions.save(a_plain_session(start))
        for day, value in enumerate((4, 3, 2, 1, 0, 1)):
            log(library, start + day * 2, redness=value)
    chart = library.today.look(DAY + timedelta(days=100)).chart
    trends: Trends = library.trends
    there = trends.recovery("redness")
    assert chart is not None
    assert chart.now == there.curves[-1].recovery
    assert chart.band == there.band != ()
    assert chart.expected == there.expected


def test_what_she_entered_may_give_reason_to_ask(library: Library):
    library.sessions.save(a_plain_session(0))
    library.journal.log(a_moment(1), EntryChange({"pain": 3}, {"pus": True}))
    assert library.today.look(DAY + timedelta(days=1)).asks == (Asking(Reason.TICKED, "pus"),)
    log(library, 2, pain=1)
    log(library, 4, pain=6)
    log(library, 5, pain=7)
    assert Asking(Reason.RISING, "pain") in library.today.look(DAY + timedelta(days=5)).asks
    assert library.today.look(DAY + timedelta(days=3)).asks == ()


def test_a_blister_is_asked_about_only_where_none_is_expected(library: Library):
    library.sessions.save(a_plain_session(0, "pico-tattoo"))
    library.journal.log(a_moment(1), EntryChange(ticks={"blister": True}))
    assert library.today.look(DAY + timedelta(days=1)).asks == ()
    library.sessions.save(a_plain_session(20, "pico-toning"))
    library.journal.log(a_moment(21), EntryChange(ticks={"blister": True}))
    assert library.today.look(DAY + timedelta(days=21)).asks == (Asking(Reason.TICKED, "blister"),)


def test_a_day_of_her_own_clock_is_the_day_that_is_shown(library: Library):
    at = local(today() - timedelta(days=1), now().time())
    library.journal.log(at, EntryChange({"redness": 1}))
    assert [one.at for one in library.today.look(at.date()).entries] == [at]
