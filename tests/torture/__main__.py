"""Runs the trials and prints what they met: `make torture`, or `python -m tests.torture fuzz`.

Each trial ends with its counts or with the first thing that did not hold; `--write FILE` keeps the
counts in a page.
"""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.bench import machine
from tests.torture import report
from tests.torture.trials import SEED, TRIALS, WINDOW, try_one


def main() -> int:
    """Run the trials that are named, or all of them but the one through the window."""
    asked = _arguments()
    print(f"seed {SEED}", report.HEAD, sep="\n\n", flush=True)
    begun = time.monotonic()
    # Two at a time, each in a process that begins anew: none changes what another one finds.
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as workers:
        outcomes = list(workers.map(try_one, asked.trials or TRIALS, chunksize=1))
    minutes = (time.monotonic() - begun) / 60
    failed = [one.name for one in outcomes if one.failed]
    print(f"\n{minutes:.1f} minutes", *(f"FAILED: {name}" for name in failed), sep="\n")
    if asked.write and not failed:
        said = f"on {machine.described()}, seed {SEED}, in {minutes:.0f} minutes"
        report.write(asked.write, outcomes, said)
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.torture", description=__doc__)
    parser.add_argument("trials", nargs="*", choices=[[], *TRIALS, WINDOW], metavar="TRIAL")
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep the counts in a page")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
