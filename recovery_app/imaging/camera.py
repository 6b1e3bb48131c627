"""What the camera noted of how it took a picture, for those who want to know on demand."""

from math import isfinite
from pathlib import Path
from typing import Final, SupportsFloat, cast

from recovery_app.domain.photos import CameraFacts
from recovery_app.imaging import exif
from recovery_app.imaging.reading import decode

_EXPOSURE: Final = 0x829A
_F_NUMBER: Final = 0x829D
_ISO: Final = 0x8827
_PLACE: Final = 0x8825
_FOCAL_LENGTH: Final = 0x920A
_LENS: Final = 0xA434


def facts(source: bytes | Path) -> CameraFacts:
    """Return what a picture says of its camera; where it was taken is never read, only whether.

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it cannot be read.
    """
    fields = decode(source, box=1).fields
    make, model = exif.text(fields, exif.MAKE), exif.text(fields, exif.MODEL)
    if make and model.casefold().startswith(make.casefold()):
        make = ""
    iso = _number(fields.get(_ISO))
    return CameraFacts(
        camera=f"{make} {model}".strip(),
        lens=exif.text(fields, _LENS),
        exposure=_number(fields.get(_EXPOSURE)),
        aperture=_number(fields.get(_F_NUMBER)),
        iso=None if iso is None else round(iso),
        focal_length=_number(fields.get(_FOCAL_LENGTH)),
        has_place=_PLACE in fields,
    )


def _number(value: object) -> float | None:
    """Return a field as a number above zero; None for anything else a camera may have written."""
    if isinstance(value, tuple):
        several = cast("tuple[object, ...]", value)
        value = several[0] if several else None
    if not isinstance(value, SupportsFloat):
        return None
    try:
        number = float(value)
    except (ValueError, ZeroDivisionError):
        return None
    return number if isfinite(number) and number > 0 else None
