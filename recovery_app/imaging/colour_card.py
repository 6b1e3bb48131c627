"""A colour card with 24 patches, where one lies in the photo: found, judged and used, never needed."""

from dataclasses import dataclass

from recovery_app.domain.colour import Linear


@dataclass(frozen=True, slots=True)
class Correction:
    """What a colour card says about the colours of one photo.

    Attributes:
        matrix: three rows of three: linear red, green, blue of the photo to those of the light
            for which the card is known.
        error: median CIEDE2000 of its patches, each judged by a fit to the others.
    """

    matrix: tuple[Linear, Linear, Linear]
    error: float

    def mended(self, seen: Linear) -> Linear:
        """Return a colour after the correction, in linear light and never below a trace of it."""
        red, green, blue = (
            max(1e-4, sum(share * value for share, value in zip(row, seen, strict=True)))
            for row in self.matrix
        )
        return red, green, blue
