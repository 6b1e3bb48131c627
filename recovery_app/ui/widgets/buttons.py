"""Buttons of three weights: the one thing to do, something to do, and a mere sign."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from recovery_app.ui.theme import Look, blend
from recovery_app.ui.widgets.shapes import CONTROL, painter_of, ring, rounded, words

HEIGHT = 36
ICON = 18


class _WordButton(QPushButton):
    """A push button that paints itself in roles of the theme; a real one to everybody else."""

    side = 16
    word_role = ""

    def __init__(
        self, look: Look, text: str, parent: QWidget | None = None, *, icon: str = ""
    ) -> None:
        super().__init__(text, parent)
        self._look = look
        self.setFont(look.font("strong"))
        if icon:
            self.setIcon(look.icon(icon, self.word_role))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Make room for icon and words."""
        wide = QFontMetrics(self._look.font("strong")).horizontalAdvance(self.text())
        icon = 0 if self.icon().isNull() else ICON + 8
        return QSize(wide + icon + 2 * self.side, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as well as with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def pressed_by(self) -> float:
        """Tell how far the ground answers to pointer and press: 0 not at all, 1 fully."""
        return 1.0 if self.isDown() else 0.45 if self.underMouse() and self.isEnabled() else 0.0

    def paint_words(self, painter: QPainter, ink: QColor) -> None:
        """Write icon and words into the middle."""
        rect = self.rect()
        painter.setFont(self._look.font("strong"))
        painter.setPen(ink)
        if self.icon().isNull():
            words(painter, rect, self.text())
            return
        left = (rect.width() - self.sizeHint().width()) // 2 + self.side - 2
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        self.icon().paint(painter, QRect(left, (HEIGHT - ICON) // 2, ICON, ICON), mode=mode)
        left += ICON + 8
        words(painter, rect.adjusted(left, 0, 0, 0), self.text(), Qt.AlignmentFlag.AlignLeft)


class PrimaryButton(_WordButton):
    """The one thing to do on a page."""

    word_role = "on_accent"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the accent and the words on it."""
        theme = self._look.theme
        painter = painter_of(self)
        if not self.isEnabled():
            rounded(painter, self.rect(), CONTROL, theme.line)
            self.paint_words(painter, theme.muted)
            return
        fill = blend(theme.accent, theme.ink, 0.22 * self.pressed_by())
        rounded(painter, self.rect(), CONTROL, fill)
        if self.hasFocus():
            ring(painter, self.rect().adjusted(3, 3, -3, -3), CONTROL - 3, theme.on_accent)
        self.paint_words(painter, theme.on_accent)


class QuietButton(_WordButton):
    """Something to do that does not ask for attention: words in the accent, no ground."""

    side = 10
    word_role = "accent"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words, and a ground only under the pointer."""
        theme = self._look.theme
        painter = painter_of(self)
        if self.pressed_by():
            ground = QColor(theme.accent)
            ground.setAlphaF(0.16 * self.pressed_by())
            rounded(painter, self.rect(), CONTROL, ground)
        if self.hasFocus():
            ring(painter, self.rect(), CONTROL, theme.accent)
        faint = blend(theme.surface, theme.muted, 0.55)
        self.paint_words(painter, theme.accent if self.isEnabled() else faint)


class IconButton(QAbstractButton):
    """A mere sign, such as the arrow to the next day.

    Args:
        look: colours and icons.
        icon: the icon's name.
        name: what it does, shown under the pointer and read aloud.
        size: width and height.
    """

    def __init__(
        self, look: Look, icon: str, name: str, parent: QWidget | None = None, *, size: int = 32
    ) -> None:
        super().__init__(parent)
        self._look, self._sign = look, icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(size, size)

    def sizeHint(self) -> QSize:
        """Ask for its square."""
        return self.minimumSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign, and a ground under the pointer."""
        theme = self._look.theme
        painter = painter_of(self)
        over = self.underMouse() and self.isEnabled()
        if over:
            ground = QColor(theme.ink)
            ground.setAlphaF(0.14 if self.isDown() else 0.07)
            rounded(painter, self.rect(), CONTROL, ground)
        if self.hasFocus():
            ring(painter, self.rect(), CONTROL, theme.accent)
        role = "edge" if not self.isEnabled() else "ink" if over else "muted"
        sign = self._look.pixmap(self._sign, role, ICON, self.devicePixelRatioF())
        if not self.isEnabled():
            painter.setOpacity(0.6)
        painter.drawPixmap((self.width() - ICON) // 2, (self.height() - ICON) // 2, sign)
