"""`settings.json`: her choices, written whole or not at all; sealed in an encrypted library."""

from collections.abc import Callable
from dataclasses import asdict, fields, replace
from typing import Any, cast

from recovery_app.domain.settings import Settings, Theme
from recovery_app.errors import LibraryUnavailable
from recovery_app.storage.places import Places, alone, write_whole


def load(places: Places) -> Settings:
    """Return the settings; a missing or damaged file, or a wrong value, falls back to the default."""
    known = _read(places)
    standard = Settings()
    chosen = {
        field.name: known[field.name]
        for field in fields(Settings)
        # Strictly of its own type: True is also a number, and a theme also a text.
        if type(known.get(field.name)) is type(getattr(standard, field.name))
    }
    theme = next((one for one in Theme if one == known.get("theme")), standard.theme)
    return replace(standard, theme=theme, **chosen)


def save(places: Places, settings: Settings) -> None:
    """Write the settings; keys of a newer version stay as they are.

    Raises:
        LibraryUnavailable: if the file cannot be written.
    """
    import json

    merged = {**_read(places), **asdict(settings)}
    _write(places, json.dumps(merged, indent=2, ensure_ascii=False).encode())


def change(places: Places, changed: Callable[[Settings], Settings]) -> bool:
    """Change what is written at this moment; whoever changes something else meanwhile waits.

    So nothing is lost when two threads, or the window and a command, choose at the same time.

    Args:
        places: of the library.
        changed: takes what is written and returns what shall be; to name only what changes.

    Returns:
        Whether anything differs now; if not, nothing was written.

    Raises:
        LibraryUnavailable: if the file cannot be written.
    """
    with alone(places.folder):
        before = load(places)
        wanted = changed(before)
        if wanted != before:
            save(places, wanted)
    return wanted != before


def carry_over(places: Places, to: Places) -> None:
    """Write the settings of one library, as they are, for another: the same one, sealed or not."""
    import json

    known = _read(places)
    if known:
        _write(to, json.dumps(known, indent=2, ensure_ascii=False).encode())


def _write(places: Places, text: bytes) -> None:
    if places.keys is not None:
        # Only here: a plain library never loads what encrypts.
        from recovery_app.storage import sealed

        text = sealed.seal(places.keys, places.settings.name, "settings.json", text)
    write_whole(places.settings, text)


def _read(places: Places) -> dict[str, Any]:
    try:
        text = places.settings.read_bytes()
        if places.keys is not None:
            from recovery_app.storage import sealed

            _, text = sealed.unseal(places.keys, places.settings.name, text)
    except (OSError, LibraryUnavailable):
        return {}
    # Only here: most libraries have no such file, and the first screen waits for this.
    import json

    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}
