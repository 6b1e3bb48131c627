"""What is said of regions, in plain words."""

from collections.abc import Collection
from itertools import count

from PySide6.QtCore import QCoreApplication

from recovery_app.domain.regions import Role
from recovery_app.ui.photos.words import pose_name


def _tr(text: str) -> str:
    return QCoreApplication.translate("Regions", text)


def role_name(role: Role) -> str:
    """Name what a region is for."""
    return {
        Role.TREATED: _tr("Treated"),
        Role.REFERENCE: _tr("Own reference"),
        Role.SPOT: _tr("Spot"),
    }[role]


def draw_words(role: Role) -> str:
    """Say what drawing a region of that role is called."""
    return {
        Role.TREATED: _tr("Draw treated area"),
        Role.REFERENCE: _tr("Draw own reference"),
        Role.SPOT: _tr("Draw spot"),
    }[role]


def drawing_words(role: Role, corners: int) -> str:
    """Say what comes next while an outline is drawn."""
    if corners == 0:
        return {
            Role.TREATED: _tr("Click around the skin that is treated, corner by corner."),
            Role.REFERENCE: _tr(
                "Click around a patch of skin that is never treated and lies in the same light."
            ),
            Role.SPOT: _tr("Click closely around the spot; the skin beside it is its comparison."),
        }[role]
    if corners < 3:
        return _tr("Go on; an area needs three corners at least.")
    return _tr("Go on, or close it with a click on the first corner or with Enter.")


def without_photo(pose: str) -> str:
    """Say what to do where there is no photo to draw on."""
    if pose:
        return _tr(
            "There is no photo of the pose “{pose}” yet. Add one on the Photos page, or give one "
            "that is there this pose: areas are drawn on it once."
        ).format(pose=pose_name(pose))
    return _tr(
        "Areas are drawn on a photo whose pose is known: front, left, right. Open Photos, add some "
        "or select those that are there, and give them their pose."
    )


def next_name(role: Role, taken: Collection[str]) -> str:
    """Name a new region so that no other has that name."""
    name = role_name(role)
    numbers = (f"{name} {number}" for number in count(2))
    return name if name not in taken else next(one for one in numbers if one not in taken)
