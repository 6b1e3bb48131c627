"""The key under a recovery chart: which session has which line, and what the shades are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from recovery_app.domain.recovery import QUARTILES_FROM, BandDay
from recovery_app.ui.theme import Look
from recovery_app.ui.trends import legend
from recovery_app.ui.trends.legend import Key
from recovery_app.ui.trends.markers import FADES, stroke_of

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.trends import RecoveryChart, SessionCurve


def keys_of(
    look: Look, chart: "RecoveryChart", shown: Sequence["SessionCurve"], *, of_all: bool = False
) -> list[Key]:
    """Return the keys of what is drawn.

    Args:
        look: colours and fonts.
        chart: what is drawn.
        shown: the curves, the current one first.
        of_all: whether the range is that of all sessions; else of those before the current one.
    """
    kind = chart.curves[-1].recovery.numbered.kind.slug
    keys = [
        Key(look, _named(curve, kind), legend.stroke(stroke_of(age)))
        for age, curve in enumerate(shown[: len(FADES)])
    ]
    older = len(shown) - len(FADES)
    if older > 0:
        said = _tr("one older session") if older == 1 else _tr("{n} older sessions")
        keys.append(Key(look, said.format(n=older), legend.stroke(stroke_of(len(FADES)))))
    if chart.band:
        ranged = chart.curves if of_all else chart.curves[:-1]
        rated = sum(1 for curve in ranged if curve.points)
        said = _band_words(chart.band, middle=rated >= QUARTILES_FROM, of_all=of_all)
        keys.append(Key(look, said, legend.own_range))
    if chart.usual is not None:
        keys.append(Key(look, _tr("often described"), legend.described))
    return keys


def _named(curve: "SessionCurve", kind: str) -> str:
    one = curve.recovery.numbered
    said = _tr("session {number}").format(number=one.number)
    return said if one.kind.slug == kind else f"{said} · {one.kind.name}"


def _band_words(band: Sequence[BandDay], *, middle: bool, of_all: bool) -> str:
    counts = sorted({day.n for day in band})
    n = str(counts[0]) if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"
    said = {
        (True, False): _tr("middle half of your earlier sessions (n = {n})"),
        (False, False): _tr("your earlier range (n = {n})"),
        (True, True): _tr("middle half of them (n = {n})"),
        (False, True): _tr("their range (n = {n})"),
    }[middle, of_all]
    return said.format(n=n)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Trends", text)
