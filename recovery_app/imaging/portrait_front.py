"""The drawn person from the front."""

from dataclasses import replace
from functools import cache

import numpy as np

from recovery_app.imaging.portrait_face import (
    DARK,
    DEEP_SHADE,
    GLOW,
    HAIR,
    HAIR_DARK,
    HAIR_LIGHT,
    LINE,
    NECK,
    SHADE,
    SKIN,
    TOP,
    TOP_LIGHT,
    TOP_SHADE,
    Eye,
    Face,
    Mouth,
    Piece,
    Stroke,
    Zone,
    both,
    combed,
    even,
    flipped,
)
from recovery_app.imaging.portrait_paper import Line, disc, outline, points, ribbon, smooth

HAIRLINE = "205,492 198,440 187,392 160,330 114,282 62,256 26,244"
HAIRLINE_RIGHT = "26,244 -28,258 -96,286 -152,336 -184,396 -197,440 -205,492"
WHOLE_HAIRLINE = f"{HAIRLINE}{HAIRLINE_RIGHT.removeprefix('26,244')}"

ZONES = {
    "left cheek": Zone((122, 578), (72, -8), (2, 62)),
    "right cheek": Zone((-122, 578), (-72, -8), (-2, 62)),
    "nose": Zone((0, 555), (36, 0), (0, 56)),
    "forehead": Zone((0, 350), (150, 0), (0, 62)),
    "chin": Zone((0, 742), (60, 0), (0, 36)),
    "lip": Zone((0, 630), (52, 0), (0, 14)),
}


@cache
def front() -> Face:
    """Return the pose."""
    ear = _ear()
    mirrored = [replace(one, shape=flipped(one.shape)) for one in ear.strokes]
    brow = ribbon("47,435 84,423 120,418 160,437", (5, 12, 13, 11.5, 9, 6, 1))
    return Face(
        behind=[_bun(), ear, Piece(flipped(ear.shape), ear.colour, mirrored), _neck(), _top()],
        skin=_skin(),
        eyes=[_eye(), _other(_eye())],
        brows=[brow, flipped(brow)],
        mouth=_mouth(),
        before=[_hair()],
        loose=[
            Stroke(ribbon("196,400 208,490 206,560 190,616", (6, 6, 5, 3, 0.5)), HAIR, 0.95),
            Stroke(ribbon("204,430 215,510 214,578", (3, 3, 2.5, 0.5)), HAIR, 0.8),
            Stroke(ribbon("-198,400 -208,490 -200,574", (6, 6, 4, 0.5)), HAIR, 0.95),
        ],
        zones=ZONES,
    )


def _bun() -> Piece:
    return Piece(
        disc(8, 164, 80, 74),
        HAIR,
        [
            Stroke(disc(-14, 132, 52, 26), HAIR_LIGHT, 0.4, 14, 1),
            Stroke(disc(34, 128, 52, 26), HAIR_LIGHT, 0.4, 14, -1),
            Stroke(ribbon("-72,176 -44,116 20,100 70,132", (1, 5, 4, 1)), HAIR_LIGHT, 0.5),
            Stroke(ribbon("-60,184 -28,134 22,122 64,158", (1, 6, 6, 1)), HAIR_DARK, 0.75),
            Stroke(ribbon("-46,190 -10,146 28,142 54,172", (1, 3, 3, 1)), HAIR_LIGHT, 0.35),
            Stroke(ribbon("84,186 72,128 20,92 -30,100", (1, 4, 5, 1)), HAIR_DARK, 0.6),
        ],
    )


def _ear() -> Piece:
    shape = outline(
        "196,484 208,466 225,470 231,500 224,545 212,584 199,598 186,590",
        "186,590 190,540 196,484",
    )
    return Piece(
        shape,
        NECK,
        [
            Stroke(disc(198, 530, 15, 60), DEEP_SHADE, 0.55, 6),
            Stroke(ribbon("204,486 216,480 222,500 215,545", (1, 4, 4, 1)), LINE, 0.5),
        ],
    )


def _neck() -> Piece:
    shape = outline(
        "-96,640 -97,760 -95,850 -120,912 -250,968 -340,1000",
        "-340,1000 0,1110 340,1000",
        "340,1000 250,968 120,912 95,850 97,760 96,640",
    )
    side = outline("70,700 74,850 100,930", "100,930 180,930 150,700", "150,700 70,700")
    cast = outline(
        "-120,640 -104,760 -72,820 0,846 72,820 104,760 120,640", "120,640 0,600 -120,640"
    )
    return Piece(
        shape,
        NECK,
        [
            *both(
                Stroke(side, SHADE, 0.3, 14, 1),
                Stroke(ribbon("20,1004 70,974 170,962", (2, 9, 1)), SHADE, 0.55, 3),
                Stroke(ribbon("30,990 78,962 160,952", (1, 7, 1)), GLOW, 0.5, 4),
                Stroke(ribbon("80,850 52,930 20,1000", (1, 7, 4)), SHADE, 0.3, 4),
            ),
            Stroke(cast, SHADE, 0.8, 3.5),
        ],
    )


