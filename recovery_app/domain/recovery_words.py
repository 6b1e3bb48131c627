"""What is said of earlier sessions' clear days: the same words in the window and on the terminal."""

from collections.abc import Callable, Sequence

from recovery_app.domain.recovery import Expected, Recovery, StillOpen

MOST_NAMED = 4
"""So many sessions are named one by one; more are counted."""

Translate = Callable[[str], str]


def listed_sessions(numbers: Sequence[int], tr: Translate = str) -> str:
    """Name sessions by their numbers: “session 1”, “sessions 1 and 2”, “sessions 1, 2 and 4”."""
    if len(numbers) == 1:
        return tr("session {number}").format(number=numbers[0])
    most = ", ".join(str(number) for number in numbers[:-1])
    return tr("sessions {most} and {last}").format(most=most, last=numbers[-1])


def basis_of(one: Expected, tr: Translate = str) -> str:
    """Say what an expected clear day rests on, with those after which it was not seen.

    Such as “as after sessions 1 and 2 (2 of 3 rated). Still not clear: session 3 on day 12.”
    """
    if one.n > MOST_NAMED:
        said = tr("as after {n} of {rated} rated sessions of this kind.")
        said = said.format(n=one.n, rated=one.rated)
    else:
        said = tr("as after {sessions} of this kind ({n} of {rated} rated).").format(
            sessions=listed_sessions(one.numbers, tr), n=one.n, rated=one.rated
        )
    return " ".join(part for part in (said, still_open_words(one.still_open, tr)) if part)


def still_open_words(still_open: Sequence[StillOpen], tr: Translate = str) -> str:
    """Say how long sessions were seen not to be clear; nothing where there is none."""
    if not still_open:
        return ""
    if len(still_open) > MOST_NAMED:
        return tr("Still not clear when last rated: {n} sessions.").format(n=len(still_open))
    named = [
        tr("session {number} on day {day}").format(number=one.number, day=one.day)
        for one in still_open
    ]
    return tr("Still not clear: {sessions}.").format(sessions=", ".join(named))


def not_clear_words(one: Recovery, tr: Translate = str) -> str:
    """Say of a session that was not seen clear how long it was seen not to be."""
    if one.not_clear_by is None:
        return tr("not seen clear yet")
    return tr("not clear by day {day}").format(day=one.not_clear_by)
