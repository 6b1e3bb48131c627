"""The model keeps Qt's promises whatever the next list is, and what is selected stays selected."""

from random import Random

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from recovery_app.domain.photos import Photo
from recovery_app.ui.photos.album import Album, Wanted
from recovery_app.ui.photos.model import PLACED, PhotoModel
from tests.ui.photos.drawn import at, value

pytestmark = pytest.mark.usefixtures("qapp")
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def listed(photos: list[Photo], before: Album | None = None) -> Album:
    return Album(sorted(photos, key=lambda one: (one.taken_at, one.id)), (), before)


def many(count: int) -> list[Photo]:
    return [value(number, at(number % 40 + 1, f"{number % 24:02}:00")) for number in range(count)]


def ids(model: PhotoModel) -> list[str]:
    return [model.index(row).data(PLACED).photo.id for row in range(model.rowCount())]


@pytest.mark.parametrize("seed", range(4))
def test_any_list_follows_any_other(seed: int):
    random = Random(seed)
    everything = many(120)
    model = PhotoModel()
    tester = QAbstractItemModelTester(model, FATAL)
    album = listed([])
    for _ in range(25):
        few = random.choice((0, 1, 5, 60, 117, 120))
        photos = random.sample(everything, few)
        if photos and random.random() < 0.5:
            photos[0] = value(200, at(random.randrange(1, 40)), "left")
        album = listed(photos, album if random.random() < 0.7 else None)
        arranged = album.arranged(Wanted())
        model.show(arranged)
        assert ids(model) == [one.photo.id for one in arranged.rows]
        assert [model.rows[row] is one for row, one in enumerate(arranged.rows)].count(False) == 0
        assert sum(one.count for one in model.sections) == model.rowCount()
    tester.deleteLater()


def test_what_is_selected_stays_selected_while_photos_come_and_go():
    photos = many(60)
    model = PhotoModel()
    model.show(listed(photos[5:50]).arranged(Wanted()))
    chosen = QItemSelectionModel(model)
    for row in (3, 4, 20):
        chosen.select(model.index(row), QItemSelectionModel.SelectionFlag.Select)
    before = {index.data(PLACED).photo.id for index in chosen.selectedIndexes()}
    model.show(listed([*photos[5:30], *photos[32:55]]).arranged(Wanted()))
    after = {index.data(PLACED).photo.id for index in chosen.selectedIndexes()}
    assert after == before - {photos[30].id, photos[31].id}


def test_a_changed_photo_is_announced_and_nothing_else(qtbot: QtBot):
    photos = many(30)
    album = listed(photos)
    model = PhotoModel()
    model.show(album.arranged(Wanted()))
    announced: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda top, bottom: announced.append((top.row(), bottom.row())))
    other = listed([*photos[:7], value(7, photos[7].taken_at, "left"), *photos[8:]], album)
    with qtbot.assertNotEmitted(model.rowsRemoved), qtbot.assertNotEmitted(model.modelReset):
        model.show(other.arranged(Wanted()))
    row = model.row_of(photos[7].id)
    assert announced == [(row, row)]
    assert model.row_of("nobody") == -1


def test_a_photo_is_told_to_those_who_hear_the_page():
    model = PhotoModel()
    model.show(listed([value(1, at(3))]).arranged(Wanted()))
    index = model.index(0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith(
        "Front, before the first session, "
    )
    assert "IMG_1.jpg" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(Qt.ItemDataRole.EditRole) is None
    assert model.data(QModelIndex()) is None
