"""How sure it is that a photo lies right over its reference, in words."""

from PySide6.QtCore import QCoreApplication

from recovery_app.domain.alignment import Aligned, Laid, Method
from recovery_app.domain.photos import Photo


def _tr(text: str) -> str:
    return QCoreApplication.translate("Alignment", text)


def brief(photo: Photo, laid: Laid | None) -> str:
    """Say in a few words how a photo was aligned and how far it may be off; empty without a pose."""
    if laid is None or laid.reference is None:
        return ""
    if laid.reference.id == photo.id:
        return _tr("the reference")
    if laid.aligned is None:
        return _tr("not aligned") if laid.why else _tr("not aligned yet")
    words = {
        Method.BY_HAND: _tr("aligned by hand"),
        Method.EYES: _tr("aligned by the eyes, ±{share} %"),
        Method.FEATURES: _tr("aligned by features, ±{share} %"),
    }
    return words[laid.aligned.method].format(share=_percent(laid.aligned))


def told(photo: Photo, laid: Laid | None) -> str:
    """Say it in a sentence or two: how, how far it may be off and of what, or why it was not."""
    if laid is None or laid.reference is None:
        return _tr("Without a pose it is not aligned.")
    if laid.reference.id == photo.id:
        return _tr("The reference: the others of its pose are laid over it.")
    if laid.aligned is None:
        if not laid.why:
            return _tr("Not aligned yet.")
        return _tr("Not aligned. {why}").format(why=laid.why)
    words = {
        Method.BY_HAND: _tr("Aligned by hand."),
        Method.EYES: _tr(
            "Aligned by the eyes; it may be off by about {share} % of the eye distance."
        ),
        Method.FEATURES: _tr(
            "Aligned by features; it may be off by about {share} % of the eye distance, or, without"
            " a face, of a tenth of the longer side."
        ),
    }
    return words[laid.aligned.method].format(share=_percent(laid.aligned))


def _percent(aligned: Aligned) -> str:
    return f"{aligned.error * 100:.1f}"
