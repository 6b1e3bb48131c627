"""Measuring redness in photos from the terminal."""

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from recovery_app.cli import opening
from recovery_app.cli.saying import say, say_json
from recovery_app.cli.words import counted
from recovery_app.domain.photos import checked_pose

if TYPE_CHECKING:
    from recovery_app.domain.redness_series import Noise
    from recovery_app.domain.spot_series import SpotChange, SpotLine, SpotPoint, SpotSeries
    from recovery_app.services.library import Library
    from recovery_app.services.redness_lines import RednessLine, RednessPoint, RednessSeries


def photos_measure(wish: Namespace) -> None:
    """Measure the redness of photos that wait for it, and print every photo's number or why not."""
    pose = checked_pose(wish.pose)
    with opening.reading(wish) as library:
        drawn = library.regions.of_pose(pose)
        poses = (pose,) if pose else drawn.poses
        found = [_measured(library, one) for one in poses]
        # Without any photo that has a pose there is still something to say.
        missing = drawn.missing if not found else ""
    if wish.json:
        say_json({"poses": [_shape(series, now) for series, now in found]})
        return
    if missing:
        say(missing)
    for series, now in found:
        for line in _lines(series, now):
            say(line)


def _measured(library: "Library", pose: str) -> "tuple[RednessSeries, int]":
    """Measure what waits of a pose; return its series and how many photos were measured now."""
    if library.regions.of_pose(pose).measurable:
        wanted = {photo.id for photo in library.photos.every() if photo.pose == pose}
        library.alignment.work_through(only=wanted)
    now = library.redness.work_through(pose)
    return library.redness.series(pose), now


def _lines(series: "RednessSeries", now: int) -> list[str]:
    if not (series.lines or series.refused or series.unreadable or series.spots):
        return [f"{series.pose}: {series.missing}"]
    said = [f"{series.pose}: {counted(now, 'photo')} measured now."]
    if series.missing:
        said.append(series.missing)
    for number, line in enumerate(series.lines):
        if number:
            said.append(f"Not to be compared with those above: other {_breaks(line)}.")
        said.append(f"Against {_basis(line)}:")
        said += [_point(point) for point in line.points]
        said.append(_chance(line.noise))
    for photo, reasons in series.refused:
        why = " ".join(reason.sentence for reason in reasons)
        said.append(f"{photo.taken_at:%Y-%m-%d %H:%M}  no number: {why}")
    for photo, why in series.unreadable:
        said.append(f"{photo.taken_at:%Y-%m-%d %H:%M}  no number: {why}")
    for spot in series.spots:
        said += _spot_lines(spot)
    return said


def _basis(line: "RednessLine") -> str:
    if line.basis.value == "baseline":
        return "the last photos before the first session"
    return "your own untreated skin (there is no baseline from before the first session)"


def _breaks(line: "RednessLine | SpotLine") -> str:
    words = {"camera": "camera", "regions": "areas", "method": "method", "card": "colour card"}
    return " and ".join(words[one.value] for one in line.broken_by)


def _point(point: "RednessPoint") -> str:
    place = "" if point.session is None else f"  day {point.day} after session {point.session}"
    care = _care(point)
    return (
        f"{point.at:%Y-%m-%d %H:%M}  Δa* {point.delta_a:+.1f} ± {point.delta_a_error:.1f}"
        f"  ΔEI {point.delta_ei:+.1f} ± {point.delta_ei_error:.1f}{place}{care}"
    )


def _care(point: "RednessPoint | SpotPoint") -> str:
    card = "  Colours corrected by the colour card." if point.corrected else ""
    return card + "".join(f"  {reason.sentence}" for reason in point.reasons)


def _spot_lines(spot: "SpotSeries") -> list[str]:
    said = [f"{spot.name}, against the skin around it:"]
    if not spot.lines:
        said.append("It could be measured on no photo.")
    for line in spot.lines:
        if line.broken_by:
            said.append(f"Not to be compared with those above: other {_breaks(line)}.")
        for point in line.points:
            one = point.contrast
            said.append(
                f"{point.at:%Y-%m-%d %H:%M}  ΔL* {one.delta_l:+.1f} ± {one.delta_l_error:.1f}"
                f"  ΔE₀₀ {one.delta_e:.1f} ± {one.delta_e_error:.1f}{_care(point)}"
            )
        if line.change is not None:
            said.append(_spot_change(line.change))
    return said


