import pytest

from recovery_app.domain.reviews import CONCERNS, ChangeWord, change_word, checked_value, find
from recovery_app.errors import WrongInput


def test_the_command_line_s_concerns_are_the_promised_ones() -> None:
    assert " ".join(concern.slug for concern in CONCERNS) == (
        "pigmentation pores uneven-tone roughness dryness wrinkles acne-scars tattoo"
    )
    assert [concern.position for concern in CONCERNS] == list(range(len(CONCERNS)))
    assert [concern.slug for concern in CONCERNS if concern.pinned] == [
        "pigmentation",
        "pores",
        "uneven-tone",
        "roughness",
        "dryness",
    ]


def test_an_unknown_concern_is_refused_with_the_known_ones() -> None:
    assert find(CONCERNS, "pores").name == "Large pores"
    with pytest.raises(WrongInput, match=r"no concern “pore”.*pigmentation, pores"):
        find(CONCERNS, "pore")


def test_values_stay_on_their_scale() -> None:
    pores = find(CONCERNS, "pores")
    assert [checked_value(pores, value) for value in (0, 100)] == [0, 100]
    for value in (-1, 101):
        with pytest.raises(WrongInput, match=f"from 0 to 100; {value} is off its scale"):
            checked_value(pores, value)


def test_change_words_are_the_promised_ones() -> None:
    assert " ".join(ChangeWord) == "much-better better same worse much-worse"
    assert change_word("better") is ChangeWord.BETTER
    with pytest.raises(WrongInput, match=r"“great” is no change word.*much-better, better"):
        change_word("great")
