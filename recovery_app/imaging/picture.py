"""Looking at a file that is to be added: is it a picture, is it whole, what does it say of itself."""

from dataclasses import dataclass
from pathlib import Path

from recovery_app.domain.photos import Taken
from recovery_app.imaging import colours, exif, thumbnails
from recovery_app.imaging.reading import Decoded, decode


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What is known of a picture from its content alone.

    Attributes:
        suffix: file suffix with its dot, by content: .jpg .png .webp .tiff .heic .avif or .bmp.
        width, height: pixels as shown upright.
        taken: the moment that its EXIF names, if it names one that can be.
        make, model: the camera, empty where it did not sign.
    """

    suffix: str
    width: int
    height: int
    taken: Taken | None = None
    make: str = ""
    model: str = ""


def inspect(source: bytes | Path) -> PictureFacts:
    """Decode a picture to its last row and say what it is.

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it is no picture, damaged or cut short, larger than 200 million
            pixels, or stored in colours that cannot be shown.
    """
    decoded = decode(source, box=1)
    colours.check(decoded.image)
    return _facts(decoded)


def inspect_small(source: bytes | Path, box: int) -> tuple[PictureFacts, bytes]:
    """Say what a picture is and make a small JPEG of it, decoding it only once.

    Args:
        source: a file or its content.
        box: as for `thumbnails.thumbnail`.

    Raises:
        NotFound, PictureRefused: as `inspect`.
    """
    decoded = decode(source, box)
    return _facts(decoded), thumbnails.small(decoded, box)


def _facts(decoded: Decoded) -> PictureFacts:
    fields = decoded.fields
    return PictureFacts(
        suffix=decoded.kind.value,
        width=decoded.size[0],
        height=decoded.size[1],
        taken=exif.taken(fields),
        make=exif.text(fields, exif.MAKE),
        model=exif.text(fields, exif.MODEL),
    )
