"""Whether a photo may be measured: what was found of its light and sharpness, and what follows.

A photo is first looked at alone (`Conditions`, from imaging). What is only odd beside one's other
photos of the pose is judged afterwards from all of them, so that it does not matter in which order
photos were added. The limits are those of docs/measurement.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from recovery_app.domain.photos import Condition


class Severity(StrEnum):
    """What a reason does to a number."""

    WARN = "warn"
    """The number is shown, with the reason beside it."""
    REFUSE = "refuse"
    """There is no number."""


class Reason(StrEnum):
    """Why a photo gives no number, or one to be taken with care; the value is what is stored."""

    NO_TREATED = "no-treated"
    NO_REFERENCE = "no-reference"
    NOT_ALIGNED = "not-aligned"
    OUTSIDE = "outside"
    TOO_SMALL = "too-small"
    TOO_CLIPPED = "too-clipped"
    NO_COLOUR = "no-colour"
    NOT_SKIN = "not-skin"
    MAKE_UP = "make-up"
    SMALL = "small"
    UNEVEN = "uneven"
    UNLIKE = "unlike"
    CLIPPED = "clipped"
    BLURRED = "blurred"
    LIGHT_COLOUR = "light-colour"
    SIDE_LIGHT = "side-light"
    TURNED = "turned"
    DISTANCE = "distance"
    FLASH = "flash"
    CAMERA = "camera"

    @property
    def severity(self) -> Severity:
        """Whether there is no number, or one with a warning."""
        return Severity.REFUSE if self in _REFUSING else Severity.WARN

    @property
    def sentence(self) -> str:
        """The reason in one plain sentence."""
        return _SENTENCES[self]


_REFUSING = {
    Reason.NO_TREATED,
    Reason.NO_REFERENCE,
    Reason.NOT_ALIGNED,
    Reason.OUTSIDE,
    Reason.TOO_SMALL,
    Reason.TOO_CLIPPED,
    Reason.NO_COLOUR,
    Reason.NOT_SKIN,
    Reason.MAKE_UP,
}

_SENTENCES = {
    Reason.NO_TREATED: "No treated area is drawn for this pose.",
    Reason.NO_REFERENCE: "No untreated skin of your own is drawn for this pose to compare with.",
    Reason.NOT_ALIGNED: "The photo could not be laid over the one on which the areas are drawn.",
    Reason.OUTSIDE: "An area reaches beyond the edge of this photo.",
    Reason.TOO_SMALL: "An area has too few pixels in this photo.",
    Reason.TOO_CLIPPED: "More than a tenth of an area is overexposed or black.",
    Reason.NO_COLOUR: "The photo has no colours.",
    Reason.NOT_SKIN: "An area does not look like skin in this photo: hair, cloth or background?",
    Reason.MAKE_UP: "There was make-up or something else on the skin.",
    Reason.SMALL: "The face is small in this photo; come nearer.",
    Reason.UNEVEN: "An area is uneven: there may be hair, a shadow or an edge in it.",
    Reason.UNLIKE: "The areas differ in more than redness: is there hair, a wall or shade in one?",
    Reason.CLIPPED: "A part of an area is overexposed or black.",
    Reason.BLURRED: "The photo is less sharp than your others.",
    Reason.LIGHT_COLOUR: "The light had another colour than in your other photos.",
    Reason.SIDE_LIGHT: "The light came more from one side than in your other photos.",
    Reason.TURNED: "The head or the camera was tilted more than 8° against the reference photo.",
    Reason.DISTANCE: "The camera was much nearer or farther than for the reference photo.",
    Reason.FLASH: "The flash fired.",
    Reason.CAMERA: "Another camera or lens took this photo.",
}


@dataclass(frozen=True, slots=True)
class Conditions:
    """How a photo was taken, measured on it alone.

    Attributes:
        short_side: of the narrowest treated or reference area, in pixels of the original; its area
            divided by its longest extent.
        eyes_apart: pixels of the original between the eyes; None where they are not known.
        sharpness: spread of fine detail in the treated areas brought to a fixed size, above 0;
            means something beside other photos of the same areas only.
        blur: 0 (sharp) to 1 (Crete and others 2007) around the areas.
        clipped: share, 0–1, of the worst area that is at 250 or more, or 5 or less, of 255.
        red_green, blue_green: colour of the own untreated skin: 100·log10(R/G) and 100·log10(B/G)
            of linear values; None where none is drawn.
        side_light: lightness of what is left of the nose minus right of it, in L*; None where
            areas lie on one side only or the eyes are not known.
        angle: degrees, clockwise, by which the photo is turned to lie on the reference.
        scale: how much it is enlarged for that.
        flash: whether the camera says that the flash fired.
    """

    short_side: float
    eyes_apart: float | None
    sharpness: float
    blur: float
    clipped: float
    red_green: float | None
    blue_green: float | None
    side_light: float | None
    angle: float
    scale: float
    flash: bool = False


SMALL_SIDE = 30
"""Pixels of an area's shorter side below which it is warned; 16 still measured well."""
SMALL_EYES = 150
"""Pixels between the eyes below which it is warned; 118 still measured well."""
CLIPPED = 0.02
"""Share of an area that may be clipped before it is warned."""
TOO_CLIPPED = 0.10
"""Share of an area that may be clipped before it is refused."""
SHARPNESS = 0.4
"""Share of one's own best sharpness below which it is warned, where the face is softer as well."""
SOFTER = 0.08
"""How much more blurred than one's own sharpest the face is then: crusts and scales make a skin's
detail many times what it is without them, but do not touch eyes and hair."""
BLUR = 0.6
"""Blur above which it is warned."""
LIGHT = 9.7
"""How far R/G or B/G of the own untreated skin may be from one's usual: a factor of 1.25."""
SIDE_LIGHT = 6.0
"""L* by which the two sides may differ from one's usual difference."""
ANGLE = 8.0
"""Degrees of tilt against the reference."""
DISTANCE = 0.15
"""Share by which the size may differ from the reference's."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual for one's photos of a pose that measure the same areas with the same camera.

    Attributes:
        sharpness: the best one.
        blur: the least one.
        red_green, blue_green, side_light: medians; None where none is known.
        camera: the key that most of them have.
    """

    sharpness: float
    red_green: float | None
    blue_green: float | None
    side_light: float | None
    blur: float = 0.0
    camera: str = ""


