"""The beginning: a window, or one command for the terminal."""

import gc
import os
import sys
from collections.abc import Sequence

WINDOW_FLAG = "--quit-after-first-paint"
X_SOCKETS = "/tmp/.X11-unix"  # noqa: S108 - nothing is written there, only looked for
"""Where the X server of this computer listens; the same on every system that has one."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window, or run the verb that is named; return the exit status."""
    # First of all: whatever is written from here on belongs to the person alone.
    os.umask(0o077)
    given = list(sys.argv[1:] if arguments is None else arguments)
    window = _window_options(given)
    if window is None:
        from recovery_app import cli

        return cli.run(given)
    library, quit_after_paint = window
    if not _has_screen():
        from recovery_app.ui.without_screen import draw_pages

        return draw_pages()
    # What a start makes is kept: looking through it for garbage takes a tenth of the start.
    gc.disable()
    from recovery_app.ui import pyside

    pyside.load()
    from pathlib import Path

    from recovery_app.ui.start import run

    folder = Path(library).expanduser() if library else None
    return run(folder, quit_after_paint=quit_after_paint)


def _window_options(given: list[str]) -> tuple[str | None, bool] | None:
    """Read the few options of the window; None where a verb or anything else is named.

    By hand, because the window is to be there before argparse is loaded.
    """
    library = os.environ.get("RECOVERY_LIBRARY")
    quit_after_paint = False
    rest = iter(given)
    for one in rest:
        if one == WINDOW_FLAG:
            quit_after_paint = True
        elif one.startswith("--library="):
            library = one.removeprefix("--library=")
        elif one == "--library":
            library = next(rest, None)
            if library is None:
                return None
        else:
            return None
    return library, quit_after_paint


def _has_screen() -> bool:
    """Whether a window can be shown: a platform was chosen, or this system has a display.

    A terminal over ssh or a cron job may name a display that is gone, and Qt ends the program over
    that. So it is looked for, by files alone: nothing is connected to. A display that is there and
    does not let this person in, and one on another computer, are left to Qt.
    """
    if os.environ.get("QT_QPA_PLATFORM") or sys.platform in ("win32", "darwin"):
        return True
    from pathlib import Path  # loaded with the window anyway

    wayland = os.environ.get("WAYLAND_DISPLAY", "")
    if wayland and Path(os.environ.get("XDG_RUNTIME_DIR", ""), wayland).exists():
        return True
    host, colon, number = os.environ.get("DISPLAY", "").rpartition(":")
    number = number.partition(".")[0]
    if not colon or not number.isdecimal():
        return False
    if host in ("", "unix"):
        path = f"{X_SOCKETS}/X{number}"
        return Path(path).exists() or f"@{path}" in _column("/proc/net/unix", -1)
    if host not in ("localhost", "127.0.0.1", "[::1]"):
        return True
    ports = _column("/proc/net/tcp", 1) | _column("/proc/net/tcp6", 1)
    return not ports or any(one.endswith(f":{6000 + int(number):04X}") for one in ports)


def _column(file: str, column: int) -> set[str]:
    """Return what stands in one column of a table of the system; nothing where there is none."""
    from pathlib import Path

    try:
        lines = Path(file).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return set()
    return {line.split()[column] for line in lines if line.strip()}
