"""What the Photos page and the viewer say of a photo, in plain words."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from recovery_app.domain.naming import within_sentence
from recovery_app.domain.photos import CLOSE_UP, Condition, DateSource
from recovery_app.domain.sessions import Numbered, Place
from recovery_app.ui.photos.album import Placed, Span


def _tr(text: str) -> str:
    return QCoreApplication.translate("Photos", text)


def _date(day: date, pattern: str) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def pose_name(pose: str) -> str:
    """Name a pose, with a capital; a photo may have none yet."""
    if pose.startswith(CLOSE_UP):
        part = pose.removeprefix(CLOSE_UP).replace("-", " ")
        return _tr("Close-up {part}").format(part=part)
    return {
        "": _tr("No pose"),
        "front": _tr("Front"),
        "left": _tr("Left"),
        "right": _tr("Right"),
        "left-45": _tr("Left 45°"),
        "right-45": _tr("Right 45°"),
    }[pose]


def condition_name(condition: Condition) -> str:
    """Name what was on the skin."""
    return {
        Condition.UNKNOWN: _tr("Not said"),
        Condition.CLEAN: _tr("Clean skin"),
        Condition.MAKE_UP: _tr("Make-up"),
        Condition.OTHER: _tr("Something else"),
    }[condition]


def span_words(span: Span) -> str:
    """Name days that are looked at together."""
    return {
        Span.BEFORE: _tr("Before the first session"),
        Span.WEEK: _tr("Day 0–7"),
        Span.MONTH: _tr("Day 8–30"),
        Span.LATER: _tr("Later"),
    }[span]


def month_words(year: int, month: int) -> str:
    """Name a month: “October 2026”."""
    return _date(date(year, month, 1), "MMMM yyyy")


def source_words(source: DateSource) -> str:
    """Say where a photo's date came from."""
    return {
        DateSource.EXIF: _tr("date from the camera (EXIF)"),
        DateSource.FILE_NAME: _tr("date from the file name"),
        DateSource.FILE_TIME: _tr("date from the file time"),
        DateSource.GIVEN: _tr("date given by you"),
    }[source]


def session_words(session: Numbered | None) -> str:
    """Name a session, or the time before the first."""
    if session is None:
        return _tr("Before the first session")
    return _tr("Session {number} · {kind}").format(
        number=session.number, kind=within_sentence(session.kind)
    )


def session_line(session: Numbered) -> str:
    """Name a session so that it is told apart in a list: “Session 3 · 14 Oct 2026 · pico toning”."""
    return _tr("Session {number} · {date} · {kind}").format(
        number=session.number,
        date=short_day(session.session.date),
        kind=within_sentence(session.kind),
    )


def session_number(session: Numbered) -> str:
    """Name a session by its number alone."""
    return _tr("Session {number}").format(number=session.number)


def day_number(day: int) -> str:
    """Name a day after a session."""
    return _tr("day {day}").format(day=day)


def day_words(place: Place | None, day: date) -> str:
    """Name a day below its session: “day 2 · 14 Oct”."""
    if place is None:
        return _date(day, "d MMM yyyy")
    return _tr("day {day} · {date}").format(day=place.day, date=_date(day, "d MMM"))


def short_date(day: date) -> str:
    """Write a date without its year: “14 Oct”."""
    return _date(day, "d MMM")


def short_day(day: date) -> str:
    """Write a date as in “14 Oct 2026”."""
    return _date(day, "d MMM yyyy")


def moment_words(at: datetime) -> str:
    """Write a moment as the clock showed it: “Wed 14 Oct 2026, 21:04”."""
    return f"{_date(at.date(), 'ddd d MMM yyyy')}, {at:%H:%M}"


def place_words(place: Place | None) -> str:
    """Say where a photo stands: “day 2 after session 3”."""
    if place is None:
        return _tr("before the first session")
    if place.day == 0:
        return _tr("day of session {number}").format(number=place.session.number)
    return _tr("day {day} after session {number}").format(
        day=place.day, number=place.session.number
    )


def headline(placed: Placed) -> str:
    """Say above a large photo where it stands: “Day 2 after session 3 · pico toning”."""
    where = place_words(placed.place)
    where = where[0].upper() + where[1:]
    if placed.place is None:
        return where
    return f"{where} · {within_sentence(placed.place.session.kind)}"


def badge(placed: Placed) -> str:
    """Say the least that tells photos apart: “day 2 · front”."""
    pose = pose_name(placed.photo.pose).lower() if placed.photo.pose else ""
    day = "" if placed.place is None else _tr("day {day}").format(day=placed.place.day)
    return " · ".join(part for part in (day, pose) if part)


def short_badge(placed: Placed) -> str:
    """Say the pose alone, or the day where there is none."""
    return badge(placed).split(" · ")[-1]


def spoken(placed: Placed) -> str:
    """Say what a photo is, for those who hear the page: pose, day, date."""
    pose = pose_name(placed.photo.pose) if placed.photo.pose else _tr("Photo without a pose")
    day = _date(placed.photo.day, "d MMMM yyyy")
    said = f"{pose}, {place_words(placed.place)}, {day}"
    return said if placed.left is None else f"{said}, {days_left(placed.left)}"


def hint(placed: Placed) -> str:
    """Say everything that is known of a photo, over several lines."""
    photo = placed.photo
    lines = [
        spoken(placed),
        f"{photo.taken_at:%H:%M} · {source_words(photo.source)}",
        f"{photo.width} × {photo.height} · {photo.name}",
        photo.caption,
    ]
    if photo.condition is not Condition.UNKNOWN:
        lines.insert(2, condition_name(photo.condition))
    return "\n".join(line for line in lines if line)


def unreadable() -> str:
    """Say on a cell that its picture cannot be shown."""
    return _tr("can't be read")


def left_in_trash(count: int) -> str:
    """Say that photos could not be brought back, and why."""
    if count == 1:
        return _tr("1 photo stays in the trash: the very same picture is in the library again.")
    said = _tr("{count} photos stay in the trash: the very same pictures are in the library again.")
    return said.format(count=f"{count:,}")


def days_left(count: int) -> str:
    """Say how long something stays in the trash."""
    if count < 1:
        return _tr("less than a day left")
    return _tr("1 day left") if count == 1 else _tr("{count} days left").format(count=count)


def photos_counted(count: int) -> str:
    """Count photos in words."""
    return _tr("1 photo") if count == 1 else _tr("{count} photos").format(count=f"{count:,}")
