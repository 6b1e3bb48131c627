"""Showing days, sessions and photos, for a person and as JSON."""

from datetime import datetime

import pytest

from tests.cli.conftest import MakePicture
from tests.cli.terminal import Terminal


def test_a_day_as_json(diary: Terminal, picture: MakePicture):
    diary.done("photos", "add", picture("IMG_20240410_080000.jpg"))
    day = diary.done("show", "day", "2024-04-10", "--json").json
    assert set(day) >= {"date", "day", "session", "entries", "photos", "review"}
    assert (day["date"], day["day"], day["session"], day["review"]) == ("2024-04-10", 2, 2, None)
    (entry,) = day["entries"]
    assert set(entry) >= {"id", "at", "ratings", "ticks", "care", "note"}
    assert (entry["ratings"], entry["ticks"], entry["care"]) == ({"redness": 2}, [], [])
    assert datetime.fromisoformat(entry["at"]).utcoffset() is not None
    (photo,) = day["photos"]
    assert (photo["day"], photo["session"]) == (2, 2)


def test_a_day_before_the_first_session_has_no_number(diary: Terminal):
    day = diary.done("show", "day", "2024-03-03", "--json").json
    assert (day["day"], day["session"], day["entries"], day["photos"]) == (None, None, [], [])


def test_the_day_of_a_review_has_it(diary: Terminal):
    review = diary.done("show", "day", "2024-05-20", "--json").json["review"]
    assert review["values"] == {"pigmentation": 60}
    assert review["remarks"] == [{"text": "less dry", "who": ""}]
    assert review["change"] is None


def test_a_day_for_a_person(diary: Terminal, picture: MakePicture):
    diary.done("log", "--at", "2024-04-10T08:05", "pain=2", "--tick", "cold-sore", "--note", "a\nb")
    diary.done("photos", "add", picture("IMG_20240410_080000.jpg"), "--pose", "left-45")
    diary.done("review", "--date", "2024-04-10", "pores=40", "--change", "much-better")
    assert diary.done("show", "day", "2024-04-10").out.splitlines() == [
        "2024-04-10 · day 2 after session 2 (Pico toning)",
        "",
        "08:05",
        "  Pain  2 of 10",
        "  Also  cold sore",
        "  a",
        "  b",
        "",
        "21:00",
        "  Redness  moderate (2 of 4)",
        "",
        "Photos",
        "  08:00  left-45  IMG_20240410_080000.jpg",
        "",
        "Review, 0 to 100, lower is better",
        "  Large pores  40",
        "  Change       much better",
    ]


def test_an_empty_day_says_so(terminal: Terminal):
    out = terminal.done("show", "day", "2024-03-03").out
    assert out == (
        "2024-03-03 · before the first session\n\nNothing was written down on this day.\n"
    )


def test_a_rating_of_a_symptom_that_was_removed_is_still_shown(terminal: Terminal):
    from recovery_app.domain.symptoms import Sort
    from recovery_app.services import library as libraries

    library = libraries.open_library(terminal.library)
    library.catalogue.add_symptom("Tight feeling", Sort.FELT)
    library.close()
    terminal.done("log", "--at", "2024-04-10T08:05", "tight-feeling=7", "pain=1")
    library = libraries.open_library(terminal.library)
    library.catalogue.remove_symptom("tight-feeling")
    library.close()
    (entry,) = terminal.done("show", "day", "2024-04-10", "--json").json["entries"]
    assert entry["ratings"] == {"pain": 1, "tight-feeling": 7}
    assert "Tight feeling  7 of 10\n" in terminal.done("show", "day", "2024-04-10").out


def test_sessions_as_json(diary: Terminal):
    first, second = diary.done("show", "sessions", "--json").json
    keys = {"number", "date", "time", "kind", "device", "clinic", "pain", "cost", "currency"}
    assert set(first) >= keys | {"note", "passes", "next_window"}
    assert (first["time"], first["clinic"], first["pain"], first["cost"]) == (None,) * 4
    assert (first["currency"], first["note"], first["passes"]) == (None, "", [])
    assert first["next_window"] == ["2024-03-18", "2024-04-01"]
    assert (second["number"], second["time"], second["cost"]) == (2, "14:30", 450.1)


def test_passes_keep_their_settings(terminal: Terminal):
    from datetime import date

    from recovery_app.domain.sessions import Pass, Session, Step
    from recovery_app.services import library as libraries

    library = libraries.open_library(terminal.library)
    one = Pass("toning", 1064, "450 ps", 8.0, 0.4, 10.0, 2000, "like sparks")
    steps = (Step("numbing cream", minutes=30),)
    library.sessions.save(Session("", date(2024, 3, 4), "hifu-rf", passes=(one,), steps=steps))
    library.close()
    (session,) = terminal.done("show", "sessions", "--json").json
    assert session["passes"] == [
        {
            "mode": "toning",
            "wavelength_nm": 1064,
            "pulse": "450 ps",
            "spot_mm": 8.0,
            "fluence_j_cm2": 0.4,
            "rate_hz": 10.0,
            "shots": 2000,
            "felt": "like sparks",
        }
    ]
    assert session["steps"] == [{"what": "numbing cream", "at": None, "minutes": 30}]
    assert session["next_window"] is None  # nothing is known of this kind


