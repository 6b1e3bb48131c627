"""From whatever a picture stores to the sRGB that screens show."""

from io import BytesIO

from PIL import Image, ImageCms

from recovery_app.errors import PictureRefused

STRANGE_COLOURS = "The picture stores its colours in a way that cannot be shown."

_PLAIN = {"L", "RGB", "CMYK"}
_SHOWABLE = {"1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr"}
_SIXTEEN_BITS = {"I;16", "I;16L", "I;16B", "I;16N"}


def check(image: Image.Image) -> None:
    """Raise `PictureRefused` for pixels that are no colours: floating point, CIELAB, 32 bits."""
    if image.mode not in _SHOWABLE | _SIXTEEN_BITS:
        raise PictureRefused(STRANGE_COLOURS)


def plain(image: Image.Image) -> Image.Image:
    """Return the picture as L, RGB or CMYK with 8 bits, transparent parts on white.

    Raises:
        PictureRefused: as `check`.
    """
    check(image)
    if image.mode in _SIXTEEN_BITS:
        # Only here: such pictures are rare, and every start would load numpy for them.
        import numpy as np

        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    if image.mode == "1":
        return image.convert("L")
    return image if image.mode in _PLAIN else image.convert("RGB")


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a `plain` picture as sRGB, read through its embedded ICC profile if it has one.

    A profile that is broken, or made for other colours than the picture has, counts as none.
    """
    converted = _through(image, profile) if profile else None
    return converted or (image if image.mode == "RGB" else image.convert("RGB"))


def _through(image: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if ImageCms.getProfileDescription(source).startswith("sRGB"):
            return None
        target = ImageCms.createProfile("sRGB")  # pyright: ignore - Pillow leaves it untyped
        transform = ImageCms.buildTransform(source, target, image.mode, "RGB")  # pyright: ignore
        return ImageCms.applyTransform(image, transform)
    except (ImageCms.PyCMSError, OSError):
        return None
