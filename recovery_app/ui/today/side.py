"""What stands beside the day's form: the small chart, the photos and what is often described."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from recovery_app.domain.naming import within_sentence
from recovery_app.domain.photos import Photo
from recovery_app.services.today import Day
from recovery_app.ui.theme import Look
from recovery_app.ui.today import words
from recovery_app.ui.today.small_chart import SmallRecoveryChart
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.labels import muted, section, strong
from recovery_app.ui.widgets.photo_slot import PhotoSlot

POSES = ("front", "left", "right")
SLOT_GAP = 10
SLOT_MOST = 112


class SidePanel(QWidget):
    """Chart, photos and the usual course of one day."""

    photo_wanted = Signal(str)
    """Id of the photo to open."""
    files_given = Signal(str, list)
    """Pose and files to bring in for it; an empty list asks for a file dialog."""
    image_given = Signal(str, QImage)
    """Pose and a pasted picture."""
    thumbnail_wanted = Signal(object)
    """A `Photo` whose small picture is to be handed to `show_thumbnail`."""
    photos_wanted = Signal()
    """The person wants to see all photos of the day."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart_heading = section()
        self._chart = SmallRecoveryChart(look)
        self._headline = strong()
        self._headline.setWordWrap(True)
        self._basis = muted()
        self._photos_heading = section()
        names = {"front": self.tr("front"), "left": self.tr("left"), "right": self.tr("right")}
        self._slots = {pose: PhotoSlot(look, pose, names[pose]) for pose in POSES}
        self._in_slots: dict[str, Photo | None] = dict.fromkeys(POSES)
        self._more = QuietButton(look, "")
        self._more.clicked.connect(self.photos_wanted)
        self._usual_heading = section()
        self._usual = muted()
        for pose, slot in self._slots.items():
            slot.clicked.connect(partial(self._on_slot, pose))
            slot.files_given.connect(partial(self.files_given.emit, pose))
            slot.image_given.connect(partial(self.image_given.emit, pose))
        self._lay_out()

    def show_day(self, day: Day, *, today: bool) -> None:
        """Show the day's chart, photos and usual course."""
        chart = day.chart
        for widget in (self._chart_heading, self._chart, self._headline, self._basis):
            widget.setVisible(chart is not None)
        if chart is not None:
            self._chart_heading.setText(
                self.tr("{symptom} since the session").format(symptom=self.tr(chart.symptom.name))
            )
            self._chart.show_chart(chart)
            self._headline.setText(words.headline_of(chart, day.place.day if day.place else 0))
            self._basis.setText(words.basis_of(chart))
            self._basis.setVisible(bool(self._basis.text()))
        self._photos_heading.setText(self.tr("Today's photos") if today else self.tr("Photos"))
        self._show_photos(day.photos)
        self._show_usual(day)

    def fit(self, width: int) -> None:
        """Make the photo slots as large as three of them fit side by side."""
        side = min((width - (len(POSES) - 1) * SLOT_GAP) // len(POSES), SLOT_MOST)
        for slot in self._slots.values():
            slot.setFixedSize(side, side)

    def show_thumbnail(self, photo: Photo, image: QImage) -> None:
        """Put a small picture into the slot that still waits for it."""
        for pose, wanted in self._in_slots.items():
            if wanted is not None and wanted.id == photo.id:
                self._slots[pose].set_picture(image)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._chart_heading)
        column.addWidget(self._chart)
        column.addWidget(self._headline)
        column.addWidget(self._basis)
        column.addSpacing(16)
        column.addWidget(self._photos_heading)
        row = QHBoxLayout()
        row.setSpacing(SLOT_GAP)
        for slot in self._slots.values():
            row.addWidget(slot)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._more)
        column.addSpacing(16)
        column.addWidget(self._usual_heading)
        column.addWidget(self._usual)

    def _show_photos(self, photos: Sequence[Photo]) -> None:
        latest = {photo.pose: photo for photo in photos}
        for pose, slot in self._slots.items():
            photo = latest.get(pose)
            before = self._in_slots[pose]
            self._in_slots[pose] = photo
            if photo is None:
                slot.set_picture(None)
            elif before is None or before.id != photo.id:
                slot.set_picture(None)
                self.thumbnail_wanted.emit(photo)
        others = len(photos) - sum(1 for photo in self._in_slots.values() if photo)
        self._more.setText(self.tr("%n more of this day", "", others) if others else "")
        self._more.setVisible(others > 0)

    def _show_usual(self, day: Day) -> None:
        said = words.usual_of(day.usual, day.symptoms)
        self._usual_heading.setVisible(bool(said))
        self._usual.setVisible(bool(said))
        if day.place is not None and said:
            self._usual_heading.setText(
                self.tr("Often described on day {day}").format(day=day.place.day)
            )
            self._usual.setText(
                self.tr("After {kind}: {said}. Your clinic's advice counts.").format(
                    kind=within_sentence(day.place.session.kind), said=said
                )
            )

    def _on_slot(self, pose: str) -> None:
        photo = self._in_slots[pose]
        if photo is None:
            self.files_given.emit(pose, [])
        else:
            self.photo_wanted.emit(photo.id)
