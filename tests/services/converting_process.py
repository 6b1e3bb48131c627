"""Another process that turns the encryption on or off and is killed at a given step.

A parent forks a child for each line "FOLDER WAY STEP" that it reads and says how that one ended:
`killed`, or `done` and how many steps there are where that one was not among them.
"""

import os
import signal
import sys
from importlib import import_module
from pathlib import Path

from recovery_app.services import vault
from tests.services.locked import PASSPHRASE, QUICK

STEPS = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "sqlite3.connect"}
"""What changes the disk announces itself by one of these; the child dies right before it."""


def convert(folder: Path, way: str, step: int) -> int:
    """Turn the encryption on or off and return in how many steps, or die before one of them."""
    seen = 0

    def count(event: str, _arguments: object) -> None:
        nonlocal seen
        if event in STEPS:
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    if way == "on":
        vault.turn_on(folder, PASSPHRASE, cost=QUICK)
    else:
        vault.turn_off(folder, PASSPHRASE)
    return seen


def main() -> None:
    """Serve until nobody asks any more."""
    for module in ("sqlcipher3.dbapi2", "recovery_app.storage.conversion"):
        import_module(module)  # loaded once, for all children
    print("ready", flush=True)
    for line in sys.stdin:
        folder, way, step = line.rsplit(maxsplit=2)
        child = os.fork()
        if child == 0:
            print("done", convert(Path(folder), way, int(step)), flush=True)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status != 0:
            print("killed" if os.WIFSIGNALED(status) else "failed", flush=True)


if __name__ == "__main__":
    main()
