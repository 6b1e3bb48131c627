import pytest

from recovery_app.domain.course import Course, checked_course, done, next_window
from recovery_app.errors import WrongInput
from tests.domain.diary import day_date, visit, visits


def test_the_next_window_is_the_kind_s_unless_she_has_her_own() -> None:
    (one,) = visits(visit(0, "14:00", kind="pico-fractional"))
    usual = (day_date(28), day_date(42))
    assert next_window(one, None) == usual
    assert next_window(one, Course("pico-fractional", planned=6)) == usual
    own = Course("pico-fractional", interval=(60, 90))
    assert next_window(one, own) == (day_date(60), day_date(90))


def test_no_window_is_made_up() -> None:
    (one,) = visits(visit(0, kind="led"))
    assert next_window(one, None) is None
    assert next_window(one, Course("led", interval=(7, 7))) == (day_date(7), day_date(7))


def test_only_sessions_of_the_course_s_kind_are_counted() -> None:
    found = visits(visit(0), visit(30, kind="peel"), visit(60))
    assert done(found, Course("pico-toning")) == 2
    assert done(found, Course("led")) == 0


@pytest.mark.parametrize("planned", [None, 1, 200])
def test_a_sensible_course_is_taken(planned: int | None) -> None:
    for interval in (None, (1, 730)):
        course = Course("peel", planned, interval)
        assert checked_course(course) is course


@pytest.mark.parametrize("planned", [0, -1, 201])
def test_an_impossible_number_of_sessions_is_refused(planned: int) -> None:
    with pytest.raises(WrongInput, match="from 1 to 200 sessions"):
        checked_course(Course("peel", planned))


@pytest.mark.parametrize("interval", [(0, 10), (20, 10), (10, 731)])
def test_an_impossible_interval_is_refused(interval: tuple[int, int]) -> None:
    with pytest.raises(WrongInput, match="1 to 730 days"):
        checked_course(Course("peel", interval=interval))
