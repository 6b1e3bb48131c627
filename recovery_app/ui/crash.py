"""What happens when there is a bug: the person is told, nothing of her diary leaves the window."""

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtWidgets import QApplication

from recovery_app import __version__
from recovery_app.errors import RecoveryError


def report_of(error: BaseException, trace: TracebackType | None) -> str:
    """Describe a bug by version, platform and places in the code, without any value of the diary.

    The error's own text is left out: it may quote a note or a file's name.
    """
    # Here and below only when it has happened: no start has to wait for it.
    import platform
    import traceback

    places = "".join(
        f"  {frame.filename.rpartition('recovery_app')[2] or frame.filename}:{frame.lineno} {frame.name}\n"
        for frame in traceback.extract_tb(trace)
    )
    return (
        f"Recovery {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"{type(error).__name__}\n{places}"
    )


def install(say: Callable[[str], None] | None = None) -> None:
    """Show a bug in a box with a report to copy; the window and the draft in it stay open.

    Args:
        say: says a sentence in the window. It gets that of a refusal which met a page while it
            read: a disk that fails under an open library is no fault of the program.
    """
    showing = False

    def show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal showing
        _write(kind, error, trace)
        if say is not None and isinstance(error, RecoveryError):
            say(str(error))
            return
        if showing or QApplication.instance() is None or not issubclass(kind, Exception):
            return
        showing = True
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(
            QMessageBox.Icon.Warning,
            QApplication.translate("Crash", "A fault in the program"),
            QApplication.translate(
                "Crash",
                "The program made a mistake. What was shown as saved is saved. "
                "The report below holds nothing of your diary; you can copy it.",
            ),
        )
        box.setDetailedText(report_of(error, trace))
        box.exec()
        showing = False

    sys.excepthook = show


def _write(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write a bug to the standard error, in full only where somebody reads it there.

    A window that was not begun from a terminal writes into the desktop's journal, where words of
    hers have no place.
    """
    if sys.stderr is None:
        return
    if sys.stderr.isatty():
        sys.__excepthook__(kind, error, trace)
    else:
        print(report_of(error, trace), file=sys.stderr)
