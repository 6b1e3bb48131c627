"""When a picture was taken, and where that is known from."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recovery_app.domain.moments import now
from recovery_app.domain.photos import DateSource, Taken
from recovery_app.imaging.picture import PictureFacts, inspect
from recovery_app.imaging.taken import from_name, when_taken
from tests.imaging.samples import encoded, exif

PLAIN = PictureFacts(".jpg", 4, 3)


@pytest.fixture(autouse=True)
def singapore(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the machine stand in Singapore, eight hours ahead all year."""
    monkeypatch.setenv("TZ", "Asia/Singapore")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def taken_of(**fields: Any) -> Taken | None:
    return inspect(encoded("JPEG", exif=exif(**fields))).taken


def wall(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S %z")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "2024-05-06 07:08:09 +0800"),
        ({"offset": "-03:30"}, "2024-05-06 07:08:09 -0330"),
        ({"offset": "+0200"}, "2024-05-06 07:08:09 +0200"),
        ({"offset": "Z"}, "2024-05-06 07:08:09 +0000"),
        ({"offset": None}, "2024-05-06 07:08:09 +0800"),
        ({"offset": "+99:00"}, "2024-05-06 07:08:09 +0800"),
        ({"offset": "soon"}, "2024-05-06 07:08:09 +0800"),
        ({"taken": "2024:05:06 07:08:09\x00"}, "2024-05-06 07:08:09 +0800"),
        ({"taken": "2024-05-06 07:08:09"}, "2024-05-06 07:08:09 +0800"),
        ({"taken": "2024-05-06T07:08:09.250+09:00", "offset": None}, "2024-05-06 07:08:09 +0900"),
        ({"taken": "2024:05:06 07:08"}, "2024-05-06 07:08:00 +0800"),
    ],
)
def test_the_camera_s_own_words_count_first(fields: dict[str, Any], expected: str) -> None:
    found = taken_of(**fields)
    assert found is not None
    assert (wall(found.at), found.source) == (expected, DateSource.EXIF)


@pytest.mark.parametrize(
    "taken",
    [
        "0000:00:00 00:00:00",
        "1970:01:01 00:00:00",
        "1989:12:31 23:59:59",
        "2024:02:30 10:00:00",
        "2024:13:01 10:00:00",
        "2024:05:06 25:00:00",
        "9999:99:99 99:99:99",
        "2099:01:01 00:00:00",
        "    :  :     :  :  ",
        "yesterday",
        "",
    ],
)
def test_a_clock_gone_wrong_is_passed_over(taken: str) -> None:
    assert taken_of(taken=taken) is None


def test_tomorrow_by_the_camera_is_passed_over() -> None:
    ahead = datetime.now(timezone(timedelta(hours=8))) + timedelta(days=1)
    assert taken_of(taken=f"{ahead:%Y:%m:%d %H:%M:%S}") is None


def test_a_moment_ahead_of_the_local_clock_counts_if_its_offset_explains_it() -> None:
    there = datetime.now(timezone(timedelta(hours=14))) - timedelta(minutes=5)
    found = taken_of(taken=f"{there:%Y:%m:%d %H:%M:%S}", offset="+14:00")
    assert found == Taken(there.replace(microsecond=0), DateSource.EXIF)


def test_without_the_moment_of_taking_other_fields_serve() -> None:
    digitised = taken_of(taken=None, offset=None, more={0x9004: "2023:01:02 03:04:05"})
    assert digitised is not None
    assert wall(digitised.at) == "2023-01-02 03:04:05 +0800"
    saved = taken_of(
        taken=None, offset=None, main={0x0132: "2022:01:02 03:04:05"}, more={0x9010: "+01:00"}
    )
    assert saved is not None
    assert wall(saved.at) == "2022-01-02 03:04:05 +0100"


