"""The layers hold: read this first to know what may stand where (docs/architecture.md)."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import HOMES, NETWORK, violations

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "recovery_app"

WITHOUT_QT = """
import importlib, pathlib, sys
for name in ("PySide6", "shiboken6", "pyqtgraph"):
    sys.modules[name] = None
root = pathlib.Path(sys.argv[1])
for layer in ("errors", "paths", "domain", "imaging", "storage", "services", "cli"):
    for path in sorted(root.glob(f"recovery_app/{layer}.py")) + sorted(
        root.glob(f"recovery_app/{layer}/**/*.py")
    ):
        parts = path.relative_to(root).with_suffix("").parts
        if "migrations" not in parts and parts[-1] != "__main__":
            importlib.import_module(".".join(p for p in parts if p != "__init__"))
print("ready")
"""


def test_every_module_keeps_to_its_layer():
    assert PACKAGE.is_dir()
    assert violations(PACKAGE) == []


def test_everything_below_the_window_starts_without_qt():
    answer = subprocess.run(
        [sys.executable, "-W", "error", "-c", WITHOUT_QT, str(ROOT)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (answer.returncode, answer.stdout) == (0, "ready\n"), answer.stderr


@pytest.mark.parametrize(
    ("place", "line", "complaint"),
    [
        ("domain/day.py", "import recovery_app.storage.rows", "may not import 'storage'"),
        ("domain/day.py", "from recovery_app import services", "may not import 'services'"),
        ("domain/day.py", "from ..storage import rows", "may not import 'storage'"),
        ("domain/__init__.py", "from ..ui import page", "may not import 'ui'"),
        ("domain/day.py", "def late():\n    from recovery_app.ui import page", "import 'ui'"),
        ("domain/day.py", "import numpy as np", "may not import numpy"),
        ("imaging/picture.py", "from recovery_app.storage import files", "import 'storage'"),
        ("imaging/picture.py", "import scipy", "may not import scipy"),
        ("storage/rows.py", "from recovery_app.imaging import picture", "import 'imaging'"),
        ("services/journal.py", "from PySide6.QtCore import QObject", "may not import PySide6"),
        ("services/journal.py", "import sqlite3", "may not import sqlite3"),
        ("services/journal.py", "from importlib import import_module\nimport_module('PIL')", "PIL"),
        ("ui/page.py", "from recovery_app.storage import rows", "may not import 'storage'"),
        ("cli/main.py", "from recovery_app.ui import page", "may not import 'ui'"),
        ("errors.py", "import recovery_app.domain", "may not import 'domain'"),
        ("utils.py", "", "is no layer"),
        ("ui/page.py", "import requests", "has no home"),
        ("ui/page.py", "try:\n    pass\nexcept Exception:\n    pass", "catches every exception"),
        (
            "ui/page.py",
            "try:\n    pass\nexcept (OSError, BaseException):\n    pass",
            "catches every",
        ),
        ("ui/page.py", "try:\n    pass\nexcept:\n    pass", "catches every exception"),
        *[("ui/page.py", f"import {name}", "no network code") for name in sorted(NETWORK)],
        ("ui/page.py", "from PySide6 import QtNetwork", "no network code"),
        ("ui/page.py", "from urllib.request import urlopen", "no network code"),
    ],
)
def test_a_breach_is_found(tmp_path: Path, place: str, line: str, complaint: str):
    bad = tmp_path / place
    bad.parent.mkdir(exist_ok=True)
    bad.write_text(f'"""What it is for."""\n{line}\n', encoding="utf-8")
    found = violations(tmp_path)
    assert len(found) == 1
    assert found[0].startswith(f"{place}:")
    assert complaint in found[0]


def test_a_module_without_a_docstring_is_found(tmp_path: Path):
    (tmp_path / "errors.py").write_text("import sys\n", encoding="utf-8")
    assert violations(tmp_path) == ["errors.py:1: has no docstring"]


def test_what_is_allowed_passes(tmp_path: Path):
    (tmp_path / "storage").mkdir()
    (tmp_path / "storage" / "rows.py").write_text(
        '"""Rows."""\n'
        "import sqlite3\n"
        "from sqlalchemy.orm import Mapped\n"
        "from recovery_app import __version__\n"
        "from recovery_app.domain.entries import Entry\n"
        "from . import tables\n"
        "try:\n    pass\nexcept BaseException:\n    print('undone')\n    raise\n",
        encoding="utf-8",
    )
    assert violations(tmp_path) == []


def test_every_home_is_a_package_that_the_project_asks_for():
    asked = (ROOT / "pyproject.toml").read_text(encoding="utf-8").lower().replace("-", "_")
    other_names = {
        "cv2": "opencv",
        "PIL": "pillow",
        "shiboken6": "pyside6",
        "sqlite3": "sqlalchemy",
    }
    for package in HOMES:
        assert other_names.get(package, package).lower() in asked
