"""Writing down: a session, an entry, a review."""

from argparse import Namespace

from recovery_app.cli import opening, shapes
from recovery_app.cli.reading import amount, numbers, whole
from recovery_app.cli.saying import say, say_json
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.moments import local, now, parse_clock, parse_day, parse_moment, today
from recovery_app.domain.reviews import Remark, Review, change_word
from recovery_app.domain.sessions import Session
from recovery_app.errors import WrongInput
from recovery_app.services.library import Library


def session_add(wish: Namespace) -> None:
    """Write down a session and say its number."""
    wanted = _session(wish)
    with opening.writing(wish) as library:
        if wanted.cost is not None and not wanted.currency:
            wanted = _session(wish, library.settings.currency)
        written = library.sessions.save(wanted)
        every = library.sessions.every()
        one = next(one for one in every if one.session.id == written.id)
        if wish.json:
            say_json(shapes.session(one, library.sessions.courses().get(written.kind)))
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
        at=None if wish.time is None else local(day, parse_clock(wish.time)),
        device=wish.device,
        clinic=wish.clinic,
        pain=None if wish.pain is None else whole(wish.pain),
        cost=None if wish.cost is None else amount(wish.cost),
        currency=wish.currency or currency,
        note=wish.note,
    )


def _remark(text: str) -> Remark:
    if not text.strip():
        raise WrongInput("A remark needs some words.")
    return Remark(text.strip())


def _slugs(library: Library) -> list[str]:
    return [symptom.slug for symptom in library.catalogue.symptoms()]
