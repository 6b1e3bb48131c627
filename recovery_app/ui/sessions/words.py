"""What the Sessions page says of sessions, costs and courses, in plain words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from recovery_app.domain.kinds import Device, Kind
from recovery_app.domain.naming import within_sentence
from recovery_app.domain.recovery import Recovery
from recovery_app.domain.sessions import Numbered, Pass, Step
from recovery_app.ui.sessions.overview import Plan

NONE = "–"
"""Stands where nothing was noted."""

CLEAR = 1
"""Redness at or below this step counts as clear."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("SessionsPage", text)


def day_of(day: date, pattern: str = "d MMMM yyyy") -> str:
    """Write a date in the person's language."""
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def days_between(first: date, last: date, today: date) -> str:
    """Write a span of days without saying anything twice: “9–23 November”."""
    year = "" if first.year == last.year == today.year else " yyyy"
    if first == last:
        return day_of(last, f"d MMMM{year}")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_of(last, f'd MMMM{year}')}"
    if first.year != last.year:
        return f"{day_of(first, 'd MMM yyyy')} – {day_of(last, 'd MMM yyyy')}"
    return f"{day_of(first, 'd MMMM')} – {day_of(last, f'd MMMM{year}')}"


def cards_of(many: int) -> str:
    """Say how many pictures of the clinic's card a session has; nothing where it has none."""
    if not many:
        return ""
    if many == 1:
        return _tr("1 picture of the clinic's card")
    return _tr("{n} pictures of the clinic's card").format(n=many)


def interval_of(days: tuple[int, int]) -> str:
    """Write an interval in weeks where it is whole weeks, else in days."""
    low, high = days
    weeks = low % 7 == 0 and high % 7 == 0
    if weeks:
        low, high = low // 7, high // 7
    count = str(low) if low == high else f"{low}–{high}"
    one = low == high == 1
    if weeks:
        return _tr("{n} week").format(n=count) if one else _tr("{n} weeks").format(n=count)
    return _tr("{n} day").format(n=count) if one else _tr("{n} days").format(n=count)


def next_of(plan: Plan, today: date) -> str:
    """Say when the next session of a kind is due."""
    if plan.complete:
        return _tr("Course complete")
    if plan.window is None:
        return _tr("Next session: when your clinic says")
    first, last = plan.window
    if last < today:
        return _tr("Next session: any time now")
    return _tr("Next session: {days}").format(days=days_between(first, last, today))


def why_next(plan: Plan, today: date) -> str:
    """Say what the next window is counted from."""
    number = plan.latest.number
    if plan.complete:
        return _tr("All planned sessions are done, the last was session {number}").format(
            number=number
        )
    if plan.window is None or plan.interval is None:
        return _tr("No usual interval is known; you can set your own")
    after = _tr("{interval} after session {number}").format(
        interval=interval_of(plan.interval), number=number
    )
    if plan.window[1] >= today:
        return after
    return _tr("{days} was {after}").format(days=days_between(*plan.window, today), after=after)


def progress_of(plan: Plan) -> str:
    """Say how far the course has come."""
    if plan.course.planned is None:
        return _tr("{done} so far").format(done=plan.done)
    if plan.done > plan.course.planned:
        said = _tr("{done} done, {planned} planned")
        return said.format(done=plan.done, planned=plan.course.planned)
    return _tr("{done} of {planned}").format(done=plan.done, planned=plan.course.planned)


def clear_of(found: Recovery | None) -> str:
    """Say on which day redness was clear: “day 5”, “day 4–6”."""
    if found is None or found.clear_day is None:
        return NONE
    low, high = found.clear_day.low, found.clear_day.high
    return _tr("day {day}").format(day=high if low == high else f"{low}–{high}")


def why_clear(found: Recovery | None, *, latest: bool) -> str:
    """Explain the clear day, or why there is none."""
    if found is None or not found.points:
        return _tr("Redness was not rated after this session.")
    if found.clear_day is not None:
        if found.clear_day.low == found.clear_day.high:
            return _tr("From this day on redness was slight or none.")
        return _tr("Days without an entry make this a range.")
    if found.points[-1].value <= CLEAR:
        return _tr("The last rating was slight or none; one more would confirm it.")
    if latest:
        return _tr("Redness has not been slight or none twice in a row yet.")
    return _tr("Redness was not slight or none twice in a row before the next session.")


def money(cost: Decimal | None, currency: str) -> str:
    """Write an amount: “SGD 1,250”; nothing noted is a dash."""
    if cost is None:
        return NONE
    text = f"{cost:,.2f}".removesuffix(".00")
    return f"{currency} {text}" if currency else text


def totals_of(sessions: Sequence[Numbered]) -> str:
    """Sum up: how many, of which kinds, and what they cost in each currency."""
    many = len(sessions)
    parts = [_tr("1 session") if many == 1 else _tr("{n} sessions").format(n=many)]
    counts = Counter(within_sentence(one.kind) for one in sessions)
    if len(counts) > 1:
        shown = [f"{name} {count}" for name, count in counts.most_common(3)]
        rest = sum(counts.values()) - sum(count for _, count in counts.most_common(3))
        parts.append(", ".join([*shown, *([_tr("other {n}").format(n=rest)] if rest else [])]))
    sums: dict[str, Decimal] = {}
    for one in sessions:
        if one.session.cost is not None:
            code = one.session.currency
            sums[code] = sums.get(code, Decimal()) + one.session.cost
    parts += [money(total, code) for code, total in sorted(sums.items())]
    return " · ".join(parts)


def steps_of(steps: Iterable[Step]) -> str:
    """List steps: “cleanse, numbing cream 30 min, laser”."""
    shown = (
        step.what if step.minutes is None else f"{step.what} {step.minutes} min" for step in steps
    )
    return ", ".join(one for one in shown if one)


def passes_of(passes: Sequence[Pass]) -> str:
    """Sum up passes: “3 passes: 1064, 532, 595 nm”."""
    if not passes:
        return ""
    count = _tr("1 pass") if len(passes) == 1 else _tr("{n} passes").format(n=len(passes))
    waves = [str(one.wavelength_nm) for one in passes if one.wavelength_nm is not None]
    return f"{count}: {', '.join(waves)} nm" if waves else count


def device_of(device: Device) -> str:
    """Sum up a device: “Lutronic · 1064, 532 nm · 450 ps”."""
    waves = f"{', '.join(device.wavelengths_nm)} nm" if device.wavelengths_nm else ""
    return " · ".join(part for part in (device.maker, waves, ", ".join(device.pulses)) if part)


def kind_of(kind: Kind) -> str:
    """Sum up a kind: “next after 2–4 weeks · redness day 0–2”."""
    parts: list[str] = []
    if kind.interval:
        parts.append(_tr("next after {days}").format(days=interval_of(kind.interval)))
    if "redness" in kind.usual:
        usual = kind.usual["redness"]
        parts.append(_tr("redness day {first}–{last}").format(first=usual.first, last=usual.last))
    return " · ".join(parts)


def name_of(one: Numbered) -> str:
    """Name a session in one line: “Session 5 · 3 September 2026”."""
    return _tr("Session {number} · {day}").format(number=one.number, day=day_of(one.session.date))


def said_of(day: date) -> str:
    """Name a session for Undo: “Session of 3 September 2026”."""
    return _tr("Session of {day}").format(day=day_of(day))
