"""The series behind the charts, for a person and as JSON."""

from datetime import date, datetime, time, timedelta

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.moments import local, today
from recovery_app.services import library as libraries
from tests.cli.terminal import Terminal


def test_recovery_as_json(diary: Terminal):
    recovery = diary.done("show", "recovery", "--json").json
    assert set(recovery) >= {"symptom", "sessions", "band"}
    assert recovery["symptom"] == "redness"
    first, second = recovery["sessions"]
    keys = {"number", "date", "kind", "points", "clear_day", "peak", "area_0_7", "half_life_days"}
    assert set(first) >= keys
    assert (first["number"], first["date"], first["kind"]) == (1, "2024-03-04", "pico-toning")
    assert [point["day"] for point in first["points"]] == list(range(7))
    assert [point["value"] for point in first["points"]] == [4, 3, 2, 2, 1, 1, 0]
    assert all(set(point) >= {"day", "at", "value"} for point in first["points"])
    assert datetime.fromisoformat(first["points"][0]["at"]).utcoffset() is not None
    assert first["clear_day"] == {"low": 4, "high": 4}
    assert first["peak"] == 4
    assert isinstance(first["area_0_7"], float)
    # 21:00 is 21 hours after midnight, but 6½ hours after the second session's own time.
    assert (first["points"][0]["elapsed"], second["points"][0]["elapsed"]) == (0.875, 0.2708)


def test_what_came_back_after_the_clear_day_is_told(diary: Terminal):
    diary.done("log", "--at", "2024-03-12T20:00", "redness=0")
    diary.done("log", "--at", "2024-03-13T20:00", "redness=3")

    first, second = diary.done("show", "recovery", "--json").json["sessions"]
    spoken = diary.done("show", "recovery").out

    assert (first["clear_day"], first["above_again"]) == (
        {"low": 4, "high": 4},
        {"day": 9, "value": 3},
    )
    assert second["above_again"] is None
    assert "first clear on day 4, back to strong on day 9" in spoken


def test_what_is_not_known_is_null(terminal: Terminal):
    terminal.done("session", "add", "--date", "2024-03-04", "--kind", "led")
    recovery = terminal.done("show", "recovery", "--symptom", "pain", "--json").json
    (curve,) = recovery["sessions"]
    assert (curve["points"], curve["clear_day"], curve["peak"]) == ([], None, None)
    assert (curve["area_0_7"], curve["half_life_days"]) == (None, None)
    assert recovery["expected"] is None


def test_without_a_session_all_are_shown_and_with_one_its_kind_up_to_it(diary: Terminal):
    diary.done("session", "add", "--date", "2024-05-06", "--kind", "led")

    def numbers(*words: str) -> list[int]:
        shown = diary.done("show", "recovery", "--json", *words).json["sessions"]
        return [one["number"] for one in shown]

    assert numbers() == [1, 2, 3]
    assert numbers("--session", "1") == [1]
    assert numbers("--session", "2") == [1, 2]
    assert numbers("--session", "3") == [3]


def test_the_band_needs_three_earlier_sessions_of_the_kind(diary: Terminal):
    assert diary.done("show", "recovery", "--json").json["band"] == []
    for month, redness in (("05", 1), ("06", 3)):
        diary.done("session", "add", "--date", f"2024-{month}-06", "--kind", "pico-toning")
        diary.done("log", "--at", f"2024-{month}-07T20:00", f"redness={redness}")
    band = diary.done("show", "recovery", "--json").json["band"]
    # 1.875, 1.25 and twice 1.8333 days: 20:00 and 21:00, once after a session at 14:30.
    (day,) = band
    assert {key: day[key] for key in ("day", "n", "low", "high", "median")} == {
        "day": 1,
        "n": 3,
        "low": 1,
        "high": 3,
        "median": 3,
    }
    assert isinstance(day["elapsed"], float)
    assert "day 1  1 to 3  median 3  n 3" in diary.done("show", "recovery").out


def test_recovery_for_a_person(diary: Terminal):
    lines = diary.done("show", "recovery").out.splitlines()
    assert lines[:4] == [
        "Redness, 0 to 4, lower is better",
        "",
        "Session 1 · 2024-03-04 · Pico toning",
        "  day 0: 4  day 1: 3  day 2: 2  day 3: 2  day 4: 1  day 5: 1  day 6: 0",
    ]
    assert lines[4].startswith(
        "  highest severe · clear on day 4 · redness-days in the first week "
    )
    assert "Clear by about" not in lines[-1], "days that have gone by are not expected"


