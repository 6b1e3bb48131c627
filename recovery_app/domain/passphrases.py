"""What may be a passphrase: typed again on any keyboard, and not seen through at once."""

import unicodedata

from recovery_app.errors import WrongInput

SHORTEST, LONGEST = 8, 1000
"""Characters; a few words that do not belong together are better than signs."""

_NEVER_TYPED = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode's categories of control characters, halves of characters, and breaks."""
_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Fillers, which Unicode counts among letters and signs although nothing of them is seen."""


def check(passphrase: str) -> None:
    """Refuse what cannot be a new passphrase; what opens a library already is not asked here.

    Raises:
        WrongInput: with the reason.
    """
    if len(passphrase) < SHORTEST:
        raise WrongInput(
            f"A passphrase needs {SHORTEST} characters or more; four or five words that do not"
            " belong together are easy to remember and hard to guess."
        )
    if len(passphrase) > LONGEST:
        raise WrongInput(f"A passphrase has no more than {LONGEST:,} characters.")
    if any(unicodedata.category(one) in _NEVER_TYPED for one in passphrase):
        raise WrongInput(
            "A passphrase is one line of ordinary characters, without line breaks or tabs."
        )
    if not any(_is_seen(one) for one in passphrase):
        raise WrongInput("A passphrase needs characters that can be seen, not only blanks.")


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and character not in _UNSEEN
