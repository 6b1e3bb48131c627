"""What may be a passphrase and what is refused, with a sentence for each."""

import pytest

from recovery_app.domain import passphrases
from recovery_app.errors import WrongInput


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1234567", "8 characters"),
        ("a" * 1001, "1,000"),
        ("four blue\nkettles", "line"),
        ("four blue\tkettles", "line"),
        ("four blue\x00kettles", "line"),
        ("four blue\u2028kettles", "line"),
        ("four blue \udcff kettles", "line"),
        (" " * 12, "seen"),
        ("\u200b\u200d\ufeff\u00a0" * 3, "seen"),
        ("\u3164\u2800" * 5, "seen"),
    ],
)
def test_what_cannot_be_typed_again_or_is_nothing_is_refused(text: str, words: str) -> None:
    with pytest.raises(WrongInput, match=words):
        passphrases.check(text)


@pytest.mark.parametrize(
    "text",
    [
        "four blue kettles",
        "vier blaue Kessel äöü",
        "四つの青いやかんです",
        "a" * 1000,
        "👩\u200d🔬" * 4,
    ],
)
def test_words_of_any_language_are_taken(text: str) -> None:
    passphrases.check(text)
