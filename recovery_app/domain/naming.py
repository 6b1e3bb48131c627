"""The names of symptoms, concerns and kinds of session where they stand within a sentence."""

from typing import Protocol


class Named(Protocol):
    """What she can name: a symptom, a concern, a kind of session."""

    @property
    def slug(self) -> str:
        """The command line's word."""
        ...

    @property
    def name(self) -> str:
        """The window's words; empty where only the slug is known."""
        ...

    @property
    def own(self) -> bool:
        """Whether she gave it its name."""
        ...


def within_sentence(one: Named) -> str:
    """Write a name as it stands within a sentence: “pico toning”, but “IPL” and “Er:YAG”.

    Only an ordinary capitalised word at its beginning is written small. Her own names stay as she
    wrote them.
    """
    name = one.name or one.slug
    first = name.partition(" ")[0].rstrip(",")
    if one.own or not (first[1:].isalpha() and first.istitle()):
        return name
    return name[0].lower() + name[1:]
