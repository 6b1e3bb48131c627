"""What the improvement charts say in words: what changed since the first review, never why."""

from PySide6.QtCore import QCoreApplication

from recovery_app.domain import withheld_words
from recovery_app.domain.improvement import TREND_NEEDS, Improvement, ReviewPoint
from recovery_app.domain.reviews import ChangeWord, Concern, Remark, Review
from recovery_app.domain.sessions import Numbered
from recovery_app.ui.trends.dates import long_date


def _tr(text: str) -> str:
    return QCoreApplication.translate("Trends", text)


def signed(number: float, digits: int = 0) -> str:
    """Write a difference with its sign, as it is printed in a book: “−27”, “+3”, “0”."""
    text = f"{abs(number):.{digits}f}"
    if not float(text):
        return text
    return f"−{text}" if number < 0 else f"+{text}"


def verdict(series: Improvement) -> str:
    """Judge a concern in one line."""
    if series.trend is None or series.change is None:
        return _tr("not enough yet: {n} of {needed} reviews").format(
            n=series.counted, needed=TREND_NEEDS
        )
    if series.clear:
        return _tr("{change} since the first review, a clear change").format(
            change=signed(series.change)
        )
    return _tr("no clear change yet")


def basis(series: Improvement) -> str:
    """Say the slope, its interval and what it rests on; or what is missing for one."""
    if series.trend is None:
        return withheld_words.no_slope_words(series, _tr)
    equal = withheld_words.all_equal_words(series, _tr)
    return equal or _tr(
        "{slope} a month (95 % interval {low} to {high}), from {n} of {all} reviews."
    ).format(
        slope=signed(series.trend.per_month, 1),
        low=signed(series.trend.low, 1),
        high=signed(series.trend.high, 1),
        n=series.counted,
        all=len(series.points),
    )


def in_a_sentence(concern: Concern, series: Improvement) -> str:
    """Say a small chart for a screen reader."""
    last = series.points[-1].value
    return _tr("{concern}: {verdict}. Last rated {value} of 100. {basis}").format(
        concern=concern.name, verdict=verdict(series), value=last, basis=basis(series)
    )


def point_words(concern: Concern, point: ReviewPoint, review: Review | None) -> str:
    """Say one point: value, day, and what was said then."""
    lines = [
        _tr("{concern}: {value} of 100").format(concern=concern.name, value=point.value),
        long_date(point.date),
    ]
    if point.near_session:
        lines.append(_tr("Soon after a session: not counted"))
    return "\n".join([*lines, *([] if review is None else said_in(review))])


def session_words(one: Numbered) -> str:
    """Name a session."""
    return _tr("Session {number} · {kind}\n{day}").format(
        number=one.number, kind=one.kind.name, day=long_date(one.session.date)
    )


def remark_words(review: Review) -> str:
    """Say what was said in a review."""
    return "\n".join([long_date(review.date), *said_in(review)])


def said_in(review: Review) -> list[str]:
    """List the change word and the remarks of a review."""
    said = [] if review.change is None else [change_words(review.change)]
    return [*said, *(_quoted(remark) for remark in review.remarks)]


def _quoted(remark: Remark) -> str:
    return f"“{remark.text}” – {remark.who}" if remark.who else f"“{remark.text}”"


def change_words(word: ChangeWord) -> str:
    """Say a change word."""
    return {
        ChangeWord.MUCH_BETTER: _tr("Overall: much better"),
        ChangeWord.BETTER: _tr("Overall: better"),
        ChangeWord.SAME: _tr("Overall: the same"),
        ChangeWord.WORSE: _tr("Overall: worse"),
        ChangeWord.MUCH_WORSE: _tr("Overall: much worse"),
    }[word]
