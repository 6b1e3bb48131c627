"""What is announced after something was saved, so that whoever shows it can read it again."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Topic(StrEnum):
    """What kind of thing was saved."""

    ENTRY = "entry"
    SESSION = "session"
    REVIEW = "review"
    PHOTO = "photo"
    ALIGNMENT = "alignment"
    REGION = "region"
    MEASUREMENT = "measurement"
    CATALOGUE = "catalogue"
    SETTINGS = "settings"
    BACKUP = "backup"


class Change(NamedTuple):
    """Something was saved.

    Attributes:
        topics: what kinds of things.
        days: the local days concerned; empty means any.
    """

    topics: frozenset[Topic]
    days: frozenset[date] = frozenset()

    def touches(self, *topics: Topic) -> bool:
        """Whether any of the topics was saved."""
        return bool(self.topics.intersection(topics))


EVERYTHING = Change(frozenset(Topic))
"""Announced when another process wrote: nobody knows what."""


def saved(topic: Topic, *days: date) -> Change:
    """Return the change that says: this was saved for these days."""
    return Change(frozenset({topic}), frozenset(days))
