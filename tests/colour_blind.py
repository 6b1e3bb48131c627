"""Shows pictures as people with a colour-vision deficiency see them: `make screenshots` uses it.

The matrices are those of Machado, Oliveira and Fernandes (2009), at full severity, and work on
linear light.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Colours = NDArray[np.float64]

SIMULATED: dict[str, Colours] = {
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}


def seen_with(deficiency: str, colours: Colours) -> Colours:
    """Return sRGB colours, 0 to 1 in the last axis, as they are seen with that deficiency."""
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    light = np.clip(linear @ SIMULATED[deficiency].T, 0, 1)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def write(picture: Path, to: Path) -> list[Path]:
    """Write a picture as each deficiency sees it and return the files."""
    with Image.open(picture) as opened:
        colours = np.asarray(opened.convert("RGB"), dtype=np.float64) / 255
    written: list[Path] = []
    for deficiency in SIMULATED:
        seen = (seen_with(deficiency, colours) * 255).round().astype(np.uint8)
        written.append(to / f"{picture.stem}-{deficiency}.png")
        Image.fromarray(seen).save(written[-1])
    return written
