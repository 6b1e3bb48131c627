"""What this program is, its version, and whose work it stands on."""

import platform
from importlib.metadata import PackageNotFoundError, metadata

from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from recovery_app import __version__
from recovery_app.ui.settings.section import Section
from recovery_app.ui.theme import Look

PACKAGES = (
    "PySide6-Essentials",
    "PySide6-Addons",
    "shiboken6",
    "SQLAlchemy",
    "alembic",
    "Mako",
    "MarkupSafe",
    "typing-extensions",
    "sqlcipher3",
    "cryptography",
    "cffi",
    "pycparser",
    "pillow",
    "pi-heif",
    "numpy",
    "scipy",
    "pyqtgraph",
    "colorama",
    "opencv-contrib-python-headless",
    "av",
    "platformdirs",
)
"""All that requirements.txt brings along for the program, in the order of what is shown."""

BEYOND = {"av": "; x264 and x265, which its wheels bring, are under the GPL"}
"""What a package brings along and does not say of itself (docs/decisions/0029)."""


UNSAID = {
    "colorama": "BSD-3-Clause",
    "sqlcipher3": "Zlib; SQLCipher in it BSD-3-Clause, OpenSSL in it Apache-2.0",
}
"""Licences that a package brings as a text alone (docs/decisions/0032)."""


class AboutSection(Section):
    """Version, promise and licences."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.begin(
            self.tr("About"),
            self.tr(
                "Recovery {version}. It writes down what you see and feel; it does not diagnose, "
                "and it never connects to any network."
            ).format(version=__version__),
        )
        self._licences = QPlainTextEdit()
        self._licences.setReadOnly(True)
        self._licences.setAccessibleName(self.tr("Versions and licences"))
        self._licences.setFixedHeight(190)
        self._licences.hide()
        show = QPushButton(self.tr("Versions and licences"))
        show.clicked.connect(self._show)
        self.add_row(show)
        self.body.addWidget(self._licences)

    def _show(self) -> None:
        if not self._licences.toPlainText():
            lines = [f"Recovery {__version__}: MIT", f"Python {platform.python_version()}: PSF"]
            self._licences.setPlainText("\n".join(lines + [_licence_of(one) for one in PACKAGES]))
        self._licences.setVisible(self._licences.isHidden())


def _licence_of(package: str) -> str:
    """Read what the installed package says of itself."""
    try:
        facts = metadata(package)
    except PackageNotFoundError:
        return package
    named = [facts[key] for key in ("License-Expression", "License") if key in facts]
    said = named[0].splitlines()[0] if named and named[0] else UNSAID.get(package, "?")
    return f"{package} {facts['Version']}: {said}{BEYOND.get(package, '')}"
