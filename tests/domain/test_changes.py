from recovery_app.domain.changes import EVERYTHING, Topic, saved
from tests.domain.diary import FIRST_DAY, day_date


def test_a_change_touches_what_was_saved_and_nothing_else() -> None:
    change = saved(Topic.ENTRY, FIRST_DAY, day_date(1))
    assert change.touches(Topic.PHOTO, Topic.ENTRY)
    assert not change.touches(Topic.PHOTO, Topic.SESSION)
    assert change.days == {FIRST_DAY, day_date(1)}


def test_what_another_process_saved_touches_everything() -> None:
    assert all(EVERYTHING.touches(topic) for topic in Topic)
    assert not EVERYTHING.days
