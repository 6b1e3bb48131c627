"""The quiet face of the page for kinds and devices."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from recovery_app.ui.sessions.edited_rows import DeviceRows, EditedRows, KindRows
from recovery_app.ui.sessions.overview import Overview
from recovery_app.ui.sessions.saving import Saver
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton
from recovery_app.ui.widgets.labels import muted, title
from recovery_app.ui.widgets.scrolled import scrolled
from recovery_app.ui.widgets.segmented import Segmented

WIDTH = 860
KINDS, DEVICES = "kinds", "devices"


class CatalogueFace(QWidget):
    """What can be chosen in a session's form, to be edited and added to."""

    left = Signal()
    """Back to the list of sessions."""

    def __init__(self, look: Look, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds, self.devices = KindRows(look, saver), DeviceRows(look, saver)
        self._back = IconButton(look, "chevron-left", self.tr("Back to the list"))
        self._back.clicked.connect(self.left)
        self._which = Segmented(
            look,
            self.tr("Kinds or devices"),
            ((KINDS, self.tr("Kinds")), (DEVICES, self.tr("Devices"))),
        )
        self._which.chosen.connect(self.show_list)
        self._about = muted()
        self._lists = QStackedWidget()
        self._lay_out()
        self.show_list(KINDS)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)

    def show_overview(self, overview: Overview) -> None:
        """Show kinds and devices as they are saved; what is typed stays."""
        self.kinds.show_kinds(overview.kinds, overview.symptoms)
        self.devices.show_devices(overview.devices)

    def show_list(self, which: str) -> None:
        """Show the kinds or the devices."""
        self._which.set_current(which)
        self._lists.setCurrentIndex((KINDS, DEVICES).index(which))
        self._about.setText(
            self.tr(
                "Interval and days are what is often described for a kind of session;"
                " your clinic's advice counts."
            )
            if which == KINDS
            else self.tr("A device offers its wavelengths, pulses and modes in a session's passes.")
        )

    def focus_first(self) -> None:
        """Put the keyboard on the first row."""
        heads = [row.head for row in self._shown().rows.values()]
        (heads[0] if heads else self._back).setFocus()

    def finish(self) -> None:
        """Save what can be saved of what is typed."""
        self.kinds.finish()
        self.devices.finish()

    def _shown(self) -> EditedRows:
        return self.kinds if self._which.current == KINDS else self.devices

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 24, 32, 0)
        head.setSpacing(8)
        head.addWidget(self._back)
        head.addWidget(title(self.tr("Kinds and devices")))
        head.addSpacing(12)
        head.addWidget(self._which)
        head.addStretch(1)
        about = QVBoxLayout()
        about.setContentsMargins(32, 0, 32, 4)
        about.addWidget(self._about)
        for rows in (self.kinds, self.devices):
            inside = QWidget()
            inside.setMaximumWidth(WIDTH)
            column = QVBoxLayout(inside)
            column.setContentsMargins(32, 0, 24, 24)
            column.addWidget(rows)
            column.addStretch(1)
            self._lists.addWidget(scrolled(inside))
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(8)
        outside.addLayout(head)
        outside.addLayout(about)
        outside.addWidget(self._lists, 1)
