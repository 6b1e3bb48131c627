"""Draws the page with drawn portraits as camera and ghost into pictures, to be looked at.

`QT_QPA_PLATFORM=offscreen python -m tests.ui.capture.show_page FOLDER`
"""

import sys
import tempfile
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from recovery_app.domain.settings import Theme as Choice
from recovery_app.imaging import portrait
from recovery_app.services.library import create
from recovery_app.ui.capture.page import CapturePage
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.page_pictures import settle
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import apply
from tests.ui.capture.fed import FedSource, noon


def main(folder: Path) -> None:
    """Draw every picture into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    look = apply(app, Choice.LIGHT)
    changes, tasks = Changes(app), Tasks(app)
    place = tempfile.TemporaryDirectory()
    library = create(Path(place.name) / "library", changes.happened.emit)
    first = Path(place.name) / "first.jpg"
    first.write_bytes(portrait.draw(portrait.Look(redness=0.7), taken=noon()))
    library.photos.add([first], pose="front")
    tilted = portrait.Look(tilt=2, shift=(0.05, 0.02), redness=0.2)
    wide = portrait.draw(tilted, taken=datetime.now().astimezone(), width=1280, height=720)
    for choice in (Choice.LIGHT, Choice.DARK):
        look.choose(choice)
        source = FedSource()

        def fed(_parent: QObject, source: FedSource = source) -> FedSource:
            return source

        page = CapturePage(library, tasks, changes, History(tasks, app), look, open_source=fed)
        page.resize(1188, 800)
        page.show()
        page.activateWindow()
        source.deliver(QImage.fromData(wide))
        settle(tasks)
        page.panel._grid.click()
        _draw(page, folder / f"live-{choice.value}.png")
        for pose in ("front", "front", "left"):
            page.panel.set_pose(pose)
            page.shoot()
            settle(tasks)
        page.panel.set_pose("front")
        settle(tasks)
        page.countdown.begin(3)
        _draw(page, folder / f"shots-{choice.value}.png")
        page.countdown.cancel()
        page.leave()
        _draw(page, folder / f"leaving-{choice.value}.png")
        source.plug()
        _draw(page, folder / f"unplugged-{choice.value}.png")
        page.resize(908, 640)
        _draw(page, folder / f"small-{choice.value}.png")
        page.hide()
        page.finish()
    tasks.stop()
    library.close()
    place.cleanup()


def _draw(page: CapturePage, file: Path) -> None:
    for _ in range(3):
        QApplication.processEvents()
    page.grab().save(str(file))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
