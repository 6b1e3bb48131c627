"""The words over the photos of a comparison."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from recovery_app.ui.theme import Look

PARTED = " · "


def paint_caption(
    painter: QPainter, look: Look, caption: tuple[str, str], area: QRectF, *, at_right: bool
) -> None:
    """Paint what is said of a photo on a quiet ground, low in its area."""
    room = int(area.width() - 28 - 24)
    lines, width = list[tuple[QFont, str]](), 0
    for role, words in zip(("caption_strong", "caption"), caption, strict=True):
        font = look.font(role)
        metrics = QFontMetrics(font)
        for line in packed(words, metrics, room):
            lines.append((font, line))
            width = max(width, metrics.horizontalAdvance(line))
    width += 24
    height = 12 + 19 * len(lines)
    left = area.right() - 14 - width if at_right else area.left() + 14
    box = QRectF(left, area.bottom() - 14 - height, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(38, 37, 44, 205))
    painter.drawRoundedRect(box, 8, 8)
    painter.setPen(QColor("white"))
    for row, (font, line) in enumerate(lines):
        painter.setFont(font)
        text = QRectF(box.left() + 12, box.top() + 6 + 19 * row, width - 24, 19)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, line)


def packed(words: str, metrics: QFontMetrics, room: int) -> list[str]:
    """Lay the parts of a caption into lines; only a piece that is too long by itself is cut."""
    lines = list[str]()
    for part in _pieces(words, metrics, room):
        longer = f"{lines[-1]}{PARTED}{part}" if lines else part
        if lines and metrics.horizontalAdvance(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(metrics.elidedText(part, Qt.TextElideMode.ElideRight, room))
    return lines


def _pieces(words: str, metrics: QFontMetrics, room: int) -> list[str]:
    """Part a caption where it says so, and where a part has no room, at its comma too."""
    pieces = list[str]()
    for part in filter(None, words.split(PARTED)):
        before, comma, after = part.partition(", ")
        if comma and metrics.horizontalAdvance(part) > room:
            pieces += [f"{before},", after]
        else:
            pieces.append(part)
    return pieces
