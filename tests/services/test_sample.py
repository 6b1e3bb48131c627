"""The sample person: always the same, believable day by day, and kept like anybody's diary."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest
from PIL import Image

from recovery_app import cli
from recovery_app.domain import statistics
from recovery_app.domain.improvement import NEAR_DAYS
from recovery_app.domain.kinds import KINDS
from recovery_app.domain.moments import today
from recovery_app.domain.photos import Condition, DateSource
from recovery_app.domain.sessions import numbered
from recovery_app.domain.symptoms import checked_rating
from recovery_app.domain.warnings import asks
from recovery_app.errors import LibraryUnavailable, WrongInput
from recovery_app.services import exporting, sample
from recovery_app.services import library as libraries
from recovery_app.services.sample_days import SYMPTOMS
from recovery_app.services.sample_year import Year, year

SMALL, LARGE = (90, 120), (120, 160)
TOLD = year(sample.UNTIL)
SESSIONS = numbered(TOLD.sessions, KINDS)


def few(told: Year) -> Year:
    """The year with every nineteenth of its photos, and with the last one."""
    return replace(told, shots=(*told.shots[:-1:19], told.shots[-1]))


def soon_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the sample be made with few and small photos."""
    monkeypatch.setattr(sample, "year", lambda until: few(year(until)))
    monkeypatch.setattr(sample, "SIZE", SMALL)
    monkeypatch.setattr(sample, "LARGE_SIZE", LARGE)


@pytest.fixture
def move(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Move the machine into another time zone."""

    def to(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield to
    monkeypatch.undo()
    time.tzset()


def everything_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the command line prints of a library, and all that an export writes."""
    wishes = [
        *(["day", day] for day in ("2025-10-19", "2026-04-17", "2026-10-11", "2026-10-18")),
        *(["recovery", "--symptom", symptom] for symptom in ("redness", "tight-feeling")),
        *(["sessions"], ["photos"], ["improvement"]),
    ]
    said: list[str] = []
    for wish in wishes:
        assert cli.run(["--library", str(folder), "show", *wish, "--json"]) == 0
        said.append(capsys.readouterr().out)
    with closing(libraries.open_library(folder)) as library:
        exported = exporting.export(library, folder.with_name("export"))
    return said + [file.read_text() for file in exported.files if file.suffix == ".csv"]


def pictures(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("photos/*/*")}


def test_made_anywhere_it_is_the_same_to_the_last_byte(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], move: Callable[[str], None]
) -> None:
    told = few(TOLD)
    said: list[list[str]] = []
    folders = [tmp_path / place / "sample" for place in ("here", "there")]
    for folder, zone in zip(folders, ("America/Los_Angeles", "Pacific/Auckland"), strict=True):
        move(zone)
        with closing(libraries.create(folder)) as library:
            sample.write(library, told, SMALL)
        said.append(everything_said(folder, capsys))
    assert said[0] == said[1]
    assert json.loads(said[0][0])["entries"][0]["at"].endswith("+08:00")
    assert pictures(folders[0]) == pictures(folders[1])
    assert len(pictures(folders[0])) == len(told.shots)


def test_seen_today_it_is_alive_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    soon_made(monkeypatch)
    heard: list[tuple[int, int]] = []
    folder = tmp_path / "new" / "sample"
    sample.make(folder, until=today(), progress=lambda done, total: heard.append((done, total)))

    assert [path.name for path in folder.parent.iterdir()] == ["sample"]
    with closing(libraries.open_library(folder)) as library:
        assert library.safekeeping.check() == []
        day = library.today.look(today())
        assert day.place is not None
        assert (day.place.session.number, day.place.day) == (6, 3)
        assert day.chart is not None
        assert len(day.chart.now.points) >= 3
        assert day.chart.band
        assert day.chart.expected is not None
        assert not day.asks
        drawn = library.regions.of_pose("front")
        assert (len(drawn.regions), drawn.problems, drawn.missing) == (5, {}, "")
        photos = library.photos.every()
        assert {photo.pose for photo in photos} == {"front", "left", "right"}
        assert {photo.source for photo in photos} == {DateSource.EXIF}
        assert {photo.condition for photo in photos} == {Condition.CLEAN}
        assert {photo.taken_at.utcoffset() for photo in photos} == {timedelta(hours=8)}
        for photo in photos:
            shown = Image.open(BytesIO(library.photos.thumbnail(photo, 64)))
            assert shown.size == (48, 64)
    count = len(photos)
    assert heard == [(done, count) for done in range(count + 1)]


