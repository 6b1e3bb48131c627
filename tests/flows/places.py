"""Each place of the window where photos are seen, with pictures that can be told from all else."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from io import BytesIO
from itertools import product
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from recovery_app.domain.alignment import Placement
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.moments import local, today
from recovery_app.domain.regions import Region, Role
from recovery_app.domain.reviews import Review
from recovery_app.domain.sessions import Session
from recovery_app.services import capturing
from recovery_app.services.library import Library
from recovery_app.services.preparing import Refused
from recovery_app.services.sessions import CardChange
from recovery_app.ui.capture.page import CapturePage
from recovery_app.ui.compare.page import TIME_LAPSE, ComparePage
from recovery_app.ui.page_pictures import settle
from recovery_app.ui.pages import Pages
from recovery_app.ui.photos.page import PhotosPage
from recovery_app.ui.photos.page_head import MATRIX, TRASH
from recovery_app.ui.photos.viewer import PhotoViewer
from recovery_app.ui.program import Program
from recovery_app.ui.sessions.page import SessionsPage
from recovery_app.ui.trends.page import TrendsPage
from tests.ui.capture.fed import FedSource

SIDE, SQUARES = 480, 12
VIVID = 200
"""How far apart the channels of a pixel lie that is of one square; no colour of a theme is so."""


def squares(number: int) -> bytes:
    """Draw a board of green and magenta: any look at it shows vivid colours, its mean is grey."""
    board = Image.new("RGB", (SQUARES, SQUARES))
    for x, y in product(range(SQUARES), repeat=2):
        board.putpixel((x, y), (0, 255, 0) if (x + y) % 2 else (255, 0, 255))
    board = board.resize((SIDE, SIDE), Image.Resampling.NEAREST)
    board.paste((0, 0, 0), (number, number, number + 2, number + 2))
    written = BytesIO()
    board.save(written, "JPEG", quality=95, subsampling=0)
    return written.getvalue()


def fill(library: Library, phone: Path) -> None:
    phone.mkdir()
    session = Session("", today() - timedelta(days=20), "pico-toning")
    card = library.cards.prepare(squares(0), "card.jpg")
    assert not isinstance(card, Refused)
    library.sessions.save(session, CardChange(added=(card,)))
    for number, (back, pose) in enumerate(product((0, 3, 20), ("front", "left")), start=1):
        day = today() - timedelta(days=back)
        file = phone / f"IMG_{day:%Y%m%d}_070000_{pose}.jpg"
        file.write_bytes(squares(number))
        library.photos.add([file], pose=pose)
        library.journal.log(local(day, time(0, 0)), EntryChange({"redness": 2}))
    extra = phone / "gone.jpg"
    extra.write_bytes(squares(99))
    (gone,) = library.photos.add([extra], day=today()).added
    library.photos.remove([gone.id])
    for photo in library.photos.every():
        reference = library.alignment.references()[photo.pose]
        if photo.id != reference.id:
            library.alignment.place_by_hand(photo, reference, Placement())
    outline = ((0.2, 0.2), (0.4, 0.2), (0.4, 0.4))
    library.regions.keep([Region("", "front", Role.TREATED, "cheek", outline)])
    library.reviews.save(Review("", today(), {"pores": 40}))
    library.reviews.save(Review("", today() - timedelta(days=30), {"pores": 60}))
    at = datetime.now().astimezone().replace(microsecond=0)
    capturing.keep_shot(library, squares(77), at, 1, "front")


class Shown:
    """The window with that library, and ways to wherever a photo is seen in it."""

    def __init__(self, program: Program) -> None:
        self.program = program
        pages = program.window.pages
        assert pages is not None
        self.pages: Pages = pages

    def page(self, key: str, sort: type[QWidget]) -> QWidget:
        page = self.pages.visit(key)
        assert isinstance(page, sort)
        self.rest()
        return page

    def rest(self) -> None:
        for _ in range(4):
            QApplication.sendPostedEvents()
            settle(self.program.tasks)
            self.program.window.grab()

    def vivid(self) -> int:
        """Count the pixels of the whole window that are plainly of one square."""
        QApplication.sendPostedEvents()
        return vivid(self.program.window.grab().toImage())


def vivid(image: QImage) -> int:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    wide, high, stride = plain.width(), plain.height(), plain.bytesPerLine()
    picture = Image.frombytes("RGB", (wide, high), bytes(plain.constBits()), "raw", "RGB", stride)
    red, green, _ = picture.split()
    # Magenta and green differ from everything else in the window by these two channels.
    apart = Image.blend(red, green.point(lambda value: 255 - value), 0.5)
    counts = apart.histogram()
    reach = (255 - VIVID) // 2
    return sum(counts[:reach]) + sum(counts[256 - reach :])


def today_page(shown: Shown) -> None:
    shown.pages.open_day(today())


def review(shown: Shown) -> None:
    shown.pages.open_review(today())


def card_tiles(shown: Shown) -> None:
    page = shown.page("sessions", SessionsPage)
    assert isinstance(page, SessionsPage)
    page._open(page._library.sessions.every()[0].session.id)
    shown.rest()


def card_large(shown: Shown) -> None:
    card_tiles(shown)
    page = shown.page("sessions", SessionsPage)
    assert isinstance(page, SessionsPage)
    page._show_card(0)


def grid(shown: Shown) -> None:
    shown.pages.visit("photos")


def matrix(shown: Shown) -> None:
    page = shown.page("photos", PhotosPage)
    assert isinstance(page, PhotosPage)
    page._show_face(MATRIX)


def trash(shown: Shown) -> None:
    page = shown.page("photos", PhotosPage)
    assert isinstance(page, PhotosPage)
    page._show_face(TRASH)


def sheet(shown: Shown) -> None:
    page = shown.page("photos", PhotosPage)
    assert isinstance(page, PhotosPage)
    folder = page._library.folder.parent / "more"
    folder.mkdir()
    for number in (101, 102):
        (folder / f"{number}.jpg").write_bytes(squares(number))
    page.add_paths([folder])


def viewer(shown: Shown) -> None:
    photo = shown.pages._library.photos.every()[-1]
    shown.pages.open_photo(photo.id)
    page = shown.page("viewer", PhotoViewer)
    assert isinstance(page, PhotoViewer)
    page.canvas.zoom_by(3)


def compare(shown: Shown) -> None:
    shown.pages.visit("compare")


def by_hand(shown: Shown) -> None:
    page = shown.page("compare", ComparePage)
    assert isinstance(page, ComparePage)
    page._open_editor()
    assert page.mending.editor.isVisible()


def time_lapse(shown: Shown) -> None:
    page = shown.page("compare", ComparePage)
    assert isinstance(page, ComparePage)
    page.modes.set_current(TIME_LAPSE)
    page._choose_mode(TIME_LAPSE)


def capture(shown: Shown) -> None:
    source = FedSource()
    page = shown.pages._page("capture", CapturePage)
    page._open_source = lambda _parent: source
    shown.pages.visit("capture")
    image = QImage.fromData(squares(1))
    source.deliver(image)


def regions(shown: Shown) -> None:
    shown.pages.open_regions("front")


def improvement(shown: Shown) -> None:
    page = shown.page("trends", TrendsPage)
    assert isinstance(page, TrendsPage)
    page.faces.set_current("improvement")
    page.faces.chosen.emit("improvement")


def tip(shown: Shown) -> None:
    page = shown.page("trends", TrendsPage)
    assert isinstance(page, TrendsPage)
    page.recovery.curves.plot.tip.say("Day 3", QPoint(200, 200))
    page.recovery.curves.plot.tip.show_photos([QImage.fromData(squares(1))])


PLACES: list[Callable[[Shown], None]] = [
    *(today_page, review, card_tiles, card_large, grid, matrix, trash, sheet, viewer),
    *(compare, by_hand, time_lapse, capture, regions, improvement, tip),
]
