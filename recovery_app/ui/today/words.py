"""What the Today page says of a day, in plain words."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from recovery_app.domain import recovery as curves
from recovery_app.domain.naming import within_sentence
from recovery_app.domain.sessions import Place
from recovery_app.domain.symptoms import Symptom, words_of
from recovery_app.domain.warnings import Asking, Reason
from recovery_app.services.today import SmallChart
from recovery_app.ui.words import basis_of as rests_on
from recovery_app.ui.words import expected, interval


def _tr(text: str) -> str:
    return QCoreApplication.translate("TodayPage", text)


def title_of(day: date, today: date) -> str:
    """Name a day as the title of the page; the year is said only where it is another one."""
    pattern = "ddd d MMMM" if day.year == today.year else "ddd d MMMM yyyy"
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def place_of(place: Place | None) -> str:
    """Say which day after which session it is."""
    if place is None:
        return _tr("Before the first session")
    session = place.session.session
    what = within_sentence(place.session.kind)
    name = f"{what}, {session.device}" if session.device else what
    said = (
        _tr("Day of session {number} · {name}")
        if place.day == 0
        else _tr("Day {day} after session {number} · {name}")
    )
    return said.format(day=place.day, number=place.session.number, name=name)


def headline_of(chart: SmallChart, day: int) -> str:
    """Answer “am I on track?” in one line, from her own sessions alone.

    Args:
        chart: redness since the session.
        day: the day that is open; an expectation that lies behind it is not repeated.
    """
    clear = chart.now.clear_day
    if clear is not None:
        return _tr("Clear, and confirmed: {days}.").format(days=interval(clear))
    hoped = curves.still_expected(chart.expected, chart.now, day)
    if hoped is not None:
        return _tr("Clear by about {days}, {basis}").format(
            days=expected(hoped), basis=rests_on(hoped)
        )
    if not chart.now.points:
        return _tr("Not rated since this session.")
    last = chart.now.points[-1]
    return _tr("Last rated {level}, on day {day}; not seen to be clear yet.").format(
        level=words_of(chart.symptom, last.value), day=last.day
    )


def usual_of(slugs: Iterable[str], symptoms: Iterable[Symptom]) -> str:
    """List what is often described, in her order of symptoms."""
    wanted = set(slugs)
    return ", ".join(within_sentence(one) for one in symptoms if one.slug in wanted)


def asks_of(asks: Iterable[Asking], symptoms: Iterable[Symptom], phone: str) -> str:
    """Say why it may be worth asking the clinic, and its number; never what it might be.

    What can wait for the next visit is left unsaid beside what clinics want to hear of now.
    """
    found = list(asks)
    now = [one for one in found if not one.reason.can_wait] or found
    names = {one.slug: within_sentence(one) for one in symptoms}
    ticked = [names.get(one.symptom, one.symptom) for one in now if one.reason is Reason.TICKED]
    said = [_ticked(ticked)] if ticked else []
    said += [_ask_of(one, names) for one in now if one.reason is not Reason.TICKED]
    if phone:
        said.append(_tr("Your clinic: {phone}").format(phone=phone))
    return " ".join(said)


def _ticked(names: list[str]) -> str:
    *others, last = [_tr("“{name}”").format(name=name) for name in names]
    listed = _tr("{others} and {last}").format(others=", ".join(others), last=last)
    return _tr("You ticked {names}. Clinics ask patients to report this.").format(
        names=listed if others else last
    )


def _ask_of(asking: Asking, names: dict[str, str]) -> str:
    return {
        Reason.STILL_SWOLLEN: _tr("Swelling is still there. Clinics ask to hear of it from day 4."),
        Reason.RISING: _tr("Your {name} rises again. Clinics ask patients to report this."),
        Reason.STILL_DARKER: _tr("Darkening is still ticked: mention it at your next visit."),
        Reason.PALE_SPOTS: _tr("You ticked pale spots: mention it at your next visit."),
    }[asking.reason].format(name=names.get(asking.symptom, asking.symptom))


def basis_of(chart: SmallChart) -> str:
    """Say what the outlined range rests on; nothing where there is none."""
    if not chart.band:
        return ""
    return _tr("Outlined: your own range, from {n} earlier sessions of this kind.").format(
        n=max(day.n for day in chart.band)
    )
