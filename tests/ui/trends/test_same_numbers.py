"""The command line gives what the page shows: both ask the same service."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from recovery_app.cli import shapes
from recovery_app.domain.moments import today
from recovery_app.domain.reviews import ChangeWord, Remark, Review
from recovery_app.domain.sessions import Session
from recovery_app.services.library import Library
from recovery_app.ui.today import words as today_words
from recovery_app.ui.trends import progress_words
from recovery_app.ui.trends.curves_face import AnswerCard
from tests.cli.terminal import Terminal
from tests.ui.trends.driving import FIRST, Open, answers, click, rate


def as_json(shape: shapes.Shape) -> object:
    """Return a shape as it arrives on the other side."""
    return json.loads(json.dumps(shape))


def test_recovery_is_the_same_on_the_page_and_on_the_command_line(
    diary: Library, open_page: Open, library_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for after in range(5, 9):
        rate(diary, FIRST + timedelta(days=80 + after), redness=0)
    page = open_page()
    terminal = Terminal(library_folder, capsys)
    reading = page.reading
    assert reading is not None

    told = terminal.done("show", "recovery", "--session", "3", "--json").json

    # The half-lives of earlier sessions are worked out for the table alone.
    whole = diary.trends.recovery("redness", 3)
    assert told == as_json(shapes.recovery(whole, whole.curves))
    assert reading.recovery.curves[-1] == whole.curves[-1]
    drawn = [(spot.x, spot.y) for spot in page.recovery.curves.plot.spots if spot.row == 0]
    latest = told["sessions"][-1]
    assert [(round(x, 4), y) for x, y in drawn] == [
        (point["elapsed"], point["value"]) for point in latest["points"]
    ]
    assert answers(page)["Clear, and stayed so"] == f"day {latest['clear_day']['low']}"
    assert answers(page)["Redness-days, first week"] == f"{latest['area_0_7']:.1f}"
    # What is not given is withheld for the same reason, in the same words.
    assert [one["half_life_why"] for one in told["sessions"]] == [*["too-few-ratings"] * 2, None]
    assert (told["band"], told["band_why"]) == ([], "too-few-rated-on-one-day")
    spoken = " ".join(terminal.done("show", "recovery", "--session", "3").out.split())
    notes = {card.answer.caption: card.answer.note for card in page.findChildren(AnswerCard)}
    assert notes["Clear after sessions 1 · 2"] in spoken


def test_what_is_expected_is_said_in_the_same_words_everywhere(
    diary: Library, open_page: Open, library_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slow = Session("", FIRST + timedelta(days=100), "pico-toning")
    diary.sessions.save(slow)
    for after in range(9):
        rate(diary, slow.date + timedelta(days=after), redness=3)
    diary.sessions.save(Session("", today(), "pico-toning"))

    told = answers(open_page())["Expected to be clear"]
    small = diary.today.look(today()).chart
    assert small is not None
    line = today_words.headline_of(small, 0)
    terminal = Terminal(library_folder, capsys).done("show", "recovery").out.splitlines()

    assert line.startswith(f"Clear by about {told}, as after sessions ")
    assert line.endswith("Still not clear: session 4 on day 8.")
    last = next(at for at, one in enumerate(terminal) if one.startswith("Clear by about"))
    assert " ".join(terminal[last:]) == line


def test_improvement_is_the_same_on_the_page_and_on_the_command_line(
    qtbot: QtBot,
    diary: Library,
    open_page: Open,
    library_folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for month in range(13):
        day = FIRST - timedelta(days=30 * (13 - month))
        said = (Remark("Less dry.", "Therapist"),)
        values = {"dryness": 81 - 3 * month - month % 2}
        diary.reviews.save(Review("", day, values, ChangeWord.BETTER, said))
    page = open_page()
    click(page, "Improvement")
    qtbot.waitUntil(lambda: page.improvement.saved is not None)
    chart = page.improvement.chart
    assert chart is not None

    told = Terminal(library_folder, capsys).done("show", "improvement", "--json").json

    assert told == as_json(shapes.months(chart))
    dryness = told["concerns"]["dryness"]
    assert len(dryness["smooth"]) == 13
    assert dryness["method"] == "theil-sen"
    series = {one.slug: of for one, of in chart.concerns}["dryness"]
    assert progress_words.basis(series).startswith(
        f"−{abs(dryness['slope_per_month']):.1f} a month"
    )
    assert "smoothed (LOWESS)" in [key.words for key in page.improvement.legend.keys]
