"""Check and mend on the Settings page: what is found is listed and mended when asked for."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from recovery_app.domain.entries import EntryChange
from recovery_app.domain.moments import now
from recovery_app.services.library import Library
from recovery_app.ui.settings.check_section import CheckSection
from recovery_app.ui.settings.page import SettingsPage
from recovery_app.ui.settings.working import Working
from recovery_app.ui.tasks import Tasks
from tests.factories import a_picture
from tests.ui.settings.conftest import Open, button, said, settle


def section_of(page: SettingsPage) -> CheckSection:
    """Find the section."""
    return page.findChildren(CheckSection)[0]


def press(qtbot: QtBot, tasks: Tasks, page: SettingsPage, words: str) -> None:
    """Press a button of the section and wait until all that follows is done."""
    section = section_of(page)
    qtbot.mouseClick(button(section, words), Qt.MouseButton.LeftButton)
    settle(qtbot, tasks)


def words_on(page: SettingsPage) -> str:
    """Read what the section shows."""
    section = section_of(page)
    return "\n".join(one.text() for one in section.findChildren(QLabel) if one.isVisibleTo(page))


def test_a_whole_library_is_in_order(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks, tmp_path: Path
) -> None:
    shown.photos.add([a_picture(tmp_path / "camera", "one.png")])
    page = open_page()
    press(qtbot, tasks, page, "Check now")
    assert said(page) == ["Everything is in order."]
    assert not section_of(page).findChildren(Working)[0].isVisibleTo(page)


def test_a_lost_photo_is_put_back_from_a_backup(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks, tmp_path: Path
) -> None:
    shown.photos.add([a_picture(tmp_path / "camera", "gone.png")])
    shown.backing_up.remember(shown.backing_up.make(now()))
    original = shown.folder / shown.photos.every()[0].file
    original.unlink()
    shown.backing_up.remember(shown.backing_up.make(now()))
    assert shown.settings.backup_trouble
    page = open_page()
    press(qtbot, tasks, page, "Check now")
    assert said(page) == ["2 things do not fit."]
    assert "“gone.png” (" in words_on(page)
    assert "An automatic backup holds it and can put it back." in words_on(page)
    press(qtbot, tasks, page, "Put it back")
    assert original.exists()
    assert said(page) == ["The original was put back as the backup holds it."]
    assert "gone.png” (" not in words_on(page)
    assert shown.settings.backup_trouble == ""
    press(qtbot, tasks, page, "Check now")
    assert said(page) == ["Everything is in order."]


def test_each_problem_names_what_can_be_done_and_nothing_is_done_unasked(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks, tmp_path: Path
) -> None:
    folder = shown.folder / "photos" / "ab"
    folder.mkdir()
    a_picture(tmp_path / "camera", "one.png").replace(folder / "one.png")
    (folder / "two.jpg").write_bytes(b"no picture")
    page = open_page()
    press(qtbot, tasks, page, "Check now")
    assert said(page) == ["2 things do not fit."]
    assert sorted(one.name for one in folder.iterdir()) == ["one.png", "two.jpg"]
    press(qtbot, tasks, page, "Add as a photo")
    assert "was added as a photo" in said(page)[0]
    assert len(shown.photos.every()) == 1
    press(qtbot, tasks, page, "Delete it")
    assert list(folder.iterdir()) == []
    press(qtbot, tasks, page, "Check now")
    assert said(page) == ["Everything is in order."]


def test_what_cannot_be_mended_says_why_and_stays(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks
) -> None:
    (shown.folder / "photos" / "half.part").write_bytes(b"half")
    page = open_page()
    press(qtbot, tasks, page, "Check now")
    press(qtbot, tasks, page, "Delete it")
    assert said(page) == ["Somebody may still be writing it; try again in ten minutes."]
    assert "half.part" in words_on(page)
    assert button(section_of(page), "Check now").isEnabled()


def test_all_that_is_safe_is_mended_in_one_go(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks, tmp_path: Path
) -> None:
    pictures = [a_picture(tmp_path / "camera", f"{at}.png") for at in range(3)]
    for photo in shown.photos.add(pictures).added:
        shown.backing_up.make(now())
        (shown.folder / photo.file).unlink()
    shown.journal.log(now(), EntryChange({"redness": 2}))
    page = open_page()
    press(qtbot, tasks, page, "Check now")
    assert said(page) == ["3 things do not fit."]
    press(qtbot, tasks, page, "Mend what is safe")
    assert said(page) == ["3 of 3 were mended."]
    assert shown.safekeeping.check() == []


def test_damaged_small_pictures_are_made_anew_unasked(
    qtbot: QtBot, open_page: Open, shown: Library, tasks: Tasks, tmp_path: Path
) -> None:
    photo = shown.photos.add([a_picture(tmp_path / "camera", "one.png")]).added[0]
    shown.photos.thumbnail(photo, 64)
    shown._thumbnails.put("x", b"no jpeg")
    page = open_page()
    press(qtbot, tasks, page, "Check now")
    assert said(page) == [
        "Everything is in order. Damaged small pictures are made anew when they are shown."
    ]
