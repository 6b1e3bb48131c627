"""Groups of sessions side by side: two kinds, or two devices, and how the skin went after each.

A difference between two groups is told, never explained: sessions differ in more than their kind.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from recovery_app.domain.recovery import (
    BAND_NEEDS,
    BandDay,
    Expected,
    Recovery,
    StillOpen,
    band,
    clear_days,
    still_open,
)


class By(StrEnum):
    """What the sessions of a group share."""

    KIND = "kind"
    DEVICE = "device"


class Verdict(StrEnum):
    """How two groups compare by the days on which they were clear."""

    TOO_FEW = "too-few"
    OVERLAP = "overlap"
    EARLIER = "earlier"
    LATER = "later"
    UNSEEN = "unseen"
    """Those seen clear differ, but others were not seen clear and could overturn it."""


@dataclass(frozen=True, slots=True)
class Group:
    """The sessions of one kind or with one device, and one symptom after them.

    Attributes:
        by: what they share.
        key: slug of the kind, or name of the device.
        name: the window's words.
        recoveries: first to last.
        band: where they lay, day by day.
        clear: from which to which day they were clear, with n; None where none was seen to be.
    """

    by: By
    key: str
    name: str
    recoveries: tuple[Recovery, ...]
    band: tuple[BandDay, ...]
    clear: Expected | None

    @property
    def rated(self) -> int:
        """How many of the sessions have a rating."""
        return sum(1 for one in self.recoveries if one.points)

    @property
    def still_open(self) -> tuple[StillOpen, ...]:
        """The sessions that were not clear when last seen above."""
        return still_open(self.recoveries)

    @property
    def peaks(self) -> tuple[int, int] | None:
        """The lowest and the highest peak."""
        found = [one.peak.value for one in self.recoveries if one.peak]
        return (min(found), max(found)) if found else None

    @property
    def measured(self) -> int:
        """How many of the sessions have an area."""
        return sum(1 for one in self.recoveries if one.area_0_7 is not None)

    @property
    def areas(self) -> tuple[float, float] | None:
        """The least and the greatest area of days 0–7, of those that have one."""
        found = [one.area_0_7 for one in self.recoveries if one.area_0_7 is not None]
        return (min(found), max(found)) if found else None


def groups(recoveries: Sequence[Recovery]) -> tuple[Group, ...]:
    """Return the groups that can be compared: kinds, then devices, each by its first session.

    Sessions without a device are in no group of devices.
    """
    kinds: dict[str, list[Recovery]] = {}
    devices: dict[str, list[Recovery]] = {}
    for one in recoveries:
        session = one.numbered.session
        kinds.setdefault(session.kind, []).append(one)
        if session.device:
            devices.setdefault(session.device, []).append(one)
    return (
        *(_group(By.KIND, key, of[0].numbered.kind.name, of) for key, of in kinds.items()),
        *(_group(By.DEVICE, key, key, of) for key, of in devices.items()),
    )


def verdict(one: Group, other: Group) -> Verdict:
    """Say whether the first group was clear on other days than the second.

    Only where each has three sessions that were seen clear and no day of one fits the other, nor
    any day on which a session that was not seen clear may have become so.
    """
    if one.clear is None or other.clear is None or min(one.clear.n, other.clear.n) < BAND_NEEDS:
        return Verdict.TOO_FEW
    if one.clear.high < other.clear.low:
        return Verdict.UNSEEN if _could_overlap(one, other) else Verdict.EARLIER
    if one.clear.low > other.clear.high:
        return Verdict.UNSEEN if _could_overlap(other, one) else Verdict.LATER
    return Verdict.OVERLAP


def _could_overlap(sooner: Group, later: Group) -> bool:
    """Say whether a session not seen clear may have become so on a day that fits the other group.

    One of the sooner group may have at any later time; one of the later group from the day after
    it was last above.
    """
    if any(one.unseen for one in sooner.recoveries):
        return True
    latest = max(one.clear_day.high for one in sooner.recoveries if one.clear_day)
    return any(
        one.unseen and (-1 if one.not_clear_by is None else one.not_clear_by) < latest
        for one in later.recoveries
    )


def _group(by: By, key: str, name: str, of: Iterable[Recovery]) -> Group:
    recoveries = tuple(of)
    return Group(by, key, name, recoveries, band(recoveries), clear_days(recoveries))
