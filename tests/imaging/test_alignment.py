"""Photos laid over their reference under transforms that are known: right, or refused."""

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from statistics import median

import cv2
import numpy as np
import pytest
from PIL import Image

from recovery_app.domain.alignment import Aligned, Method, Placement, Refusal
from recovery_app.errors import PictureRefused
from recovery_app.imaging.alignment import (
    LARGEST_ERROR,
    TOO_DIFFERENT,
    TOO_PLAIN,
    TOO_SMALL,
    Marks,
    align,
    landmarks,
)
from recovery_app.imaging.laying import Shot, lay, whole
from recovery_app.imaging.portrait import Look, Pose, draw
from recovery_app.imaging.portrait_paper import placed
from tests.imaging.known import (
    Pixels,
    Scene,
    about_the_middle,
    by_chance,
    encoded,
    face,
    flushed,
    head,
    in_front_of,
    miss,
    on_another_day,
    reference,
    taken,
    texture,
)

PHOTOS = Path(__file__).parents[3] / "shared" / "photos"
TRIALS = 22
TAKEN = datetime(2026, 10, 14, 21, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Outcome:
    """What came of one photo: its true placement and what was found."""

    true: Placement
    found: Aligned | Refusal


@cache
def marks() -> Marks:
    return landmarks(reference(face()))


@cache
def outcomes() -> list[Outcome]:
    """Photos of a face that flushes, by chance, always the same ones."""
    found: list[Outcome] = []
    for number in range(TRIALS):
        dice = Random(number)
        true = by_chance(dice, face().spots)
        scene = flushed(face(), dice, dice.uniform(0, 0.8))
        photo = on_another_day(taken(scene, true), dice)
        found.append(Outcome(true, align(photo, marks())))
    return found


def error(found: Aligned | Refusal, true: Placement, scene: Scene | None = None) -> float:
    """The true error; a refusal fails the test with its sentence."""
    assert isinstance(found, Aligned), found
    return miss(found.placement, true, scene or face())


def test_a_face_is_found_where_it_is() -> None:
    eyes = marks().eyes
    assert eyes is not None
    for (x, y), (u, v) in zip(eyes, face().spots[:2], strict=True):
        assert np.hypot(x - u, y - v) < 0.1 * face().unit


def test_whatever_is_given_out_is_right() -> None:
    given = [one for one in outcomes() if isinstance(one.found, Aligned)]
    errors = [error(one.found, one.true) for one in given]
    assert max(errors) < LARGEST_ERROR / 2
    assert median(errors) < LARGEST_ERROR / 10


def test_hardly_any_face_is_refused() -> None:
    assert sum(isinstance(one.found, Refusal) for one in outcomes()) <= TRIALS // 10


def test_the_claimed_error_is_honest() -> None:
    claimed = [(one.found.error, one) for one in outcomes() if isinstance(one.found, Aligned)]
    ratios = [error(one.found, one.true) / claim for claim, one in claimed]
    assert sum(ratio > 1 for ratio in ratios) <= TRIALS // 4
    assert max(ratios) < 3


def test_turned_the_other_way_round_it_is_the_inverse() -> None:
    true = about_the_middle(1.15, 7, (0.05, -0.04))
    photo = landmarks(encoded(taken(face(), true)))
    there, back = align(photo, marks()), align(marks(), photo)
    assert isinstance(there, Aligned)
    assert isinstance(back, Aligned)
    assert miss(there.placement.then(back.placement), Placement(), face()) < 0.005


def test_a_reference_so_tilted_that_no_face_is_seen_in_it() -> None:
    tilted = about_the_middle(0.9, 40, (0, 0.1))
    here = landmarks(encoded(taken(face(), tilted)))
    assert here.eyes is None
    found = align(marks(), here)
    assert isinstance(found, Aligned)
    assert miss(found.placement.inverse(), tilted, face()) < LARGEST_ERROR


def test_the_same_pictures_give_the_same_answer_on_every_thread() -> None:
    dice = Random(3)
    photos = [on_another_day(taken(face(), by_chance(dice, face().spots)), dice) for _ in range(2)]
    one_after_the_other = [align(photo, marks()) for photo in photos]
    with ThreadPoolExecutor(2) as threads:
        beside = list(threads.map(lambda photo: align(photo, marks()), photos * 2))
    assert beside == one_after_the_other * 2
    assert cv2.getNumThreads() == 1


def test_marks_are_small_and_outlive_the_process() -> None:
    true = about_the_middle(0.9, -5, (0.1, 0.05))
    photo = encoded(taken(face(), true))
    kept = pickle.dumps(marks())
    assert len(kept) < 200_000
    assert align(photo, pickle.loads(kept)) == align(photo, marks())


@pytest.mark.parametrize("size", [(600, 800), (1400, 1000), (480, 480)])
def test_photos_of_another_shape_and_size(size: tuple[int, int]) -> None:
    true = Placement(1.1, 4, -0.02, -0.05) if size[0] > size[1] else Placement(0.95, -6, 0.05, 0.1)
    assert error(align(encoded(taken(face(), true, size)), marks()), true) < LARGEST_ERROR


def test_photos_that_the_camera_stored_on_their_side() -> None:
    true = about_the_middle(1.1, 5, (0.03, 0.02))
    upright = taken(face(), true)
    block = Image.Exif()
    block[0x0112] = 6
    lying = encoded(np.rot90(upright), exif=block)
    assert error(align(lying, marks()), true) < LARGEST_ERROR
    unsaid = landmarks(encoded(np.rot90(upright)), turns=1)
    assert error(align(unsaid, marks()), true) < LARGEST_ERROR


def test_a_face_cut_off_by_the_edge() -> None:
    true = about_the_middle(1.2, 3, (-0.1, -0.34))
    assert min(true.inverse()(spot)[1] for spot in face().spots) < 0
    assert error(align(encoded(taken(face(), true)), marks()), true) < LARGEST_ERROR


# What must be refused


def drawn(pose: Pose = "front") -> bytes:
    return draw(Look(pose), taken=TAKEN, width=600, height=800)


OTHERS: dict[str, Callable[[], bytes]] = {
    "another person": drawn,
    "the mirrored person": lambda: encoded(taken(face(), Placement())[:, ::-1]),
    "gravel": lambda: reference(texture("gravel")),
    "bricks": lambda: reference(texture("brick")),
}


@pytest.mark.parametrize("name", OTHERS)
def test_another_person_or_none(name: str) -> None:
    photo = landmarks(OTHERS[name]())
    assert align(photo, marks()) == Refusal(TOO_DIFFERENT)
    assert align(marks(), photo) == Refusal(TOO_DIFFERENT)


def test_drawn_poses_are_not_mistaken_for_each_other() -> None:
    poses = {pose: landmarks(drawn(pose)) for pose in ("front", "left", "right")}
    for name, one in poses.items():
        for another, other in poses.items():
            assert isinstance(align(one, other), Aligned) == (name == another)


def test_pictures_that_show_too_little() -> None:
    for level in (0, 128, 255):
        assert align(encoded(np.full((600, 800, 3), level)), marks()) == Refusal(TOO_PLAIN)
        assert align(marks(), encoded(np.full((600, 800, 3), level))) == Refusal(TOO_PLAIN)
    dark = encoded(taken(face(), Placement()) * 0.01)
    assert align(dark, marks()) == Refusal(TOO_PLAIN)
    noise = np.random.default_rng(1).normal(0, 1, (600, 800, 3))
    assert align(encoded(20 + 6 * noise), marks()) == Refusal(TOO_PLAIN)
    assert align(encoded(128 + 60 * noise), marks()) == Refusal(TOO_DIFFERENT)


@pytest.mark.parametrize("size", [(1, 1), (63, 800), (800, 40)])
def test_pictures_that_are_too_small(size: tuple[int, int]) -> None:
    photo = encoded(np.full((size[1], size[0], 3), 90))
    assert align(photo, marks()) == Refusal(TOO_SMALL)
    assert align(marks(), photo) == Refusal(TOO_SMALL)


def test_files_that_are_no_pictures() -> None:
    whole_file = reference(face())
    for data in (b"", b"no picture", whole_file[: len(whole_file) // 2]):
        with pytest.raises(PictureRefused):
            landmarks(data)


@pytest.mark.parametrize(("stretched", "possible"), [(1.02, True), (1.12, False)])
def test_a_face_that_no_shift_turn_and_scale_lays_over_its_reference(
    stretched: float, possible: bool
) -> None:
    pixels = taken(face(), Placement())
    height, width = pixels.shape[:2]
    wider = Image.fromarray(pixels.astype(np.uint8)).resize((round(width * stretched), height))
    found = align(encoded(np.asarray(wider)), marks())
    assert isinstance(found, Aligned) == possible


# Backgrounds, bodies and drawings


@cache
def wall() -> Pixels:
    return taken(texture("brick"), Placement())


@pytest.mark.parametrize("number", range(3))
def test_a_face_that_moved_before_a_wall_is_aligned_by_the_face(number: int) -> None:
    dice = Random(number)
    here = landmarks(encoded(in_front_of(wall(), face(), head(), Placement())))
    shift = dice.uniform(-0.12, 0.12), dice.uniform(-0.1, 0.12)
    true = about_the_middle(dice.uniform(0.75, 1.1), dice.uniform(-9, 9), shift)
    photo = on_another_day(in_front_of(wall(), face(), head(), true), dice)
    assert error(align(photo, here), true) < LARGEST_ERROR


@pytest.mark.parametrize("name", ["brick", "gravel", "grass"])
def test_textures_without_a_face(name: str) -> None:
    here = landmarks(reference(texture(name)))
    assert here.eyes is None
    for number in range(2):
        dice = Random(number)
        true = by_chance(dice)
        found = align(on_another_day(taken(texture(name), true), dice), here)
        assert error(found, true, texture(name)) < LARGEST_ERROR
        assert isinstance(found, Aligned)
        assert found.method is Method.FEATURES


@pytest.mark.parametrize("bare", [True, False])
@pytest.mark.parametrize("wide", [0.15, 0.3, 0.8])
def test_a_moved_arm_is_never_aligned_by_the_wall_behind_it(wide: float, bare: bool) -> None:
    arm = texture("gravel")
    if bare:
        arm = replace(arm, pixels=np.full_like(arm.pixels, (200, 150, 130)))
    columns = np.arange(arm.pixels.shape[1])
    middle, reach = arm.corner[0] + 150, wide * 150
    strip = np.where(abs(columns - middle) < reach, 255, 0)
    shape = np.tile(strip.astype(np.float32), (arm.pixels.shape[0], 1))
    here = landmarks(encoded(in_front_of(wall(), arm, shape, Placement())))
    dice = Random(round(wide * 100))
    shift = dice.uniform(0.04, 0.1), dice.uniform(-0.1, 0.1)
    true = about_the_middle(dice.uniform(0.9, 1.1), dice.uniform(-8, 8), shift)
    found = align(on_another_day(in_front_of(wall(), arm, shape, true), dice), here)
    assert isinstance(found, Refusal) or error(found, true, arm) < LARGEST_ERROR


@pytest.mark.parametrize("pose", ["front", "left", "right"])
def test_the_drawn_person_flushed_swollen_and_crusted(pose: Pose) -> None:
    size = 750, 1000
    middle = [(-70.0, 480.0), (70.0, 480.0), (0.0, 380.0), (0.0, 680.0), (80.0, 570.0)]

    def places(look: Look) -> list[tuple[float, float]]:
        place = placed(
            size, tilt=look.tilt, shift=look.shift, scale=look.scale, mirrored=pose == "right"
        )
        right, down, zero = (np.array(way) for way in astuple(place))
        return [tuple((zero + x * right + y * down) / max(size)) for x, y in middle]

    calm = Look(pose, spots=0.6, unevenness=0.4, pores=0.5)
    here = landmarks(draw(calm, taken=TAKEN, width=size[0], height=size[1]))
    for number in range(2):
        dice = Random(number)
        look = replace(
            calm,
            **{sign: dice.uniform(0.3, 1) for sign in ("redness", "crusts", "flaking")},
            swelling=dice.uniform(0, 0.6),
            tilt=dice.uniform(-6, 6),
            shift=(dice.uniform(-0.05, 0.05), dice.uniform(-0.05, 0.05)),
            scale=dice.uniform(0.88, 1.12),
            exposure=dice.uniform(-0.3, 0.3),
            seed=number,
        )
        found = align(draw(look, taken=TAKEN, width=size[0], height=size[1]), here)
        assert isinstance(found, Aligned)
        apart = [
            np.subtract(found.placement(seen), meant)
            for seen, meant in zip(places(look), places(calm), strict=True)
        ]
        left, right = places(calm)[:2]
        eyes_apart = np.hypot(*np.subtract(left, right))
        assert np.hypot(*np.array(apart).T).max() < LARGEST_ERROR * eyes_apart


# Colours


def test_no_colour_is_touched(tmp_path: Path) -> None:
    """The flush and the light of the day stay as they were, to the level."""
    dice = Random(8)
    true = about_the_middle(0.85, 9, (0.04, 0.03))
    red = flushed(face(), dice, 1.0)
    file = tmp_path / "photo.jpg"
    file.write_bytes(encoded(taken(red, true) * 0.8, quality=95))
    found = align(file.read_bytes(), marks())
    assert isinstance(found, Aligned)
    seen = lay(Shot(file.read_bytes, 0, face().size, found.placement), whole(face().size, 600))
    meant = taken(red, Placement()) * 0.8
    calm = taken(face(), Placement())
    for x, y in face().spots[2:]:
        box = np.s_[
            round(y * 600) - 12 : round(y * 600) + 12, round(x * 600) - 12 : round(x * 600) + 12
        ]
        colour = seen[box].mean((0, 1))
        assert np.abs(colour - meant[box].mean((0, 1))).max() < 2
        assert np.abs(colour - calm[box].mean((0, 1))).max() > 20


@pytest.mark.skipif(not PHOTOS.is_dir(), reason="the photos are not here")
def test_one_real_photo_stored_in_three_ways_is_laid_over_itself() -> None:
    ways = [landmarks((PHOTOS / f"orientation-Landscape_{n}.jpg").read_bytes()) for n in (1, 3, 6)]
    for way in ways[1:]:
        found = align(way, ways[0])
        assert isinstance(found, Aligned)
        for spot in ((0.0, 0.0), (1.0, 0.6)):
            assert np.hypot(*np.subtract(found.placement(spot), spot)) < 0.001
