"""Areas are drawn once, every photo of the pose is measured, and only what holds is told."""

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest

from recovery_app.domain.alignment import Placement
from recovery_app.domain.carried import turned
from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.photo_quality import Reason
from recovery_app.domain.photos import Condition, Photo
from recovery_app.domain.redness_series import Basis
from recovery_app.domain.regions import Region, Role
from recovery_app.domain.sessions import Session
from recovery_app.errors import WrongInput
from recovery_app.imaging.portrait import Look, draw
from recovery_app.services import redness as redness_service
from recovery_app.services import regions as words
from recovery_app.services.library import Library, open_library

ZONE = timezone(timedelta(hours=8))
FIRST = datetime(2025, 3, 1, 9, 0, tzinfo=ZONE)
SESSION = date(2025, 3, 3)
FLUSH = {0: 0.0, 3: 0.9, 5: 0.5, 12: 0.1}
"""How red the person is, by days after the first photo."""
CHEEK = ((0.34, 0.48), (0.43, 0.48), (0.43, 0.57), (0.34, 0.57))


@pytest.fixture(scope="session")
def portraits() -> list[bytes]:
    """The person before a session, right after it, and fading."""
    return [
        draw(
            Look(redness=red, tilt=day % 3 - 1.0),
            taken=FIRST + timedelta(days=day),
            width=600,
            height=800,
        )
        for day, red in FLUSH.items()
    ]


@pytest.fixture
def photos(library: Library, portraits: list[bytes], tmp_path: Path) -> list[Photo]:
    """The portraits as front photos around a session."""
    return taken_in(library, portraits, tmp_path)


def taken_in(library: Library, portraits: list[bytes], folder: Path) -> list[Photo]:
    library.sessions.save(
        Session("", SESSION, "pico-toning", at=datetime.combine(SESSION, time(9), ZONE))
    )
    for at, data in enumerate(portraits):
        file = folder / f"{at}.jpg"
        file.write_bytes(data)
        library.photos.add([file], pose="front")
    return library.photos.every()


