"""The photos of a review's date, small, in a row."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from recovery_app.domain.photos import Photo
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.flow_layout import FlowLayout
from recovery_app.ui.widgets.labels import muted
from recovery_app.ui.widgets.photo_slot import PhotoSlot


class PhotoStrip(QWidget):
    """Opens a photo on a click."""

    photo_wanted = Signal(str)
    """Id of the photo to open."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._slots: dict[str, PhotoSlot] = {}
        self._none = muted(self.tr("None yet. Photos of this date are shown here by themselves."))
        self._flow = FlowLayout(spacing=10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._none)
        column.addLayout(self._flow)

    def show_photos(self, photos: Sequence[Photo]) -> list[Photo]:
        """Show photos and return those whose small picture is still wanted."""
        if [photo.id for photo in photos] == list(self._slots):
            return []
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._slots = {}
        for photo in photos:
            slot = PhotoSlot(self._look, photo.pose, photo.pose or self.tr("photo"))
            slot.setAcceptDrops(False)
            slot.clicked.connect(partial(self.photo_wanted.emit, photo.id))
            self._flow.addWidget(slot)
            self._slots[photo.id] = slot
        self._none.setVisible(not photos)
        return list(photos)

    def show_thumbnail(self, photo_id: str, image: QImage) -> None:
        """Put a small picture into its place, if that is still there."""
        slot = self._slots.get(photo_id)
        if slot is not None:
            slot.set_picture(image)