def _top() -> Piece:
    shape = outline(
        "-172,936 -128,1008 0,1046 128,1008 172,936",
        "172,936 262,962 352,1006 410,1086 440,1220 460,1420",
        "460,1420 460,2400 -460,2400 -460,1420",
        "-460,1420 -440,1220 -410,1086 -352,1006 -262,962 -172,936",
    )
    sleeve = outline("360,980 330,1080 340,1420", "340,1420 560,1420 360,980")
    collar = points("-180,934 -134,1016 0,1057 134,1016 180,934")
    return Piece(
        shape,
        TOP,
        [
            *both(
                Stroke(sleeve, TOP_SHADE, 0.45, 26, 1),
                Stroke(ribbon("318,1084 306,1140 316,1260", (1, 10, 16)), TOP_SHADE, 0.8, 3),
                Stroke(disc(250, 1010, 90, 18), TOP_LIGHT, 0.6, 16, -1),
            ),
            Stroke(ribbon(collar, (26, 26)), TOP_LIGHT, 0.45),
            Stroke(ribbon(collar * (1.07, 1) + (0, 14), (2.5, 2.5)), TOP_SHADE, 0.9),
        ],
    )


def _skin() -> Piece:
    shape = even(
        "0,205 96,222 166,290 196,385 204,480 199,560 184,632 154,698 108,750 56,780 0,789"
    )
    cheek = outline("222,380 200,500 186,600 142,706 60,796", "60,796 240,800 260,500 222,380")
    return Piece(
        shape,
        SKIN,
        [
            Stroke(ribbon(WHOLE_HAIRLINE, (26, 30, 34, 30, 26)), SHADE, 0.5, 9),
            *both(
                Stroke(cheek, SHADE, 0.52, 20, 1),
                Stroke(disc(94, 462, 58, 26), SHADE, 0.34, 12),
                Stroke(disc(58, 470, 22, 30), SHADE, 0.3, 10, 1),
                Stroke(disc(116, 556, 50, 24), GLOW, 0.55, 16, -1),
            ),
            Stroke(disc(0, 336, 86, 42), GLOW, 0.5, 26),
            Stroke(disc(0, 754, 30, 15), GLOW, 0.5, 10),
            Stroke(ribbon("-34,709 0,716 34,709", (6, 15, 6)), SHADE, 0.6, 5),
            *_nose(),
        ],
    )


def _nose() -> list[Stroke]:
    side = outline("18,456 25,500 24,556 40,598", "40,598 26,604 12,560 11,500 18,456")
    hole = outline("8,608 16,601 28,602", "28,602 20,609 8,608")
    below = outline("-38,602 0,614 38,602", "38,602 18,632 -18,632 -38,602")
    return [
        *both(Stroke(side, SHADE, 0.5, 6, 1), Stroke(disc(32, 590, 11, 14), SHADE, 0.3, 5, 1)),
        Stroke(ribbon("0,484 0,530 0,572", (6, 10, 15)), GLOW, 0.75, 5),
        Stroke(disc(0, 585, 15, 10), GLOW, 0.75, 5),
        Stroke(below, SHADE, 0.5, 5),
        *both(
            Stroke(ribbon("35,575 42,588 37,603 26,604", (1, 4, 4, 1)), LINE, 0.75),
            Stroke(hole, DARK, 0.85),
            Stroke(ribbon("6,622 8,634 12,646", (1, 5, 2)), SHADE, 0.35, 2),
        ),
    ]


def _eye() -> Eye:
    return Eye(
        middle=(99, 489),
        iris=(21, 21.5),
        upper=smooth("55,499 70,482 98,469 126,474 147,491"),
        lower=smooth("147,491 129,506 100,513 72,509 55,499"),
        lash=ribbon("53,500 70,482 98,468 126,473 154,487", (2, 5.5, 7, 7.5, 1)),
        crease=smooth("63,477 78,463 102,455 130,461 154,479"),
        bag=smooth("66,521 98,532 136,521"),
    )


def _other(eye: Eye) -> Eye:
    x, y = eye.middle
    return Eye(
        (-x, y),
        eye.iris,
        flipped(eye.upper),
        flipped(eye.lower),
        flipped(eye.lash),
        flipped(eye.crease),
        flipped(eye.bag),
    )


def _mouth() -> Mouth:
    return Mouth(
        upper=outline(
            "-58,663 -34,653 -13,646 0,650 13,646 34,653 58,663",
            "58,663 30,669 12,669 0,671 -12,669 -30,669 -58,663",
        ),
        lower=outline("-58,663 -30,668 0,670 30,668 58,663", "58,663 36,686 0,696 -36,686 -58,663"),
        seam=ribbon(
            "-66,658 -57,663 -28,668.5 -11,668.5 0,671 11,668.5 28,668.5 57,663 66,658",
            (0.5, 3.2, 2.8, 3, 3.4, 3, 2.8, 3.2, 0.5),
        ),
        light=disc(0, 683, 20, 4),
    )


def _hair() -> Piece:
    crown = (
        "-205,492 -221,420 -220,330 -188,238 -112,176 0,156 112,176 188,238 220,330 221,420 205,492"
    )
    return Piece(
        outline(crown, HAIRLINE, HAIRLINE_RIGHT),
        HAIR,
        [
            Stroke(ribbon("-200,330 -150,246 -60,214", (10, 34, 8)), HAIR_LIGHT, 0.5, 12, 1),
            Stroke(ribbon("200,330 150,246 60,214", (10, 34, 8)), HAIR_LIGHT, 0.5, 12, -1),
            *_hairs(),
        ],
    )


def _hairs() -> list[Stroke]:
    roots: Line = smooth(WHOLE_HAIRLINE)[6:-4:5]
    x, y = roots[:, 0], roots[:, 1]
    spread = 1.02 + 0.14 * np.minimum(1, np.abs(x) / 205)
    pulls = np.stack([x * spread, 178 + (y - 244) * 0.16], axis=1)
    ends = np.stack([x * 0.3 + 6, np.full_like(x, 140)], axis=1)
    return combed(roots, pulls, ends)
