"""The drawn person turned: her left side to the viewer, her nose to the picture's left.

The places follow from the front's, seen from about 36 degrees to the side, where the nose, the
mouth and the chin lie before the eyes, and the ears behind them.
"""

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
    combed,
)
from recovery_app.imaging.portrait_paper import Line, disc, outline, points, ribbon, smooth

NEAR_HAIRLINE = "150,540 145,500 136,444 114,392 74,330 20,284 -62,254"
FAR_HAIRLINE = "-62,254 -120,262 -170,284 -204,326"
WHOLE_HAIRLINE = f"{NEAR_HAIRLINE}{FAR_HAIRLINE.removeprefix('-62,254')}"

ZONES = {
    "left cheek": Zone((2, 580), (84, -8), (2, 63)),
    "right cheek": Zone((-204, 576), (-40, -4), (0, 60), narrow=0.6),
    "nose": Zone((-142, 555), (34, 0), (-8, 56)),
    "forehead": Zone((-106, 350), (116, 0), (0, 62)),
    "chin": Zone((-118, 742), (52, 0), (0, 36)),
    "lip": Zone((-138, 630), (42, 0), (0, 14)),
}


@cache
def turned() -> Face:
    """Return the pose."""
    return Face(
        behind=[_bun(), _neck(), _top()],
        skin=_skin(),
        eyes=[_near_eye(), _far_eye()],
        brows=[
            ribbon("-96,435 -60,423 -18,418 38,440", (5, 12, 13, 11.5, 9, 6, 1)),
            ribbon("-163,435 -182,424 -202,419 -220,429", (5, 10, 11, 9, 6, 2)),
        ],
        mouth=_mouth(),
        before=[_hair(), _ear()],
        loose=[
            Stroke(ribbon("124,400 141,480 143,560 127,620", (6, 6, 5, 3, 0.5)), HAIR, 0.95),
            Stroke(ribbon("176,600 186,640 179,684", (4, 2.5, 0.5)), HAIR, 0.9),
            Stroke(ribbon("190,585 199,622 194,652", (4, 2.5, 0.5)), HAIR, 0.9),
        ],
        zones=ZONES,
    )


def _bun() -> Piece:
    return Piece(
        disc(168, 176, 82, 78),
        HAIR,
        [
            Stroke(disc(176, 136, 54, 26), HAIR_LIGHT, 0.4, 14, -1),
            Stroke(disc(144, 142, 46, 26), HAIR_LIGHT, 0.4, 14, 1),
            Stroke(ribbon("102,146 158,114 222,142 228,206", (1, 6, 6, 1)), HAIR_DARK, 0.7),
            Stroke(ribbon("112,166 164,134 208,160 204,216", (1, 5, 4, 1)), HAIR_LIGHT, 0.45),
            Stroke(ribbon("118,186 166,154 190,176 178,220", (1, 6, 5, 1)), HAIR_DARK, 0.7),
            Stroke(ribbon("88,172 138,106 208,114 244,170", (1, 3, 3, 1)), HAIR_LIGHT, 0.5),
        ],
    )


def _neck() -> Piece:
    shape = outline(
        "-52,690 -56,790 -70,876 -104,928 -220,984 -300,1020",
        "-300,1020 -40,1110 340,1000",
        "340,1000 252,952 178,884 150,800 150,700 178,560",
        "178,560 130,520 -52,690",
    )
    cast = outline(
        "-90,760 -62,812 -20,836 50,800 112,720 148,640 190,560", "190,560 -90,640 -90,760"
    )
    throat = outline("-40,780 -44,870 -80,940", "-80,940 -140,920 -90,780 -40,780")
    back = outline("128,660 130,800 160,900", "160,900 260,900 190,640 128,660")
    return Piece(
        shape,
        NECK,
        [
            Stroke(throat, SHADE, 0.4, 14, -1),
            Stroke(back, SHADE, 0.4, 14, 1),
            Stroke(ribbon("110,730 50,880 -38,1000", (2, 14, 6)), SHADE, 0.35, 6),
            Stroke(ribbon("96,760 36,880 -44,984", (2, 9, 2)), GLOW, 0.3, 5),
            Stroke(ribbon("-26,1012 40,984 170,968", (2, 9, 1)), SHADE, 0.55, 3),
            Stroke(ribbon("-20,998 48,972 160,956", (1, 7, 1)), GLOW, 0.5, 4),
            Stroke(ribbon("-66,1006 -96,986 -150,976", (2, 8, 1)), SHADE, 0.5, 3),
            Stroke(cast, SHADE, 0.8, 3.5),
        ],
    )


