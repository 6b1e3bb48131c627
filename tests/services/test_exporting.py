"""An export holds the whole diary in open formats, and every column is explained."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from recovery_app.domain.course import Course
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.moments import local
from recovery_app.domain.photo_quality import Reason
from recovery_app.domain.redness import Contrast, Measurement, SpotContrast
from recovery_app.domain.regions import Region, Role
from recovery_app.domain.reviews import ChangeWord, Remark, Review
from recovery_app.domain.sessions import Pass, Session, Step
from recovery_app.domain.symptoms import Sort
from recovery_app.errors import LibraryUnavailable
from recovery_app.services import exporting
from recovery_app.services import library as libraries
from recovery_app.services.export_tables import TABLES
from recovery_app.services.exporting import Format
from recovery_app.services.library import Library
from recovery_app.services.sessions import CardChange, PreparedCard
from recovery_app.storage.measurements import Kept

NOTE = 'Köln, "皮秒"\nsecond line; =1+1'
SINGAPORE = timezone(timedelta(hours=8))


@pytest.fixture
def library(library_folder: Path, tmp_path: Path) -> Iterator[Library]:
    """A library in which every table has at least a row."""
    made = libraries.open_library(library_folder)
    made.catalogue.add_symptom("Tight | feeling", Sort.FELT)
    picture = tmp_path / "IMG_20240410_080000.png"
    Image.new("RGB", (32, 24)).save(picture)
    card = made.cards.prepare(picture)
    assert isinstance(card, PreparedCard)
    made.sessions.save(
        Session(
            "",
            date(2024, 4, 8),
            "pico-toning",
            at=local(date(2024, 4, 8), time(14, 30)),
            device="PicoPlus",
            areas=("cheeks, left; right", "nose"),
            concerns=("pores",),
            steps=(Step("numbing cream", time(13, 45), 30), Step("laser")),
            passes=(Pass("toning", 1064, "450 ps", 8.0, 0.4, 10.0, 2000, "sparks"),),
            pain=3,
            cost=Decimal("450.10"),
            currency="SGD",
            note=NOTE,
        ),
        CardChange(added=(card,)),
    )
    made.sessions.plan(Course("pico-toning", 6, (30, 40)))
    made.journal.log(local(date(2024, 4, 8), time(9)), EntryChange({"redness": 1}))
    made.journal.log(
        datetime(2024, 4, 10, 21, tzinfo=SINGAPORE),
        EntryChange({"redness": 2, "tight-feeling": 7}, {"blister": True}, NOTE),
    )
    made.journal.log(local(date(2024, 4, 1), time(9)), EntryChange({}, {}, "before"))
    made.reviews.save(
        Review("", date(2024, 5, 20), {"pores": 40}, ChangeWord.BETTER, (Remark("less dry", "Li"),))
    )
    made.photos.add([picture], pose="front")
    _measure(made)
    yield made
    made.close()


def _measure(library: Library) -> None:
    """Draw a spot and keep what was measured, as if the picture were large enough for it."""
    (photo,) = library.photos.every()
    square = ((0.2, 0.2), (0.6, 0.2), (0.6, 0.6), (0.2, 0.6))
    (spot,) = library.regions.keep([Region("", "front", Role.SPOT, "Spot, left", square)])
    (due,) = library.redness.waiting()
    measured = Measurement(
        photo.id,
        "abc",
        1,
        "Phone 1",
        False,
        Contrast(12.5, 1.25, 7.5, 0.75, 4000, 3000),
        (SpotContrast(spot.id, -4.5, 0.5, 3.5, 0.25, 90),),
        (Reason.SMALL,),
    )
    library.redness.keep(due, Kept(measured, due.basis))


def in_csv(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def in_json(library: Library, folder: Path) -> Any:
    exporting.export(library, folder, Format.JSON)
    return json.loads((folder / "diary.json").read_text("utf-8"))


def test_areas_and_measurements_come_with_their_errors_and_reasons(
    library: Library, tmp_path: Path
):
    found = in_json(library, tmp_path / "out")
    (photo,) = found["photos"]
    (region,) = found["regions"]
    assert (region["name"], region["role"], region["photo"]) == ("Spot, left", "spot", photo["id"])
    assert [(one["x"], one["y"]) for one in found["region_corners"]][2] == (0.6, 0.6)
    (measured,) = found["measurements"]
    assert measured["photo"] == photo["id"]
    assert (measured["delta_ei"], measured["delta_ei_error"]) == (12.5, 1.25)
    assert (measured["session"], measured["day"], measured["camera"]) == (1, 2, "Phone 1")
    (reason,) = found["measurement_reasons"]
    assert (reason["reason"], reason["refused"]) == ("small", False)
    (spot,) = found["measured_spots"]
    assert (spot["region"], spot["delta_l"]) == (region["id"], -4.5)


def test_every_table_has_a_row_and_every_column_is_explained(library: Library, tmp_path: Path):
    folder = tmp_path / "out"
    done = exporting.export(library, folder)
    assert set(done.rows) == {table.name for table in TABLES}
    assert all(done.rows.values())
    assert {file.name for file in done.files} == {file.name for file in folder.iterdir()}
    explained = (folder / "data-dictionary.md").read_text("utf-8")
    for table in TABLES:
        section = explained.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        rows = in_csv(folder, table.name)
        assert len(rows) == done.rows[table.name]
        for column in rows[0]:
            assert f"\n| {column} | " in section
        assert section.count("\n| ") == len(rows[0]) + 2


def test_the_rows_have_just_the_columns_that_are_explained(library: Library, tmp_path: Path):
    diary = in_json(library, tmp_path / "out")
    for table in TABLES:
        for row in diary[table.name]:
            assert list(row) == [column.name for column in table.columns]


def test_texts_survive_whatever_they_hold(library: Library, tmp_path: Path):
    exporting.export(library, tmp_path / "csv")
    assert in_csv(tmp_path / "csv", "sessions")[0]["note"] == NOTE
    assert [row["area"] for row in in_csv(tmp_path / "csv", "session_areas")] == [
        "cheeks, left; right",
        "nose",
    ]
    assert in_json(library, tmp_path / "json")["entries"][-1]["note"] == NOTE


def test_values_are_written_plainly(library: Library, tmp_path: Path):
    exporting.export(library, tmp_path / "out")
    (session,) = in_csv(tmp_path / "out", "sessions")
    assert (session["date"], session["time"], session["cost"]) == ("2024-04-08", "14:30", "450.10")
    assert (session["pain_0_10"], session["pain_after_0_10"]) == ("3", "")
    assert (session["next_from"], session["next_until"]) == ("2024-05-08", "2024-05-18")
    (one,) = in_csv(tmp_path / "out", "session_passes")
    assert (one["wavelength_nm"], one["spot_mm"], one["fluence_j_cm2"]) == ("1064", "8.0", "0.4")
    redness = in_csv(tmp_path / "out", "symptoms")[0]
    assert (redness["slug"], redness["highest"], redness["own"]) == ("redness", "4", "false")


def test_json_has_numbers_and_nulls(library: Library, tmp_path: Path):
    diary = in_json(library, tmp_path / "out")
    (session,) = diary["sessions"]
    assert (session["cost"], session["pain_0_10"], session["pain_after_0_10"]) == (450.1, 3, None)
    assert diary["symptoms"][0]["own"] is False
    assert datetime.fromisoformat(diary["exported_at"]).utcoffset() is not None


def test_ratings_stand_on_the_time_axis_of_their_session(library: Library, tmp_path: Path):
    exporting.export(library, tmp_path / "out")
    rows = in_csv(tmp_path / "out", "ratings")
    assert [(row["symptom"], row["value"]) for row in rows] == [
        ("redness", "1"),
        ("redness", "2"),
        ("tight-feeling", "7"),
    ]
    before, after = rows[:2]
    assert after["at"] == "2024-04-10T21:00:00+08:00"
    assert (after["date"], after["session"], after["day"]) == ("2024-04-10", "1", "2")
    # Written on the session's own day, five and a half hours before it began.
    assert (before["day"], float(before["elapsed_days"])) == ("0", pytest.approx(-0.2292))
    first = in_csv(tmp_path / "out", "entries")[0]
    assert (first["note"], first["session"], first["day"]) == ("before", "", "")


def test_what_was_not_rated_has_no_row_and_what_is_in_the_trash_neither(
    library: Library, tmp_path: Path
):
    entry = library.journal.of_days(date(2024, 4, 10), date(2024, 4, 10))[0]
    library.journal.remove(entry.id)
    library.photos.remove([photo.id for photo in library.photos.every()])
    done = exporting.export(library, tmp_path / "out")
    assert (done.rows["entries"], done.rows["ratings"], done.rows["ticks"]) == (2, 1, 0)
    assert done.rows["photos"] == 0
    assert (tmp_path / "out" / "photos.csv").read_text("utf-8").startswith("id,file,sha256,")


def test_photos_are_listed_with_the_path_of_their_file(library: Library, tmp_path: Path):
    exporting.export(library, tmp_path / "out")
    (photo,) = in_csv(tmp_path / "out", "photos")
    assert (library.places.folder / photo["file"]).is_file()
    assert (photo["pose"], photo["date_source"], photo["width_px"]) == ("front", "file-name", "32")
    assert "stay in the\nlibrary folder" in (tmp_path / "out" / "data-dictionary.md").read_text()


def test_a_folder_that_holds_something_is_refused(library: Library, tmp_path: Path):
    with pytest.raises(LibraryUnavailable, match="is not empty"):
        exporting.export(library, tmp_path)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(LibraryUnavailable, match="is a file"):
        exporting.export(library, tmp_path / "file")
    assert not list(tmp_path.glob("*.csv"))


def test_an_empty_folder_and_a_new_one_below_new_ones_are_taken(library: Library, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    exporting.export(library, tmp_path / "empty")
    exporting.export(library, tmp_path / "new" / "newer")
    names = {file.name for file in (tmp_path / "empty").iterdir()}
    assert names == {file.name for file in (tmp_path / "new" / "newer").iterdir()}


def test_health_data_is_readable_by_its_owner_alone(library: Library, tmp_path: Path):
    done = exporting.export(library, tmp_path / "out")
    assert done.folder.stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in done.files)


def test_an_export_that_fails_half_way_leaves_nothing(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from recovery_app.services.exporting import write_whole

    def full(target: Path, data: bytes) -> None:
        if target.name == "kinds.csv":
            raise LibraryUnavailable("The disk is full.")
        write_whole(target, data)

    monkeypatch.setattr(exporting, "write_whole", full)
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "out", tmp_path / "empty"):
        with pytest.raises(LibraryUnavailable, match="full"):
            exporting.export(library, folder)
    assert not (tmp_path / "out").exists()
    assert list((tmp_path / "empty").iterdir()) == []


@pytest.mark.parametrize(
    ("amount", "number"), [("450", 450), ("450.00", 450), ("450.10", 450.1), ("0.07", 0.07)]
)
def test_an_amount_keeps_its_digits(amount: str, number: float):
    found = exporting.plain_number(Decimal(amount))
    assert (found, type(found)) == (number, type(number))
    assert Decimal(json.dumps(found)) == Decimal(amount)


def test_csv_follows_its_standard():
    table = next(table for table in TABLES if table.name == "devices")
    text = exporting.as_csv(table, [{"name": 'A "B", C', "maker": "two\nlines"}])
    assert text == 'name,maker\r\n"A ""B"", C","two\nlines"\r\n'
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["name", "maker"],
        ['A "B", C', "two\nlines"],
    ]
