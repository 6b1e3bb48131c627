"""What bringing an archive in changes, in her language: how many of what, and where both differ."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from recovery_app.domain.merge_preview import (
    Difference,
    Effect,
    FieldChange,
    field_words,
    value_words,
)
from recovery_app.ui.words import day_of, moment_of


def _tr(text: str) -> str:
    return QCoreApplication.translate("AnotherComputer", text)


def effects(differences: Iterable[Difference]) -> list[str]:
    """Say how many of what are new, changed, deleted and back: one line for each."""
    counts = Counter((one.effect, one.table) for one in differences)
    lines = {
        Effect.NEW: _tr("New here: {what}."),
        Effect.CHANGED: _tr("Changed: {what}."),
        Effect.DELETED: _tr("Into the trash, as on the other computer: {what}."),
        Effect.RETURNED: _tr("Back from the trash: {what}."),
    }
    return [
        words.format(what=", ".join(_counted(effect, counts)))
        for effect, words in lines.items()
        if any(one == effect for one, _ in counts)
    ]


def conflicts(differences: Iterable[Difference]) -> list[str]:
    """Say what both computers changed, with what each says and which stays."""
    return [_conflict(one, change) for one in differences for change in one.changes if change.both]


def _conflict(one: Difference, change: FieldChange) -> str:
    here, there = value_words(change.here), value_words(change.there)
    words = (
        _tr("{which}, {field}: “{here}” here, “{there}” there. What is here is newer and stays.")
        if change.result == change.here
        else _tr(
            "{which}, {field}: “{here}” here, “{there}” there. What is there is newer and wins."
        )
    )
    nothing = _tr("nothing")
    return words.format(
        which=_which(one),
        field=field_words(change.name),
        here=here or nothing,
        there=there or nothing,
    )


def _which(one: Difference) -> str:
    single, _ = _things()[one.table]
    word = single.partition(" ")[2].capitalize()
    if one.table in ("session", "review"):
        return f"{word} {day_of(date.fromisoformat(one.name))}"
    if one.table == "entry":
        return f"{word} {moment_of(datetime.fromisoformat(one.name))}"
    return f"{word} “{one.name}”"


def _counted(effect: Effect, counts: Counter[tuple[Effect, str]]) -> Iterator[str]:
    for table, (single, several) in _things().items():
        number = counts[effect, table]
        if number:
            yield single if number == 1 else several.format(count=number)


def _things() -> dict[str, tuple[str, str]]:
    return {
        "session": (_tr("1 session"), _tr("{count} sessions")),
        "session_card": (_tr("1 card"), _tr("{count} cards")),
        "entry": (_tr("1 entry"), _tr("{count} entries")),
        "review": (_tr("1 review"), _tr("{count} reviews")),
        "photo": (_tr("1 photo"), _tr("{count} photos")),
        "pose_reference": (_tr("1 reference of a pose"), _tr("{count} references of poses")),
        "region": (_tr("1 area"), _tr("{count} areas")),
        "course": (_tr("1 course"), _tr("{count} courses")),
        "symptom": (_tr("1 symptom"), _tr("{count} symptoms")),
        "concern": (_tr("1 concern"), _tr("{count} concerns")),
        "kind": (_tr("1 kind of session"), _tr("{count} kinds of session")),
        "device": (_tr("1 device"), _tr("{count} devices")),
    }