@pytest.mark.parametrize(
    ("cost", "number"),
    [("450", "450"), ("450.00", "450"), ("0.07", "0.07"), ("99999.99", "99999.99")],
)
def test_a_cost_is_a_number_with_its_own_digits(terminal: Terminal, cost: str, number: str):
    words = ("session", "add", "--date", "2024-03-04", "--kind", "led", "--cost", cost)
    terminal.done(*words)
    assert f'"cost": {number},' in terminal.done("show", "sessions", "--json").out


def test_sessions_for_a_person(diary: Terminal):
    assert diary.done("show", "sessions").out.splitlines() == [
        "No  Date        Time   Kind         Device    Clinic  Pain     Cost",
        "1   2024-03-04  –      Pico toning  PicoPlus  –       –        –",
        "2   2024-04-08  14:30  Pico toning  –         –       3 of 10  SGD 450.10",
        "",
        "The next Pico toning fits between 2024-04-22 and 2024-05-06.",
    ]


def test_columns_stay_aligned_under_wide_letters(terminal: Terminal):
    for device in ("皮秒", "PicoPlus"):
        words = ("session", "add", "--date", "2024-03-04", "--kind", "led", "--device", device)
        terminal.done(*words, "--clinic", "Orchard")
    lines = terminal.done("show", "sessions").out.splitlines()
    assert "皮秒      Orchard" in lines[1] + lines[2]
    assert "PicoPlus  Orchard" in lines[1] + lines[2]


def test_photos_for_a_person(diary: Terminal, picture: MakePicture):
    diary.done("photos", "add", picture("IMG_20240410_080000.jpg"), "--pose", "left")
    head, line = diary.done("show", "photos").out.splitlines()
    assert head.split() == ["Taken", "Date", "from", "Place", "Pose", "Pixels", "Name"]
    assert line == (
        "2024-04-10 08:00  file name  day 2 after session 2  left  32×24   IMG_20240410_080000.jpg"
    )


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("sessions", "No sessions yet.\n"),
        ("photos", "No photos yet.\n"),
        (
            "improvement",
            "No review yet. Once a month or so rate what your sessions are for, such as:\n"
            "  recovery-app review pigmentation=60 pores=40\n",
        ),
        (
            "recovery",
            "Redness, 0 to 4, lower is better\n\n"
            "No session yet. Once one is added, the days after it are shown here:\n"
            "  recovery-app session add --date DATE --kind KIND\n",
        ),
    ],
)
def test_an_empty_library_says_so(terminal: Terminal, what: str, says: str):
    assert terminal.done("show", what).out == says


def test_an_empty_library_as_json(terminal: Terminal):
    assert terminal.done("show", "sessions", "--json").json == []
    assert terminal.done("show", "photos", "--json").json == []
    improvement = terminal.done("show", "improvement", "--json").json
    assert improvement == {"concerns": {}, "sessions": [], "reviews": []}
    recovery = terminal.done("show", "recovery", "--json").json
    assert (recovery["sessions"], recovery["band"]) == ([], [])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("show day 2024-02-30", "“2024-02-30” is not a date"),
        ("show day 2999-01-01", "lies in the future"),
        ("show recovery --symptom rednes", "There is no symptom “rednes”."),
        ("show recovery --symptom fever", "Fever is ticked, not rated."),
        ("show recovery --session 3", "There is no session 3."),
        ("show recovery --session 0", "There is no session 0."),
        ("show recovery --session first", "“first” is not a whole number."),
    ],
)
def test_what_cannot_be_shown_is_one_sentence(diary: Terminal, words: str, says: str):
    assert says in diary.refused(*words.split(), "--json")


@pytest.mark.parametrize("words", ["show", "show day", "show everything", "show day a b"])
def test_wrong_usage(terminal: Terminal, words: str):
    terminal.misused(*words.split())


def test_a_very_long_device_does_not_push_the_other_columns_away(terminal: Terminal):
    added = "session", "add", "--kind", "pico-toning", "--pain", "3"
    terminal.done(*added, "--date", "2024-03-04", "--device", "laser" + " laser" * 39)
    terminal.done(*added, "--date", "2024-04-08", "--device", "PicoPlus")
    lines = terminal.done("show", "sessions").out.splitlines()
    assert "laser laser…" in lines[1]
    assert len(lines[1]) < 120
    assert terminal.done("show", "sessions", "--json").json[0]["device"].endswith("laser laser")


def test_a_name_cannot_turn_the_terminal_round(terminal: Terminal, picture: MakePicture):
    said = terminal("photos", "add", picture("skin\u202egnp.jpg"), picture("\x1b[2Jskin.jpg")).out
    assert "\u202e" not in said
    assert "\x1b" not in said
    assert "skin\\u202egnp.jpg" in said
    assert "\\u001b[2Jskin.jpg" in said
