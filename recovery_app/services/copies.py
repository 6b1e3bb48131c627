"""What the originals themselves tell or give: how the camera took them, and copies to hand out."""

from collections.abc import Sequence
from pathlib import Path

from recovery_app.domain.photos import CameraFacts, Photo
from recovery_app.imaging import camera, exported
from recovery_app.storage import photo_files
from recovery_app.storage.places import Places, translated


class Copies:
    """Looks into the originals of one library; they stay untouched."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def camera(self, photo: Photo) -> CameraFacts:
        """Return how the camera took a photo; where it was is never read.

        Raises:
            LibraryUnavailable: if the original is gone.
            PictureRefused: if it cannot be read any more.
        """
        return camera.facts(photo_files.read(self._places, photo.file))

    def write(self, photos: Sequence[Photo], folder: Path) -> list[Path]:
        """Write copies with their date and without their place into a folder, and return them.

        Raises:
            LibraryUnavailable: if an original is gone or a copy cannot be written.
            PictureRefused: if an original cannot be read any more.
        """
        copies: list[Path] = []
        for photo in photos:
            data = photo_files.read(self._places, photo.file)
            pose = f"-{photo.pose.replace(':', '-')}" if photo.pose else ""
            copy = folder / f"{photo.taken_at:%Y-%m-%d-%H%M}{pose}-{photo.sha256[:8]}.jpg"
            with translated(folder):
                copy.write_bytes(exported.without_place(data, photo.taken_at, photo.turns))
            copies.append(copy)
        return copies
