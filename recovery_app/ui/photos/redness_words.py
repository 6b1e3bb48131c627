"""What a photo's measured redness may say, and what not, in plain words."""

from PySide6.QtCore import QCoreApplication

from recovery_app.domain.redness_series import Basis
from recovery_app.services.redness_lines import RednessPoint, Told

LIMITS = (
    "It compares areas within one photo. It says nothing about other people or cameras and is no"
    " diagnosis."
)
MAP_LIMITS = (
    "A map of redness, for looking only: light and shadow colour it too, and no number comes from"
    " it."
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Redness", text)


def signed(number: float) -> str:
    """Write a number with its sign and one decimal: “+7.3”, “−0.4”, “0.0”."""
    text = f"{abs(number):.1f}"
    sign = "" if text == "0.0" else "+" if number > 0 else "−"
    return sign + text


def number_words(point: RednessPoint) -> str:
    """Write a photo's number in the friendlier unit, with its error."""
    return f"Δa* {signed(point.delta_a)} ± {point.delta_a_error:.1f}"


def fine_words(point: RednessPoint) -> str:
    """Write the same number as it is measured."""
    return f"ΔEI {signed(point.delta_ei)} ± {point.delta_ei_error:.1f}"


def headline(told: Told) -> str:
    """Say in words how red the treated areas are on a photo, beside what."""
    point = told.point
    if point is None:
        return _tr("No number for this photo")
    usual = told.basis is Basis.BASELINE
    if abs(point.delta_a) <= point.delta_a_error:
        return (
            _tr("About as red as before the first session")
            if usual
            else _tr("About as red as your own untreated skin")
        )
    if point.delta_a > 0:
        return (
            _tr("Redder than before the first session")
            if usual
            else _tr("Redder than your own untreated skin")
        )
    return (
        _tr("Less red than before the first session")
        if usual
        else _tr("Less red than your own untreated skin")
    )


def remarks(told: Told) -> list[str]:
    """Say what has to be known beside the number, each in a sentence."""
    said: list[str] = []
    if told.why:
        said.append(told.why)
    if told.point is not None and told.basis is Basis.REFERENCE:
        said.append(
            _tr(
                "Not relative to your usual: there is no measured photo from before the first"
                " session, taken alike."
            )
        )
    if told.point is not None:
        said += _chance(told)
    if told.measured is not None and told.measured.corrected:
        said.append(_tr("Colours corrected by the colour card in this photo."))
    said += [reason.sentence for reason in told.reasons]
    return said


def spot_lines(told: Told) -> list[str]:
    """Say how each drawn spot differs from the skin around it."""
    names = dict(told.spots)
    spots = () if told.measured is None else told.measured.spots
    return [
        _tr(
            "{name}: ΔL* {light} ± {light_error}, ΔE₀₀ {apart} ± {apart_error} against the skin"
            " around it."
        ).format(
            name=names.get(spot.region_id, _tr("Spot")),
            light=signed(spot.delta_l),
            light_error=f"{spot.delta_l_error:.1f}",
            apart=f"{spot.delta_e:.1f}",
            apart_error=f"{spot.delta_e_error:.1f}",
        )
        for spot in spots
    ]


def _chance(told: Told) -> list[str]:
    point, noise = told.point, told.noise
    if point is None or told.basis is not Basis.BASELINE:
        return []
    if noise is None or point.changed is None:
        return [
            _tr(
                "Whether that is more than chance cannot be said yet: take three shots"
                " within a minute now and then."
            )
        ]
    about = f"{noise.change_a:.1f}"
    if point.changed:
        return [
            _tr("More than chance: your shots of one minute differ by up to {about}.").format(
                about=about
            )
        ]
    if abs(point.delta_ei) > noise.change:
        return [_tr("It may be chance: it is no larger than its own error.")]
    return [
        _tr("It may be chance: your shots of one minute differ by up to {about}.").format(
            about=about
        )
    ]
