"""Words burnt into pictures that leave the program, on a quiet ground in the lower left."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from recovery_app.imaging.laying import Pixels

INK = (255, 255, 255, 255)
QUIET_INK = (226, 225, 230, 255)
GROUND = (38, 37, 44, 205)

_WIDE_FONTS = (
    *("DejaVuSans.ttf", "NotoSansCJK-Regular.ttc", "NotoSans-Regular.ttf", "msyh.ttc"),
    *("PingFang.ttc", "Arial Unicode.ttf", "arial.ttf"),
)
"""Where Pillow's own font lacks letters, the first of these that the system has is taken."""

_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def captioned(pixels: Pixels, lines: Sequence[str]) -> Pixels:
    """Return the picture with lines of words in its lower left; the first weighs more.

    Words that are too long for the picture are shortened. Without words it is returned as it is.
    """
    lines = [" ".join(line.split()) for line in lines if line.strip()]
    height, width = pixels.shape[:2]
    size = max(9, round(max(height, width) / 42))
    if not lines or width < 6 * size or height < 4 * size:
        return pixels
    card = _card(tuple(lines), size, width - 2 * size)
    image = Image.fromarray(pixels)
    image.paste(card, (size, height - size - card.height), card)
    return np.asarray(image)


@lru_cache(maxsize=4)
def _card(lines: tuple[str, ...], size: int, room: int) -> Image.Image:
    """Draw the words on their ground; kept, because a film shows the same ones many times."""
    side, step = round(0.75 * size), round(1.35 * size)
    fonts = [
        _font(line, size if row == 0 else round(0.85 * size)) for row, line in enumerate(lines)
    ]
    words = [
        _shortened(line, font, room - 2 * side) for line, font in zip(lines, fonts, strict=True)
    ]
    wide = max(font.getlength(line) for line, font in zip(words, fonts, strict=True))
    card = Image.new("RGBA", (round(wide) + 2 * side, step * len(words) + side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(card)
    draw.rounded_rectangle((0, 0, card.width - 1, card.height - 1), round(0.5 * size), GROUND)
    for row, (line, font) in enumerate(zip(words, fonts, strict=True)):
        middle = side / 2 + step * (row + 0.5)
        ink = INK if row == 0 else QUIET_INK
        draw.text((side, middle), line, ink, font, anchor="lm")
    return card


@lru_cache(maxsize=16)
def _own(size: int) -> _Font:
    return ImageFont.load_default(size)


def _font(words: str, size: int) -> _Font:
    if all(letter.isascii() or letter in "·…’°" for letter in words):
        return _own(size)
    return _wide(size) or _own(size)


@lru_cache(maxsize=16)
def _wide(size: int) -> _Font | None:
    for name in _WIDE_FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return None


def _shortened(line: str, font: _Font, room: float) -> str:
    if font.getlength(line) <= room:
        return line
    low, high = 0, len(line)
    while low < high:
        tried = (low + high + 1) // 2
        if font.getlength(line[:tried].rstrip() + "…") <= room:
            low = tried
        else:
            high = tried - 1
    return line[:low].rstrip() + "…"
