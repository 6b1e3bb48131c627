"""Where the program's own files lie and where a library goes when nobody says otherwise."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Find a file of the program, such as `icons/today.svg`.

    A source tree keeps them beside the package, an installed wheel inside it.

    Raises:
        FileNotFoundError: if neither place has it, which is a bug.
    """
    for folder in (_PACKAGE.parent / "resources", _PACKAGE / "_resources"):
        path = folder / name
        if path.exists():
            return path
    raise FileNotFoundError(name)


def default_library() -> Path:
    """Name the folder of the library that opens when none is asked for; it need not exist."""
    # Only here, since a library is usually named by the window's last choice or a flag.
    import platformdirs

    return platformdirs.user_data_path("recovery-app", appauthor=False) / "library"
