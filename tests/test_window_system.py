"""Qt draws a window here: off screen always, and on a real screen where one can be had."""

import os
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

SHOWN = """
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

app = QApplication([])
label = QLabel("Redness")
label.show()
exposed = QTest.qWaitForWindowExposed(label)
print(QGuiApplication.platformName(), exposed, label.grab().toImage().isNull())
"""


def test_a_window_with_words_is_drawn_off_screen(qtbot: QtBot):
    label = QLabel("Redness")
    qtbot.addWidget(label)
    empty = QLabel("")
    qtbot.addWidget(empty)
    for one in (label, empty):
        one.resize(200, 40)
    assert label.grab().toImage() != empty.grab().toImage(), "there is no font to draw words with"


@pytest.mark.screen
def test_a_window_opens_on_a_real_screen(xvfb: str):
    answer = subprocess.run(
        [sys.executable, "-c", SHOWN],
        env={**os.environ, "DISPLAY": xvfb, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (answer.returncode, answer.stdout) == (0, "xcb True False\n"), answer.stderr
