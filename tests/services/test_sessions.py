"""Recording sessions: numbers, what a form may hold, and when the next one is due."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.course import Course
from recovery_app.domain.kinds import KINDS
from recovery_app.domain.moments import now, today
from recovery_app.domain.sessions import Pass, Session, Step
from recovery_app.errors import NotFound, WrongInput
from recovery_app.services.library import Library
from tests.factories import DAY, a_moment, a_plain_session, a_session

KIND = {kind.slug: kind for kind in KINDS}


def numbers(library: Library) -> list[tuple[int, date, str]]:
    return [(one.number, one.session.date, one.session.kind) for one in library.sessions.every()]


def test_only_date_and_kind_are_needed(library: Library):
    saved = library.sessions.save(a_plain_session())
    assert saved.id
    assert [one.session for one in library.sessions.every()] == [saved]
    assert library.sessions.every()[0].kind == KIND["pico-toning"]


def test_everything_on_the_form_comes_back(library: Library):
    saved = library.sessions.save(a_session())
    assert [one.session for one in library.sessions.every()] == [saved]
    assert saved == replace(a_session(), id=saved.id)


def test_saving_again_changes_the_session_and_keeps_its_place(library: Library):
    saved = library.sessions.save(a_session())
    changed = library.sessions.save(replace(saved, pain=9, steps=(), passes=saved.passes[1:]))
    assert changed.id == saved.id
    assert [one.session for one in library.sessions.every()] == [changed]


def test_what_is_returned_is_what_is_on_disk(library: Library):
    untidy = a_session(
        at=a_moment(0, "14:30").replace(second=31),
        concerns=("pores", "dryness", "pores"),
        currency=" sgd ",
        cost=Decimal("12.5"),
    )
    saved = library.sessions.save(untidy)
    assert saved.concerns == ("dryness", "pores")
    assert saved.currency == "SGD"
    assert saved.at == a_moment(0, "14:30")
    assert [one.session for one in library.sessions.every()] == [saved]


def test_numbers_follow_the_dates_over_all_kinds(library: Library):
    for day, kind in ((40, "ipl"), (0, "pico-toning"), (20, "peel")):
        library.sessions.save(a_plain_session(day, kind))
    assert numbers(library) == [
        (1, DAY, "pico-toning"),
        (2, DAY + timedelta(days=20), "peel"),
        (3, DAY + timedelta(days=40), "ipl"),
    ]
    library.sessions.remove(library.sessions.every()[1].session.id)
    assert [(number, kind) for number, _, kind in numbers(library)] == [
        (1, "pico-toning"),
        (2, "ipl"),
    ]


def test_a_session_can_be_deleted_and_brought_back_whole(library: Library):
    saved = library.sessions.save(a_session())
    assert library.sessions.remove(saved.id) == saved
    assert library.sessions.every() == []
    with pytest.raises(NotFound, match="not there any more"):
        library.sessions.remove(saved.id)
    library.sessions.restore(saved.id)
    assert [one.session for one in library.sessions.every()] == [saved]


_CHANGES: list[tuple[Callable[[Session], Session], str]] = [
    (lambda one: replace(one, kind="pico"), "There is no kind of session “pico”. Known are: pico-"),
    (lambda one: replace(one, concerns=("pore",)), "There is no concern “pore”. Known are: pig"),
    (lambda one: replace(one, pain=11), "Pain is rated from 0 to 10; 11"),
    (lambda one: replace(one, pain_after=-1), "Pain is rated from 0 to 10; -1"),
    (lambda one: replace(one, date=today() + timedelta(days=1), at=None), "in the future"),
    (lambda one: replace(one, date=date(1989, 1, 1), at=None), "too long ago"),
    (lambda one: replace(one, at=a_moment(1)), "lies on its own date"),
    (lambda one: replace(one, date=today(), at=now() + timedelta(hours=48)), "in the future"),
    (lambda one: replace(one, currency="EURO"), "“EURO” is not a currency"),
    (lambda one: replace(one, cost=Decimal(-1)), "a number from 0 upwards"),
    (lambda one: replace(one, cost=Decimal("NaN")), "a number from 0 upwards"),
    (lambda one: replace(one, passes=(Pass(wavelength_nm=-5),)), "from 0 upwards"),
    (lambda one: replace(one, passes=(Pass(shots=1 << 70),)), "from 0 upwards"),
    (lambda one: replace(one, passes=(Pass(spot_mm=float("nan")),)), "from 0 upwards"),
    (lambda one: replace(one, steps=(Step("mask", None, -1),)), "from 0 upwards"),
    (lambda one: replace(one, note="a\0b"), "character NUL"),
    (lambda one: replace(one, areas=("caf\udce9",)), "cannot be kept"),
    (lambda one: replace(one, passes=(Pass(felt="x" * 1_000_001),)), "longer than a million"),
]


@pytest.mark.parametrize(("change", "words"), _CHANGES)
def test_what_cannot_be_is_a_sentence_and_changes_nothing(
    library: Library, announced: list[Change], change: Callable[[Session], Session], words: str
):
    saved = library.sessions.save(a_session())
    announced.clear()
    for wrong in (change(saved), change(a_session())):
        with pytest.raises(WrongInput) as caught:
            library.sessions.save(wrong)
        assert words in str(caught.value)
    assert [one.session for one in library.sessions.every()] == [saved]
    assert announced == []


def test_a_plan_takes_the_place_of_the_one_before(library: Library):
    for course in (Course("pico-toning", 6, (35, 49)), Course("pico-toning", 8)):
        library.sessions.plan(course)
        assert library.sessions.courses() == {"pico-toning": course}


@pytest.mark.parametrize(
    "course",
    [
        Course("unheard-of", 3),
        Course("ipl", 0),
        Course("ipl", 201),
        Course("ipl", 3, (0, 5)),
        Course("ipl", 3, (9, 5)),
        Course("ipl", 3, (5, 731)),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(library: Library, course: Course):
    with pytest.raises(WrongInput):
        library.sessions.plan(course)
    assert library.sessions.courses() == {}


def test_an_edited_kind_comes_with_its_sessions(library: Library):
    library.catalogue.save_kind(replace(KIND["ipl"], interval=(10, 12)))
    library.sessions.save(a_plain_session(kind="ipl"))
    (one,) = library.sessions.every()
    assert one.kind.interval == (10, 12)


def test_each_saving_says_which_days_it_touched(library: Library, announced: list[Change]):
    saved = library.sessions.save(a_plain_session())
    moved = library.sessions.save(replace(saved, date=DAY + timedelta(days=3)))
    library.sessions.remove(moved.id)
    library.sessions.restore(moved.id)
    library.sessions.plan(Course("ipl", 3))
    assert all(change.topics == {Topic.SESSION} for change in announced)
    assert [change.days for change in announced[:3]] == [
        {DAY},
        {DAY, moved.date},
        {moved.date},
    ]
