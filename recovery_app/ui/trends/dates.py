"""Days and moments in the person's own language."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime


def short_date(day: date) -> str:
    """Write a day: “12 Oct 2026”."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def long_date(day: date) -> str:
    """Write a day with its weekday: “Mon 12 Oct 2026”."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMM yyyy")


def moment(at: datetime) -> str:
    """Write a moment on its own clock: “Mon 12 Oct 2026, 21:04”."""
    local = QDateTime(QDate(at.year, at.month, at.day), QTime(at.hour, at.minute))
    return QLocale().toString(local, "ddd d MMM yyyy, HH:mm")
