"""Another process that brings an archive in, to be killed by `test_merging_killed.py`.

A parent forks for each line that it reads, so that Python and SQLAlchemy load once.
"""

import os
import sys
from contextlib import closing
from pathlib import Path

from recovery_app.services import library as libraries


def main() -> None:
    """Fork for each line of standard input: library and archive."""
    with closing(libraries.open_library(Path(sys.argv[1]))) as loading:
        _ = loading.merging  # what it needs loads before the first fork
    os.write(1, b"ready\n")
    for line in sys.stdin:
        folder, archive = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            with closing(libraries.open_library(Path(folder))) as library:
                os.write(1, f"pid {os.getpid()}\n".encode())
                library.merging.merge(Path(archive))
            os._exit(0)
        os.waitpid(child, 0)
        os.write(1, b"over\n")


if __name__ == "__main__":
    main()