def test_what_is_expected_is_said_while_the_days_are_to_come(diary: Terminal):
    diary.done("session", "add", "--date", today().isoformat(), "--kind", "pico-toning")
    shown = diary.done("show", "recovery")
    said = "as after sessions 1 and 2 of this kind (2 of 2 rated)."
    assert shown.out.splitlines()[-1] == f"Clear by about day 4, {said}"
    told = diary.done("show", "recovery", "--json").json
    assert told["expected_now"] == told["expected"]
    assert (told["expected"]["rated"], told["expected"]["not_clear"]) == (2, [])


def test_no_area_is_told_of_a_week_that_is_not_over(diary: Terminal):
    begun = today() - timedelta(days=5)
    diary.done("session", "add", "--date", begun.isoformat(), "--kind", "pico-toning")
    for day in range(5):
        at = f"{(begun + timedelta(days=day)).isoformat()}T08:00"
        diary.done("log", "--at", at, "redness=3")
    running = diary.done("show", "recovery", "--json").json["sessions"][-1]
    assert (running["area_0_7"], running["area_days"], running["week_over"]) == (None, 5, False)
    said = diary.done("show", "recovery").out
    assert "not clear by day 4 · no redness-days yet: the first week is not over" in said
    assert "(7 of 8 days rated)" in said


def test_several_entries_a_day_stand_together_and_days_are_never_torn(terminal: Terminal):
    terminal.done("session", "add", "--date", "2024-03-04", "--kind", "peel")
    library = libraries.open_library(terminal.library)
    for day in range(4, 32):
        for hour in (8, 21):
            at = local(date(2024, 3, day), time(hour))
            library.journal.log(at, EntryChange({"itch": 10}))
    library.close()
    out = terminal.done("show", "recovery", "--symptom", "itch").out
    lines = [line for line in out.splitlines() if "day" in line and ":" in line]
    assert lines[0].startswith("  day 0: 10, 10  day 1: 10, 10")
    assert len(lines) > 1
    assert all(line.startswith("  day ") and line.endswith("10, 10") for line in lines)
    assert max(map(len, lines)) <= 96
    assert "not clear by day 27" in out


def test_a_session_that_was_not_rated_says_so(terminal: Terminal):
    terminal.done("session", "add", "--date", "2024-03-04", "--kind", "led")
    assert "Session 1 · 2024-03-04 · LED\n  Not rated.\n" in terminal.done("show", "recovery").out


def test_improvement_as_json(diary: Terminal):
    diary.done("review", "--date", "2024-04-12", "pigmentation=70")
    chart = diary.done("show", "improvement", "--json").json
    assert set(chart) >= {"concerns"}
    assert set(chart["concerns"]) == {"pigmentation"}
    series = chart["concerns"]["pigmentation"]
    assert set(series) >= {"points", "slope_per_month", "interval", "clear"}
    assert series["points"] == [
        {"date": "2024-04-12", "value": 70, "near_session": True},
        {"date": "2024-05-20", "value": 60, "near_session": False},
    ]
    assert (series["slope_per_month"], series["interval"], series["clear"]) == (None, None, False)


def test_a_slope_comes_with_four_counted_reviews(terminal: Terminal):
    for month, value in enumerate((80, 70, 61, 50, 40), start=1):
        terminal.done("review", "--date", f"2024-{month:02}-15", f"pores={value}")
    series = terminal.done("show", "improvement", "--json").json["concerns"]["pores"]
    low, high = series["interval"]
    assert low <= series["slope_per_month"] <= high < 0
    assert series["clear"] is True
    out = terminal.done("show", "improvement").out
    assert "Large pores\n  2024-01-15  80\n" in out
    assert "5 of 5 reviews): a clear change since the first review (-40)." in out
    for month, value in enumerate((50, 55, 50, 55, 50), start=1):
        terminal.done("review", "--date", f"2024-{month:02}-15", f"wrinkles={value}")
    assert "\n  0.0 a month (95 % interval -" in terminal.done("show", "improvement").out


def test_improvement_for_a_person_says_what_is_not_counted(diary: Terminal):
    diary.done("review", "--date", "2024-04-12", "pigmentation=70")
    assert diary.done("show", "improvement").out.splitlines() == [
        "Reviews, 0 to 100, lower is better",
        "",
        "Pigmentation",
        "  2024-04-12  70  within 14 days after a session, not counted",
        "  2024-05-20  60",
        "  A slope needs 4 reviews away from a session; there is one. One was soon after a session "
        "and is not counted.",
    ]
