"""Hearing from a Linux desktop that it locks its screen, over its own bus on this computer."""

import os
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

ADDRESS = "DBUS_SESSION_BUS_ADDRESS"
"""Where a desktop says how its programs reach each other."""

INTERFACES = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
    "org.kde.screensaver",
)
"""Desktops agree on the signal `ActiveChanged(bool)`, but not on the name under which it is sent."""

# The types of PySide6 6.11 say bytes here, and the function itself takes nothing but text.
_HEAR = cast("bytes", SLOT("hear(bool)"))


def tells() -> bool:
    """Whether a desktop may tell here: it has a bus, and that is a socket on this very computer.

    A bus may also be reached over the network; the program never does that.
    """
    ways = os.environ.get(ADDRESS, "").split(";")
    return all(way.startswith("unix:") for way in ways)


class ScreenLock(QObject):
    """Tells when the desktop locks its screen, from `begin` to `stop`.

    Nothing is sent but the wish to hear these signals. Where no bus is, or it goes away, nothing is
    ever told.
    """

    locked = Signal()
    """The desktop has locked its screen, or blanked it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._bus: QDBusConnection | None = None

    def begin(self) -> None:
        """Listen from now on."""
        if self._bus is not None or not tells():
            return
        # Only here: who has no lock never loads what speaks with a desktop. It is Qt's own
        # connection, which a window on a desktop has anyway.
        from PySide6.QtDBus import QDBusConnection

        self._bus = QDBusConnection.sessionBus()
        for name in INTERFACES:
            self._bus.connect("", "", name, "ActiveChanged", self, _HEAR)

    def stop(self) -> None:
        """Listen no more."""
        if self._bus is not None:
            for name in INTERFACES:
                self._bus.disconnect("", "", name, "ActiveChanged", self, _HEAR)
            self._bus = None

    @Slot(bool)
    def hear(self, active: bool) -> None:
        """Take what the desktop tells; that its screen is free again opens nothing."""
        if active:
            self.locked.emit()