def _top() -> Piece:
    shape = outline(
        "-168,956 -140,1014 -44,1050 92,1018 196,914",
        "196,914 290,960 366,1018 412,1100 440,1220 460,1420",
        "460,1420 460,2400 -460,2400 -460,1420",
        "-460,1420 -410,1220 -366,1104 -306,1024 -236,980 -168,956",
    )
    near = outline("350,980 326,1080 336,1420", "336,1420 560,1420 350,980")
    far = outline("-330,1000 -310,1100 -340,1420", "-340,1420 -560,1420 -330,1000")
    collar = points("-178,955 -148,1022 -46,1062 100,1028 210,918")
    return Piece(
        shape,
        TOP,
        [
            Stroke(near, TOP_SHADE, 0.45, 26, 1),
            Stroke(far, TOP_SHADE, 0.5, 26, -1),
            Stroke(ribbon("300,1090 282,1150 290,1270", (1, 10, 16)), TOP_SHADE, 0.8, 3),
            Stroke(ribbon("-300,1110 -280,1180 -286,1270", (1, 10, 16)), TOP_SHADE, 0.6, 3),
            Stroke(disc(280, 1000, 80, 18), TOP_LIGHT, 0.6, 16, -1),
            Stroke(ribbon(collar, (26, 26)), TOP_LIGHT, 0.45),
            Stroke(ribbon(collar * (1.05, 1) + (0, 14), (2.5, 2.5)), TOP_SHADE, 0.9),
        ],
    )


def _skin() -> Piece:
    shape = smooth(
        "-40,204 -140,226 -194,280 -214,340 -222,400 -223,436 -218,480 -225,532 -221,576 "
        "-208,624 -191,670 -181,704 -173,740 -149,775 -106,788 -54,778 20,742 88,690 134,620 154,545 "
        "170,450 160,330 100,240 30,205",
        closed=True,
    )
    jaw = outline("150,480 124,600 60,690 -20,742 -100,796", "-100,796 200,820 220,500 150,480")
    far = outline(
        "-200,300 -212,430 -208,520 -196,620 -160,760", "-160,760 -300,760 -300,300 -200,300"
    )
    return Piece(
        shape,
        SKIN,
        [
            Stroke(ribbon(WHOLE_HAIRLINE, (26, 30, 34, 30, 26)), SHADE, 0.5, 9),
            Stroke(jaw, SHADE, 0.5, 18, 1),
            Stroke(far, SHADE, 0.4, 9, -1),
            Stroke(disc(-36, 462, 56, 26), SHADE, 0.34, 12),
            Stroke(disc(-190, 464, 26, 26), SHADE, 0.4, 9),
            Stroke(disc(-12, 556, 54, 26), GLOW, 0.55, 16, -1),
            Stroke(disc(-207, 536, 9, 24), GLOW, 0.5, 6),
            Stroke(disc(-92, 336, 74, 42), GLOW, 0.5, 24),
            Stroke(disc(-126, 752, 26, 15), GLOW, 0.5, 9),
            Stroke(ribbon("-154,708 -128,717 -96,709", (6, 15, 6)), SHADE, 0.6, 5),
            *_nose(),
        ],
    )


def _nose() -> list[Stroke]:
    near = outline(
        "-98,452 -104,500 -118,552 -94,598", "-94,598 -112,606 -140,560 -124,500 -98,452"
    )
    far = outline(
        "-146,452 -140,484 -156,536 -182,584", "-182,584 -206,600 -184,530 -168,480 -146,452"
    )
    below = outline("-184,602 -150,614 -98,604", "-98,604 -122,632 -166,632 -184,602")
    ridge = "-154,444 -142,484 -154,530 -180,576 -182,592 -170,604 -152,609"
    hole = outline("-146,609 -136,601 -118,602", "-118,602 -128,610 -146,609")
    return [
        Stroke(near, SHADE, 0.42, 6, 1),
        Stroke(far, SHADE, 0.4, 5),
        Stroke(disc(-104, 590, 11, 14), SHADE, 0.3, 5, 1),
        Stroke(ribbon("-134,486 -146,532 -164,574", (6, 10, 15)), GLOW, 0.75, 5),
        Stroke(disc(-164, 586, 12, 10), GLOW, 0.75, 5),
        Stroke(below, SHADE, 0.5, 5),
        Stroke(ribbon(ridge, (0.3, 1.5, 2.5, 3, 3.4, 3, 0.8)), LINE, 0.62),
        Stroke(ribbon("-102,574 -93,588 -98,603 -110,604", (1, 4, 4, 1)), LINE, 0.75),
        Stroke(hole, DARK, 0.85),
        Stroke(ribbon("-138,622 -136,634 -132,646", (1, 5, 2)), SHADE, 0.35, 2),
    ]


