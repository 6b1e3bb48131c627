"""Names within a sentence keep the capitals that belong to them."""

import pytest

from recovery_app.domain.kinds import KINDS, Kind
from recovery_app.domain.naming import within_sentence
from recovery_app.domain.reviews import CONCERNS, Concern
from recovery_app.domain.symptoms import SEEDED, Sort, Symptom

KEPT = {"q-switched-toning", "er-yag", "ipl", "rf-microneedling", "hifu-rf", "led"}
"""Kinds that begin with an abbreviation or a name."""


def test_what_begins_with_an_ordinary_word_begins_small():
    assert within_sentence(Kind("pico-toning", "Pico toning")) == "pico toning"
    assert within_sentence(Kind("fractional-co2", "Fractional CO₂")) == "fractional CO₂"
    assert within_sentence(Kind("x", "Fractional, non-ablative")) == "fractional, non-ablative"
    assert within_sentence(Kind("x", "Long pulse Nd:YAG or KTP")) == "long pulse Nd:YAG or KTP"


@pytest.mark.parametrize("one", [*KINDS, *SEEDED, *CONCERNS], ids=lambda one: one.slug)
def test_what_came_with_the_program_keeps_its_abbreviations(one: Kind | Symptom | Concern):
    said = within_sentence(one)
    assert said[1:] == one.name[1:]
    assert (said == one.name) is (one.slug in KEPT)


@pytest.mark.parametrize("name", ["Tight feeling", "Dr Lee's peel", "LED mask", "Ä", "after-feel"])
def test_her_own_names_stay_as_she_wrote_them(name: str):
    assert within_sentence(Symptom("own", name, Sort.SEEN, own=True)) == name
    assert within_sentence(Concern("own", name, own=True)) == name
    assert within_sentence(Kind("own", name, own=True)) == name


def test_a_kind_of_which_only_the_slug_is_known_is_named_by_it():
    assert within_sentence(Kind("from-elsewhere", "")) == "from-elsewhere"
