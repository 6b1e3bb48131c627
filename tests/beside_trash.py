"""Photos whose bytes lie in the trash as well, as other computers and older versions left them."""

from pathlib import Path

from recovery_app.domain.photos import Photo
from recovery_app.services.library import Library
from recovery_app.services.preparing import Prepared
from recovery_app.storage import photo_files, photos


def added_beside(library: Library, path: Path) -> Photo:
    """Add a photo of its own, although one with the same bytes lies in the trash."""
    ready = library.photos.prepare(path)
    assert isinstance(ready, Prepared)
    with library._database.writing() as db:
        photo_files.keep(library.places, ready.data, ready.photo.file)
        photos.save(db, ready.photo)
    return ready.photo
