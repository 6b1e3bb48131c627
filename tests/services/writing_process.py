"""Another process that writes to a library, for `test_processes.py`; it says what is saved.

A parent forks a writer for each line that it reads, so that Python and SQLAlchemy load once.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.reviews import Review
from recovery_app.domain.symptoms import Sort
from recovery_app.services import library as libraries
from recovery_app.services.library import Library
from tests.factories import DAY, a_moment, a_picture


def until_killed(library: Library, turn: int) -> None:
    """Write entries, photos and reviews for ever, and say each when it is saved."""
    name = f"turn{turn}"
    pictures = library.folder.parent / f"pictures-{name}"
    say("pid", str(os.getpid()))
    number = 0
    while True:
        number += 1
        entry = library.journal.record(
            f"{name}-{number}",
            a_moment(number % 300),
            EntryChange({"redness": number % 5}, note=name),
        ).entry
        say("entry", entry.id)
        if number % 3 == 0:
            colour = (number % 256, number // 256, turn)
            added = library.photos.add([a_picture(pictures, f"{number}.png", colour=colour)])
            say("photo", added.added[0].id)
        if number % 4 == 0:
            library.journal.remove(entry.id)
            say("removed", entry.id)
        if number % 5 == 0:
            day = DAY - timedelta(days=number)
            library.reviews.add_to_day(Review("", day, {"pores": number % 101}))
            say("review", f"{day} {number % 101}")


def side_by_side(library: Library, symptom: str, concern: str, count: int) -> None:
    """Rate one symptom in entries and one concern in a review that another process changes too."""
    own = library.catalogue.add_symptom(f"own {symptom}", Sort.FELT)
    for number in range(count):
        at = a_moment(number % 7)
        library.journal.log(at, EntryChange({symptom: number % 5, own.slug: number % 11}))
        library.reviews.add_to_day(Review("", DAY, {concern: number % 101}))
        say("done", str(number))


def say(what: str, which: str) -> None:
    """Tell the test; the pipe has it at once."""
    os.write(1, f"{what} {which}\n".encode())


def main() -> None:
    """Fork a writer for each line of standard input."""
    folder = Path(sys.argv[1])
    loading = libraries.open_library(folder)
    loading.load()
    loading.close()  # a connection must not be carried into another process
    say("ready", "")
    for line in sys.stdin:
        task, *words = line.split()
        child = os.fork()
        if child == 0:
            library = libraries.open_library(folder)
            if task == "until-killed":
                until_killed(library, int(words[0]))
            else:
                side_by_side(library, words[0], words[1], int(words[2]))
                library.close()
            os._exit(0)
        if task == "until-killed":
            os.waitpid(child, 0)
            say("dead", "")


if __name__ == "__main__":
    main()
