"""Every way in which a picture leaves the library: the date stays, place, serials and words go."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from recovery_app import cli
from recovery_app.domain.alignment import Placement
from recovery_app.services.library import Library
from tests.imaging.heic import heic
from tests.imaging.samples import exif, scene

SERIALS = {0xA431: "SN-BODY-1", 0xA435: "SN-LENS-2", 0xA430: "Owner Name", 0x927C: b"MAKERNOTE" * 9}
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><exif:GPSLatitude>SN-XMP</exif:GPSLatitude></x:xmpmeta>"
SECRETS = (b"SN-BODY", b"SN-LENS", b"SN-XMP", b"SN-IPTC", b"SN-TEXT", b"Owner Name", b"MAKERNOTE")
KINDS = ("jpg", "png", "webp", "heic")


def original(kind: str, number: int) -> bytes:
    """Return a picture as a phone writes it, with all that tells who, where and with what."""
    block = exif(f"2024:05:0{number} 07:08:09", more=SERIALS, place=True)
    image = scene(320, 240)
    image.paste((number * 40, 90, 90), (0, 0, 40, 40))
    if kind == "heic":
        return heic(image, exif=block.removeprefix(b"Exif\0\0"))
    written = BytesIO()
    if kind == "png":
        text = PngInfo()
        text.add_text("Comment", "SN-TEXT")
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        image.save(written, "PNG", exif=block, pnginfo=text)
        return written.getvalue()
    image.save(written, {"jpg": "JPEG", "webp": "WEBP"}[kind], exif=block, xmp=XMP)
    data = written.getvalue()
    if kind == "jpg":
        iptc = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x0c\x1c\x02\x5a\0\x07SN-IPTC"
        data = data[:2] + b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc + data[2:]
    return data


@pytest.fixture
def full(library: Library, tmp_path: Path) -> Library:
    """A library with a photo of each kind, laid over each other."""
    for number, kind in enumerate(KINDS, start=1):
        file = tmp_path / f"photo.{kind}"
        file.write_bytes(original(kind, number))
        assert any(secret in file.read_bytes() for secret in SECRETS)
        added = library.photos.add([file], pose="front")
        assert len(added.added) == 1, added.refused
    first, *others = library.photos.every()
    for photo in others:
        library.alignment.place_by_hand(photo, first, Placement())
    return library


def verb(*words: str) -> Callable[[Library, Path], None]:
    def leave(library: Library, folder: Path) -> None:
        ids = [photo.id for photo in library.photos.every()]
        places = {"out": folder / "out", "a": ids[0], "b": ids[1]}
        given = [word.format(**places) for word in words]
        assert cli.run(["--library", str(library.folder), *given]) == 0

    return leave


def copies(library: Library, folder: Path) -> None:
    """Write copies, as every drag does."""
    library.copies.write(library.photos.every(), folder)


WAYS: dict[str, Callable[[Library, Path], None]] = {
    "copies and drags": copies,
    **{
        f"comparison {suffix}": verb("photos", "compare", "{a}", "{b}", "--out", "{out}." + suffix)
        for suffix in ("png", "jpg")
    },
    **{
        f"time-lapse {suffix}": verb(
            "photos", "timelapse", "--pose", "front", "--out", "{out}." + suffix
        )
        for suffix in ("webp", "gif", "mp4")
    },
    "export csv": verb("export", "{out}"),
    "export json": verb("export", "{out}", "--format", "json"),
}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_of_place_owner_or_machine_leaves(way: str, full: Library, tmp_path: Path) -> None:
    folder = tmp_path / "left"
    folder.mkdir()
    WAYS[way](full, folder)
    files = [one for one in folder.rglob("*") if one.is_file()]
    assert files
    for file in files:
        data = file.read_bytes()
        assert not [secret for secret in SECRETS if secret in data], file.name
        if file.suffix in (".jpg", ".png", ".webp", ".gif"):
            with Image.open(file) as picture:
                block = picture.getexif()
                assert not block.get_ifd(0x8825)
                assert set(block) <= {0x0112, 0x8769}
                assert set(block.get_ifd(0x8769)) <= {0x9003, 0x9011}
                assert not {"xmp", "comment", "photoshop", "Comment"} & set(picture.info)


def test_copies_carry_their_date(full: Library, tmp_path: Path) -> None:
    for photo, file in zip(
        full.photos.every(), full.copies.write(full.photos.every(), tmp_path), strict=True
    ):
        with Image.open(file) as picture:
            told = picture.getexif().get_ifd(0x8769)[0x9003]
        assert told == f"{photo.taken_at:%Y:%m:%d %H:%M:%S}"
