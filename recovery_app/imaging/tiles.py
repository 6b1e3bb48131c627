"""The colour of an area as a robust median, and how sure it is: a bootstrap of its tiles.

Each tile keeps a histogram of each channel. Medians of any choice of tiles come from sums of
histograms, so that the 200 choices of the bootstrap cost as much as one look at the pixels.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from recovery_app.domain import colour
from recovery_app.imaging.skin import Mask, Pixels, within

Floats = NDArray[np.float64]

BRIGHTEST = 250
"""A channel at this value or above may have been cut off."""
DARKEST = 10
"""A channel at this value or below is mostly noise."""
HIGHLIGHTS = 98
"""Percentile of brightness above which pixels are taken for shine."""
KEPT = (10, 90)
"""Percentiles of brightness between which the rest is kept: hairs and pores are darker."""
TILES = 64
"""So many tiles make up an area, more or less: the grid covers whole tiles only in its middle."""
DRAWS = 200
"""Choices of the bootstrap."""
SEED = 20261014
"""Fixed, so that a photo gives the same numbers each time."""

LIGHT = np.array([colour.linear(level / 255) for level in range(256)])
_LOG = np.log10(np.maximum(LIGHT, LIGHT[1])).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """What an area, or several taken together, has to say.

    Attributes:
        counts: by channel, tile and value 0–255: how many of the pixels kept have it.
        kept: pixels that count.
        total: pixels of the area.
        clipped: share of them at 250 or more, or 5 or less, in any channel.
        spread: decades of brightness between the 10th and the 90th percentile of all that is not
            clipped, in the worst of the areas taken together.
    """

    counts: NDArray[np.int64]
    kept: int
    total: int
    clipped: float
    spread: float

    @property
    def tiles(self) -> int:
        """How many tiles hold anything."""
        return self.counts.shape[1]

    def middle(self) -> colour.Linear:
        """Return the median of each channel in linear light."""
        # All tiles as one: it is asked for again and again, and they all count once.
        whole = self.counts.sum(1, keepdims=True)
        red, green, blue = medians(whole, np.ones((1, 1)))[0].tolist()
        return red, green, blue

    def redrawn(self, dice: np.random.Generator) -> list[colour.Linear]:
        """Return the medians of as many tiles, drawn again and again with replacement."""
        weights = dice.multinomial(self.tiles, np.full(self.tiles, 1 / self.tiles), DRAWS)
        drawn: list[colour.Linear] = [
            (red, green, blue)
            for red, green, blue in medians(self.counts, weights.astype(float)).tolist()
        ]
        return drawn


def look(pixels: Pixels, mask: Mask) -> Area:
    """Return what one area of a picture has to say."""
    ys, xs = within(mask)
    values = pixels[ys, xs]
    if not len(values):
        return Area(np.zeros((3, 0, 256), np.int64), 0, 0, 0.0, 0.0)
    most, least = values.max(1), values.min(1)
    clipped = float(((most >= BRIGHTEST) | (least <= 5)).mean())
    fit = (most < BRIGHTEST) & (least > DARKEST)
    # The product of the channels, not L*: which pixels are kept is then the same under any
    # exposure and any white balance.
    brightness = _LOG[values].sum(1) / 3
    low, high = _limits(brightness[fit])
    fit &= (brightness >= low) & (brightness <= high)
    tiles = _numbered(ys, xs)[fit]
    counts = np.stack([_counted(tiles, values[fit, channel]) for channel in range(3)])
    counts = counts[:, counts[0].any(1)]
    return Area(counts, int(fit.sum()), len(values), clipped, float(high - low))


def together(areas: Iterable[Area]) -> Area:
    """Return several areas as one: each was trimmed by its own light, and has its own tiles."""
    every = list(areas)
    return Area(
        np.concatenate([area.counts for area in every], axis=1),
        sum(area.kept for area in every),
        sum(area.total for area in every),
        max(area.clipped for area in every),
        max(area.spread for area in every),
    )


def medians(counts: NDArray[np.int64], weights: Floats) -> Floats:
    """Return the medians of weighted tiles in linear light.

    Values are steps of 0.4 %, which is 0.7 of ΔEI: within the step of the median it is taken where
    half of the pixels lie (median of grouped data).

    Args:
        counts: as `Area.counts`.
        weights: how often each tile counts, a row for each choice.

    Returns:
        A row of red, green and blue for each choice.
    """
    found: list[Floats] = []
    for channel in counts:
        used = np.flatnonzero(channel.any(0))
        first, last = int(used[0]), int(used[-1]) + 1
        # No product of matrices: it would take all cores, the window's too.
        sums = np.einsum("dt,tv->dv", weights, channel[:, first:last].astype(float))
        heaped = sums.cumsum(1)
        half = heaped[:, -1:] / 2
        at = (heaped < half).sum(1)
        rows = np.arange(len(weights))
        inside = sums[rows, at]
        below = heaped[rows, at] - inside
        value = first + at - 0.5 + (half[:, 0] - below) / inside
        found.append(_light(value / 255))
    return np.stack(found, axis=1)


def deviation(values: Iterable[float]) -> float:
    """Return the standard deviation of numbers drawn by the bootstrap."""
    drawn = np.fromiter(values, float)
    return sqrt(float(drawn.var(ddof=1)))


def _limits(brightness: NDArray[np.float32]) -> tuple[float, float]:
    if not len(brightness):
        return 0.0, 0.0
    shine = np.percentile(brightness, HIGHLIGHTS)
    low, high = np.percentile(brightness[brightness <= shine], KEPT)
    return float(low), float(high)


def _numbered(ys: NDArray[np.intp], xs: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the tile of each pixel: squares of like size from the corner of the area."""
    side = max(1, round(sqrt(len(ys) / TILES)))
    across, down = (xs - xs.min()) // side, (ys - ys.min()) // side
    return down * (int(across.max()) + 1) + across


def _counted(tiles: NDArray[np.intp], values: NDArray[np.uint8]) -> NDArray[np.int64]:
    most = int(tiles.max()) + 1 if len(tiles) else 0
    flat = np.bincount(tiles * 256 + values, minlength=most * 256)
    return flat.reshape(most, 256).astype(np.int64)


def _light(shown: Floats) -> Floats:
    """Return linear light of sRGB values that lie between whole steps."""
    curve = ((np.maximum(shown, 0) + 0.055) / 1.055) ** 2.4
    return np.where(shown <= 0.04045, shown / 12.92, curve)
