from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_app.domain.kinds import KINDS, Kind, Usual
from recovery_app.domain.showing import shown
from recovery_app.domain.symptoms import SEEDED, Sort, Symptom
from tests.domain.diary import KIND

SLUGS = [one.slug for one in SEEDED]


def slugs(
    kind: Kind | None, day: int | None, *rated: str, catalogue: tuple[Symptom, ...] = SEEDED
) -> list[str]:
    """Return the slugs of what Today shows."""
    return [one.slug for one in shown(catalogue, kind, day, set(rated))]


def test_before_any_session_little_is_asked() -> None:
    assert slugs(None, None) == ["redness", "dryness"]
    assert slugs(None, None, "fever") == ["redness", "dryness", "fever"]


def test_a_kind_of_which_nothing_is_known_asks_for_a_week_and_then_hardly() -> None:
    first_week = "redness swelling dryness flaking crusts pain itch darkening acne blister"
    assert " ".join(slugs(KIND["led"], 0)) == first_week
    assert " ".join(slugs(KIND["led"], 7)) == first_week
    assert slugs(KIND["led"], 8) == ["redness"]


@pytest.mark.parametrize(
    ("day", "expected"), [(0, False), (1, True), (2, True), (4, True), (7, True), (8, False)]
)
def test_a_usual_window_is_widened_a_little(day: int, expected: bool) -> None:
    kind = Kind("own", "Own", usual={"bruise": Usual(2, 4)})
    assert ("bruise" in slugs(kind, day)) is expected


def test_a_known_window_wins_over_the_first_week() -> None:
    kind = Kind("own", "Own", usual={"pain": Usual(0, 0), "crusts": Usual(6, 9)})
    assert "pain" not in slugs(kind, 4)
    assert "crusts" not in slugs(kind, 4)
    assert "crusts" in slugs(kind, 12)
    assert "itch" in slugs(kind, 4)


def test_the_second_day_of_a_toning_is_as_drawn() -> None:
    assert " ".join(slugs(KIND["pico-toning"], 2)) == (
        "redness swelling dryness flaking crusts pain itch warmth darkening acne blister"
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_weeks_later_only_redness_and_what_lasts_is_asked(kind: Kind) -> None:
    assert slugs(kind, 60) == ["redness"]
    assert "redness" in slugs(kind, 0)
    assert len(slugs(kind, 8)) <= len(slugs(kind, 2))


def test_pinned_and_own_symptoms_stay_in_her_order() -> None:
    own = Symptom("tight-feeling", "Tight feeling", Sort.FELT, position=-1, pinned=True, own=True)
    unpinned = replace(own, slug="glow", pinned=False)
    catalogue = (*SEEDED, own, unpinned)
    assert slugs(None, None, catalogue=catalogue) == ["tight-feeling", "redness", "dryness"]
    found = slugs(KIND["led"], 60, "pain", "glow", catalogue=catalogue)
    assert found == ["tight-feeling", "glow", "redness", "pain"]


@given(
    st.none() | st.sampled_from(KINDS),
    st.none() | st.integers(0, 400),
    st.sets(st.sampled_from(SLUGS)),
    st.sets(st.sampled_from(SLUGS)),
)
def test_nothing_rated_or_pinned_is_ever_hidden(
    kind: Kind | None, day: int | None, rated: set[str], pinned: set[str]
) -> None:
    catalogue = tuple(replace(one, pinned=one.slug in pinned) for one in SEEDED)
    found = slugs(kind, day, *rated, catalogue=catalogue)
    assert {"redness", *rated, *pinned} <= set(found)
    assert found == [slug for slug in SLUGS if slug in found]
    assert set(slugs(kind, day)) <= set(found)
