"""Beside the photo: what can be drawn, what is there, and what the chosen region is."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from recovery_app.domain.regions import Region, Role
from recovery_app.ui.regions import marks, words
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.fields import ChoiceField
from recovery_app.ui.widgets.labels import caption, muted, section

WIDTH = 316
ICON = 20


class RegionPanel(QWidget):
    """Buttons to draw, the list of regions, and name, role and corners of the chosen one."""

    draw_wanted = Signal(object)
    """A `Role` to draw a region of."""
    ready_wanted = Signal()
    """The person wants the usual face regions."""
    chosen = Signal(str)
    """Id of the region that the person chose in the list."""
    renamed = Signal(str)
    role_given = Signal(object)
    remove_wanted = Signal()
    insert_wanted = Signal()
    corner_remove_wanted = Signal()
    stop_wanted = Signal()
    """Drawing is to end without an outline."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._regions: list[Region] = []
        self._showing = False
        self._missing = muted()
        self._hint = muted()
        self._stop = QuietButton(look, self.tr("Stop drawing"))
        self._stop.clicked.connect(self.stop_wanted)
        self._draw = {role: QuietButton(look, words.draw_words(role), icon="plus") for role in Role}
        self._ready = QuietButton(look, self.tr("Offer face regions"), icon="eye")
        self._ready.clicked.connect(self.ready_wanted)
        self._by_hand = caption(
            self.tr("On a close-up areas are drawn by hand, once; ready ones fit a whole face.")
        )
        self._by_hand.setWordWrap(True)
        self._has_ready = True
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Regions of this pose"))
        self._list.setIconSize(QSize(ICON, ICON))
        self._list.setFixedHeight(168)
        self._list.currentRowChanged.connect(self._on_row)
        self._name = QLineEdit()
        self._name.setAccessibleName(self.tr("Name of the region"))
        self._name.setMaxLength(60)
        self._name.editingFinished.connect(self._on_name)
        self._role = ChoiceField()
        self._role.setAccessibleName(self.tr("What the region is"))
        for role in Role:
            self._role.addItem(words.role_name(role), role)
        self._role.activated.connect(lambda at: self.role_given.emit(Role(self._role.itemData(at))))
        self._how = caption(
            self.tr(
                "Drag a corner, or pull a small dot to make one. Arrows move the white corner, Page"
                " Down takes the next."
            )
        )
        self._how.setWordWrap(True)
        self._problem = muted()
        self._problem.setProperty("kind", "caution")
        self._insert = QuietButton(look, self.tr("Add corner"))
        self._insert.clicked.connect(self.insert_wanted)
        self._corner = QuietButton(look, self.tr("Remove corner"))
        self._corner.clicked.connect(self.corner_remove_wanted)
        self._remove = QuietButton(look, self.tr("Remove region"), icon="trash")
        self._remove.clicked.connect(self.remove_wanted)
        self._details = QWidget()
        self._lay_out()
        self.setFixedWidth(WIDTH)

    def show_regions(
        self, regions: Sequence[Region], chosen: str, problems: Mapping[str, str], missing: str
    ) -> None:
        """Show what is drawn.

        Args:
            regions: of the pose.
            chosen: id of the chosen one, or empty.
            problems: what is wrong with a region, by its id.
            missing: what is missing before anything can be measured; empty where nothing is.
        """
        self._showing = True
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))
        if self._regions != list(regions) or self._list.count() != len(regions):
            self._regions = list(regions)
            self._list.clear()
            for region in regions:
                self._list.addItem(_item(region, region.id in problems, self.devicePixelRatioF()))
        ids = [region.id for region in regions]
        self._list.setCurrentRow(ids.index(chosen) if chosen in ids else -1)
        self._list.setVisible(bool(regions))
        region = next((one for one in regions if one.id == chosen), None)
        self._details.setVisible(region is not None)
        if region is not None:
            if not self._name.hasFocus() or not self._name.isModified():
                self._name.setText(region.name)
            self._role.setCurrentIndex(list(Role).index(region.role))
            problem = problems.get(region.id, "")
            self._problem.setText(problem)
            self._problem.setVisible(bool(problem))
        self._showing = False

    def show_drawing(self, role: Role | None, corners: int) -> None:
        """Say how drawing goes on; no role: nothing is drawn."""
        self._hint.setText("" if role is None else words.drawing_words(role, corners))
        self._hint.setVisible(role is not None)
        self._stop.setVisible(role is not None)
        for button in self._draw.values():
            button.setVisible(role is None)
        self._ready.setVisible(role is None and self._has_ready)
        self._by_hand.setVisible(role is None and not self._has_ready)

    def set_possible(self, *, drawing: bool, ready: bool) -> None:
        """Offer drawing only where there is a photo to draw on, ready areas only where they fit."""
        self._has_ready = ready
        for button in (*self._draw.values(), self._ready):
            button.setEnabled(drawing)

    def finish(self) -> None:
        """Announce a name that is being typed."""
        if self._name.isModified():
            self._on_name()

    def _lay_out(self) -> None:
        details = QVBoxLayout(self._details)
        details.setContentsMargins(0, 0, 0, 0)
        details.setSpacing(6)
        details.addWidget(caption(self.tr("Name")))
        details.addWidget(self._name)
        details.addWidget(caption(self.tr("It is")))
        details.addWidget(self._role)
        details.addWidget(self._problem)
        corners = QHBoxLayout()
        corners.setSpacing(4)
        corners.addWidget(self._insert)
        corners.addWidget(self._corner)
        corners.addStretch(1)
        details.addLayout(corners)
        details.addWidget(self._how)
        details.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._missing)
        column.addSpacing(4)
        column.addWidget(self._hint)
        column.addWidget(self._stop)
        for role, button in self._draw.items():
            button.clicked.connect(lambda _checked=False, role=role: self.draw_wanted.emit(role))
            column.addWidget(button)
        column.addWidget(self._ready)
        column.addWidget(self._by_hand)
        column.addSpacing(8)
        column.addWidget(section(self.tr("Regions")))
        column.addWidget(self._list)
        column.addSpacing(8)
        column.addWidget(self._details)
        column.addStretch(1)

    def _on_row(self, row: int) -> None:
        if not self._showing and 0 <= row < len(self._regions):
            self.chosen.emit(self._regions[row].id)

    def _on_name(self) -> None:
        name = self._name.text().strip()
        changed = self._name.isModified()
        self._name.setModified(False)
        if changed and name:
            self.renamed.emit(name)


def _item(region: Region, bad: bool, ratio: float) -> QListWidgetItem:
    said = f"{region.name} · {words.role_name(region.role)}"
    item = QListWidgetItem(_sign(region.role, ratio), f"{said} (!)" if bad else said)
    item.setSizeHint(QSize(0, 34))
    item.setToolTip(said)
    return item


def _sign(role: Role, ratio: float) -> QIcon:
    """Draw the corner that stands for a role."""
    side = round(ICON * ratio)
    picture = QPixmap(side, side)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    marks.paint_corner(painter, role, QPointF(ICON / 2, ICON / 2), chosen=False)
    painter.end()
    return QIcon(picture)
