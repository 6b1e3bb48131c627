"""The switch in the rail that hides every photo, and says so while they are hidden."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.rail_sign import paint_sign
from recovery_app.ui.widgets.shapes import painter_of

KEY = "Ctrl+H"
ICON = 18
HEIGHT = 56


class HideButton(QAbstractButton):
    """An eye over “Hide photos”; while they are hidden, a closed one over “Photos hidden”."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(HEIGHT)
        self.show_hidden(look.veil.drawn)
        look.veil.changed.connect(self.show_hidden)

    def show_hidden(self, hidden: bool) -> None:
        """Say whether photos are hidden."""
        self.setChecked(hidden)
        self.setText(self.tr("Photos hidden") if hidden else self.tr("Hide photos"))
        tip = self.tr("Show photos again ({key})") if hidden else self.tr("Hide all photos ({key})")
        self.setToolTip(tip.format(key=KEY))
        self.setAccessibleDescription(self.toolTip())

    def sizeHint(self) -> QSize:
        """Fill the rail."""
        return QSize(75, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon over words, on a ground of their own while photos are hidden."""
        painter = painter_of(self)
        icon = "eye-off" if self.isChecked() else "eye"
        role = paint_sign(painter, self, self._look, icon, ICON, top=5)
        painter.setFont(self._look.font("small"))
        painter.setPen(self._look.theme.role(role))
        room = QRect(4, 24, self.width() - 8, 28)
        painter.drawText(
            room, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, self.text()
        )
