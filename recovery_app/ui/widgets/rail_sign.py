"""What stands on the rail: an icon, on the soft accent while it is chosen."""

from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractButton

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.shapes import CONTROL, ring, rounded


def paint_sign(
    painter: QPainter, button: QAbstractButton, look: Look, icon: str, side: int, top: int
) -> str:
    """Paint the ground and the icon of a button of the rail.

    Args:
        painter: of the button.
        button: checked while it is chosen.
        look: gives colours and icons.
        icon: its name.
        side: of the icon, in pixels.
        top: pixels above the icon.

    Returns:
        The role of the colour that its words have.
    """
    theme, chosen, over = look.theme, button.isChecked(), button.underMouse()
    if chosen:
        rounded(painter, button.rect(), CONTROL, theme.accent_soft)
    elif over:
        ground = QColor(theme.ink)
        ground.setAlphaF(0.1 if button.isDown() else 0.05)
        rounded(painter, button.rect(), CONTROL, ground)
    if button.hasFocus():
        ring(painter, button.rect(), CONTROL, theme.accent)
    role = "accent" if chosen else "ink" if over else "muted"
    sign = look.pixmap(icon, role, side, button.devicePixelRatioF())
    painter.drawPixmap((button.width() - side) // 2, top, sign)
    return role
