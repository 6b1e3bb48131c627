"""The window systems on which a start can be measured here."""

import os
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def xvfb() -> Generator[str]:
    """Give the name of a screen without a monitor; empty where Xvfb is not installed."""
    server = shutil.which("Xvfb")
    if server is None:
        yield ""
        return
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [server, "-displayfd", str(writing), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        yield f":{number}" if number else ""
    finally:
        process.terminate()
        process.wait()
