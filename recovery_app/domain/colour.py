"""Colours as numbers: sRGB, linear light, CIELAB and the differences between them.

Few numbers at a time and the standard library alone; tests compare it with scikit-image and with
colour-science.
"""

from math import atan2, cos, degrees, exp, hypot, log10, radians, sin, sqrt

Linear = tuple[float, float, float]
"""Red, green and blue of sRGB's primaries in linear light, white at 1."""

Lab = tuple[float, float, float]
"""CIELAB L*, a*, b* under D65, 2° observer."""

_WHITE = (0.95047, 1.0, 1.08883)
"""D65 as sRGB has it (IEC 61966-2-1), also the sum of the rows below."""

_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
"""From linear sRGB (IEC 61966-2-1, primaries of ITU-R BT.709)."""


def linear(shown: float) -> float:
    """Return the light, 0–1, of a value of sRGB, 0–1 (IEC 61966-2-1)."""
    return shown / 12.92 if shown <= 0.04045 else ((shown + 0.055) / 1.055) ** 2.4


def shown(light: float) -> float:
    """Return the value of sRGB, 0–1, of light, 0–1."""
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def erythema(colour: Linear) -> float:
    """Return the erythema index of a camera: 100·log10(R/G) (Yamamoto, Takiwaki and others 2008).

    It moves with the white balance; only differences within one picture mean something.
    """
    return 100 * log10(colour[0] / colour[1])


def luminance(colour: Linear) -> float:
    """Return Y, white at 1."""
    return sum(share * value for share, value in zip(_XYZ[1], colour, strict=True))


def lab(colour: Linear) -> Lab:
    """Return a colour in CIELAB (CIE 15)."""
    x, y, z = (
        _compressed(sum(share * value for share, value in zip(row, colour, strict=True)) / white)
        for row, white in zip(_XYZ, _WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def luminance_at(lightness: float) -> float:
    """Return Y of L*, white at 1."""
    root = (lightness + 16) / 116
    return root**3 if root > 6 / 29 else 3 * (6 / 29) ** 2 * (root - 4 / 29)


def brought_to(lightness: float, colour: Linear, *others: Linear) -> tuple[Linear, ...]:
    """Return colours after the one exposure that gives the first of them that L*.

    Brightness alone is changed, alike for all of them: what is left is how they differ.
    """
    gain = luminance_at(lightness) / luminance(colour)
    return tuple((gain * red, gain * green, gain * blue) for red, green, blue in (colour, *others))


def delta_e(one: Lab, other: Lab) -> float:
    """Return the CIEDE2000 difference (CIE 142; Sharma, Wu and Dalal 2005), all weights 1."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    c7 = ((hypot(a1, b1) + hypot(a2, b2)) / 2) ** 7
    stretch = 1.5 - 0.5 * sqrt(c7 / (c7 + 25.0**7))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = (degrees(atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn, hue = _hues(h1, h2, c1 * c2)
    dl, dc = l2 - l1, c2 - c1
    dh = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    ml, mc = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.20 * cos(radians(4 * hue - 63))
    )
    sl = 1 + 0.015 * (ml - 50) ** 2 / sqrt(20 + (ml - 50) ** 2)
    sc, sh = 1 + 0.045 * mc, 1 + 0.015 * mc * t
    twist = 60 * exp(-(((hue - 275) / 25) ** 2))
    rt = -2 * sqrt(mc**7 / (mc**7 + 25.0**7)) * sin(radians(twist))
    squares = (dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * (dc / sc) * (dh / sh)
    return sqrt(max(0.0, squares))


def _hues(h1: float, h2: float, chromas: float) -> tuple[float, float]:
    """Return difference and mean of two hues in degrees, the short way round."""
    if chromas == 0:
        return 0.0, h1 + h2
    turn = (h2 - h1 + 180) % 360 - 180
    # The formula takes the long way's sign at exactly half a turn.
    turn = 180.0 if turn == -180 and h2 > h1 else turn
    if abs(h1 - h2) <= 180:
        return turn, (h1 + h2) / 2
    return turn, (h1 + h2 + (360 if h1 + h2 < 360 else -360)) / 2


def _compressed(share: float) -> float:
    return share ** (1 / 3) if share > (6 / 29) ** 3 else share / (3 * (6 / 29) ** 2) + 4 / 29
