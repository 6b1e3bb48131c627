"""The page comes at once: what takes long to load is loaded on a lane."""

import subprocess
import sys

PROBE = """
import sys
import recovery_app.ui.trends.page
print(*(name for name in ("scipy", "sqlalchemy", "alembic", "PIL") if name in sys.modules))
"""


def test_the_page_itself_loads_neither_scipy_nor_the_database() -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ""