def _near_eye() -> Eye:
    return Eye(
        middle=(-39, 489),
        iris=(19.5, 21.5),
        upper=smooth("-78,499 -65,482 -38,469 -6,474 16,491"),
        lower=smooth("16,491 -3,506 -34,513 -62,509 -78,499"),
        lash=ribbon("-80,500 -65,481 -38,467 -6,472 24,486", (2, 5.5, 7, 7.5, 1)),
        crease=smooth("-72,476 -58,462 -34,454 -4,460 24,478"),
        bag=smooth("-68,521 -38,532 4,521"),
    )


def _far_eye() -> Eye:
    return Eye(
        middle=(-190, 488),
        iris=(14, 21),
        upper=smooth("-164,498 -171,481 -187,469 -201,475 -208,491"),
        lower=smooth("-208,491 -201,505 -188,512 -174,508 -164,498"),
        lash=ribbon("-162,499 -170,480 -186,467 -201,472 -213,485", (1.5, 5, 6.5, 6.5, 1)),
        crease=smooth("-166,474 -178,460 -194,455 -208,461 -215,474"),
        bag=smooth("-172,520 -188,530 -204,520"),
    )


def _mouth() -> Mouth:
    return Mouth(
        upper=outline(
            "-172,663 -160,653 -148,646 -138,650 -126,646 -104,653 -76,663",
            "-76,663 -104,668.5 -126,669 -138,671 -150,669 -161,668 -172,663",
        ),
        lower=outline(
            "-172,663 -156,668 -138,670 -104,668 -76,663",
            "-76,663 -100,686 -134,696 -160,687 -172,663",
        ),
        seam=ribbon(
            "-176,660 -170,664 -150,668.5 -138,671 -126,668.5 -104,668 -77,663 -68,658",
            (0.5, 2.6, 2.9, 3.4, 3, 2.8, 3.2, 0.5),
        ),
        light=disc(-138, 683, 16, 4),
    )


def _hair() -> Piece:
    crown = (
        "-204,326 -194,262 -150,202 -80,168 10,153 104,162 182,204 228,274 242,360 236,450 "
        "222,530 203,584 182,610 160,600"
    )
    return Piece(
        outline(crown, "160,600 150,540", NEAR_HAIRLINE, FAR_HAIRLINE),
        HAIR,
        [
            Stroke(ribbon("-150,262 -70,206 50,190", (10, 36, 8)), HAIR_LIGHT, 0.55, 12, 1),
            Stroke(ribbon("216,470 216,360 180,270", (10, 34, 8)), HAIR_LIGHT, 0.5, 12, -1),
            *_hairs(),
            Stroke(disc(178, 226, 64, 16), HAIR_DARK, 0.7, 8),
        ],
    )


def _hairs() -> list[Stroke]:
    roots: Line = smooth(WHOLE_HAIRLINE)[10:-3:5]
    along = np.linspace(0, 1, len(roots))[:, None]
    ends = (1 - along) * (188, 238) + along * (100, 150)
    run = ends - roots
    up = np.stack([run[:, 1], -run[:, 0]], axis=1) / np.linalg.norm(run, axis=1, keepdims=True)
    face = combed(roots, (roots + ends) / 2 + up * (6 + 90 * along**2.5), ends)
    low = np.linspace(0, 1, 7)[:, None]
    nape = (1 - low) * (164, 612) + low * (232, 480)
    tops = (1 - low) * (190, 236) + low * (214, 236)
    return [*face, *combed(nape, (nape + tops) / 2 + (26, 0), tops)]


def _ear() -> Piece:
    shape = outline(
        "148,520 150,490 166,470 190,470 204,494 200,532 187,562 174,590 159,598 148,584",
        "148,584 144,552 148,520",
    )
    return Piece(
        shape,
        NECK,
        [
            Stroke(disc(168, 536, 13, 26), DEEP_SHADE, 0.5, 6),
            Stroke(ribbon("158,500 172,481 192,488 191,528 174,560", (1, 4, 5, 4, 1)), LINE, 0.5),
            Stroke(ribbon("160,540 170,524 182,520", (1, 4, 1)), LINE, 0.4),
            Stroke(disc(163, 584, 9, 8), GLOW, 0.5, 4),
        ],
    )
