"""Taking the diary out and keeping it safe: export, backup, restore, check, sample."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from recovery_app.cli import opening, shapes
from recovery_app.cli.saying import hint, readable, say, say_json, table
from recovery_app.cli.words import counted
from recovery_app.domain.safekeeping import Misfit, Problem, Way
from recovery_app.errors import (
    BackupFailed,
    LibraryLocked,
    LibraryNewer,
    LibraryUnavailable,
    NotFound,
)
from recovery_app.services import exporting

_ALL = "all"
"""Names everything that was altered."""
_CLOSED = "If that does not pass by itself, restore the latest backup into a new folder."
"""What she can do about a library that cannot be opened."""


def export(wish: Namespace) -> None:
    """Write the diary into a folder in open formats."""
    with opening.reading(wish) as library:
        done = exporting.export(library, Path(wish.folder), exporting.Format(wish.format))
    if wish.json:
        files = [readable(file) for file in done.files]
        say_json({"folder": readable(done.folder), "files": files, "rows": dict(done.rows)})
        return
    say(
        f"Exported {counted(done.rows['sessions'], 'session')},"
        f" {counted(done.rows['entries'], 'entry', 'entries')},"
        f" {counted(done.rows['reviews'], 'review')} and the list of"
        f" {counted(done.rows['photos'], 'photo')} to {readable(done.folder)}.",
        f"The pictures themselves stay in the library; {exporting.DICTIONARY} explains every column.",
    )


def backup(wish: Namespace) -> None:
    """Copy the whole library into one file and say where it is; or make the backup of the day.

    Raises:
        BackupFailed: if something was not well with the automatic backup, or originals are lost;
            the backup without them is there then.
    """
    if wish.automatic:
        _backup_automatically(wish)
        return
    # Only here: every verb loads this module, and safekeeping brings SQLAlchemy.
    from recovery_app.services import restoring

    target = None if wish.file is None else Path(wish.file)
    with opening.reading(wish) as library:
        file = library.safekeeping.backup(target)
    missing = restoring.counts(file).missing
    if wish.json:
        say_json({"file": readable(file), "missing": list(missing)})
    else:
        say(readable(file))
    if missing:
        raise BackupFailed(
            f"The backup holds everything but {_originals(missing)}; `recovery-app check` says what"
            " can be done."
        )


def _originals(missing: Sequence[str]) -> str:
    return f"{counted(len(missing), 'original')} missing or damaged on the disk: " + ", ".join(
        f"“{one}”" for one in missing
    )


def _backup_automatically(wish: Namespace) -> None:
    """Make the automatic backup of the day, as the window does; for cron."""
    with opening.reading(wish) as library:
        report = library.backing_up.make(datetime.now().astimezone())
        library.backing_up.remember(report)
    made_at = None if report.made_at is None else shapes.moment(report.made_at)
    if wish.json:
        copied, trouble = report.copied, report.trouble or None
        say_json({"made_at": made_at, "new": report.new, "copied": copied, "trouble": trouble})
    elif report.new:
        say(f"Backed up, with {counted(report.copied, 'new original')}.")
    elif report.made_at is not None:
        say("Nothing has changed since the last backup.")
    if report.trouble:
        raise BackupFailed(report.trouble)


def show_backups(wish: Namespace) -> None:
    """Show the automatic backups that can be restored, the latest first."""
    with opening.reading(wish) as library:
        kept = library.backing_up.kept()
        settings = library.settings
    if wish.json:
        say_json(shapes.backups(kept, settings))
        return
    if settings.backup_trouble:
        hint(settings.backup_trouble)
    if not kept:
        say("There are no automatic backups yet.")
        return
    say(
        *table(
            (
                f"{one.counts.made_at.astimezone():%Y-%m-%d %H:%M}",
                counted(one.counts.sessions, "session"),
                counted(one.counts.entries, "entry", "entries"),
                counted(one.counts.reviews, "review"),
                counted(one.counts.photos, "photo"),
                f"without {counted(len(one.missing), 'original')}" if one.missing else "",
                "second place" if one.second else "",
            )
            for one in kept
        )
    )
    say(f"`recovery-app restore FOLDER --to DIR` brings one back; the latest: {kept[0].folder}")


def restore(wish: Namespace) -> None:
    """Make a library of a backup, beside the present one and never over it.

    The backup is one file, or the folder of an automatic backup.
    """
    # Only here: every verb loads this module, and safekeeping brings SQLAlchemy.
    from recovery_app.services import restoring

    folder = Path(wish.to)
    counts = restoring.restore(Path(wish.file), folder)
    made_at = counts.made_at.isoformat(timespec="seconds")
    if wish.json:
        say_json({"folder": readable(folder), **asdict(counts), "made_at": made_at})
        return
    say(
        f"The library as of {counts.made_at:%Y-%m-%d %H:%M} is in {readable(folder)}:"
        f" {counted(counts.sessions, 'session')}, {counted(counts.entries, 'entry', 'entries')},"
        f" {counted(counts.reviews, 'review')}, {counted(counts.photos, 'photo')}"
        + (f", {counted(counts.cards, 'card picture')}." if counts.cards else ".")
    )
    if counts.missing:
        was = "was" if len(counts.missing) == 1 else "were"
        hint(f"When it was backed up, there {was} {_originals(counts.missing)}.")


def check(wish: Namespace) -> None:
    """Look whether rows and files fit together.

    Raises:
        LibraryUnavailable: if something does not, after it was named, or nothing can be looked at.
    """
    try:
        problems = _checked(wish)
    except (LibraryLocked, LibraryNewer):
        raise  # nothing is wrong with it
    except LibraryUnavailable as error:
        if wish.json:
            say_json(shapes.check([Problem(Misfit.DATABASE, str(error), _CLOSED)]))
        raise
    if wish.json:
        say_json(shapes.check(problems))
    else:
        say(*(f"{one.what} {one.mend}" for one in problems))
        if any(one.kind is Misfit.ALTERED for one in problems):
            hint("`check --put-back WORDS` or `check --keep WORDS` does so with what is named in")
            hint("these words; “all” names everything that was altered.")
    if problems:
        raise LibraryUnavailable(f"The check found {counted(len(problems), 'problem')}.")
    if not wish.json:
        say("Everything is in order.")


def _checked(wish: Namespace) -> list[Problem]:
    """Look, mend what is safe where that is wished, and return what does not fit then."""
    with opening.reading(wish) as library:
        problems = library.safekeeping.check()
        if library.mending.mend_cache():
            hint("Damaged small pictures were thrown away; they are made anew.")
        for words, way in _settled(wish):
            for problem in _named(problems, words, way):
                hint(f"{problem.what} {library.mending.mend(problem, way)}")
            problems = library.safekeeping.check()
        if wish.mend and problems:
            for problem, sentence, _ in library.mending.mend_safely(problems):
                hint(f"{problem.what} {sentence}")
            problems = library.safekeeping.check()
    return problems


def _settled(wish: Namespace) -> list[tuple[str, Way]]:
    """Return in which words something that was altered is named, and what is to become of it."""
    back = [(words, Way.PUT_BACK) for words in wish.put_back]
    return back + [(words, Way.KEEP) for words in wish.keep]


def _named(problems: Sequence[Problem], words: str, way: Way) -> list[Problem]:
    """Return what was altered and is named in these words.

    Raises:
        NotFound: if nothing is; a slip must not look as if it had been settled.
    """
    altered = [one for one in problems if one.kind is Misfit.ALTERED and way in one.ways]
    found = [one for one in altered if words == _ALL or words.casefold() in one.what.casefold()]
    if not found or not words.strip():
        raise NotFound(f"Nothing that was altered is named “{words}”; nothing was changed for it.")
    return found


def sample(wish: Namespace) -> None:
    """Make a library with a sample person, always the same."""
    # Only here: it draws pictures, which no other verb needs.
    from recovery_app.services import sample as samples

    folder = Path(wish.folder)
    last = samples.make(folder, large_photos=wish.large_photos)
    if wish.json:
        say_json({"folder": readable(folder), "until": last.isoformat()})
    else:
        if last != samples.UNTIL:
            hint(
                f"By this computer's clock {samples.UNTIL} is still to come, so the sample ends"
                f" on {last} and its dates are others than in the guide."
            )
        say(f"The sample library is in {readable(folder)}; open it with --library.")
