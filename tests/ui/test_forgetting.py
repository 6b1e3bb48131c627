"""No file dialog leaves behind where photos lie, and nothing else does either."""

import ast
import os
import subprocess
import sys
from pathlib import Path

UI = Path(__file__).parents[2] / "recovery_app" / "ui"

ASK = """
import sys
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMainWindow
from recovery_app.ui import forgetting

app = QApplication([])
if sys.argv[1] == "forget":
    forgetting.install()
window = QMainWindow()
window.show()
window.activateWindow()
timer = QTimer()
timer.timeout.connect(lambda: answer())

def answer():
    dialog = app.activeModalWidget()
    if dialog is not None:
        dialog.findChild(QLineEdit).setText(sys.argv[2] + "/face.jpg")
        dialog.accept()

def ask():
    timer.start(50)
    found, _ = QFileDialog.getOpenFileName(window, "Add photos", sys.argv[2])
    timer.stop()
    print(found, flush=True)
    # As a killed process would: nothing more is tidied up.
    QTimer.singleShot(50, lambda: __import__("os")._exit(0))

QTimer.singleShot(50, ask)
app.exec()
"""


def asked(home: Path, folder: Path, how: str) -> str:
    """Choose a photo in a real dialog of Qt's; return all that is written in the configuration."""
    done = subprocess.run(
        [sys.executable, "-c", ASK, how, str(folder)],
        cwd=UI.parents[1],
        env={**os.environ, "XDG_CONFIG_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout == f"{folder}/face.jpg\n", done.stderr
    return "\n".join(one.read_text() for one in home.rglob("*") if one.is_file())


def test_the_folder_of_chosen_photos_is_written_nowhere(tmp_path: Path):
    folder, home = tmp_path / "myface", tmp_path / "config"
    folder.mkdir()
    (folder / "face.jpg").write_bytes(b"")
    assert "myface" in asked(tmp_path / "other", folder, "keep"), "Qt keeps it by itself no more"
    assert "myface" not in asked(home, folder, "forget")


def test_what_other_programs_remember_stays(tmp_path: Path):
    folder, home = tmp_path / "myface", tmp_path / "config"
    folder.mkdir()
    (folder / "face.jpg").write_bytes(b"")
    elsewhere = tmp_path / "theirs"
    elsewhere.mkdir()
    (elsewhere / "face.jpg").write_bytes(b"")
    assert "theirs" in asked(home, elsewhere, "keep")
    told = asked(home, folder, "forget")
    assert "theirs" in told
    assert "myface" not in told


def test_the_clipboard_is_given_pictures_of_charts_and_numbers_alone():
    given: dict[str, set[str]] = {}
    for path in UI.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ".clipboard().set" in ast.unparse(call.func):
                name = path.relative_to(UI).as_posix()
                given.setdefault(name, set()).add(ast.unparse(call.func).rsplit(".", 1)[1])
    assert given == {"trends/save_menu.py": {"setImage"}, "trends/number_table.py": {"setText"}}


def test_the_window_remembers_its_place_and_its_library_and_no_more():
    keys: set[str] = set()
    for path in UI.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            said = ast.unparse(call) if isinstance(call, ast.Call) else ""
            if said.startswith("QSettings().setValue("):
                keys.add(said.removeprefix("QSettings().setValue(").split(",")[0])
    assert keys == {"GEOMETRY", "LAST_LIBRARY"}
