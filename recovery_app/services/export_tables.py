"""What an export holds: each table, and each of its columns with meaning, unit and range."""

from recovery_app.domain.photos import POSES, Condition, DateSource
from recovery_app.domain.reviews import ChangeWord
from recovery_app.domain.symptoms import Sort
from recovery_app.services import export_rows as rows
from recovery_app.services.export_columns import (
    PLACE,
    POSITION,
    SESSION,
    YES_OR_NO,
    Column,
    Table,
    words,
)
from recovery_app.services.export_measured import MEASURED

MOMENT = (
    Column("at", "local clock time with the offset it was lived in"),
    Column("date", "local date of that moment"),
    *PLACE,
    Column(
        "elapsed_days",
        "time since that session, from its day's midnight where it has no time;"
        " below 0 is the session's own day before it began",
        "days",
    ),
)
INTERVAL = (
    Column("interval_from_days", "least days to the next session", "days", "1 to 730"),
    Column("interval_until_days", "most days to the next session", "days", "1 to 730"),
)
OWN = Column("own", "added by the person", range=YES_OR_NO)
PINNED = Column("pinned", "always shown", range=YES_OR_NO)

SESSIONS = Table(
    "sessions",
    "One row for each visit to the clinic.",
    rows.sessions,
    (
        Column("number", "counted over all kinds in the order of the dates", range="from 1"),
        Column("id", "UUID"),
        Column("date", "local date"),
        Column("time", "local time it began, where noted", "HH:MM"),
        Column("at", "the same as a moment with its offset"),
        Column("kind", "kind of session (table kinds)"),
        Column("device", "name of the device"),
        Column("clinic", "name of the clinic"),
        Column("practitioner", "who did it"),
        Column("pain_0_10", "pain while it lasted", "rating", "0 to 10"),
        Column("pain_after_0_10", "pain when the numbing had worn off", "rating", "0 to 10"),
        Column("cost", "what it cost, in the currency beside it", "currency", "from 0"),
        Column("currency", "ISO 4217 code", range="three letters"),
        Column("next_from", "first day for the next session of the kind"),
        Column("next_until", "last day for the next session of the kind"),
        Column("advice", "what the clinic said for next time"),
        Column("note", "own words"),
    ),
)
SESSION_PASSES = Table(
    "session_passes",
    "One row for each pass of the laser, as the clinic's card has it.",
    rows.session_passes,
    (
        SESSION,
        POSITION,
        Column("mode", "mode or handpiece"),
        Column("wavelength_nm", "wavelength", "nm"),
        Column("pulse", "pulse width as printed, with its unit (ps or ns)"),
        Column("spot_mm", "spot size", "mm"),
        Column("fluence_j_cm2", "energy on an area", "J/cm²"),
        Column("rate_hz", "pulses a second", "Hz"),
        Column("shots", "count"),
        Column("felt", "how it felt, in own words"),
    ),
)
FILE = (
    Column("file", "path of the unchanged original inside the library folder"),
    Column("sha256", "hash of the original's bytes", "hex"),
)
PIXELS = (
    Column("width_px", "width as shown upright", "pixels", "from 1"),
    Column("height_px", "height as shown upright", "pixels", "from 1"),
    Column("size_bytes", "size of the original", "bytes", "from 1"),
)
SESSION_CARDS = Table(
    "session_cards",
    "One row for each picture of a session's card; the pictures stay in the library folder.",
    rows.session_cards,
    (
        SESSION,
        POSITION,
        Column("id", "UUID"),
        *FILE,
        *PIXELS,
        Column("name", "name of the file when it was added"),
    ),
)
PHOTOS = Table(
    "photos",
    "One row for each photo in sight; the pictures themselves stay in the library folder.",
    rows.photos,
    (
        Column("id", "UUID"),
        *FILE,
        Column("taken_at", "camera-local moment with its offset"),
        Column("date", "local date of that moment"),
        Column("date_source", "where the moment came from", range=words(*DateSource)),
        *PLACE,
        Column("pose", "how it was taken", range=words(*POSES, "close-up:NAME")),
        Column("condition", "what was on the skin", range=words(*Condition)),
        *PIXELS,
        Column("caption", "own words"),
        Column("name", "name of the file when it was added"),
    ),
)
TABLES: tuple[Table, ...] = (
    SESSIONS,
    Table(
        "session_areas",
        "One row for each treated part of the face or body.",
        rows.session_areas,
        (SESSION, POSITION, Column("area", "in own words")),
    ),
    Table(
        "session_concerns",
        "One row for each concern that a session was for.",
        rows.session_concerns,
        (SESSION, Column("concern", "table concerns")),
    ),
    Table(
        "session_steps",
        "One row for each thing done during a session.",
        rows.session_steps,
        (
            SESSION,
            POSITION,
            Column("what", "such as cleanse, numbing cream, laser, mask"),
            Column("time", "local time, where noted", "HH:MM"),
            Column("minutes", "how long it took", "minutes", "from 0"),
        ),
    ),
    SESSION_PASSES,
    SESSION_CARDS,
    Table(
        "entries",
        "One row for each moment at which something was noted; several a day are usual.",
        rows.entries,
        (Column("id", "UUID"), *MOMENT, Column("note", "own words")),
    ),
    Table(
        "ratings",
        "One row for each rated symptom of each entry; a symptom that was not rated has no row.",
        rows.ratings,
        (
            Column("entry", "id of the entry (table entries)"),
            *MOMENT,
            Column("symptom", "table symptoms"),
            Column("value", "lower is better", "rating", "seen 0 to 4, felt 0 to 10"),
        ),
    ),
    Table(
        "ticks",
        "One row for each thing ticked in an entry.",
        rows.ticks,
        (
            Column("entry", "id of the entry (table entries)"),
            *MOMENT,
            Column("symptom", "table symptoms"),
        ),
    ),
    Table(
        "reviews",
        "One row for each slower look at the skin, at most one for a date.",
        rows.reviews,
        (
            Column("id", "UUID"),
            Column("date", "local date"),
            *PLACE,
            Column("change", "compared with before the first session", range=words(*ChangeWord)),
        ),
    ),
    Table(
        "review_values",
        "One row for each concern rated in a review.",
        rows.review_values,
        (
            Column("review", "id of the review (table reviews)"),
            Column("date", "local date of the review"),
            Column("concern", "table concerns"),
            Column("value_0_100", "lower is better", "points", "0 to 100"),
        ),
    ),
    Table(
        "review_remarks",
        "One row for each thing that somebody said about the skin.",
        rows.review_remarks,
        (
            Column("review", "id of the review (table reviews)"),
            Column("date", "local date of the review"),
            POSITION,
            Column("text", "what was said"),
            Column("who", "who said it"),
        ),
    ),
    PHOTOS,
    *MEASURED,
    Table(
        "symptoms",
        "What entries can rate or tick, in the person's order.",
        rows.symptoms,
        (
            Column("slug", "its word in the files and on the command line"),
            Column("name", "its words in the window"),
            Column("sort", "how it is answered", range=words(*Sort)),
            Column("lowest", "lowest rating, the best", "rating", "0"),
            Column("highest", "highest rating", "rating", "4 seen, 10 felt, 1 tick"),
            PINNED,
            OWN,
        ),
    ),
    Table(
        "concerns",
        "What reviews can rate, named as the complaint.",
        rows.concerns,
        (
            Column("slug", "its word in the files and on the command line"),
            Column("name", "its words in the window"),
            PINNED,
            OWN,
        ),
    ),
    Table(
        "kinds",
        "The kinds of session.",
        rows.kinds,
        (
            Column("slug", "its word in the files and on the command line"),
            Column("name", "its words in the window"),
            *INTERVAL,
            Column("blisters_expected", "blisters are usual", range=YES_OR_NO),
            Column("simply_fades", "redness only falls after the first day", range=YES_OR_NO),
            OWN,
        ),
    ),
    Table(
        "usual_days",
        "The days on which a symptom is often described after a kind of session.",
        rows.usual_days,
        (
            Column("kind", "table kinds"),
            Column("symptom", "table symptoms"),
            Column("first_day", "from this day after the session", "days", "from 0"),
            Column("last_day", "until this day after the session", "days", "from 0"),
        ),
    ),
    Table(
        "courses",
        "The planned run of sessions of a kind; an empty interval is the kind's own.",
        rows.courses,
        (
            Column("kind", "table kinds"),
            Column("planned", "how many sessions", range="1 to 200"),
            *INTERVAL,
        ),
    ),
    Table(
        "devices",
        "The devices of clinics.",
        rows.devices,
        (Column("name", "brand name"), Column("maker", "who makes it")),
    ),
    Table(
        "device_values",
        "One row for each wavelength, pulse width or mode of a device.",
        rows.device_values,
        (
            Column("device", "table devices"),
            Column("sort", "what it is", range="wavelength_nm, pulse, mode"),
            Column("text", "as printed; some are ranges"),
        ),
    ),
)
