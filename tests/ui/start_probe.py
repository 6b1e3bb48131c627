"""The program as its command starts it, with something said or done right at its first paint.

Usage: python -m tests.ui.start_probe LIBRARY look|click|stay
    look: say as JSON what is loaded and shown, then close.
    click: rate redness, then close at once.
    stay: rate redness, say what is shown whenever something was saved, and stay open.
"""

import json
import sys
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from recovery_app import app
from recovery_app.ui import start
from recovery_app.ui.program import Program
from recovery_app.ui.today.form import NoteField
from recovery_app.ui.widgets.felt_row import FeltRow
from recovery_app.ui.widgets.seen_row import SeenRow

HEAVY = ("PIL", "alembic", "cv2", "numpy", "pi_heif", "pyqtgraph", "scipy", "sqlalchemy")
SEVERE = 4


class Probed(Program):
    """Does what the second argument says when the window stands there."""

    def load_rest(self) -> None:
        """Take part at the very moment at which nothing heavy is loaded yet."""
        asked = sys.argv[2]
        say(loaded=[name for name in HEAVY if name in sys.modules], **self.shown())
        if asked != "look":
            row = next(one for one in self.window.findChildren(SeenRow) if one.slug == "redness")
            severe = row.findChildren(QAbstractButton)[SEVERE]
            QTest.mouseClick(severe, Qt.MouseButton.LeftButton)
        super().load_rest()
        if asked == "stay":
            assert self.window.pages is not None
            self.window.pages.history.changed.connect(lambda: say(**self.shown()))
        else:
            self.window.close()

    def shown(self) -> dict[str, Any]:
        """Tell what a person sees of today."""
        window = self.window
        rows = [*window.findChildren(SeenRow), *window.findChildren(FeltRow)]
        (note,) = window.findChildren(NoteField)
        return {
            "ratings": {one.slug: one.value for one in rows if one.isVisible()},
            "note": note.toPlainText(),
            "words": [one.text() for one in window.findChildren(QLabel) if one.isVisible()],
        }


def say(**what: object) -> None:
    """Print one line for the test."""
    print(json.dumps(what), flush=True)


start.Program = Probed
sys.exit(app.main(["--library", sys.argv[1]]))