def usual(photos: Iterable[tuple[Conditions, str]]) -> Usual | None:
    """Return what is usual among photos, each with its camera's key; None without any."""
    every = list(photos)
    if not every:
        return None
    found = [conditions for conditions, _ in every]
    cameras = [camera for _, camera in every]
    return Usual(
        max(one.sharpness for one in found),
        _middle(one.red_green for one in found),
        _middle(one.blue_green for one in found),
        _middle(one.side_light for one in found),
        min(one.blur for one in found),
        max(cameras, key=cameras.count),
    )


def judged(
    conditions: Conditions,
    camera: str = "",
    condition: Condition = Condition.UNKNOWN,
    compared: Usual | None = None,
) -> tuple[Reason, ...]:
    """Return the reasons that follow from how a photo was taken, those that refuse first.

    Args:
        conditions: measured on it.
        camera: its camera's key.
        condition: what was on the skin.
        compared: what is usual for one's photos of this pose; None leaves out what is relative.
    """
    found = {
        Reason.MAKE_UP: condition in {Condition.MAKE_UP, Condition.OTHER},
        Reason.TOO_CLIPPED: conditions.clipped > TOO_CLIPPED,
        Reason.SMALL: conditions.short_side < SMALL_SIDE
        or (conditions.eyes_apart is not None and conditions.eyes_apart < SMALL_EYES),
        Reason.CLIPPED: CLIPPED < conditions.clipped <= TOO_CLIPPED,
        Reason.BLURRED: conditions.blur > BLUR,
        Reason.TURNED: abs(conditions.angle) > ANGLE,
        Reason.DISTANCE: not 1 - DISTANCE <= conditions.scale <= 1 / (1 - DISTANCE),
        Reason.FLASH: conditions.flash,
    }
    if compared is not None:
        beside = _beside(conditions, camera, compared)
        found |= {reason: found.get(reason, False) or odd for reason, odd in beside.items()}
    return tuple(reason for reason in Reason if found.get(reason))


def _beside(conditions: Conditions, camera: str, compared: Usual) -> dict[Reason, bool]:
    away = max(
        _apart(conditions.red_green, compared.red_green),
        _apart(conditions.blue_green, compared.blue_green),
    )
    return {
        Reason.BLURRED: conditions.sharpness < SHARPNESS * compared.sharpness
        and conditions.blur > compared.blur + SOFTER,
        Reason.LIGHT_COLOUR: away > LIGHT,
        Reason.SIDE_LIGHT: _apart(conditions.side_light, compared.side_light) > SIDE_LIGHT,
        Reason.CAMERA: camera != compared.camera,
    }


def _middle(numbers: Iterable[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return median(known) if known else None


def _apart(one: float | None, other: float | None) -> float:
    """Return the distance of two numbers; 0 where one is not known, for nothing follows then."""
    return 0.0 if one is None or other is None else abs(one - other)
