"""The command line: the same services as the window, for scripts, cron and whoever prefers it."""

import sys
from collections.abc import Sequence

from recovery_app.errors import RecoveryError


def run(arguments: Sequence[str]) -> int:
    """Do what the words say and return the exit status.

    0 is done, 1 an expected failure with its sentence on standard error, 2 wrong usage, 130 stopped
    with Ctrl+C. Everything else that goes wrong is a bug and is raised.
    """
    # Only here: the window is put together without argparse.
    from recovery_app.cli import saying
    from recovery_app.cli.arguments import parse

    saying.prepare()
    try:
        try:
            wish = parse(arguments)
            wish.do(wish)
        finally:
            saying.finish()
    except SystemExit as leaving:
        # That is argparse, after help (0) or a complaint (2).
        return leaving.code if isinstance(leaving.code, int) else 2
    except RecoveryError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0
