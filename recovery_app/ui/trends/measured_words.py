"""What the charts of measured photos say: a point, a photo without a number, a line begun anew."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from recovery_app.domain.photo_quality import Reason, Severity
from recovery_app.domain.redness_series import Basis, Break
from recovery_app.ui.trends.dates import moment, short_date
from recovery_app.ui.trends.progress_words import signed

if TYPE_CHECKING:  # it loads the database: that is done on a lane
    from recovery_app.services.redness_lines import RednessLine, RednessPoint, RednessSeries


def _tr(text: str) -> str:
    return QCoreApplication.translate("Trends", text)


def point_words(one: "RednessPoint", line: "RednessLine") -> str:
    """Say one point: value, error, what it is compared with, and what to mind."""
    than = (
        _tr("against your skin before the session")
        if line.basis is Basis.BASELINE
        else _tr("against your untreated skin")
    )
    lines = [
        _tr("{value} ± {error} ΔEI {than}").format(
            value=signed(one.delta_ei, 1), error=f"{one.delta_ei_error:.1f}", than=than
        ),
        _tr("Δa* {value} ± {error}").format(
            value=signed(one.delta_a, 1), error=f"{one.delta_a_error:.1f}"
        ),
        moment(one.at),
    ]
    if one.changed is False:
        beyond_shots = line.noise is not None and abs(one.delta_ei) > line.noise.change
        lines.append(
            _tr("May be chance: it is no larger than its own error.")
            if beyond_shots
            else _tr("May be chance: shots of the same minute differ as much.")
        )
    return "\n".join([*lines, *cared(one.reasons, corrected=one.corrected)])


def chance_words(series: "RednessSeries") -> str:
    """Say below the chart how much of a difference may be chance, or that it is not known yet."""
    changes = [line.noise.change for line in series.lines if line.noise is not None]
    if not series.lines:
        return ""
    if not changes:
        return _tr("How much is chance is not known: take three shots in one minute.")
    if all(line.basis is Basis.BASELINE for line in series.lines):
        said = _tr("Within the shade it may be chance.")
    else:
        said = _tr("Less than {least} ΔEI between two photos may be chance.").format(
            least=f"{max(changes):.1f}"
        )
    if len(changes) < len(series.lines):
        return f"{said} " + _tr("For a line without repeated shots it is not known.")
    return said


def refused_words(at: datetime, reasons: Iterable[Reason]) -> str:
    """Say why a photo has no number."""
    said = [_tr("No number from this photo"), moment(at)]
    return "\n".join([*said, *(_tr(reason.sentence) for reason in reasons)])


def commonest_words(series: "RednessSeries") -> str:
    """Say why most of the photos without a number have none."""
    refusing = [
        reason
        for _, reasons in series.refused
        for reason in reasons
        if reason.severity is Severity.REFUSE
    ]
    if not refusing:
        return ""
    # Of reasons that are equally often the same is named, in whatever order the photos came.
    found = max(sorted(set(refusing)), key=refusing.count)
    said = _tr(found.sentence)
    if refusing.count(found) == len(series.refused):
        return said
    return _tr("Most often: {why}").format(why=said)


def unreadable_words(series: "RednessSeries") -> str:
    """Name the photos whose picture could not be read: they have neither a number nor a cross."""
    found = series.unreadable
    if not found:
        return ""
    photo, why = found[0]
    if len(found) == 1:
        return _tr("The photo of {day} could not be measured: {why}").format(
            day=short_date(photo.day), why=why
        )
    return _tr("{count} photos could not be measured, the first of {day}: {why}").format(
        count=len(found), day=short_date(photo.day), why=why
    )


def cared(reasons: Iterable[Reason], *, corrected: bool) -> list[str]:
    """List what to mind of a number."""
    card = [_tr("Colours corrected by the colour card.")] if corrected else []
    return [*card, *(_tr(reason.sentence) for reason in reasons)]


def break_words(why: Sequence[Break]) -> str:
    """Say in a few words why a line begins anew."""
    words = {
        Break.CAMERA: _tr("other camera"),
        Break.REGIONS: _tr("other areas"),
        Break.METHOD: _tr("new method"),
        Break.CARD: _tr("colour card"),
    }
    return ", ".join(words[one] for one in why)
