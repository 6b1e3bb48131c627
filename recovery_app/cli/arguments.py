"""The words of the command line: verbs, their arguments, and what each verb does."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from inspect import cleandoc
from typing import Any

from recovery_app import __version__
from recovery_app.cli import (
    adding,
    charting,
    keeping,
    locking,
    measuring,
    merging,
    noting,
    pictures,
    showing,
)
from recovery_app.domain.photos import POSES
from recovery_app.domain.reviews import CONCERNS, ChangeWord
from recovery_app.domain.symptoms import SEEDED, Sort
from recovery_app.services.exporting import Format

Verb = Callable[[Namespace], None]


def parse(arguments: Sequence[str]) -> Namespace:
    """Read the words; the result's `do` is the function that does them.

    Raises:
        SystemExit: after help was shown, or a complaint about wrong usage.
    """
    wish, rest = _parser().parse_known_args(arguments)
    # argparse takes a list of words in one go; those after an option in between are left over.
    if rest and hasattr(wish, "words") and not any(word.startswith("-") for word in rest):
        wish.words += rest
    elif rest:
        wish.usage.error(f"unrecognized arguments: {' '.join(rest)}")
    if wish.do is noting.log and not wish.words and not wish.tick and wish.note is None:
        wish.usage.error("nothing to log: name a rating, --tick or --note")
    if wish.do is noting.review and not (wish.words or wish.change or wish.remark):
        wish.usage.error("nothing to review: name a concern, --change or --remark")
    if wish.do is keeping.backup and wish.automatic and wish.file is not None:
        wish.usage.error("an automatic backup has a place of its own: leave FILE out")
    return wish


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="recovery-app",
        description="A private diary of skin recovery after laser sessions.",
        epilog="Without a verb the window opens. Exit status: 0 done, 1 it could not be done"
        " (one sentence says why), 2 wrong usage.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"recovery-app {__version__}")
    _add_common(parser, None, json=False)
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    session = _group(verbs, "session", "add", "write down a session")
    _session_add(_verb(session, "add", noting.session_add, "write down a session"))
    _log(_verb(verbs, "log", noting.log, "note how the skin looks and feels"))
    _review(_verb(verbs, "review", noting.review, "note how the concerns look, 0 to 100"))
    photos = _group(verbs, "photos", "WHAT", "bring photos in, compare them, make a time-lapse")
    _photos_add(_verb(photos, "add", adding.photos_add, "bring photos in"))
    _photos_compare(_verb(photos, "compare", pictures.photos_compare, "save a comparison"))
    _photos_timelapse(_verb(photos, "timelapse", pictures.photos_timelapse, "save a time-lapse"))
    _photos_measure(_verb(photos, "measure", measuring.photos_measure, "measure redness"))
    _show(_group(verbs, "show", "WHAT", "show what was written down"))
    _keep(verbs)
    return parser


def _group(verbs: Any, name: str, next_word: str, purpose: str) -> Any:
    """Add a word that another one follows; return where that one is added."""
    parser: ArgumentParser = verbs.add_parser(name, help=purpose, allow_abbrev=False)
    _add_common(parser, SUPPRESS, json=SUPPRESS)
    return parser.add_subparsers(metavar=next_word, required=True)


def _verb(verbs: Any, name: str, do: Verb, purpose: str) -> ArgumentParser:
    """Add a verb with the options that all of them take."""
    parser: ArgumentParser = verbs.add_parser(
        name, help=purpose, description=_told(do), allow_abbrev=False
    )
    _add_common(parser, SUPPRESS, json=SUPPRESS)
    parser.set_defaults(do=do, usage=parser)
    return parser


def _told(do: Verb) -> str:
    """Return what a verb does, without what is written for whoever calls the function."""
    told = cleandoc(do.__doc__ or "")  # from Python 3.13 on it is not indented any more
    return told.partition("\nRaises:")[0].partition("\nArgs:")[0].strip()


def _add_common(parser: ArgumentParser, library: str | None, *, json: bool | str) -> None:
    parser.add_argument(
        "--library",
        metavar="DIR",
        default=library,
        help="the library's folder (else RECOVERY_LIBRARY, else the default one)",
    )
    parser.add_argument(
        "--passphrase-file",
        metavar="FILE",
        default=library,
        help="holds the passphrase of an encrypted library (else RECOVERY_PASSPHRASE_FILE, else"
        " it is asked for)",
    )
    parser.add_argument(
        "--json", action="store_true", default=json, help="print JSON and nothing else"
    )


def _session_add(parser: ArgumentParser) -> None:
    parser.add_argument("--date", metavar="DATE", required=True, help="such as 2026-10-12")
    parser.add_argument("--time", metavar="TIME", help="such as 14:30")
    parser.add_argument("--kind", metavar="KIND", required=True, help="such as pico-toning")
    parser.add_argument("--device", metavar="NAME", default="", help="such as PicoPlus")
    parser.add_argument("--clinic", metavar="NAME", default="")
    parser.add_argument("--pain", metavar="0-10", help="while it lasted")
    parser.add_argument("--cost", metavar="AMOUNT", help="such as 450 or 450.50")
    parser.add_argument("--currency", metavar="CODE", default="", help="such as SGD")
    parser.add_argument("--note", metavar="TEXT", default="")
    parser.add_argument(
        "--card", metavar="FILE", action="append", default=[], help="a picture of the clinic's card"
    )


def _log(parser: ArgumentParser) -> None:
    words = {sort: ", ".join(one.slug for one in SEEDED if one.sort is sort) for sort in Sort}
    parser.epilog = (
        f"Seen, 0 to 4: {words[Sort.SEEN]}. Felt, 0 to 10: {words[Sort.FELT]}."
        f" Ticks: {words[Sort.TICK]}. A second log at the same minute changes that entry."
    )
    parser.add_argument("words", metavar="SYMPTOM=NUMBER", nargs="*", default=[])
    parser.add_argument("--at", metavar="MOMENT", help="such as 2026-10-13T21:00 (else now)")
    parser.add_argument("--tick", metavar="TICK", action="append", default=[])
    parser.add_argument("--note", metavar="TEXT")


def _review(parser: ArgumentParser) -> None:
    parser.epilog = (
        f"Concerns: {', '.join(one.slug for one in CONCERNS)}. Lower is better."
        f" Change words: {', '.join(ChangeWord)}."
    )
    parser.add_argument("words", metavar="CONCERN=NUMBER", nargs="*", default=[])
    parser.add_argument("--date", metavar="DATE", help="such as 2026-11-10 (else today)")
    parser.add_argument("--change", metavar="WORD", help="compared with before the first session")
    parser.add_argument("--remark", metavar="TEXT", action="append", default=[])


def _photos_add(parser: ArgumentParser) -> None:
    parser.add_argument("words", metavar="FILE|FOLDER", nargs="+")
    parser.add_argument(
        "--pose", metavar="POSE", default="", help=f"{', '.join(POSES)} or close-up:NAME"
    )
    parser.add_argument("--date", metavar="DATE", help="else from EXIF, file name or file time")


def _photos_compare(parser: ArgumentParser) -> None:
    parser.add_argument(
        "words", metavar="PHOTO", nargs="+", help="two to four: an id, its beginning, or a file"
    )
    parser.add_argument("--out", metavar="FILE", required=True, help=".png or .jpg")
    parser.add_argument("--raw", action="store_true", help="as taken, not laid over each other")


def _photos_timelapse(parser: ArgumentParser) -> None:
    parser.add_argument("--pose", metavar="POSE", required=True, help="such as front")
    parser.add_argument("--session", metavar="N", help="only from this session until the next")
    parser.add_argument("--out", metavar="FILE", required=True, help=".webp, .gif or .mp4")
    parser.add_argument("--speed", metavar="TIMES", default="1", help="0.25 to 8, else 1")
    parser.add_argument(
        "--fade", metavar="SECONDS", default="0.3", help="of each cross-fade, 0 cuts (else 0.3)"
    )


def _photos_measure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--pose", metavar="POSE", default="", help="such as front (else every pose that has photos)"
    )


def _show(what: Any) -> None:
    day = _verb(what, "day", showing.show_day, "a day's entries, photos and review")
    day.add_argument("day", metavar="DATE", help="such as 2026-10-14")
    _verb(what, "sessions", showing.show_sessions, "all sessions and the next window")
    _verb(what, "photos", showing.show_photos, "all photos")
    _verb(what, "backups", keeping.show_backups, "the automatic backups")
    recovery = _verb(what, "recovery", charting.show_recovery, "a symptom, day by day")
    recovery.add_argument("--symptom", metavar="SYMPTOM", default="redness")
    recovery.add_argument("--session", metavar="N", help="only this session's kind, up to it")
    _verb(what, "improvement", charting.show_improvement, "the concerns over the months")


def _keep(verbs: Any) -> None:
    export = _verb(verbs, "export", keeping.export, "write the diary in open formats")
    export.add_argument("folder", metavar="FOLDER", help="new or empty")
    export.add_argument("--format", choices=[str(one) for one in Format], default=Format.CSV)
    backup = _verb(verbs, "backup", keeping.backup, "copy the library into one file")
    backup.add_argument("file", metavar="FILE", nargs="?", help="else in the library's backups")
    backup.add_argument(
        "--automatic", action="store_true", help="the backup of the day, as the window makes it"
    )
    restore = _verb(verbs, "restore", keeping.restore, "make a library of a backup")
    restore.add_argument("file", metavar="FILE", help="or the folder of an automatic backup")
    restore.add_argument("--to", metavar="DIR", required=True, help="new or empty")
    archive = _verb(verbs, "archive", merging.archive, "write one open file for another computer")
    archive.add_argument("file", metavar="FILE", help="such as diary.zip")
    merge = _verb(verbs, "merge", merging.merge, "bring in another computer's archive")
    merge.add_argument("file", metavar="FILE")
    merge.add_argument("--preview", action="store_true", help="only say what would change")
    check = _verb(verbs, "check", keeping.check, "look whether rows and files fit together")
    check.add_argument(
        "--mend", action="store_true", help="put originals back from backups, delete leftovers"
    )
    check.add_argument(
        "--put-back",
        metavar="WORDS",
        action="append",
        default=[],
        help="what the disk altered in the diary becomes again what the last backup says: what is"
        " named in these words, or all",
    )
    check.add_argument(
        "--keep",
        metavar="WORDS",
        action="append",
        default=[],
        help="what differs from the last backup and is named in these words, or all, is right",
    )
    _verb(verbs, "encrypt", locking.encrypt, "lock the library with a passphrase")
    _verb(verbs, "decrypt", locking.decrypt, "make an encrypted library a plain one again")
    sample = _verb(verbs, "sample", keeping.sample, "make a library with a sample person")
    sample.add_argument("folder", metavar="DIR", help="new or empty")
    sample.add_argument(
        "--large-photos", action="store_true", help="draw 12-megapixel photos (takes longer)"
    )
