"""Showing what was written down: a day, the sessions, the photos."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from recovery_app.cli import opening, shapes
from recovery_app.cli.saying import say, say_json, table
from recovery_app.cli.words import SOURCES, place_words
from recovery_app.domain.course import next_window
from recovery_app.domain.entries import Entry
from recovery_app.domain.moments import checked_day, parse_date
from recovery_app.domain.naming import within_sentence
from recovery_app.domain.photos import Photo
from recovery_app.domain.reviews import Concern, Review
from recovery_app.domain.sessions import Numbered, place_of_moment
from recovery_app.domain.symptoms import Sort, Symptom, words_of

if TYPE_CHECKING:
    from recovery_app.services.today import Day

NOTHING = "–"
"""Stands in a table where nothing is known."""


def show_day(wish: Namespace) -> None:
    """Show a day's entries, photos and review."""
    day = parse_date(wish.day)
    with opening.reading(wish) as library:
        seen = library.today.look(day)
        if not seen.entries:
            # Who flew west over the date line has written on a day that lies ahead of her clock.
            checked_day(day)
        looked = library.reviews.of_day(day)
        if wish.json:
            say_json(shapes.day(seen, looked))
        else:
            say(*_day(seen, looked, library.reviews.concerns(looked)))


def show_sessions(wish: Namespace) -> None:
    """Show all sessions and when the next one is due."""
    with opening.reading(wish) as library:
        every = library.sessions.every()
        courses = library.sessions.courses()
        cards = library.cards.every()
    if wish.json:
        say_json(
            [
                shapes.session(one, courses.get(one.session.kind), cards.get(one.session.id, ()))
                for one in every
            ]
        )
        return
    if not every:
        say("No sessions yet.")
        return
    head = ("No", "Date", "Time", "Kind", "Device", "Clinic", "Pain", "Cost")
    say(*table([head, *map(_session_cells, every)]))
    window = next_window(every[-1], courses.get(every[-1].session.kind))
    if window:
        say("", f"The next {every[-1].kind.name} fits between {window[0]} and {window[1]}.")


def show_photos(wish: Namespace) -> None:
    """Show all photos in the order in which they were taken."""
    with opening.reading(wish) as library:
        sessions = library.sessions.every()
        photos = library.photos.every()
    if wish.json:
        say_json([shapes.photo(one, sessions) for one in photos])
    elif not photos:
        say("No photos yet.")
    else:
        head = ("Taken", "Date from", "Place", "Pose", "Pixels", "Name")
        say(*table([head, *(_photo_cells(one, sessions) for one in photos)]))


def _day(seen: "Day", looked: Review | None, concerns: Sequence[Concern]) -> Iterator[str]:
    kind = f" ({seen.kind.name})" if seen.kind else ""
    yield f"{seen.day} · {place_words(seen.place)}{kind}"
    for entry in seen.entries:
        yield from _entry(entry, seen.symptoms)
    if seen.photos:
        yield from ("", "Photos")
        yield from table(
            [(_clock(one.taken_at), one.pose or NOTHING, one.name) for one in seen.photos], "  "
        )
    if looked:
        yield from _review(looked, concerns)
    if not (seen.entries or seen.photos or looked):
        yield from ("", "Nothing was written down on this day.")


def _entry(entry: Entry, symptoms: Sequence[Symptom]) -> Iterator[str]:
    yield from ("", _clock(entry.at))
    known = {symptom.slug: symptom for symptom in symptoms}
    order = shapes.entry(entry, list(known))
    rows = [(_name(known, slug), _rating(known, slug, entry)) for slug in order["ratings"]]
    if entry.ticks:
        rows.append(("Also", ", ".join(_ticked(known, slug) for slug in order["ticks"])))
    yield from table(rows, "  ")
    yield from (f"  {line}" for line in entry.note.splitlines())


def _rating(known: dict[str, Symptom], slug: str, entry: Entry) -> str:
    value, symptom = entry.ratings[slug], known.get(slug)
    if symptom is None:
        return str(value)
    words = words_of(symptom, value)
    return f"{words} ({value} of {symptom.top})" if symptom.sort is Sort.SEEN else words


def _name(known: dict[str, Symptom], slug: str) -> str:
    return known[slug].name if slug in known else slug


def _ticked(known: dict[str, Symptom], slug: str) -> str:
    return within_sentence(known[slug]) if slug in known else slug


def _review(looked: Review, concerns: Sequence[Concern]) -> Iterator[str]:
    yield from ("", "Review, 0 to 100, lower is better")
    names = {concern.slug: concern.name for concern in concerns}
    rows = [(names.get(slug, slug), str(value)) for slug, value in looked.values.items()]
    if looked.change:
        rows.append(("Change", looked.change.replace("-", " ")))
    yield from table(rows, "  ")
    for remark in looked.remarks:
        who = f" ({remark.who})" if remark.who else ""
        yield f"  “{remark.text}”{who}"


def _session_cells(one: Numbered) -> tuple[str, ...]:
    visit = one.session
    cost = NOTHING
    if visit.cost is not None:  # as the window writes it
        cost = f"{visit.currency} {visit.cost:,.2f}".removesuffix(".00").strip()
    return (
        str(one.number),
        visit.date.isoformat(),
        visit.clock.isoformat("minutes") if visit.clock else NOTHING,
        one.kind.name,
        visit.device or NOTHING,
        visit.clinic or NOTHING,
        NOTHING if visit.pain is None else f"{visit.pain} of 10",
        cost,
    )


def _photo_cells(one: Photo, sessions: Sequence[Numbered]) -> tuple[str, ...]:
    return (
        f"{one.day} {_clock(one.taken_at)}",
        SOURCES[one.source],
        place_words(place_of_moment(one.taken_at, sessions)),
        one.pose or NOTHING,
        f"{one.width}×{one.height}",
        one.name or NOTHING,
    )


def _clock(at: datetime) -> str:
    """Write the time of day, with its offset where that is not the local one."""
    clock = at.strftime("%H:%M")
    return clock if at.utcoffset() == at.astimezone().utcoffset() else f"{clock} {at:%z}"
