"""`python -m recovery_app` is `recovery-app`."""

import sys

from recovery_app.app import main

if __name__ == "__main__":
    sys.exit(main())
