"""The tables of an export that hold drawn areas and what was measured in photos."""

from collections.abc import Iterator

from recovery_app.domain.photo_quality import Reason
from recovery_app.domain.regions import Role
from recovery_app.services.export_columns import PLACE, POSITION, YES_OR_NO, Column, Table, words
from recovery_app.services.export_rows import Diary, Row


def regions(diary: Diary) -> Iterator[Row]:
    """Give each drawn area."""
    for one in diary.regions:
        yield {
            "id": one.region.id,
            "pose": one.region.pose,
            "role": one.region.role.value,
            "name": one.region.name,
            "photo": one.reference_id or None,
            "turns": one.turns,
        }


def region_corners(diary: Diary) -> Iterator[Row]:
    """Give the corners of each drawn area, in order."""
    for one in diary.regions:
        for position, (x, y) in enumerate(one.region.outline, start=1):
            yield {"region": one.region.id, "position": position, "x": x, "y": y}


def measurements(diary: Diary) -> Iterator[Row]:
    """Give what was measured on each photo, as measured: no baseline is taken off."""
    for photo in diary.photos:
        kept = diary.measured.get(photo.id)
        if kept is None:
            continue
        measured, contrast = kept.measured, kept.measured.contrast
        yield {
            "photo": photo.id,
            "taken_at": photo.taken_at,
            "date": photo.day,
            **diary.place_of_photo(photo),
            "pose": photo.pose,
            "delta_ei": contrast.delta_ei if contrast else None,
            "delta_ei_error": contrast.delta_ei_error if contrast else None,
            "delta_a": contrast.delta_a if contrast else None,
            "delta_a_error": contrast.delta_a_error if contrast else None,
            "camera": measured.camera,
            "areas": measured.regions,
            "method": measured.version,
            "corrected": measured.corrected,
            "unreadable": kept.why or None,
        }


def measurement_reasons(diary: Diary) -> Iterator[Row]:
    """Give why photos have no number, or one to be taken with care."""
    for photo in diary.photos:
        kept = diary.measured.get(photo.id)
        for reason in kept.measured.reasons if kept else ():
            yield {
                "photo": photo.id,
                "reason": reason.value,
                "refused": reason.severity.value == "refuse",
                "sentence": reason.sentence,
            }


def measured_spots(diary: Diary) -> Iterator[Row]:
    """Give how each drawn spot differs from the skin around it, photo by photo."""
    for photo in diary.photos:
        kept = diary.measured.get(photo.id)
        for spot in kept.measured.spots if kept else ():
            yield {
                "photo": photo.id,
                "taken_at": photo.taken_at,
                "date": photo.day,
                **diary.place_of_photo(photo),
                "region": spot.region_id,
                "delta_l": spot.delta_l,
                "delta_l_error": spot.delta_l_error,
                "delta_e": spot.delta_e,
                "delta_e_error": spot.delta_e_error,
            }


PHOTO = Column("photo", "id of the photo (table photos)")
TAKEN = (
    Column("taken_at", "camera-local moment with its offset"),
    Column("date", "local date of that moment"),
    *PLACE,
)
HALF = "half of its 95 % interval"
MEASURED = (
    Table(
        "regions",
        "One row for each area drawn on the reference photo of a pose.",
        regions,
        (
            Column("id", "UUID"),
            Column("pose", "as in the table photos"),
            Column("role", "what it is measured for", range=words(*Role)),
            Column("name", "own words"),
            Column("photo", "id of the photo on which it was drawn (table photos)"),
            Column("turns", "that photo's quarter turns clockwise at the time", range="0 to 3"),
        ),
    ),
    Table(
        "region_corners",
        "One row for each corner of an area, in order; the last is joined to the first.",
        region_corners,
        (
            Column("region", "id of the area (table regions)"),
            POSITION,
            Column("x", "from the left, in the photo's longer side", "longer sides", "0 to 1"),
            Column("y", "from the top, in the photo's longer side", "longer sides", "0 to 1"),
        ),
    ),
    Table(
        "measurements",
        "One row for each photo whose redness was measured; only rows with the same camera, areas,"
        " method and corrected can be compared.",
        measurements,
        (
            PHOTO,
            *TAKEN,
            Column("pose", "as in the table photos"),
            Column(
                "delta_ei",
                "100·log10(R/G) of the treated areas minus that of the own untreated skin, linear"
                " light; above 0 is redder; no baseline is taken off",
                "ΔEI",
                "about -10 to 40; none: see the table measurement_reasons",
            ),
            Column("delta_ei_error", HALF, "ΔEI", "above 0"),
            Column("delta_a", "the same as difference of CIELAB a*", "Δa*", "about -10 to 30"),
            Column("delta_a_error", HALF, "Δa*", "above 0"),
            Column("camera", "camera, lens and flash as the picture names them"),
            Column("areas", "letters that change when the areas change"),
            Column("method", "version of the way of measuring", range="from 1"),
            Column("corrected", "a colour card mended the colours first", range=YES_OR_NO),
            Column("unreadable", "why the picture could not be read"),
        ),
    ),
    Table(
        "measurement_reasons",
        "One row for each reason why a photo has no number, or one to be taken with care.",
        measurement_reasons,
        (
            PHOTO,
            Column("reason", "its word", range=words(*Reason)),
            Column("refused", "there is no number because of it", range=YES_OR_NO),
            Column("sentence", "the reason in words"),
        ),
    ),
    Table(
        "measured_spots",
        "One row for each drawn spot and photo: how it differs from the skin around it.",
        measured_spots,
        (
            PHOTO,
            *TAKEN,
            Column("region", "id of the spot (table regions)"),
            Column("delta_l", "L* minus that of the ring around it; below 0 is darker", "ΔL*"),
            Column("delta_l_error", HALF, "ΔL*", "above 0"),
            Column("delta_e", "CIEDE2000 between them", "ΔE₀₀", "from 0"),
            Column("delta_e_error", HALF, "ΔE₀₀", "above 0"),
        ),
    ),
)
