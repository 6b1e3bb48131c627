"""Ready areas of a face, laid out from where its eyes are, for her to take, move or leave."""

from pathlib import Path

from recovery_app.domain.alignment import Spot
from recovery_app.domain.regions import Region


def eyes_in(source: bytes | Path, turns: int = 0) -> tuple[Spot, Spot] | None:
    """Return the middles of the two eyes, the left one as seen first, or None.

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it cannot be read.
    """
    raise NotImplementedError


def suggested(source: bytes | Path, pose: str, turns: int = 0) -> tuple[Region, ...]:
    """Return areas to start from, without ids: treated ones and the person's own untreated skin.

    Empty where no two eyes are found or the pose shows the face from the side.

    Raises:
        NotFound: if there is no such file.
        PictureRefused: if it cannot be read.
    """
    raise NotImplementedError
