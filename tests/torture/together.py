"""Two processes that write to the same entries of one library at once, and die at the end."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.torture import diary
from tests.torture.diary import FOREVER, Stage, clean, opened
from tests.torture.kills import Worker
from tests.torture.works import BEGUN, ENDLESS

FIRST_DAY = 20


LEAST = 14
"""Lines that each of the two says before it is killed: a dozen ratings and two photos."""


def write_together(folder: Path, seconds: float) -> Counter[str]:
    """Let two processes rate different symptoms of the same entries, and add photos, for so long."""
    met = Counter[str]()
    stage = diary.plain(folder / "stage")
    alike = ("log", "photos")  # what both do is much like these
    with Worker(alike) as one, Worker(alike) as other, ThreadPoolExecutor(2) as threads:
        running = [
            threads.submit(worker.do, work, stage, 1, seconds, least=LEAST)
            for worker, work in zip((one, other), ENDLESS, strict=True)
        ]
        found = [each.result() for each in running]
    assert [each["end"] for each in found] == ["killed", "killed"]
    for work, each in zip(ENDLESS, found, strict=True):
        met.update(_look(stage, work.removeprefix("rate "), each["said"]))
    with opened(stage.library) as library:
        clean(library, diary.Misfit.STRAY_FILE)
    return met


def _look(stage: Stage, symptom: str, said: list[list[Any]]) -> Counter[str]:
    rated = [one for one in said if one[0] not in (BEGUN, "photo")]
    added = [one[1] for one in said if one[0] == "photo"]
    assert rated, f"nobody got to rate {symptom}"
    last = {int(day): value for day, value in rated}
    with opened(stage.library) as library:
        entries = library.journal.of_days(*FOREVER)
        days = [one for one in entries if one.day >= diary.a_moment(FIRST_DAY).date()]
        there = {(one.day - days[0].day).days: one.ratings.get(symptom) for one in days}
        photos = {one.sha256 for one in library.photos.every()}
    lost = [day for day, value in last.items() if there.get(day) != value]
    # What was under way when it was killed may have come through, once.
    assert len(lost) <= 1, (symptom, last, there)
    assert set(added) <= photos
    assert len(days) == len({one.day for one in days}), "two entries for one minute"
    return Counter({f"ratings of {symptom}": len(rated), "photos": len(added)})