def test_stopped_half_way_it_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon_made(monkeypatch)

    class Stopped(Exception):
        pass

    def progress(done: int, _total: int) -> None:
        if done == 2:
            assert list(tmp_path.iterdir()), "it is being made"
            raise Stopped

    with pytest.raises(Stopped):
        sample.make(tmp_path / "sample", until=today(), progress=progress)
    assert list(tmp_path.iterdir()) == []


def test_command_makes_it_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    soon_made(monkeypatch)
    folder = tmp_path / "sample"
    assert cli.run(["sample", str(folder), "--large-photos", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "folder": str(folder),
        "until": str(sample.UNTIL),
    }
    with closing(libraries.open_library(folder)) as library:
        assert library.sessions.every()[-1].session.date == date(2026, 10, 15)
        assert {(photo.width, photo.height) for photo in library.photos.every()} == {LARGE}
    assert cli.run(["sample", str(folder)]) == 1
    assert capsys.readouterr().err == "“sample” is not empty; choose a new folder for the sample.\n"


def test_what_lies_in_the_folder_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "letter.txt").write_text("dear")
    with pytest.raises(LibraryUnavailable, match="“letters” is not empty"):
        sample.make(folder)
    with pytest.raises(LibraryUnavailable, match=r"“letter\.txt” is not empty"):
        sample.make(folder / "letter.txt")
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["letters"]


def test_nothing_has_happened_yet_of_what_lies_ahead(tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="clock"):
        sample.make(tmp_path / "sample", until=today() + timedelta(days=1))
    assert list(tmp_path.iterdir()) == []

    noon = datetime.combine(sample.UNTIL, datetime.min.time(), TOLD.entries[0].at.tzinfo)
    so_far = TOLD.so_far(noon)
    assert len(so_far.entries) == len(TOLD.entries) - 1
    assert {shot.at.date() for shot in TOLD.shots} - {shot.at.date() for shot in so_far.shots} == {
        sample.UNTIL
    }


def test_a_clock_that_is_behind_ends_the_year_today_and_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    written: list[Year] = []
    # Drawing takes its time, and is looked at elsewhere.
    monkeypatch.setattr(sample, "write", lambda _library, told, *_: written.append(told))
    coming = today() + timedelta(days=40)
    monkeypatch.setattr(sample, "UNTIL", coming)
    assert cli.run(["sample", str(tmp_path / "sample")]) == 0
    said = capsys.readouterr().err
    assert f"{coming} is still to come, so the sample ends on {today()}" in said
    monkeypatch.setattr(sample, "UNTIL", today() - timedelta(days=40))
    assert sample.make(tmp_path / "other") == sample.UNTIL
    back = [today() - one.sessions[-1].date for one in written]
    assert back == [timedelta(days=3), timedelta(days=43)]


def test_story_is_the_same_whenever_it_ends() -> None:
    later = timedelta(days=100)
    other = year(sample.UNTIL + later)

    def entries(told: Year, shift: timedelta) -> list[object]:
        return [(one.at - shift, one.ratings, one.ticks, one.note) for one in told.entries]

    assert year(sample.UNTIL) == TOLD
    assert entries(other, later) == entries(TOLD, timedelta())
    assert [(shot.at - later, shot.look, shot.caption) for shot in other.shots] == [
        (shot.at, shot.look, shot.caption) for shot in TOLD.shots
    ]
    ids = [one.id for told in (TOLD, other) for one in (*told.entries, *told.sessions)]
    assert len(set(ids)) == len(ids)


