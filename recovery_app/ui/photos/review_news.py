"""Says that new pictures lie in the watched folder, and offers to look them through."""

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from recovery_app.services.importing import Summary
from recovery_app.ui.photos.watched_folder import WatchedFolder
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.notice import Kind, Notice


class ReviewNews(Notice):
    """Hidden while nothing is new, while it was closed, and while a review is going on.

    Args:
        look: colours and fonts.
        watched: knows what is new.
    """

    review_wanted = Signal(list)
    """The person wants to look these files through."""

    def __init__(self, look: Look, watched: WatchedFolder, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._watched = watched
        self._busy = False
        watched.changed.connect(self._show_news)
        self.acted.connect(lambda: self.review_wanted.emit(list(watched.fresh)))
        self.closed.connect(lambda: watched.dismiss(list(watched.fresh)))
        self._show_news()

    def set_busy(self, *, busy: bool) -> None:
        """Be silent while files are looked through or added."""
        self._busy = busy
        self._show_news()

    def take(self, paths: Collection[Path]) -> None:
        """Be silent about files that are being added."""
        self._watched.take(paths)

    def settle(self, summary: Summary) -> None:
        """Do not announce again what the person has decided about."""
        refused: Sequence[Path] = [one.path for one in summary.refused]
        self._watched.dismiss([*summary.left_out, *refused])

    def _show_news(self) -> None:
        fresh, folder = self._watched.fresh, self._watched.folder
        if self._busy or not fresh or folder is None:
            self.hide()
            return
        said = (
            self.tr("1 new picture in “{folder}”.")
            if len(fresh) == 1
            else self.tr("{count} new pictures in “{folder}”.")
        )
        sentence = said.format(count=len(fresh), folder=folder.name)
        if sentence != self.sentence or self.isHidden():
            self.say(Kind.QUIET, sentence, self.tr("Review"))
