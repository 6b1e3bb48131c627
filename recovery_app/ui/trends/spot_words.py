"""What is said of drawn spots: how they differ from the skin beside them, never what they are."""

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from recovery_app.ui.photos.words import pose_name
from recovery_app.ui.trends.dates import moment, short_date
from recovery_app.ui.trends.measured_words import break_words, cared, refused_words
from recovery_app.ui.trends.progress_words import signed

if TYPE_CHECKING:  # they load numpy and the database: that is done on a lane
    from recovery_app.domain.redness import SpotContrast
    from recovery_app.domain.spot_series import SpotLine, SpotPoint, SpotSeries, WithoutSpot
    from recovery_app.services.redness_lines import DrawnSpot


class Measure(StrEnum):
    """Which of a spot's two numbers is drawn."""

    DIFFERENCE = "difference"
    """ΔE₀₀: 0 cannot be told apart, lower is less different."""
    LIGHTNESS = "lightness"
    """ΔL*: 0 is as light as the skin beside it, below 0 is darker."""

    @property
    def sign(self) -> str:
        """Its short name."""
        return "ΔE₀₀" if self is Measure.DIFFERENCE else "ΔL*"

    def of(self, contrast: "SpotContrast") -> tuple[float, float]:
        """Return its value and half of its 95 % interval."""
        if self is Measure.DIFFERENCE:
            return contrast.delta_e, contrast.delta_e_error
        return contrast.delta_l, contrast.delta_l_error

    def written(self, value: float) -> str:
        """Write a value: with a sign where it may be on both sides of 0."""
        return f"{value:.1f}" if self is Measure.DIFFERENCE else signed(value, 1)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Trends", text)


def said_of(measure: Measure) -> str:
    """Say what the charts show, and what they do not."""
    what = (
        _tr("How much the spot differs from the ring of skin beside it: 0 cannot be told apart, ")
        + _tr("1 is just visible. ")
        if measure is Measure.DIFFERENCE
        else _tr("How light the spot is against the ring of skin beside it: 0 is as light, ")
        + _tr("below 0 is darker. ")
    )
    return what + _tr("It does not say what a spot is: show one that changes to a doctor.")


def name_of(spot: "DrawnSpot") -> str:
    """Name a spot with its pose."""
    return _tr("{name} · {pose}").format(name=spot.series.name, pose=pose_name(spot.pose))


def verdict(series: "SpotSeries", measure: Measure) -> str:
    """Say in one line what became of a spot along its latest line."""
    if not series.lines:
        return _tr("measured on no photo yet")
    line = series.lines[-1]
    change = line.change
    counted = [one for one in line.points if not one.near_session]
    now = measure.written(measure.of((counted or line.points)[-1].contrast)[0])
    if change is None:
        return _tr("{now} {sign}, no change to tell yet").format(now=now, sign=measure.sign)
    by, beyond = (
        (change.delta_e, change.beyond_e)
        if measure is Measure.DIFFERENCE
        else (change.delta_l, change.beyond_l)
    )
    said = _tr("{now} {sign}, {by} since {day}").format(
        now=now, sign=measure.sign, by=signed(by, 1), day=short_date(change.since.date())
    )
    if beyond is None:
        return said
    return f"{said}, " + (_tr("more than chance") if beyond else _tr("may be chance"))


def basis(spot: "DrawnSpot", measure: Measure) -> str:
    """Say what the line rests on, and what is missing for more."""
    series = spot.series
    said: list[str] = []
    if series.lines:
        said += _error_of_change(series.lines[-1], measure)
        said.append(_chance(series.lines[-1], measure))
    if len(series.lines) > 1:
        why = break_words(series.lines[-1].broken_by)
        said.append(_tr("The last line begins anew ({why}); compare within it.").format(why=why))
    if count := len(series.without):
        said.append(
            _tr("One photo gave no number (cross).")
            if count == 1
            else _tr("{count} photos gave no number (crosses).").format(count=count)
        )
    if spot.waiting:
        said.append(_tr("{count} more will be measured soon.").format(count=spot.waiting))
    return " ".join(said)


def _error_of_change(line: "SpotLine", measure: Measure) -> list[str]:
    change = line.change
    if change is None:
        return []
    light = measure is Measure.LIGHTNESS
    error = change.delta_l_error if light else change.delta_e_error
    return [_tr("Error of the change: ± {error} (95 %).").format(error=f"{error:.1f}")]


def _chance(line: "SpotLine", measure: Measure) -> str:
    noise = line.noise
    if noise is None:
        return _tr("How much is chance is not known: take three shots in one minute.")
    least = noise.change_e if measure is Measure.DIFFERENCE else noise.change_l
    return _tr("Less than {least} between two photos may be chance.").format(least=f"{least:.1f}")


def in_a_sentence(spot: "DrawnSpot", measure: Measure) -> str:
    """Say a chart for a screen reader."""
    return _tr("{name}: {verdict}. {basis}").format(
        name=name_of(spot), verdict=verdict(spot.series, measure), basis=basis(spot, measure)
    )


def point_words(name: str, one: "SpotPoint") -> str:
    """Say one point: both numbers with their errors, when, and what to mind."""
    found = one.contrast
    lines = [
        name,
        _tr("ΔE₀₀ {value} ± {error} against the skin beside it").format(
            value=f"{found.delta_e:.1f}", error=f"{found.delta_e_error:.1f}"
        ),
        _tr("ΔL* {value} ± {error}").format(
            value=signed(found.delta_l, 1), error=f"{found.delta_l_error:.1f}"
        ),
        moment(one.at),
    ]
    if one.near_session:
        lines.append(_tr("Soon after a session: not counted"))
    return "\n".join([*lines, *cared(one.reasons, corrected=one.corrected)])


def without_words(one: "WithoutSpot") -> str:
    """Say why a photo has no number of a spot."""
    said = refused_words(one.at, one.reasons)
    if one.reasons:
        return said
    why = _tr("The spot is too small, overexposed or beyond the edge there.")
    return f"{said}\n{why}"
