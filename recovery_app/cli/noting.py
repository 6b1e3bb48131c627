"""Writing down: a session, an entry, a review."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from recovery_app.cli import opening, shapes
from recovery_app.cli.reading import amount, numbers, whole
from recovery_app.cli.saying import readable, say, say_json
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.moments import lived, now, parse_clock, parse_day, parse_moment, today
from recovery_app.domain.reviews import Remark, Review, change_word
from recovery_app.domain.sessions import Session
from recovery_app.errors import PictureRefused, WrongInput
from recovery_app.services.library import Library

if TYPE_CHECKING:
    from recovery_app.services.sessions import CardChange


def session_add(wish: Namespace) -> None:
    """Write down a session and say its number."""
    wanted = _session(wish)
    with opening.writing(wish) as library:
        if wanted.cost is not None and not wanted.currency:
            wanted = _session(wish, library.settings.currency)
        written = library.sessions.save(wanted, _cards(wish, library))
        every = library.sessions.every()
        one = next(one for one in every if one.session.id == written.id)
        if wish.json:
            course = library.sessions.courses().get(written.kind)
            say_json(shapes.session(one, course, library.cards.every().get(written.id, ())))
        else:
            say(str(one.number))


def log(wish: Namespace) -> None:
    """Note how the skin looks and feels at a moment and say the entry's id."""
    at = now() if wish.at is None else parse_moment(wish.at)
    change = EntryChange(
        ratings={**numbers(wish.words)},
        ticks=dict.fromkeys(wish.tick, True),
        note=wish.note,
    )
    with opening.writing(wish) as library:
        entry = library.journal.log(at, change).entry
        if wish.json:
            say_json(shapes.entry(entry, _slugs(library)))
        else:
            say(entry.id)


def review(wish: Namespace) -> None:
    """Add to the review of a day and say its id."""
    wanted = Review(
        id="",
        date=today() if wish.date is None else parse_day(wish.date),
        values=numbers(wish.words),
        change=None if wish.change is None else change_word(wish.change),
        remarks=tuple(_remark(text) for text in wish.remark),
    )
    with opening.writing(wish) as library:
        written = library.reviews.add_to_day(wanted)
        if wish.json:
            say_json(shapes.review(written))
        else:
            say(written.id)


def _session(wish: Namespace, currency: str = "") -> Session:
    day = parse_day(wish.date)
    return Session(
        id="",
        date=day,
        kind=wish.kind,
        at=None if wish.time is None else lived(day, parse_clock(wish.time)),
        device=wish.device,
        clinic=wish.clinic,
        pain=None if wish.pain is None else whole(wish.pain),
        cost=None if wish.cost is None else amount(wish.cost),
        currency=wish.currency or currency,
        note=wish.note,
    )


def _cards(wish: Namespace, library: Library) -> "CardChange":
    """Read the pictures of the card; one that cannot be taken keeps the session from being saved.

    Raises:
        PictureRefused: says which one, and why.
    """
    # Only here: every verb loads this module, and pictures bring Pillow.
    from recovery_app.services.sessions import CardChange, PreparedCard

    added: dict[str, PreparedCard] = {}
    for path in map(Path, wish.card):
        found = library.cards.prepare(path)
        name = readable(path)
        if not isinstance(found, PreparedCard):
            told = path.name in found.why
            raise PictureRefused(found.why if told else f"“{name}” was refused: {found.why}")
        same = added.get(found.picture.sha256)
        if same is not None:
            raise PictureRefused(f"“{name}” is the very same picture as “{same.picture.name}”.")
        added[found.picture.sha256] = found
    return CardChange(added=tuple(added.values()))


def _remark(text: str) -> Remark:
    if not text.strip():
        raise WrongInput("A remark needs some words.")
    return Remark(text.strip())


def _slugs(library: Library) -> list[str]:
    return [symptom.slug for symptom in library.catalogue.symptoms()]
