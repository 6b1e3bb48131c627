"""What the manifests of backups, automatic backups and archives have in common, read with distrust."""

from datetime import datetime
from typing import Any, cast

from recovery_app.domain.safekeeping import Counts


def said(counts: Counts) -> dict[str, object]:
    """Return when something was made, and how much it holds.

    What was read without a count of cards says nothing of them.
    """
    told = {
        "sessions": counts.sessions,
        "entries": counts.entries,
        "reviews": counts.reviews,
        "photos": counts.photos,
    }
    if counts.cards is not None:
        told["cards"] = counts.cards
    return {"made_at": counts.made_at.isoformat(), "counts": told}


def read(found: object, kind: str) -> tuple[dict[str, Any], Counts]:
    """Return a manifest and what `said` wrote into it.

    Args:
        found: what came of its JSON.
        kind: what has to stand under “format”.

    Raises:
        ValueError, LookupError: if it is no such manifest.
    """
    manifest = mapping(found)
    if manifest["format"] != kind:
        raise ValueError("another format")
    made_at = datetime.fromisoformat(str(manifest["made_at"]))
    if made_at.tzinfo is None:
        raise ValueError("a moment without its offset")
    numbers = mapping(manifest["counts"])
    counts = Counts(
        sessions=number(numbers["sessions"]),
        entries=number(numbers["entries"]),
        reviews=number(numbers["reviews"]),
        photos=number(numbers["photos"]),
        made_at=made_at,
        # One from before cards were counted leaves them open.
        cards=number(numbers["cards"]) if "cards" in numbers else None,
    )
    return manifest, counts


def mapping(found: object) -> dict[str, Any]:
    """Return what must be a mapping, else raise `ValueError`."""
    if not isinstance(found, dict):
        raise ValueError("no mapping")  # noqa: TRY004 - one kind of complaint about the content
    return cast("dict[str, Any]", found)


def number(found: object) -> int:
    """Return what must be a whole number from 0 on, else raise `ValueError`."""
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise ValueError("no number")
    return found
