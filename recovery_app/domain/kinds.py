"""Kinds of session and the devices used: the rows that a new library starts with, editable later.

Windows and intervals are what sources describe (docs/sources.md), never a promise. A kind about
which nothing was found has no window, rather than a guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Usual(NamedTuple):
    """From which to which day after a session a symptom is often described (whole days)."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of session.

    Attributes:
        slug: the command line's word.
        name: the window's words.
        interval: usual days to the next session, from and to; None where nothing is known.
        blisters_expected: whether blisters belong to the ordinary course.
        simply_fades: whether redness only falls after the first day; ablative kinds peak later.
        usual: symptom slug to the days on which it is often described.
        own: added by her.
    """

    slug: str
    name: str
    interval: tuple[int, int] | None = (28, 42)
    blisters_expected: bool = False
    simply_fades: bool = True
    usual: Mapping[str, Usual] = field(default_factory=dict[str, Usual])
    own: bool = False


@dataclass(frozen=True, slots=True)
class Device:
    """A device of a clinic, as far as it is known.

    Attributes:
        name: brand name.
        maker: who makes it, or empty.
        wavelengths_nm: the wavelengths it offers, as printed (some are ranges).
        pulses: pulse widths, as printed, such as "450 ps".
        modes: names of modes or handpieces.
    """

    name: str
    maker: str = ""
    wavelengths_nm: tuple[str, ...] = ()
    pulses: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()


def _course(**windows: tuple[int, int]) -> dict[str, Usual]:
    return {slug.replace("_", "-"): Usual(*window) for slug, window in windows.items()}


KINDS: tuple[Kind, ...] = (
    Kind(
        "pico-toning",
        "Pico toning",
        (14, 28),
        usual=_course(
            redness=(0, 2),
            warmth=(0, 1),
            swelling=(0, 1),
            pain=(0, 0),
            flaking=(1, 5),
            dryness=(1, 7),
            itch=(1, 5),
            acne=(2, 14),
        ),
    ),
    Kind(
        "pico-fractional",
        "Pico fractional",
        (28, 42),
        usual=_course(
            redness=(0, 3),
            warmth=(0, 1),
            swelling=(0, 2),
            pain=(0, 1),
            pinpoint_bleeding=(0, 3),
            crusts=(1, 7),
            flaking=(2, 7),
            dryness=(1, 7),
            itch=(1, 5),
            acne=(2, 14),
        ),
    ),
    Kind(
        "pico-spot",
        "Pico pigment spot",
        (28, 42),
        usual=_course(
            redness=(0, 3),
            warmth=(0, 1),
            swelling=(0, 2),
            pain=(0, 2),
            darkening=(1, 7),
            crusts=(1, 7),
            flaking=(5, 10),
            dryness=(1, 7),
            itch=(2, 7),
        ),
    ),
    Kind(
        "pico-tattoo",
        "Pico tattoo",
        (42, 70),
        blisters_expected=True,
        usual=_course(
            redness=(0, 10),
            warmth=(0, 1),
            swelling=(0, 5),
            pain=(0, 3),
            pinpoint_bleeding=(0, 3),
            blister=(0, 14),
            crusts=(1, 14),
            flaking=(5, 14),
            dryness=(1, 14),
            itch=(2, 14),
        ),
    ),
    Kind("q-switched-toning", "Q-switched toning", (14, 28), usual=_course(redness=(0, 2))),
    Kind(
        "fractional-non-ablative",
        "Fractional, non-ablative",
        (28, 42),
        usual=_course(redness=(0, 3), swelling=(0, 7), flaking=(2, 7), dryness=(1, 7), itch=(1, 7)),
    ),
    Kind(
        "fractional-co2",
        "Fractional CO₂",
        (42, 56),
        simply_fades=False,
        usual=_course(
            redness=(0, 90),
            swelling=(0, 7),
            pinpoint_bleeding=(0, 1),
            crusts=(1, 10),
            flaking=(3, 14),
        ),
    ),
    Kind("er-yag", "Er:YAG", (42, 56), simply_fades=False, usual=_course(crusts=(1, 10))),
    Kind(
        "ipl",
        "IPL",
        (28, 42),
        usual=_course(redness=(0, 2), darkening=(1, 14), flaking=(3, 14), dryness=(1, 4)),
    ),
    Kind(
        "pulsed-dye",
        "Pulsed dye",
        (28, 42),
        usual=_course(redness=(0, 5), swelling=(0, 5), bruise=(0, 14)),
    ),
    Kind("long-pulse", "Long pulse Nd:YAG or KTP", (28, 42)),
    Kind("rf-microneedling", "RF microneedling", (21, 42), usual=_course(redness=(0, 1))),
    Kind(
        "microneedling",
        "Microneedling",
        (28, 42),
        usual=_course(redness=(0, 3), flaking=(2, 5), dryness=(1, 5)),
    ),
    Kind(
        "peel",
        "Chemical peel",
        (28, 42),
        usual=_course(redness=(0, 3), flaking=(2, 7), dryness=(1, 7)),
    ),
    Kind("hifu-rf", "HIFU or RF tightening", None),
    Kind("led", "LED", None),
    Kind("other", "Other", None),
)
"""What a new library starts with. Sources: pigment laser leaflets and trials for the pico kinds,
clinic timelines for the others (docs/sources.md names them)."""


def _device(name: str, maker: str, wavelengths: str, pulses: str = "", modes: str = "") -> Device:
    def parts(text: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in text.split(";") if part.strip())

    return Device(name, maker, parts(wavelengths), parts(pulses), parts(modes))


DEVICES: tuple[Device, ...] = (
    _device(
        "PicoPlus",
        "Lutronic",
        "1064; 532; 595; 660",
        "450 ps; 2 ns",
        "Pico Toning; Dual Focused Dot; RuVY Touch+; Gold Toning+",
    ),
    _device("PicoWay", "Candela", "1064; 785; 730; 532", "240-750 ps", "Resolve 532/1064; zoom"),
    _device("PicoSure", "Cynosure", "755; 532", "750 ps; 550 ps", "Focus lens array"),
    _device("PicoSure Pro", "Cynosure", "755", "550-750 ps", "Platinum Focus lens"),
    _device("enLIGHTen", "Cutera", "1064; 532", "750 ps; 2 ns"),
    _device("enLIGHTen III", "Cutera", "1064; 532; 670", "750 ps; 2 ns; 660 ps", "PICO Genesis"),
    _device(
        "Discovery Pico",
        "Quanta System",
        "1064; 532; 694",
        "450 ps; 370 ps",
        "microbeam handpieces",
    ),
    _device(
        "PICOCARE MAJESTY",
        "WONTECH",
        "1064; 532; 595; 660",
        "250 ps; 190 ps",
        "zoom; MLA; dye tips",
    ),
    _device("PICOCARE 450", "WONTECH", "1064; 532; 595; 660", "450 ps", "HEXA MLA"),
    _device("PicoLO", "Laseroptek", "1064; 532"),
    _device("HELIOS 785", "Laseroptek", "785; 1064; 532", "0.5 ns"),
    _device("StarWalker PQX", "Fotona", "1064; 532; 585; 650", "300 ps"),
    _device("PicoHi", "Hironic", "1064; 532", "300 ps"),
    _device("PiQo4", "Focus Medical / Lumenis", "1064; 532; 585; 650"),
    _device("Picosecond Nd:YAG (other)", "", "1064; 532", "<500 ps"),
    _device("Q-switched Nd:YAG (toning)", "", "1064; 532", "5-20 ns"),
    _device("Non-ablative fractional 1550/1927", "", "1550; 1927"),
    _device("Fractional CO2", "", "10600"),
    _device("Er:YAG", "", "2940"),
    _device("Pulsed dye laser", "", "585; 595"),
    _device("IPL / BBL", "", "400-1200", "", "filters"),
    _device("RF microneedling", "", ""),
    _device("Microneedling", "", ""),
    _device("Chemical peel", "", ""),
    _device("LED", "", "830"),
)


def expected_on(kind: Kind, day: int) -> tuple[str, ...]:
    """Return the slugs of what is often described on that day after such a session."""
    return tuple(slug for slug, usual in kind.usual.items() if usual.first <= day <= usual.last)
