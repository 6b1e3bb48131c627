"""Big libraries to measure with: for one day always the same rows, but for their ids.

The library itself is made by the program; the years in it are inserted in bulk.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import insert

from recovery_app.domain.moments import local
from recovery_app.domain.photos import POSES
from recovery_app.domain.reviews import CONCERNS, ChangeWord, Review
from recovery_app.services import library as libraries
from recovery_app.storage.database import Database
from recovery_app.storage.picture_tables import PhotoRow
from recovery_app.storage.places import Places
from recovery_app.storage.rows import new_id
from recovery_app.storage.tables import EntryRow, RatingRow, SessionRow

RECOVERY_DAYS = 10
"""She logs each day until then after a session, and once a week in between."""
SEEN = ("redness", "swelling", "dryness", "flaking", "crusts")
FELT = ("pain", "itch", "warmth")

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Extent:
    """How much a library holds.

    Attributes:
        years: of diary, ending today.
        sessions: spread evenly over them, the latest three days ago.
        photos: rows of photos before today, without files.
        daily: whether every day is logged, not only those after a session.
    """

    years: int = 5
    sessions: int = 40
    photos: int = 2_000
    daily: bool = False


def make(folder: Path, today: date, extent: Extent) -> Path:
    """Make a library that ends today, with an entry and three real photos of today; return it."""
    with closing(libraries.create(folder)) as library:
        for pose in POSES[:3]:
            library.photos.add([_picture(folder.with_name(f"{pose}.jpg"))], pose=pose, day=today)
    begin = today - timedelta(days=round(extent.years * 365.25))
    visited = [_visited(number, begin, today, extent) for number in range(extent.sessions)]
    logged = [day for day in _days(begin, today) if extent.daily or _logs(day, visited, today)]
    entries, ratings = _noted(logged, visited, today)
    database = Database(Places(folder).database)
    with closing(database), database.writing() as db:
        db.execute(insert(SessionRow), [_session(at, day) for at, day in enumerate(visited)])
        db.execute(insert(EntryRow), entries)
        db.execute(insert(RatingRow), ratings)
        if extent.photos:
            db.execute(insert(PhotoRow), _photos(extent.photos, [d for d in logged if d < today]))
    return folder


def reviewed(folder: Path, today: date, years: int) -> Path:
    """Add a review of eight concerns a month to a library and return it."""
    with closing(libraries.open_library(folder)) as library:
        for month in range(12 * years):
            values = {
                one.slug: max(5, 80 - month // 2 + (7 * month + 13 * at) % 11)
                for at, one in enumerate(CONCERNS)
            }
            day = today - timedelta(days=30 * (12 * years - month))
            library.reviews.save(Review("", day, values, ChangeWord.BETTER))
    return folder


def _picture(path: Path) -> Path:
    Image.linear_gradient("L").resize((1200, 1600)).convert("RGB").save(path)
    path.write_bytes(path.read_bytes() + path.name.encode())  # no two have the same bytes
    return path


def _visited(number: int, begin: date, today: date, extent: Extent) -> date:
    apart = (today - begin).days / extent.sessions
    return today - timedelta(days=3 + round((extent.sessions - 1 - number) * apart))


def _days(begin: date, today: date) -> Iterator[date]:
    for ago in range((today - begin).days, -1, -1):
        yield today - timedelta(days=ago)


def _since(day: date, visited: list[date]) -> int:
    """Say how many days ago the latest session was; a year where there was none."""
    return min((day - one).days for one in [*visited, day - timedelta(365)] if one <= day)


def _logs(day: date, visited: list[date], today: date) -> bool:
    return _since(day, visited) <= RECOVERY_DAYS or (today - day).days % 7 == 0


def _noted(logged: list[date], visited: list[date], today: date) -> tuple[Rows, Rows]:
    entries: Rows = []
    ratings: Rows = []
    for day in logged:
        # At midnight today: a moment in the future would be refused.
        at = local(day, time(0, 0) if day == today else time(20, 30))
        entry = {"id": new_id(), "at": at, "day": day, "note": "Like a sunburn."}
        entries.append(entry)
        since = _since(day, visited)
        values = {slug: max(0, 4 - since // 2 - at) for at, slug in enumerate(SEEN)}
        values |= {slug: max(0, 8 - since - 2 * at) for at, slug in enumerate(FELT)}
        ratings += [
            {"entry_id": entry["id"], "symptom": slug, "value": value}
            for slug, value in values.items()
        ]
    return entries, ratings


def _session(number: int, day: date) -> dict[str, Any]:
    # Each fourth one is of another kind.
    kind = "pico-fractional" if number % 4 == 3 else "pico-toning"
    at = local(day, time(14, 30))
    return {
        "id": new_id(),
        "day": day,
        "at": at,
        "kind": kind,
        "device": "PicoPlus",
    } | dict.fromkeys(("pain", "pain_after", "cost"))


def _photos(count: int, logged: list[date]) -> Rows:
    rows: Rows = []
    for number in range(count):
        day = logged[number * len(logged) // count]
        at = local(day, time(9, 0)) + timedelta(seconds=number % 3600)
        rows.append(
            {
                "id": new_id(),
                "sha256": f"{number:064x}",
                "suffix": ".jpg",
                "taken_at": at,
                "day": day,
                "source": "exif",
                "width": 3024,
                "height": 4032,
                "size": 3_900_000,
                "pose": POSES[number % 3],
                "name": f"IMG_{number:05}.JPG",
            }
        )
    return rows
