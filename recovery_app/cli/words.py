"""Words of the terminal that several verbs share."""

from recovery_app.domain.photos import DateSource
from recovery_app.domain.sessions import Place

SOURCES = {
    DateSource.EXIF: "EXIF",
    DateSource.FILE_NAME: "file name",
    DateSource.FILE_TIME: "file time",
    DateSource.GIVEN: "given",
}
"""Where a photo's date came from."""


def place_words(place: Place | None) -> str:
    """Say where a day stands: “day 2 after session 3”."""
    if place is None:
        return "before the first session"
    return f"day {place.day} after session {place.session.number}"


def counted(number: int, one: str, several: str = "") -> str:
    """Say how many: “1 photo”, “3 photos”."""
    return f"{number} {one if number == 1 else several or one + 's'}"
