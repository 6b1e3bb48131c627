"""The Trends page: redness falling across the week, skin improving across the months."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.moments import today
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.trends import saving
from recovery_app.ui.trends.day_photos import DayPhotos
from recovery_app.ui.trends.improvement_view import ImprovementView
from recovery_app.ui.trends.readings import Reading, Wanted, read
from recovery_app.ui.trends.recovery_view import RecoveryView
from recovery_app.ui.widgets.buttons import PrimaryButton, QuietButton
from recovery_app.ui.widgets.labels import title
from recovery_app.ui.widgets.notice import Kind, Notice
from recovery_app.ui.widgets.segmented import Segmented

SHOWN = (Topic.ENTRY, Topic.SESSION, Topic.REVIEW, Topic.CATALOGUE)
"""What the charts are made of."""
SUFFIXES = {"png": "PNG", "svg": "SVG", "csv": "CSV"}


class TrendsPage(QWidget):
    """Two faces, Recovery and Improvement, read again after whatever was saved."""

    day_wanted = Signal(object)
    """The person chose a point: its date."""
    review_wanted = Signal(object)
    """The person wants to review her skin on that day."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        changes: Changes,
        _history: History,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._look = library, tasks, look
        self._wanted = Wanted()
        self._stale = True
        self._reading: Reading | None = None
        self.notice = Notice(look)
        self.faces = Segmented(
            look,
            self.tr("Chart"),
            [("recovery", self.tr("Recovery")), ("improvement", self.tr("Improvement"))],
        )
        self.recovery, self.improvement = RecoveryView(look), ImprovementView(look)
        photos = DayPhotos(library, tasks, changes, self)
        photos.show_on(self.recovery.plot)
        self.improvement.plot_made.connect(photos.show_on)
        self.save_menu = QMenu(self)
        self._save = PrimaryButton(look, self.tr("Save chart"))
        self._save_too = QuietButton(look, self.tr("Save chart"))
        self._review = PrimaryButton(look, self.tr("New review"), icon="plus")
        self._stack = QStackedWidget()
        self._fill_menu()
        self._lay_out()
        self._connect()
        changes.happened.connect(self._on_change)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was saved while another page was shown."""
        super().showEvent(event)
        if self._stale:
            self._read()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(title(self.tr("Trends")))
        head.addWidget(self.faces)
        head.addStretch(1)
        for button in (self._save_too, self._save, self._review):
            head.addWidget(button)
        self._stack.addWidget(self.recovery)
        self._stack.addWidget(self.improvement)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        self._show_face("recovery")

    def _fill_menu(self) -> None:
        for word, suffix in (
            (self.tr("Picture (PNG)…"), "png"),
            (self.tr("Drawing (SVG)…"), "svg"),
            (self.tr("Numbers (CSV)…"), "csv"),
        ):
            self.save_menu.addAction(word, partial(self._ask_and_save, suffix))
        self.save_menu.addSeparator()
        copy = self.save_menu.addAction(self.tr("Copy the picture"), self._copy)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        # A shortcut of a menu that is closed does not answer, so the page has its own.
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._copy)

    def _connect(self) -> None:
        self.faces.chosen.connect(self._show_face)
        self.recovery.symptom_chosen.connect(self._choose_symptom)
        self.recovery.session_chosen.connect(self._choose_session)
        self.recovery.day_wanted.connect(self.day_wanted)
        self.improvement.day_wanted.connect(self.day_wanted)
        self.improvement.review_wanted.connect(self.review_wanted)
        self._review.clicked.connect(lambda: self.review_wanted.emit(today()))
        for button in (self._save, self._save_too):
            button.clicked.connect(partial(self._open_menu, button))

    # Reading and showing

    def _on_change(self, change: Change) -> None:
        if change.touches(*SHOWN):
            self._stale = True
            if self.isVisible():
                self._read()

    def _choose_symptom(self, slug: str) -> None:
        self._wanted = Wanted(slug, self._wanted.session)
        self._read()

    def _choose_session(self, session: str) -> None:
        self._wanted = Wanted(self._wanted.symptom, session)
        self._read()

    def _read(self) -> None:
        self._stale = False
        self._tasks.run(
            partial(read, self._library, self._wanted),
            self._show,
            owner=self,
            failed=self._fail,
            lane=Lane.PICTURES,
        )

    def _show(self, reading: Reading) -> None:
        if reading.wanted != self._wanted:
            return
        self._reading = reading
        self.recovery.show_reading(reading)
        self.improvement.show_chart(reading.improvement)
        self._show_actions()

    def _fail(self, sentence: str) -> None:
        self._stale = True
        self.notice.say(Kind.FAILURE, sentence)

    def _show_face(self, key: str) -> None:
        self._stack.setCurrentWidget(self.recovery if key == "recovery" else self.improvement)
        self._show_actions()

    def _show_actions(self) -> None:
        months = self._stack.currentWidget() is self.improvement
        # Where nothing is drawn the empty page itself says what to do: more would be noise.
        self._save.setVisible(not months and self.recovery.drawn)
        for button in (self._save_too, self._review):
            button.setVisible(months and self.improvement.drawn)

    # Saving

    def _open_menu(self, button: QWidget) -> None:
        corner = button.mapToGlobal(QPoint(button.width(), button.height() + 4))
        self.save_menu.popup(corner - QPoint(self.save_menu.sizeHint().width(), 0))

    @property
    def _drawn(self) -> bool:
        months = self._stack.currentWidget() is self.improvement
        return self.improvement.drawn if months else self.recovery.drawn

    @property
    def _drawing(self) -> QWidget:
        months = self._stack.currentWidget() is self.improvement
        return self.improvement.charts if months else self.recovery.card

    def _name(self) -> str:
        if self._stack.currentWidget() is self.improvement or self._reading is None:
            return self.tr("improvement")
        chart = self._reading.recovery
        return f"{chart.symptom.slug}-{chart.curves[-1].recovery.numbered.number}"

    def _ask_and_save(self, suffix: str) -> None:
        if self._reading is None or not self._drawn:
            return
        place = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(place))
        wanted, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save chart"),
            str(folder / f"{self._name()}.{suffix}"),
            f"{SUFFIXES[suffix]} (*.{suffix})",
        )
        if wanted:
            path = Path(wanted)
            path = path if path.suffix else path.with_suffix(f".{suffix}")
            self._write(path, suffix, self._reading)

    def _write(self, path: Path, suffix: str, reading: Reading) -> None:
        if suffix == "csv":
            work = partial(saving.write, path, self._numbers(reading).encode())
        elif suffix == "svg":
            work = partial(
                saving.write,
                path,
                saving.svg(self._drawing, self._look.theme.surface, self._name()),
            )
        else:
            image = saving.picture(self._drawing, self._look.theme.surface)
            work = partial(_save_picture, path, image)
        self._tasks.run(
            work,
            lambda _nothing: self.notice.say(
                Kind.QUIET, self.tr("Saved as “{name}”.").format(name=path.name)
            ),
            owner=self,
            failed=partial(self.notice.say, Kind.FAILURE),
        )

    def _numbers(self, reading: Reading) -> str:
        if self._stack.currentWidget() is self.improvement:
            return saving.improvement_csv(reading.improvement)
        return saving.recovery_csv(reading.recovery)

    def _copy(self) -> None:
        if self._drawn:
            image = saving.picture(self._drawing, self._look.theme.surface)
            QGuiApplication.clipboard().setImage(image)
            self.notice.say(Kind.QUIET, self.tr("Copied as a picture."))


def _save_picture(path: Path, image: QImage) -> None:
    saving.write(path, saving.png(image))
