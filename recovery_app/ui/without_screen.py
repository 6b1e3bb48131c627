"""Where no screen exists: say so, and show what the window would have shown."""

import os
import sys
import tempfile
from pathlib import Path


def draw_pages() -> int:
    """Draw the pages of the sample library into PNG files and name them; return 0."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication

    from recovery_app.domain.moments import today
    from recovery_app.domain.settings import Theme
    from recovery_app.services import sample
    from recovery_app.ui.page_pictures import draw
    from recovery_app.ui.program import Program
    from recovery_app.ui.theme import apply

    print("There is no screen here; drawing the pages of the sample library instead.")
    app = QApplication(sys.argv[:1])
    look = apply(app, Theme.LIGHT)
    folder = Path(tempfile.mkdtemp(prefix="recovery-pages-"))
    with tempfile.TemporaryDirectory() as place:
        library = Path(place) / "sample"
        sample.make(library, until=today())
        program = Program(app, look, remember=False)
        program.open(library)
        themes = (Theme.LIGHT, Theme.DARK)
        for file in draw(program, look, themes, folder, size=QSize(1280, 800), day=today()):
            print(file)
        program.window.close()
    return 0
