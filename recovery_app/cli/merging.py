"""Moving between computers: the diary as one open file, and another computer's file brought in."""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from recovery_app.cli import opening
from recovery_app.cli.saying import hint, readable, say, say_json
from recovery_app.cli.words import counted
from recovery_app.domain.merge_preview import (
    Difference,
    Effect,
    field_words,
    value_words,
)

_THINGS = {
    "session": ("session", ""),
    "session_card": ("card", ""),
    "entry": ("entry", "entries"),
    "review": ("review", ""),
    "photo": ("photo", ""),
    "pose_reference": ("reference of a pose", "references of poses"),
    "region": ("area", ""),
    "course": ("course", ""),
    "symptom": ("symptom", ""),
    "concern": ("concern", ""),
    "kind": ("kind of session", "kinds of session"),
    "device": ("device", ""),
}
_EFFECTS = {
    Effect.NEW: "New here",
    Effect.CHANGED: "Changed",
    Effect.DELETED: "Into the trash",
    Effect.RETURNED: "Back from the trash",
}


def archive(wish: Namespace) -> None:
    """Write the diary and all photos into one open file that another computer or program reads."""
    target = Path(wish.file)
    with opening.reading(wish) as library:
        if library.is_encrypted and not wish.json:
            hint("The archive is not encrypted, unlike the library: whoever has it can read it.")
        counts = library.merging.write_archive(target)
    if wish.json:
        say_json(
            {
                "file": readable(target),
                "sessions": counts.sessions,
                "entries": counts.entries,
                "reviews": counts.reviews,
                "photos": counts.photos,
                "made_at": counts.made_at.isoformat(timespec="seconds"),
            }
        )
        return
    say(
        f"Wrote {counted(counts.sessions, 'session')},"
        f" {counted(counts.entries, 'entry', 'entries')}, {counted(counts.reviews, 'review')} and"
        f" {counted(counts.photos, 'photo')} to {readable(target)}.",
        "It is not encrypted: whoever has this file can read the diary and see the pictures.",
    )


def merge(wish: Namespace) -> None:
    """Bring in what another computer's archive holds; for each field the newest change wins."""
    file = Path(wish.file)
    if wish.preview:
        with opening.reading(wish) as library:
            preview = library.merging.preview(file)
        if wish.json:
            say_json({**_shape(preview.differences, preview.photos), "merged": False, "copy": None})
        else:
            say(*_told(preview.differences), "Nothing was changed; this was only a look.")
        return
    with opening.writing(wish) as library:
        merged = library.merging.merge(file)
    if wish.json:
        copy = readable(merged.copy)
        say_json({**_shape(merged.differences, merged.photos), "merged": True, "copy": copy})
        return
    say(*_told(merged.differences), f"The database as it was before is {readable(merged.copy)}.")


def _told(differences: Iterable[Difference]) -> Iterator[str]:
    every = list(differences)
    for effect, words in _EFFECTS.items():
        counts = [
            counted(number, *names)
            for table, names in _THINGS.items()
            if (number := sum(1 for one in every if (one.table, one.effect) == (table, effect)))
        ]
        if counts:
            yield f"{words}: {', '.join(counts)}."
    if all(one.effect is Effect.STAYS for one in every):
        yield "There is nothing new in it."
    for one in every:
        for change in one.changes:
            if change.both:
                wins = "here" if change.result == change.here else "there"
                yield (
                    f"Both changed {field_words(change.name)} of {_THINGS[one.table][0]} {one.name}:"
                    f" “{value_words(change.here)}” here, “{value_words(change.there)}” there;"
                    f" what was written {wins} is newer and stays."
                )


def _shape(differences: Iterable[Difference], photos: int) -> dict[str, object]:
    return {
        "photos": photos,
        "changes": [
            {
                "table": one.table,
                "id": one.record,
                "name": one.name,
                "effect": one.effect,
                "fields": [
                    {
                        "field": change.name,
                        "here": change.here,
                        "there": change.there,
                        "result": change.result,
                        "both": change.both,
                    }
                    for change in one.changes
                ],
            }
            for one in differences
        ],
    }
