"""Her own words, checked before they are written down."""

from recovery_app.errors import WrongInput

LIMIT = 1_000_000
"""Characters of a text; a longer one is a file dropped by mistake."""


def checked_text(text: str) -> str:
    """Return the text if it can be kept, else raise `WrongInput`."""
    if len(text) > LIMIT:
        raise WrongInput("This text is longer than a million characters.")
    if "\0" in text:
        raise WrongInput("A text cannot hold the character NUL.")
    try:
        text.encode()
    except UnicodeEncodeError:
        # A command line that is not UTF-8 arrives as half characters, which no file can hold.
        raise WrongInput("This text holds characters that cannot be kept.") from None
    return text


def name_of(file_name: str) -> str:
    """Return a file's name as text that can be kept; what is not text in it becomes “?”."""
    return file_name.encode(errors="replace").decode()
