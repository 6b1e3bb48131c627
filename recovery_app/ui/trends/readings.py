"""What the page reads from the library, off the GUI thread."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recovery_app.domain.sessions import Numbered
from recovery_app.domain.symptoms import Symptom
from recovery_app.services.library import Library

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.trends import GroupChart, RecoveryChart


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person wants to see; the answer to another wish is dropped.

    Attributes:
        symptom: slug; empty for the first one.
        session: id; empty for the latest one.
        view: what of the recovery, a key of `RecoveryView.views`.
    """

    symptom: str = ""
    session: str = ""
    view: str = "curves"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the recovery shows, read together, so that its faces never disagree.

    Attributes:
        wanted: what was asked for.
        symptoms: all that can be drawn, in her order.
        sessions: all of them, first to last.
        recovery: the chart of the symptom after the session.
        small: the charts of all symptoms, where they are shown; else empty.
        groups: the symptom after each kind and device, where they are compared; else empty.
        before: without any session a symptom that was rated all the same; else None.
    """

    wanted: Wanted
    symptoms: tuple[Symptom, ...]
    sessions: tuple[Numbered, ...]
    recovery: "RecoveryChart"
    small: "tuple[RecoveryChart, ...]" = ()
    groups: "tuple[GroupChart, ...]" = ()
    before: Symptom | None = None

    @property
    def running(self) -> bool:
        """Whether the recovery shown is that of the latest session."""
        curves = self.recovery.curves
        return bool(curves) and curves[-1].recovery.numbered == self.sessions[-1]


def read(library: Library, wanted: Wanted) -> Reading:
    """Read what the recovery shows; what is gone gives way to the first or the latest.

    Args:
        library: whose diary.
        wanted: what the person wants to see.
    """
    symptoms = tuple(library.trends.rated_symptoms())
    sessions = tuple(library.sessions.every())
    slugs = [one.slug for one in symptoms]
    slug = wanted.symptom if wanted.symptom in slugs else slugs[0]
    number = next((one.number for one in sessions if one.session.id == wanted.session), None)
    small = library.trends.all_symptoms(number) if wanted.view == "symptoms" else ()
    same = next((one for one in small if one.symptom.slug == slug), None)
    return Reading(
        wanted,
        symptoms,
        sessions,
        same or library.trends.recovery(slug, number, halved=wanted.view == "table"),
        small,
        library.trends.groups(slug) if wanted.view == "groups" else (),
        None if sessions else library.trends.first_rated(),
    )