def _spot_change(change: "SpotChange") -> str:
    said = {None: "", True: " (more than chance)", False: " (may be chance)"}
    return (
        f"Since {change.since:%Y-%m-%d}:"
        f"  ΔL* {change.delta_l:+.1f} ± {change.delta_l_error:.1f}{said[change.beyond_l]}"
        f"  ΔE₀₀ {change.delta_e:+.1f} ± {change.delta_e_error:.1f}{said[change.beyond_e]}"
    )


def _chance(noise: "Noise | None") -> str:
    if noise is None:
        return "How much is chance is not known: take three shots in one minute."
    return (
        f"Shots of one minute differ by up to Δa* {noise.change_a:.1f}, ΔEI {noise.change:.1f};"
        " less than that may be chance."
    )


def _shape(series: "RednessSeries", now: int) -> dict[str, Any]:
    return {
        "pose": series.pose,
        "missing": series.missing or None,
        "measured": now,
        "waiting": series.waiting,
        "lines": [_line_shape(line) for line in series.lines],
        "refused": [
            {
                "photo": photo.id,
                "at": photo.taken_at.isoformat(),
                "reasons": [reason.value for reason in reasons],
                "why": " ".join(reason.sentence for reason in reasons),
            }
            for photo, reasons in series.refused
        ]
        + [
            {"photo": photo.id, "at": photo.taken_at.isoformat(), "reasons": [], "why": why}
            for photo, why in series.unreadable
        ],
        "spots": [_spot_shape(spot) for spot in series.spots],
    }


def _line_shape(line: "RednessLine") -> dict[str, Any]:
    noise = line.noise
    return {
        "basis": line.basis.value,
        "broken_by": [one.value for one in line.broken_by],
        "noise": None
        if noise is None
        else {
            "delta_ei_sd": noise.sd,
            "delta_ei_change": noise.change,
            "delta_a_sd": noise.sd_a,
            "delta_a_change": noise.change_a,
            "repeats": noise.repeats,
        },
        "points": [
            {
                "photo": point.photo.id,
                "at": point.at.isoformat(),
                "day": point.day,
                "session": point.session,
                "delta_ei": round(point.delta_ei, 3),
                "delta_ei_error": round(point.delta_ei_error, 3),
                "delta_a": round(point.delta_a, 3),
                "delta_a_error": round(point.delta_a_error, 3),
                "reasons": [reason.value for reason in point.reasons],
                "changed": point.changed,
                "colour_card": point.corrected,
            }
            for point in line.points
        ],
    }


def _spot_shape(spot: "SpotSeries") -> dict[str, Any]:
    return {
        "region": spot.region_id,
        "name": spot.name,
        "lines": [
            {
                "broken_by": [one.value for one in line.broken_by],
                "points": [
                    {
                        "photo": point.photo_id,
                        "at": point.at.isoformat(),
                        "delta_l": round(point.contrast.delta_l, 3),
                        "delta_l_error": round(point.contrast.delta_l_error, 3),
                        "delta_e": round(point.contrast.delta_e, 3),
                        "delta_e_error": round(point.contrast.delta_e_error, 3),
                        "reasons": [reason.value for reason in point.reasons],
                        "colour_card": point.corrected,
                        "near_session": point.near_session,
                    }
                    for point in line.points
                ],
                "least_change": None
                if line.noise is None
                else {
                    "delta_l": round(line.noise.change_l, 3),
                    "delta_e": round(line.noise.change_e, 3),
                    "repeats": line.noise.repeats,
                },
                "change": None if line.change is None else _change_shape(line.change),
            }
            for line in spot.lines
        ],
        "without": [
            {
                "photo": one.photo_id,
                "at": one.at.isoformat(),
                "reasons": [reason.value for reason in one.reasons],
            }
            for one in spot.without
        ],
    }


def _change_shape(change: "SpotChange") -> dict[str, Any]:
    return {
        "since": change.since.isoformat(),
        "delta_l": round(change.delta_l, 3),
        "delta_l_error": round(change.delta_l_error, 3),
        "delta_e": round(change.delta_e, 3),
        "delta_e_error": round(change.delta_e_error, 3),
        "beyond_l": change.beyond_l,
        "beyond_e": change.beyond_e,
    }
