"""Writing down: session add, log, review."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import Any

import pytest

from recovery_app.domain.moments import now, today
from recovery_app.services import library as libraries
from tests.cli.terminal import Terminal


def day(terminal: Terminal, date: str) -> Any:
    return terminal.done("show", "day", date, "--json").json


def test_a_session_prints_its_number_and_nothing_else(terminal: Terminal):
    add = ("session", "add", "--kind", "pico-toning")
    assert terminal.done(*add, "--date", "2024-03-04").out == "1\n"
    assert terminal.done(*add, "--date", "2024-05-06").out == "2\n"
    assert terminal.done(*add, "--date", "2024-04-08").out == "2\n"  # it lies between the two


def test_all_that_is_said_of_a_session_is_kept(terminal: Terminal):
    answer = terminal.done(
        *("session", "add", "--date", "2024-10-12", "--time", "14:30", "--kind", "pico-toning"),
        *("--device", "PicoPlus", "--clinic", "Orchard", "--pain", "3", "--cost", "450.10"),
        *("--currency", "sgd", "--note", "three wavelengths", "--json"),
    )
    assert (answer.json["number"], answer.err) == (1, "")
    (session,) = terminal.done("show", "sessions", "--json").json
    wanted = {
        "date": "2024-10-12",
        "time": "14:30",
        "kind": "pico-toning",
        "device": "PicoPlus",
        "clinic": "Orchard",
        "pain": 3,
        "cost": 450.1,
        "currency": "SGD",
        "note": "three wavelengths",
    }
    assert {key: session[key] for key in wanted} == wanted
    assert session == answer.json


def test_a_cost_without_a_currency_takes_the_one_she_uses(terminal: Terminal):
    from dataclasses import replace

    library = libraries.open_library(terminal.library)
    library.choose(lambda now: replace(now, currency="EUR"))
    library.close()
    add = ("session", "add", "--kind", "led", "--date", "2024-03-04", "--json")
    assert terminal.done(*add, "--cost", "80").json["currency"] == "EUR"
    assert terminal.done(*add, "--cost", "80", "--currency", "CHF").json["currency"] == "CHF"
    assert terminal.done(*add).json["currency"] is None


def test_log_prints_the_id_of_the_entry(terminal: Terminal):
    words = ("log", "--at", "2024-10-13T21:00", "redness=3", "pain=2", "--tick", "blister")
    answer = terminal.done(*words, "--tick", "acne", "--note", "two lines\nof it")
    (entry,) = day(terminal, "2024-10-13")["entries"]
    assert answer.out == entry["id"] + "\n"
    assert entry["ratings"] == {"redness": 3, "pain": 2}
    assert entry["ticks"] == ["acne", "blister"]  # in the order of the list
    assert entry["note"] == "two lines\nof it"


def test_a_second_log_at_the_same_minute_changes_that_entry(terminal: Terminal):
    at = ("log", "--at", "2024-10-13T21:00")
    first = terminal.done(*at, "redness=3", "pain=2", "--tick", "blister", "--note", "sore").out
    second = terminal.done(*at, "redness=1", "itch=4").out
    assert second == first
    terminal.done("log", "--at", "2024-10-13T21:01", "redness=0")
    entries = day(terminal, "2024-10-13")["entries"]
    assert [entry["ratings"] for entry in entries] == [
        {"redness": 1, "pain": 2, "itch": 4},
        {"redness": 0},
    ]
    assert (entries[0]["ticks"], entries[0]["note"]) == (["blister"], "sore")


def test_a_log_without_a_moment_is_of_now(terminal: Terminal):
    before = now()
    entry = terminal.done("log", "warmth=5", "--json").json
    assert before <= datetime.fromisoformat(entry["at"]) <= now()


def test_a_moment_keeps_the_offset_it_was_written_with(terminal: Terminal):
    entry = terminal.done("log", "pain=1", "--at", "2024-10-13T21:00+09:00", "--json").json
    assert entry["at"] == "2024-10-13T21:00:00+09:00"


def test_words_may_stand_before_and_after_options(terminal: Terminal):
    words = ("redness=3", "--note", "x", "pain=2", "--at", "2024-10-13T21:00", "itch=1", "--json")
    entry = terminal.done("log", *words).json
    assert entry["ratings"] == {"redness": 3, "pain": 2, "itch": 1}


def test_an_own_symptom_has_its_slug(terminal: Terminal):
    from recovery_app.domain.symptoms import Sort

    library = libraries.open_library(terminal.library)
    library.catalogue.add_symptom("Tight feeling", Sort.FELT)
    library.close()
    assert terminal.done("log", "tight-feeling=7", "--json").json["ratings"] == {"tight-feeling": 7}


def test_a_review_prints_its_id_and_a_second_one_adds_to_it(terminal: Terminal):
    at = ("review", "--date", "2024-11-10")
    first = terminal.done(
        *at, "pigmentation=60", "pores=40", "--change", "better", "--remark", "less dry"
    ).out
    second = terminal.done(*at, "pores=35", "--remark", "softer").out
    review = day(terminal, "2024-11-10")["review"]
    assert first == second == review["id"] + "\n"
    assert review["values"] == {"pigmentation": 60, "pores": 35}
    assert review["change"] == "better"
    assert [remark["text"] for remark in review["remarks"]] == ["less dry", "softer"]


def test_a_review_without_a_date_is_of_today(terminal: Terminal):
    assert terminal.done("review", "pores=4", "--json").json["date"] == today().isoformat()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("log redness=x", "“redness=x” does not say which whole number; write NAME=NUMBER."),
        ("log redness", "“redness” does not say"),
        ("log redness=", "“redness=” does not say"),
        ("log =3", "“=3” does not say"),
        ("log redness=3.5", "“redness=3.5” does not say"),
        ("log redness=٣", "“redness=٣” does not say"),
        ("log redness=9", "Redness is rated from 0 to 4; 9 is off its scale."),
        ("log redness=-1", "-1 is off its scale"),
        ("log pain=11", "Pain is rated from 0 to 10; 11 is off its scale."),
        ("log redness=999999999999999999999999", "does not say which whole number"),
        ("log redness=1 redness=2", "“redness” is named twice."),
        ("log rednes=1", "There is no symptom “rednes”. Known are: redness, "),
        ("log blister=1", "Blister is ticked, not rated."),
        ("log --tick redness", "“redness” is rated, not ticked"),
        ("log --note \udcff", "This text holds characters that cannot be kept."),
        ("log --tick hives", "There is no symptom “hives”"),
        ("log pain=1 --at 2024-02-30T10:00", "“2024-02-30T10:00” is not a date and time"),
        ("log pain=1 --at 2024-02-20T25:00", "is not a date and time"),
        ("log pain=1 --at yesterday", "“yesterday” is not a date and time"),
        ("log pain=1 --at 2999-01-01T10:00", "lies in the future"),
        ("log pain=1 --at 1980-01-01T10:00", "too long ago"),
        ("review pores=101", "Large pores is rated from 0 to 100; 101 is off its scale."),
        ("review pore=1", "There is no concern “pore”. Known are: pigmentation, "),
        ("review pores", "“pores” does not say"),
        ("review --change nicer", "“nicer” is no change word. Known are: much-better, "),
        ("review pores=1 --date 2024-02-30", "“2024-02-30” is not a date"),
        ("review pores=1 --date 2999-01-01", "2999-01-01 lies in the future."),
        ("review --remark=", "A remark needs some words."),
        ("session add --date 2024-02-30 --kind led", "“2024-02-30” is not a date"),
        ("session add --date 2999-01-01 --kind led", "lies in the future"),
        ("session add --date 2024-02-20 --kind toning", "There is no kind of session “toning”."),
        ("session add --date 2024-02-20 --kind led --time 25:00", "“25:00” is not a time"),
        ("session add --date 2024-02-20 --kind led --pain much", "“much” is not a whole number."),
        ("session add --date 2024-02-20 --kind led --pain 11", "Pain is rated from 0 to 10"),
        ("session add --date 2024-02-20 --kind led --cost abc", "“abc” is not an amount"),
        ("session add --date 2024-02-20 --kind led --cost NaN", "A cost is a number from 0"),
        ("session add --date 2024-02-20 --kind led --cost -3", "A cost is a number from 0"),
        ("session add --date 2024-02-20 --kind led --currency DOLLARS", "“DOLLARS” is not a curr"),
    ],
)
def test_a_value_that_cannot_be_is_one_sentence_and_writes_nothing(
    diary: Terminal, words: str, says: str
):
    before = everything(diary)
    assert says in diary.refused(*words.split())
    assert everything(diary) == before


def test_a_time_that_the_clocks_leapt_over_is_refused(
    diary: Terminal, living_in: Callable[[str], None]
):
    living_in("CET-1CEST,M3.5.0,M10.5.0/3")
    before = everything(diary)
    session = ("session", "add", "--date", "2025-03-30", "--kind", "led", "--time")
    for words in (("log", "pain=1", "--at", "2025-03-30T02:30"), (*session, "02:30")):
        assert "the clocks were put forward: there was no such time." in diary.refused(*words)
    assert everything(diary) == before
    assert diary.done(*session, "03:30", "--json").json["time"] == "03:30"


def everything(terminal: Terminal) -> list[str]:
    with closing(sqlite3.connect(terminal.library / "library.sqlite3")) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("log", "nothing to log"),
        ("review", "nothing to review"),
        ("review --date 2024-02-20", "nothing to review"),
        ("session", "required: add"),
        ("session add --kind led", "--date"),
        ("session add --date 2024-02-20", "--kind"),
        ("log redness=3 --unknown", "unrecognized arguments: --unknown"),
        ("log redness=3 --tic blister", "unrecognized arguments: --tic blister"),
        ("session add --date 2024-02-20 --kind led redness=3", "unrecognized arguments: redness=3"),
    ],
)
def test_wrong_usage_is_told_from_a_wrong_value(terminal: Terminal, words: str, says: str):
    assert says in terminal.misused(*words.split())
