"""Photos of poses with drawn regions can be told from the others."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from recovery_app.domain.photos import Photo
from recovery_app.domain.regions import Region, Role
from recovery_app.services.library import Library
from recovery_app.ui.photos.page import PhotosPage

SQUARE = ((0.1, 0.1), (0.5, 0.1), (0.5, 0.5), (0.1, 0.5))


def test_photos_of_poses_with_regions_can_be_seen_alone(
    open_page: Callable[[], PhotosPage], shown: Library, photos: list[Photo], qtbot: QtBot
):
    page = open_page()
    (box,) = [one for one in page.findChildren(QComboBox) if one.accessibleName() == "Regions"]
    assert not box.isVisible()
    (region,) = shown.regions.keep([Region("", "front", Role.TREATED, "Cheek", SQUARE)])
    qtbot.waitUntil(box.isVisible)
    fronts = {photo.id for photo in photos if photo.pose == "front"}
    others = {photo.id for photo in photos} - fronts
    for words, wanted in (("With regions", fronts), ("Without regions", others)):
        box.setCurrentText(words)
        box.activated.emit(box.currentIndex())
        assert {placed.photo.id for placed in page._model.rows} == wanted
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert page._model.rowCount() == len(photos)
    shown.regions.remove([region.id])
    qtbot.waitUntil(lambda: not box.isVisible())
