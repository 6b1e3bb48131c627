"""The command line's words as numbers and amounts, each with a sentence where they are none."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from recovery_app.errors import WrongInput

WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
"""A whole number in plain digits; longer ones are on no scale."""


def whole(text: str) -> int:
    """Read a whole number, else raise `WrongInput`."""
    if not WHOLE.fullmatch(text):
        raise WrongInput(f"“{text}” is not a whole number.")
    return int(text)


def numbers(words: Sequence[str]) -> dict[str, int]:
    """Read words such as `redness=3` into name and number.

    Raises:
        WrongInput: if one has no number, or a name comes twice.
    """
    found: dict[str, int] = {}
    for word in words:
        name, equals, number = word.partition("=")
        if not (name and equals and WHOLE.fullmatch(number)):
            raise WrongInput(f"“{word}” does not say which whole number; write NAME=NUMBER.")
        if name in found:
            raise WrongInput(f"“{name}” is named twice.")
        found[name] = int(number)
    return found


def amount(text: str) -> Decimal:
    """Read an amount of money with all its digits, else raise `WrongInput`."""
    try:
        return Decimal(text)
    except InvalidOperation:
        raise WrongInput(f"“{text}” is not an amount; write it like 450 or 450.50.") from None
