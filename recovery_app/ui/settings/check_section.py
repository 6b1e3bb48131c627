"""Check and mend: what does not fit in the library, and what can be done about each thing."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from recovery_app.domain.safekeeping import Misfit, Problem, Way
from recovery_app.services.library import Library
from recovery_app.ui.automatic_backups import AutomaticBackups
from recovery_app.ui.settings.section import Section
from recovery_app.ui.settings.working import Working
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.labels import muted
from recovery_app.ui.widgets.notice import Kind

SHOWN = 30
"""Problems at a time; the others come up as these are mended."""

Found = tuple[list[Problem], bool]


class CheckSection(Section):
    """Looks through the library when asked to; nothing is mended unasked but the cache."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        look: Look,
        backups: AutomaticBackups,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._library, self._tasks, self._backups, self._look = library, tasks, backups, look
        self._problems: list[Problem] = []
        about = self.tr(
            "Reads the diary and every photo and says what does not fit. Nothing is changed"
            " until you ask for it; damaged small pictures alone are made anew by themselves."
        )
        if not library.is_encrypted:  # else each page has a checksum
            about += " " + self.tr(
                "Notes and numbers are compared with the last backup; in what is younger, a disk's"
                " slip shows only where it breaks more than a value."
            )
        self.begin(self.tr("Check and mend"), about)
        self._now = QPushButton(self.tr("Check now"))
        self._now.clicked.connect(self._check)
        self._all = QPushButton(self.tr("Mend what is safe"))
        self._all.clicked.connect(self._mend_safely)
        self._all.hide()
        self._working = Working(look, self._now)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.add_row(self._now, self._all)
        self.body.addWidget(self._working)
        self.body.addLayout(self._rows)

    def finish(self) -> None:
        """Stop what goes on: the library is about to be closed."""
        self._working.stop.set()

    def _check(self) -> None:
        library, working = self._library, self._working

        def work() -> Found:
            made_anew = library.mending.mend_cache()
            return library.safekeeping.check(working.tell, working.stop.is_set), made_anew

        self._begin(self.tr("Reading everything…"))
        self._tasks.run(work, self._show, owner=self, failed=self._failed, lane=Lane.PICTURES)

    def _show(self, found: Found) -> None:
        self._end()
        self._problems, made_anew = found
        self._show_rows()
        if not self._problems:
            words = self.tr("Everything is in order.")
        elif len(self._problems) == 1:
            words = self.tr("One thing does not fit.")
        else:
            words = self.tr("{count} things do not fit.").format(count=len(self._problems))
        if made_anew:
            words += " " + self.tr("Damaged small pictures are made anew when they are shown.")
        self.notice.say(Kind.CAUTION if self._problems else Kind.QUIET, words)
        first = self._rows.itemAt(0)
        shown = None if first is None else first.widget()
        self.bring_into_sight(shown or self._now)

    def _show_rows(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for problem in self._problems[:SHOWN]:
            self._rows.addWidget(self._row_of(problem))
        if len(self._problems) > SHOWN:
            more = self.tr("… and {count} more").format(count=len(self._problems) - SHOWN)
            self._rows.addWidget(muted(more))
        safe = [one for one in self._problems if one.safe_way is not None]
        self._all.setVisible(len(safe) > 1)

    def _row_of(self, problem: Problem) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        what = muted(problem.what)
        what.setProperty("kind", "")
        column.addWidget(what)
        column.addWidget(muted(problem.mend))
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for way in problem.ways:
            words = self._words_of(problem, way)
            button = QuietButton(self._look, words)
            button.setAccessibleName(f"{words}: {problem.what}")
            button.clicked.connect(partial(self._mend, problem, way))
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return row

    def _words_of(self, problem: Problem, way: Way) -> str:
        if way is Way.PUT_BACK:
            altered = problem.kind is Misfit.ALTERED
            return self.tr("Take it from the backup") if altered else self.tr("Put it back")
        if way is Way.KEEP:
            return self.tr("It is right as it is")
        if way is Way.ADD:
            return self.tr("Add as a photo")
        return self.tr("Remove it") if problem.kind is Misfit.PLANTED else self.tr("Delete it")

    def _mend(self, problem: Problem, way: Way) -> None:
        library = self._library
        self._begin(self.tr("Mending…"))
        self._tasks.run(
            lambda: library.mending.mend(problem, way),
            partial(self._mended, problem),
            owner=self,
            failed=self._failed,
        )

    def _mended(self, problem: Problem, sentence: str) -> None:
        self._end()
        self._forget([problem])
        self.notice.say(Kind.QUIET, sentence)

    def _mend_safely(self) -> None:
        library, problems = self._library, list(self._problems)
        self._begin(self.tr("Mending…"))
        self._tasks.run(
            lambda: library.mending.mend_safely(problems),
            self._mended_safely,
            owner=self,
            failed=self._failed,
        )

    def _mended_safely(self, done: list[tuple[Problem, str, bool]]) -> None:
        self._end()
        self._forget([problem for problem, _, mended in done if mended])
        refused = [sentence for _, sentence, mended in done if not mended]
        count = len(done) - len(refused)
        words = self.tr("{count} of {all} were mended.").format(count=count, all=len(done))
        self.notice.say(Kind.CAUTION if refused else Kind.QUIET, " ".join([words, *refused[:1]]))

    def _forget(self, mended: list[Problem]) -> None:
        """Show what is left; what was put back belongs into the next backup's report, too."""
        self._problems = [one for one in self._problems if one not in mended]
        self._show_rows()
        if self._library.settings.backup_trouble:
            self._backups.make_now()

    def _failed(self, sentence: str) -> None:
        self._end()
        self.notice.say(Kind.FAILURE, sentence)

    def _begin(self, words: str) -> None:
        self.notice.hide()
        self._working.begin(words)
        self._set_enabled(enabled=False)

    def _end(self) -> None:
        self._set_enabled(enabled=True)
        self._working.end()

    def _set_enabled(self, *, enabled: bool) -> None:
        self._now.setEnabled(enabled)
        self._all.setEnabled(enabled)
        for at in range(self._rows.count()):
            item = self._rows.itemAt(at)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.setEnabled(enabled)
