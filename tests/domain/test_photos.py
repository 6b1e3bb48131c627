from datetime import date

import pytest

from recovery_app.domain.photos import POSES, DateSource, Photo, Taken, checked_pose, order_of
from recovery_app.errors import WrongInput
from tests.domain.diary import moment


def test_a_photo_is_named_by_its_content_and_belongs_to_its_own_clock_s_date() -> None:
    taken = Taken(moment(0, "00:10", offset=14), DateSource.EXIF)
    photo = Photo("one", "ab" + "0" * 62, ".heic", taken.at, taken.source, 4032, 3024, 1)
    assert photo.file == f"photos/ab/ab{'0' * 62}.heic"
    assert photo.day == date(2026, 3, 2)


@pytest.mark.parametrize("pose", ["", *POSES])
def test_poses_are_taken_as_they_are(pose: str) -> None:
    assert checked_pose(f" {pose} ") == pose


def test_a_close_up_carries_its_name_as_one_word() -> None:
    assert checked_pose("close-up:Left cheek") == "close-up:left-cheek"


def test_other_poses_are_refused_with_the_known_ones() -> None:
    with pytest.raises(WrongInput, match=r"no pose “sideways”.*front, left.*close-up:NAME"):
        checked_pose("sideways")
    with pytest.raises(WrongInput, match="at least one letter"):
        checked_pose("close-up: ")


def test_photos_of_one_moment_stand_by_pose_then_by_name_and_later_ones_behind_them() -> None:
    def photo(id_: str, pose: str, name: str = "a.jpg", clock: str = "21:00") -> Photo:
        at = moment(0, clock)
        return Photo(id_, "ab" * 32, ".jpg", at, DateSource.EXIF, 4, 3, 1, pose=pose, name=name)

    wanted = [
        photo("z", "right", clock="20:59"),
        photo("y", "front", "1.jpg"),
        photo("a", "front", "2.jpg"),
        *(photo("m", pose) for pose in POSES[1:]),
        photo("g", "close-up:chin"),
        photo("f", "close-up:nose"),
        photo("b", ""),
        photo("a", "front", "0.jpg", clock="21:01"),
    ]
    found = wanted[::-1]
    found.sort(key=order_of)
    assert found == wanted
