"""The strip that says how an import goes and, afterwards, what became of every file."""

from time import monotonic

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QTreeView,
    QWidget,
)

from recovery_app.services.importing import Summary
from recovery_app.ui.history import History
from recovery_app.ui.photos import words
from recovery_app.ui.photos.import_run import ImportRun
from recovery_app.ui.photos.outcomes import OutcomeModel
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton, QuietButton
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.labels import strong

LONGEST_NAME = 320
"""Pixels of a file's name in the list; what became of it must stay in sight beside the longest."""
ROW = 26
MOST_ROWS = 6
PAUSE = 0.1
"""Seconds between two words about the progress."""


class ImportBar(Card):
    """Follows one import after the other; hidden while there is nothing to tell.

    Args:
        look: colours and fonts.
        history: tells whether Undo would still take back this import.
    """

    closed = Signal()
    """The person has seen the summary."""

    def __init__(self, look: Look, history: History, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._history = history
        self._run: ImportRun | None = None
        self._told = 0.0
        self._words = strong()
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Progress"))
        self._cancel = QuietButton(look, self.tr("Cancel"))
        self._fold = QuietButton(look, self.tr("Show files"))
        self._undo = QuietButton(look, self.tr("Undo"))
        self._cross = IconButton(look, "close", self.tr("Close"))
        self._model = OutcomeModel(self)
        self._list = _file_list(self._model, self.tr("Files of this import"))
        self._cancel.clicked.connect(self._on_cancel)
        self._fold.clicked.connect(self._on_fold)
        self._undo.clicked.connect(self._on_undo)
        self._cross.clicked.connect(self._on_close)
        history.changed.connect(self._show_undo)
        self._lay_out()
        self.hide()

    def look(self) -> None:
        """Say that a picture is being looked at, which takes a moment."""
        self._run = None
        self._progress.setRange(0, 0)
        self._words.setText(self.tr("Looking at the picture…"))
        self._show_parts(running=True)
        self._cancel.hide()
        self.show()

    def follow(self, run: ImportRun) -> None:
        """Show how an import goes from now on."""
        self._run = run
        run.progress.connect(self._on_progress)
        run.finished.connect(self._on_finished)
        self._progress.setRange(0, 0)
        self._words.setText(self.tr("Adding photos…"))
        self._show_parts(running=True)
        self.show()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._words)
        row.addWidget(self._progress, 1)
        row.addStretch(0)
        for button in (self._cancel, self._fold, self._undo, self._cross):
            row.addWidget(button)
        self.body.setContentsMargins(16, 6, 10, 6)
        self.body.addLayout(row)
        self.body.addWidget(self._list)

    def _show_parts(self, *, running: bool) -> None:
        self._progress.setVisible(running)
        self._cancel.setVisible(running)
        self._cancel.setEnabled(True)
        self._fold.setVisible(not running)
        self._fold.setText(self.tr("Show files"))
        self._cross.setVisible(not running)
        self._list.hide()
        self._show_undo()

    def _show_undo(self) -> None:
        """Offer Undo only while it would take back this import and nothing else."""
        step = None if self._run is None else self._run.step
        self._undo.setVisible(step is not None and self._history.latest is step)

    def _on_progress(self, done: int, known: int) -> None:
        # Words of another width lay the page out anew, which is more than a file deserves.
        if known and monotonic() - self._told > PAUSE:
            self._told = monotonic()
            self._progress.setRange(0, known)
            self._progress.setValue(done)
            said = self.tr("Adding photos: {done} of {known}")
            self._words.setText(said.format(done=done, known=known))

    def _on_finished(self, summary: Summary) -> None:
        self._model.show(summary)
        self._list.setFixedHeight(ROW * min(self._model.rowCount(), MOST_ROWS) + 8)
        self._words.setText(self._summary(summary))
        self.setAccessibleName(self._words.text())
        self._show_parts(running=False)
        if summary.refused or summary.untried:
            self._on_fold()

    def _summary(self, summary: Summary) -> str:
        parts = [
            (len(summary.added), self._added_words(summary)),
            (len(summary.duplicates), self.tr("{n} already here")),
            (len(summary.left_out), self.tr("{n} left out")),
            (len(summary.refused), self.tr("{n} refused")),
            (len(summary.untried), self.tr("{n} not tried")),
        ]
        said = " · ".join(said.format(n=n) for n, said in parts if n)
        return said or self.tr("Nothing was added")

    def _added_words(self, summary: Summary) -> str:
        """Count what came in; a single photo, perhaps added without any question, is described."""
        if len(summary.added) != 1:
            return self.tr("{n} added")
        (photo,) = summary.added
        pose, day = words.pose_name(photo.pose), words.short_day(photo.day)
        said = self.tr("{n} added: {pose}, {day}").replace("{day}", day)
        return said.replace("{pose}", pose)

    def _on_cancel(self) -> None:
        if self._run is not None:
            self._cancel.setEnabled(False)
            self._run.cancel()

    def _on_fold(self) -> None:
        shown = not self._list.isVisibleTo(self)
        self._list.setVisible(shown)
        self._fold.setText(self.tr("Hide files") if shown else self.tr("Show files"))
        self._fold.updateGeometry()

    def _on_undo(self) -> None:
        if self._run is not None:
            self._run.undo()
            self._on_close()

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()


def _file_list(model: OutcomeModel, name: str) -> QTreeView:
    view = QTreeView()
    view.setModel(model)
    view.setAccessibleName(name)
    view.setHeaderHidden(True)
    view.setRootIsDecorated(False)
    view.setUniformRowHeights(True)
    view.setSelectionMode(QTreeView.SelectionMode.NoSelection)
    view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
    view.setStyleSheet(
        "QTreeView { border: none; background: transparent; }"
        f"QTreeView::item {{ height: {ROW}px; padding-right: 20px; }}"
    )
    view.header().setStretchLastSection(True)
    view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    view.header().setMaximumSectionSize(LONGEST_NAME)
    view.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    return view
