"""Damaged files of every kind: each is read or refused with a sentence, nothing else happens."""

from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from recovery_app.errors import PictureRefused
from recovery_app.imaging.exported import without_place
from recovery_app.imaging.picture import inspect
from recovery_app.imaging.thumbnails import thumbnail, upright
from tests.imaging.samples import display_p3, encoded, exif, scene

BLOCK = exif(orientation=6, place=True)
WHOLE = [
    encoded("JPEG", exif=BLOCK, icc_profile=display_p3()),
    encoded("JPEG", progressive=True, exif=BLOCK),
    encoded("JPEG", scene().convert("CMYK"), restart_marker_blocks=2),
    encoded("PNG", exif=BLOCK),
    encoded("PNG", scene().convert("P")),
    encoded("PNG", save_all=True, append_images=[scene().rotate(90)]),
    encoded("WEBP", exif=BLOCK),
    encoded("WEBP", lossless=True),
    encoded("TIFF", exif=BLOCK),
    encoded("TIFF", compression="tiff_lzw", tiffinfo={0x0112: 6}),
    encoded("HEIC", exif=BLOCK[6:], profile=display_p3()),
    encoded("AVIF", exif=BLOCK),
    encoded("BMP", scene().convert("P")),
]
ROUNDS = 20


def damaged(data: bytes, luck: Random) -> bytes:
    """Return the file with one of the harms that befall files."""
    broken = bytearray(data)
    at = luck.randrange(len(broken))
    match luck.randrange(6):
        case 0:
            del broken[at:]
        case 1:
            del broken[at : at + luck.randrange(1, 200)]
        case 2:
            broken[at:at] = luck.randbytes(luck.randrange(1, 60))
        case 3:
            for _ in range(luck.randrange(1, 9)):  # in the head, where lengths and sizes stand
                broken[luck.randrange(min(len(broken), 700))] = luck.randrange(256)
        case 4:
            for _ in range(luck.randrange(1, 30)):
                broken[luck.randrange(len(broken))] = luck.choice((0, 255, luck.randrange(256)))
        case _:
            other = luck.choice(WHOLE)
            broken[at:] = other[luck.randrange(len(other)) :]
    return bytes(broken)


def outcome(data: bytes) -> str:
    """Do everything with a file that is ever done and say how it ended."""
    try:
        facts = inspect(data)
        assert facts.width > 0
        assert facts.height > 0
        thumbnail(data, 48)
        upright(data, 48)
        without_place(data)
    except PictureRefused as refusal:
        sentence = str(refusal)
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "\n" not in sentence
        return "refused"
    return "read"


@pytest.mark.parametrize("number", range(len(WHOLE)))
def test_damaged_files_are_read_or_refused(number: int) -> None:
    luck = Random(number)
    ends = [outcome(damaged(WHOLE[number], luck)) for _ in range(ROUNDS)]
    assert "refused" in ends
    assert outcome(WHOLE[number]) == "read"


def test_two_threads_do_not_disturb_each_other() -> None:
    luck = Random(99)
    files = [damaged(luck.choice(WHOLE), luck) for _ in range(60)]
    alone = [outcome(data) for data in files]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(outcome, files)) == alone
