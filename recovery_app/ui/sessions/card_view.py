"""A picture of the clinic's card as large as the page, to be read: zoomed, moved, stepped through."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from recovery_app.services.library import Library
from recovery_app.ui.photos.canvas import STEP, Canvas
from recovery_app.ui.photos.large_pictures import Picture
from recovery_app.ui.sessions.cards_part import Held
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton
from recovery_app.ui.widgets.labels import caption, title

LONGEST = 4096
"""Pixels of the longest side that is shown: the small print of a photographed card is sharp."""

PAN = 60.0
"""Pixels by which a press of Up or Down moves the picture."""


class CardView(QWidget):
    """Shows the pictures of one session one at a time."""

    left = Signal(int)
    """Back to the form, from the picture at this place."""

    def __init__(
        self, look: Look, library: Library, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._held: tuple[Held, ...] = ()
        self._at = 0
        self.canvas = Canvas(look)
        self.canvas.setAccessibleName(self.tr("Picture of the clinic's card"))
        self.canvas.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title, self._name = title(), caption()
        self._back = IconButton(look, "chevron-left", self.tr("Back to the session"))
        self._back.clicked.connect(self._leave)
        smaller = IconButton(look, "zoom-out", self.tr("Smaller"))
        larger = IconButton(look, "zoom-in", self.tr("Larger"))
        self._earlier = IconButton(look, "chevron-left", self.tr("Picture before"))
        self._later = IconButton(look, "chevron-right", self.tr("Next picture"))
        smaller.clicked.connect(partial(self._zoom, 1 / STEP))
        larger.clicked.connect(partial(self._zoom, STEP))
        self._earlier.clicked.connect(partial(self._step, -1))
        self._later.clicked.connect(partial(self._step, 1))
        head = QHBoxLayout()
        head.setContentsMargins(20, 24, 32, 8)
        head.setSpacing(8)
        for widget in (self._back, self._title, self._name):
            head.addWidget(widget)
        head.addStretch(1)
        for widget in (self._earlier, self._later, smaller, larger):
            head.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.addLayout(head)
        column.addWidget(self.canvas, 1)
        self._make_keys()

    def show_pictures(self, held: Sequence[Held], at: int) -> None:
        """Show these pictures, beginning with the one at a place from 0."""
        self._held = tuple(held)
        self._show(at)
        self.canvas.setFocus()

    def _make_keys(self) -> None:
        for keys, act in (
            ("Escape", self._leave),
            ("Left", partial(self._step, -1)),
            ("Right", partial(self._step, 1)),
            ("+", partial(self._zoom, STEP)),
            ("=", partial(self._zoom, STEP)),
            ("-", partial(self._zoom, 1 / STEP)),
            ("0", self.canvas.fit),
            ("Up", partial(self._pan, PAN)),
            ("Down", partial(self._pan, -PAN)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _zoom(self, factor: float) -> None:
        self.canvas.zoom_by(factor)

    def _pan(self, down: float) -> None:
        self.canvas.pan(QPointF(0, down))

    def _step(self, by: int) -> None:
        if 0 <= self._at + by < len(self._held):
            self._show(self._at + by)

    def _leave(self) -> None:
        held, self._held = self._held, ()
        self.canvas.let_go()
        if held:
            self.left.emit(self._at)

    def _show(self, at: int) -> None:
        self._at = at
        one, many = self._held[at], len(self._held)
        self._title.setText(self.tr("The clinic's card"))
        place = self.tr("{number} of {many}").format(number=at + 1, many=many)
        self._name.setText(" · ".join(part for part in (place, one.picture.name) if part))
        for button, there in ((self._earlier, at > 0), (self._later, at + 1 < many)):
            button.setVisible(many > 1)
            button.setEnabled(there)
        self.canvas.begin(QSize(one.picture.width, one.picture.height))
        self.canvas.fit()
        self._tasks.run(
            partial(_decoded, self._library, one),
            partial(self._on_decoded, one),
            owner=self,
            failed=partial(self._on_failed, one),
            lane=Lane.PICTURES,
        )

    def _is_shown(self, one: Held) -> bool:
        return bool(self._held) and self._held[self._at] is one

    def _on_decoded(self, one: Held, picture: Picture) -> None:
        if self._is_shown(one):
            self.canvas.set_picture(picture)

    def _on_failed(self, one: Held, sentence: str) -> None:
        if self._is_shown(one):
            self.canvas.begin(QSize(one.picture.width, one.picture.height), sentence)


def _decoded(library: Library, one: Held) -> Picture:
    shown = library.cards.shown(one.ready or one.picture, LONGEST)
    image = QImage(
        shown.pixels, shown.width, shown.height, shown.stride, QImage.Format.Format_RGB32
    )
    return Picture(image, shown.pixels)
