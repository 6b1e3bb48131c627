"""Draws the program's one-colour icons in any colour, sharp on any screen."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

from recovery_app.paths import resource

Draw = Callable[[str, str, int, float], QPixmap]
"""Gives an icon by name, role of its colour, logical size and device pixels per logical one."""


def draw(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    """Draw an icon in a colour.

    Args:
        name: file name in `resources/icons` without its suffix.
        colour: takes the place of `currentColor` in the file.
        size: width and height in logical pixels.
        ratio: device pixels per logical one.
    """
    # Only here: loading it is not needed by tests and tools that show no icon.
    from PySide6.QtSvg import QSvgRenderer

    drawing = resource(f"icons/{name}.svg").read_bytes()
    drawing = drawing.replace(b"currentColor", colour.name().encode())
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing)).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


class TintedIcon(QIconEngine):
    """Draws an icon at the moment and size it is needed, in the theme of that moment.

    Args:
        drawn: gives the picture.
        name: the icon's name.
        role: role of its colour.
        copies: where copies are kept that Qt asks for.
    """

    def __init__(self, drawn: Draw, name: str, role: str, copies: list[QIconEngine]) -> None:
        super().__init__()
        self._drawn, self._name, self._role, self._copies = drawn, name, role, copies

    def clone(self) -> QIconEngine:
        """Serve a changed copy of the icon."""
        copy = TintedIcon(self._drawn, self._name, self._role, self._copies)
        # PySide leaves the copy to Python, which would free it under Qt's feet.
        self._copies.append(copy)
        return copy

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw into the middle of the rectangle."""
        side = min(rect.width(), rect.height())
        square = QRect(0, 0, side, side)
        square.moveCenter(rect.center())
        painter.drawPixmap(square, self._in(mode, side, painter.device().devicePixelRatio()))

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        """Draw for a screen of one device pixel per logical one."""
        return self._in(mode, min(size.width(), size.height()), 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float
    ) -> QPixmap:
        """Draw for a screen of `scale` device pixels per logical one."""
        return self._in(mode, min(size.width(), size.height()), scale)

    def _in(self, mode: QIcon.Mode, size: int, ratio: float) -> QPixmap:
        role = "edge" if mode == QIcon.Mode.Disabled else self._role
        return self._drawn(self._name, role, size, ratio)