@pytest.fixture(scope="session")
def measured_folder(
    template_library: Path, portraits: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A library with the same, aligned, with ready areas, all measured: once, to be copied."""
    folder = tmp_path_factory.mktemp("measured") / "library"
    shutil.copytree(template_library, folder)
    with closing(open_library(folder)) as library:
        photos = taken_in(library, portraits, folder.parent)
        library.alignment.work_through()
        library.regions.keep(library.regions.offered("front"))
        assert library.redness.work_through() == len(photos)
    return folder


@pytest.fixture
def library_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give the folder of a library: an empty one, or the measured one where the test asks for it."""
    wanted = "measured_folder" if "measured" in request.fixturenames else "template_library"
    folder = tmp_path / "library"
    shutil.copytree(request.getfixturevalue(wanted), folder)
    return folder


@pytest.fixture
def measured(library: Library) -> list[Photo]:
    """The photos of the measured library."""
    return library.photos.every()


def test_flushing_and_fading_come_back_as_a_line_above_the_baseline(
    library: Library, measured: list[Photo]
):
    series = library.redness.series("front")
    (line,) = series.lines
    assert (series.waiting, series.missing, series.refused) == (0, "", ())
    assert line.basis is Basis.BASELINE
    assert [point.photo for point in line.points] == measured
    assert [(point.session, point.day) for point in line.points] == [
        (None, None),
        (1, 1),
        (1, 3),
        (1, 10),
    ]
    before, after, half, faded = line.points
    assert before.delta_ei == 0
    assert after.delta_ei > half.delta_ei + half.delta_ei_error > faded.delta_ei > -1
    assert after.delta_a > half.delta_a > faded.delta_a
    assert after.changed is None  # nothing is known of shots of one minute
    assert library.redness.series().pose == "front"


def test_a_session_has_its_own_baseline(library: Library, measured: list[Photo]):
    library.sessions.save(Session("", SESSION + timedelta(days=5), "pico-toning"))
    (first,) = library.redness.series("front", session=1).lines
    assert [point.photo for point in first.points] == measured[:3]
    (second,) = library.redness.series("front", session=2).lines
    assert [point.photo for point in second.points] == measured[2:]
    assert second.points[0].delta_ei == 0
    assert second.points[1].delta_ei < 0


def test_one_photo_is_told_with_error_reasons_and_what_zero_means(
    library: Library, measured: list[Photo]
):
    told = library.redness.of_photo(measured[1])
    assert told.point is not None
    assert told.basis is Basis.BASELINE
    assert told.point.delta_ei_error > 0
    assert Reason.SMALL in told.reasons
    assert told.measured is not None
    assert told.why == ""


def test_without_a_session_the_number_is_beside_her_own_untreated_skin_only(
    library: Library, measured: list[Photo]
):
    assert measured
    (session,) = library.sessions.every()
    library.sessions.remove(session.session.id)
    (line,) = library.redness.series("front").lines
    assert line.basis is Basis.REFERENCE
    assert all(point.changed is None for point in line.points)


@pytest.mark.parametrize(
    ("roles", "missing"),
    [
        ((), words.NO_AREAS),
        ((Role.TREATED,), words.NO_REFERENCE),
        ((Role.REFERENCE,), words.NO_TREATED),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_measured(
    library: Library, photos: list[Photo], roles: tuple[Role, ...], missing: str
):
    library.regions.keep([Region("", "front", role, role.value, CHEEK) for role in roles])
    assert library.redness.waiting() == []
    series = library.redness.series("front")
    assert (series.missing, series.lines) == (missing, ())
    assert library.redness.of_photo(photos[0]).why == missing


def test_a_library_without_photos_says_so(library: Library):
    assert library.redness.series().missing == words.NO_PHOTOS
    assert library.regions.of_pose("left").missing == words.NO_PHOTOS


def test_a_photo_without_a_pose_says_so(library: Library, photos: list[Photo]):
    library.photos.change([photos[0].id], pose="")
    told = library.redness.of_photo(replace(photos[0], pose=""))
    assert told.why == redness_service.NO_POSE


@pytest.mark.parametrize(
    ("outline", "why"),
    [
        (((0.3, 0.3), (0.9, 0.3), (0.9, 0.5)), "outside the picture"),
        (((0.3, 0.3), (0.5, 0.5), (0.5, 0.3), (0.3, 0.5)), "crosses itself"),
        (((0.3, 0.3), (0.304, 0.3), (0.304, 0.304)), "too small"),
        (((0.3, 0.3), (0.5, 0.5)), "three corners"),
    ],
)
def test_an_area_that_cannot_be_measured_is_refused_and_nothing_is_written(
    library: Library,
    photos: list[Photo],
    outline: tuple[tuple[float, float], ...],
    why: str,
):
    assert photos
    good = Region("", "front", Role.TREATED, "Cheek", CHEEK)
    with pytest.raises(WrongInput, match=why):
        library.regions.keep([good, replace(good, outline=outline)])
    assert library.regions.of_pose("front").regions == ()


def test_an_area_on_the_background_gives_a_reason_instead_of_a_number(
    library: Library, photos: list[Photo]
):
    wall = ((0.02, 0.05), (0.14, 0.05), (0.14, 0.20), (0.02, 0.20))
    library.regions.keep(
        [
            Region("", "front", Role.TREATED, "Wall", wall),
            Region("", "front", Role.REFERENCE, "Cheek", CHEEK),
        ]
    )
    library.alignment.work_through()
    library.redness.work_through()
    series = library.redness.series("front")
    assert series.lines == ()
    assert [photo for photo, _ in series.refused] == photos
    assert all(Reason.NOT_SKIN in reasons for _, reasons in series.refused)
    assert Reason.NOT_SKIN in library.redness.of_photo(photos[0]).reasons


def test_where_no_ready_areas_fit_it_says_how_to_draw(library: Library, photos: list[Photo]):
    # Photos from the front that are called turned: nobody knows which cheek is near.
    library.photos.change([one.id for one in photos], pose="left-45")
    with pytest.raises(WrongInput, match="Draw the cheek that faces the camera"):
        library.regions.offered("left-45")
    library.photos.change([one.id for one in photos], pose="close-up:chin")
    with pytest.raises(WrongInput, match="On a close-up draw them by hand"):
        library.regions.offered("close-up:chin")


def test_ready_areas_come_for_a_turned_face(library: Library, tmp_path: Path):
    file = tmp_path / "left.jpg"
    file.write_bytes(draw(Look("left"), taken=FIRST, width=600, height=800))
    library.photos.add([file], pose="left-45")
    kept = library.regions.keep(library.regions.offered("left-45"))
    assert {one.role for one in kept} == {Role.TREATED, Role.REFERENCE}
    assert library.regions.of_pose("left-45").missing == ""


def test_latest_is_first_and_what_was_interrupted_still_waits(
    library: Library, photos: list[Photo], announced: list[Change]
):
    library.alignment.work_through()
    library.regions.keep(library.regions.offered("front"))
    waiting = [due.photo for due in library.redness.waiting()]
    assert waiting == photos[::-1]
    done: list[Photo] = []
    announced.clear()
    library.redness.work_through(
        cancelled=lambda: len(done) == 1, each=lambda due, _found: done.append(due.photo)
    )
    assert done == photos[-1:]
    assert [change.topics for change in announced] == [{Topic.MEASUREMENT}]
    again = open_library(library.folder)
    assert [due.photo for due in again.redness.waiting()] == photos[-2::-1]
    again.close()
    assert library.redness.series("front").waiting == len(photos) - 1
    assert library.redness.of_photo(photos[0]).why == redness_service.WAITING


def test_what_a_number_was_made_from_changes_and_it_is_measured_anew(
    library: Library, measured: list[Photo], monkeypatch: pytest.MonkeyPatch
):
    def waiting() -> list[Photo]:
        return [due.photo for due in library.redness.waiting()]

    assert waiting() == []
    first, *others = measured
    region = next(
        one for one in library.regions.of_pose("front").regions if one.role is Role.TREATED
    )
    library.regions.keep([replace(region, name="Another name")])
    assert waiting() == []
    library.regions.keep([replace(region, outline=region.outline[::2])])
    assert waiting() == measured[::-1]
    library.redness.work_through()
    library.alignment.place_by_hand(others[0], first, Placement(1.01, 0.5, 0.0, 0.0))
    assert waiting() == [others[0]]
    library.redness.work_through()
    monkeypatch.setattr(redness_service.method, "METHOD_VERSION", 99)
    assert waiting() == measured[::-1]


def test_a_photo_that_cannot_be_aligned_has_no_number_and_says_so(
    library: Library, measured: list[Photo]
):
    odd = measured[2]
    reference = measured[0]
    library.alignment.keep(odd, reference, "Nothing in common.")
    library.redness.work_through()
    assert library.redness.of_photo(odd).point is None
    assert Reason.NOT_ALIGNED in library.redness.of_photo(odd).reasons


def test_make_up_gives_no_number(library: Library, measured: list[Photo]):
    library.photos.change([measured[1].id], condition=Condition.MAKE_UP)
    series = library.redness.series("front")
    assert [(photo.id, Reason.MAKE_UP in found) for photo, found in series.refused] == [
        (measured[1].id, True)
    ]


def test_one_lost_picture_does_not_keep_the_others_waiting(library: Library, photos: list[Photo]):
    library.alignment.work_through()
    library.regions.keep(library.regions.offered("front"))
    (library.folder / photos[-1].file).unlink()
    assert library.redness.work_through() == len(photos)
    series = library.redness.series("front")
    assert [photo for photo, _ in series.unreadable] == [photos[-1]]
    assert library.redness.of_photo(photos[-1]).why
    assert library.redness.waiting() == []


def test_a_picture_lost_before_it_was_aligned_is_named_and_not_promised_for_soon(
    library: Library, photos: list[Photo]
):
    library.regions.keep(library.regions.offered("front"))
    lost = library.folder / photos[-1].file
    away = lost.rename(lost.with_suffix(".away"))
    series = library.redness.series("front")
    assert [photo for photo, _ in series.unreadable] == [photos[-1]]
    assert photos[-1].file.rsplit("/", 1)[-1] in library.redness.of_photo(photos[-1]).why
    assert series.waiting == len(photos) - 1
    away.rename(lost)
    assert library.redness.series("front").waiting == len(photos)


def test_areas_follow_to_another_reference(library: Library, measured: list[Photo]):
    before = library.regions.of_pose("front")
    numbers = {
        point.photo.id: point.delta_ei
        for line in library.redness.series("front").lines
        for point in line.points
    }
    library.alignment.set_reference(measured[2].id)
    library.alignment.work_through()
    after = library.regions.of_pose("front")
    assert after.reference == measured[2]
    assert after.problems == {}
    assert [one.name for one in after.regions] == [one.name for one in before.regions]
    assert after.regions[0].outline != before.regions[0].outline
    assert library.redness.work_through() == len(measured)
    for line in library.redness.series("front").lines:
        for point in line.points:
            found = numbers[point.photo.id]
            assert point.delta_ei == pytest.approx(found, abs=max(1.0, 0.1 * found))


def test_areas_turn_with_their_photo(library: Library, measured: list[Photo]):
    before = library.regions.of_pose("front").regions
    for _ in range(3):
        library.photos.turn(measured[0].id, 1)
    library.photos.turn(measured[0].id, 1)
    assert library.regions.of_pose("front").regions == before
    library.photos.turn(measured[0].id, 1)
    found = library.regions.of_pose("front")
    assert found.problems == {}
    assert found.regions[0].outline == turned(before[0].outline, (600, 800), 1)


def test_removed_areas_come_back(library: Library, measured: list[Photo]):
    assert measured
    ids = [one.id for one in library.regions.of_pose("front").regions]
    library.regions.remove(ids)
    assert library.redness.series("front").missing == words.NO_AREAS
    library.regions.restore(ids)
    assert [one.id for one in library.regions.of_pose("front").regions] == ids
    assert library.redness.waiting() == []
    assert len(library.redness.series("front").lines) == 1


def test_the_map_is_a_picture_of_the_photo_s_shape(library: Library, measured: list[Photo]):
    shown = library.redness.map(measured[1], 400)
    assert (shown.width, shown.height) == (300, 400)