def test_year_has_six_sessions_of_two_kinds_and_a_baseline() -> None:
    dates = [one.date for one in TOLD.sessions]
    assert len(dates) == 6
    assert all(28 <= (after - before).days <= 63 for before, after in pairwise(dates))
    kinds = [one.kind for one in TOLD.sessions]
    assert (kinds.count("pico-toning"), kinds.count("pico-fractional")) == (4, 2)
    assert sum(review.date < dates[0] for review in TOLD.reviews) >= 3
    assert {shot.look.pose for shot in TOLD.shots if shot.at.date() < dates[0]} == {
        "front",
        "left",
        "right",
    }
    assert sample.UNTIL - dates[-1] == timedelta(days=3)
    assert 90 <= len(TOLD.shots) <= 120


def test_ratings_are_on_their_scales_and_days_are_missing() -> None:
    for entry in TOLD.entries:
        for slug, value in entry.ratings.items():
            checked_rating(SYMPTOMS[slug], value)
        assert "crusts" not in entry.ratings or kind_on(entry.day) == "pico-fractional"
    written = sorted({entry.day for entry in TOLD.entries})
    assert max((after - before).days for before, after in pairwise(written)) > 14
    weeks = [{one.date + timedelta(days=day) for day in range(11)} for one in TOLD.sessions[:5]]
    assert all(len(week.intersection(written)) >= 6 for week in weeks)
    assert any(not week <= set(written) for week in weeks)
    assert any("swelling" not in entry.ratings for entry in TOLD.entries if "itch" in entry.ratings)


@pytest.mark.parametrize("number", range(1, 7))
def test_redness_fades_after_each_session(number: int) -> None:
    session = TOLD.sessions[number - 1]

    def redness(first: int, last: int) -> float:
        return mean(
            entry.ratings["redness"]
            for entry in TOLD.entries
            if session.at
            and entry.at > session.at
            and first <= (entry.day - session.date).days <= last
        )

    assert redness(0, 0) >= 3
    assert redness(0, 0) > redness(1, 1) > redness(2, 3) >= 1
    if number < 6:
        assert redness(2, 3) > redness(8, 30)
        assert redness(8, 30) < 1


def test_photos_show_what_was_rated() -> None:
    compared = 0
    for shot in TOLD.shots:
        near = [one for one in TOLD.entries if timedelta() <= one.at - shot.at < timedelta(hours=1)]
        for entry in near:
            seen = {
                "redness": shot.look.redness,
                "swelling": shot.look.swelling,
                "crusts": shot.look.crusts,
                "flaking": shot.look.flaking,
            }
            for slug, level in seen.items():
                if slug in entry.ratings:
                    compared += 1
                    assert abs(4 * level - entry.ratings[slug]) < 1.3
    assert compared > 150


def test_months_improve_and_sessions_show_in_between() -> None:
    known = {
        slug: statistics.improvement(slug, TOLD.reviews, SESSIONS)
        for slug in ("pigmentation", "pores", "uneven-tone", "roughness", "dryness")
    }
    values = {slug: (one.points[0].value, one.points[-1].value) for slug, one in known.items()}
    assert values["pigmentation"] == (68, 38)
    assert values["pores"] == (60, 50)
    assert values["uneven-tone"] == (64, 40)
    assert all(one.clear and one.change is not None and one.change < 0 for one in known.values())
    for before, one, after in zip(TOLD.reviews, TOLD.reviews[1:], TOLD.reviews[2:], strict=False):
        if 0 <= days_after_session(one.date) <= NEAR_DAYS:
            assert one.values["dryness"] > max(before.values["dryness"], after.values["dryness"])
    first, last = TOLD.shots[0].look, TOLD.shots[-1].look
    assert first.spots > last.spots
    assert first.unevenness > last.unevenness
    assert first.pores > last.pores
    assert any("less dry" in said.text for review in TOLD.reviews for said in review.remarks)


def test_no_day_gives_reason_to_ask_the_clinic() -> None:
    for day in sorted({entry.day for entry in TOLD.entries}):
        assert asks(day, SESSIONS, TOLD.entries) == ()


def kind_on(day: date) -> str:
    """The kind of the session that a day follows."""
    return [one.kind for one in TOLD.sessions if one.date <= day][-1]


def days_after_session(day: date) -> int:
    """Days since the session before; -1 before the first."""
    dates = [one.date for one in TOLD.sessions if one.date <= day]
    return (day - dates[-1]).days if dates else -1