def test_the_moment_of_saving_says_nothing_where_no_camera_signs() -> None:
    main = {0x010F: "", 0x0110: "", 0x0131: "An editor", 0x0132: "2022:01:02 03:04:05"}
    assert taken_of(taken=None, main=main) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("IMG_20241014_210433.jpg", "2024-10-14 21:04:33"),
        ("IMG_20241014_210433_1.jpg", "2024-10-14 21:04:33"),
        ("IMG_20241014_210433~2.jpg", "2024-10-14 21:04:33"),
        ("IMG20241014210433.jpg", "2024-10-14 21:04:33"),
        ("20241014_210433.jpg", "2024-10-14 21:04:33"),
        ("20241014_210433(0).jpg", "2024-10-14 21:04:33"),
        ("2024-10-14 21.04.33.jpg", "2024-10-14 21:04:33"),
        ("2024-10-14T21-04-33.png", "2024-10-14 21:04:33"),
        ("photo_2024-10-14_21-04-33.jpg", "2024-10-14 21:04:33"),
        ("signal-2024-10-14-210433.jpeg", "2024-10-14 21:04:33"),
        ("signal-2024-10-14-21-04-33-123.jpg", "2024-10-14 21:04:33"),
        ("Screenshot_20241014-210433_Gallery.png", "2024-10-14 21:04:33"),
        ("Screenshot 2024-10-14 at 9.04.33 PM.png", "2024-10-14 21:04:33"),
        ("Screenshot 2024-10-14 at 9.04.33\u202fAM.png", "2024-10-14 09:04:33"),
        ("Screenshot 2024-10-14 at 12.04.33 AM.png", "2024-10-14 00:04:33"),
        ("Bildschirmfoto 2024-10-14 um 21.04.33.png", "2024-10-14 21:04:33"),
        ("WhatsApp Image 2024-10-14 at 21.04.33.jpeg", "2024-10-14 21:04:33"),
        ("PXL_20241014_130433123.jpg", "2024-10-14 21:04:33"),
        ("PXL_20241014_130433123.PORTRAIT.jpg", "2024-10-14 21:04:33"),
        ("PXL_20241014_170433123.jpg", "2024-10-15 01:04:33"),
        ("IMG-20241014-WA0003.jpg", "2024-10-14 12:00:00"),
        ("20241014.jpg", "2024-10-14 12:00:00"),
        ("left cheek 2024-10-14.heic", "2024-10-14 12:00:00"),
        ("2024.10.14 front.jpg", "2024-10-14 12:00:00"),
        ("IMG_20241014_0007.jpg", "2024-10-14 12:00:00"),
        ("IMG_20241014_996699.jpg", "2024-10-14 12:00:00"),
    ],
)
def test_names_that_cameras_and_messengers_give(name: str, expected: str) -> None:
    found = from_name(name)
    assert found is not None
    assert (wall(found.at), found.source) == (f"{expected} +0800", DateSource.FILE_NAME)


@pytest.mark.parametrize(
    "name",
    [
        "IMG_0001.jpg",
        "DSC02024.jpg",
        "FB_IMG_1697284512345.jpg",
        "1697284512.jpg",
        "12024101400.jpg",
        "2024101499.jpg",
        "20241399.jpg",
        "20240230.jpg",
        "2024-10.jpg",
        "19891231.jpg",
        "20991231.jpg",
        "PXL_20990101_000000000.jpg",
        "2024-1014.jpg",
        "9f20241014aa34bc.jpg",
        "20241014-ab34-4f0e-9d1c-0123456789ab.jpg",
        "front.jpg",
        "",
    ],
)
def test_other_numbers_are_no_dates(name: str) -> None:
    assert from_name(name) is None


@given(st.text(max_size=40) | st.from_regex(r"[A-Z]{0,3}[-_ ]?(19|20)[0-9]{0,18}[-_. 0-9]{0,9}"))
@example("2024-10-14 25.04.33")
@example("2024-10-14 at 13.04.33 PM")
def test_no_name_makes_it_stumble(name: str) -> None:
    found = from_name(name)
    assert found is None or (found.at.tzinfo and found.at.year >= 1990 and found.at <= now_ish())


def now_ish() -> datetime:
    return now() + timedelta(minutes=2)


def test_exif_comes_before_the_name_and_the_name_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "IMG_20241014_210433.jpg"
    file.write_bytes(encoded("JPEG", exif=exif()))
    written = datetime(2023, 7, 8, 9, 10, 11, tzinfo=UTC).timestamp()
    os.utime(file, (written, written))
    assert when_taken(file, inspect(file)).source is DateSource.EXIF
    assert when_taken(file, PLAIN).source is DateSource.FILE_NAME
    found = when_taken(file.rename(tmp_path / "front.jpg"), PLAIN)
    assert (wall(found.at), found.source) == ("2023-07-08 17:10:11 +0800", DateSource.FILE_TIME)


@pytest.mark.parametrize("written", [0, 4_000_000_000])
def test_a_file_time_that_cannot_be_is_now(tmp_path: Path, written: int) -> None:
    file = tmp_path / "front.jpg"
    file.write_bytes(b"")
    os.utime(file, (written, written))
    found = when_taken(file, PLAIN)
    assert abs(found.at - now()) < timedelta(minutes=2)
    assert found.source is DateSource.FILE_TIME


def test_a_pasted_picture_is_of_now() -> None:
    found = when_taken(Path("pasted.png"), PLAIN)
    assert abs(found.at - now()) < timedelta(minutes=2)
    assert found.at.utcoffset() == timedelta(hours=8)


def test_summer_time_is_that_of_the_picture_s_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    for name, offset in (("20240714_210433.jpg", 2), ("20241214_210433.jpg", 1)):
        found = from_name(name)
        assert found is not None
        assert found.at.utcoffset() == timedelta(hours=offset)
