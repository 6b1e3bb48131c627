"""A desktop's bus of its own for a test: a real `dbus-daemon`, and who sends signals over it."""

import os
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage

CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>"""


@contextmanager
def bus(folder: Path) -> Generator[tuple[str, "subprocess.Popen[str]"]]:
    """Run a bus in a folder; give its address and its process."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("dbus-daemon is not installed")
    config = folder / "bus.conf"
    config.write_text(CONFIG.format(socket=folder / "bus"))
    daemon = subprocess.Popen(
        [program, "--nofork", "--print-address", f"--config-file={config}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # it would like more open files than some machines allow
        text=True,
    )
    try:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        assert address, "dbus-daemon did not start"
        yield address, daemon
    finally:
        daemon.terminate()
        daemon.communicate()


class Desktop:
    """What locks the screen and tells so, as its own program on the bus."""

    def __init__(self, address: str) -> None:
        self._name = f"desktop-{os.urandom(4).hex()}"
        self._bus = QDBusConnection.connectToBus(address, self._name)
        assert self._bus.isConnected(), self._bus.lastError().message()

    def tell(self, *, locked: bool, interface: str = "org.gnome.ScreenSaver") -> None:
        """Tell everyone that the screen is locked, or free again."""
        path = "/" + interface.replace(".", "/")
        message = QDBusMessage.createSignal(path, interface, "ActiveChanged")
        message.setArguments([locked])
        assert self._bus.send(message)

    def leave(self) -> None:
        """Go from the bus."""
        QDBusConnection.disconnectFromBus(self._name)
