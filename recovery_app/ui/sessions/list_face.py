"""The list of sessions with the course above it and the sums below."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from recovery_app.ui.history import History
from recovery_app.ui.save_status import SaveStatus
from recovery_app.ui.sessions import words
from recovery_app.ui.sessions.course_card import CourseCard
from recovery_app.ui.sessions.model import SessionTable
from recovery_app.ui.sessions.overview import Overview
from recovery_app.ui.sessions.table import SessionList
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import PrimaryButton, QuietButton
from recovery_app.ui.widgets.empty_state import EmptyState
from recovery_app.ui.widgets.labels import muted, title
from recovery_app.ui.widgets.notice import Kind, Notice

CARDS = 2
"""Courses shown at once; the others come on request."""


_NOTHING = Overview()
"""Shown until the sessions are read: neither a list nor the word that it is empty."""


class ListFace(QWidget):
    """What was done so far and when the next session is due."""

    new_wanted = Signal()
    """She wants to write down a session."""
    catalogue_wanted = Signal()
    """She wants to see kinds and devices."""
    opened = Signal(str)
    """The id of the session to open."""
    removed = Signal(str)
    """The id of the session to put into the trash."""
    planned = Signal(object)
    """The `Course` that she wants."""

    def __init__(self, look: Look, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._all_courses = False
        self._overview = _NOTHING
        self._wants_keyboard = False
        self.notice = Notice(look)
        self.table = SessionTable()
        self.rows = SessionList(look, self.table)
        self.rows.opened.connect(self.opened)
        self.rows.removed.connect(self.removed)
        self._new = PrimaryButton(look, self.tr("New session"), icon="plus")
        self._new.setToolTip(self.tr("Ctrl+N"))
        self._new.clicked.connect(self.new_wanted)
        self._catalogue = QuietButton(look, self.tr("Kinds and devices…"))
        self._catalogue.clicked.connect(self.catalogue_wanted)
        self._cards: list[CourseCard] = []
        self._courses = QGridLayout()
        self._more = QuietButton(look, "")
        self._more.clicked.connect(self._show_all_courses)
        self._empty = EmptyState(
            look,
            "sessions",
            self.tr(
                "Your visits to the clinic belong here. Write down the first one: date and kind"
                " are enough, the rest can follow."
            ),
            self.tr("New session"),
        )
        self._empty.acted.connect(self.new_wanted)
        new = QShortcut(QKeySequence(QKeySequence.StandardKey.New), self)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        new.activated.connect(self.new_wanted)
        self._totals = muted()
        self._status = SaveStatus(look, history)
        self._full = QWidget()
        self._lay_out()
        self._full.hide()
        self._empty.hide()

    def show_overview(self, overview: Overview, chosen: str = "") -> None:
        """Show all sessions, with the keyboard on the chosen one or where it was."""
        was = self.rows.currentIndex().row()
        # The list, or what shows that nothing is here, may hold the keyboard and is about to go.
        going = self._empty if overview.sessions else self._full
        wanted = self._wants_keyboard or self._holds_keyboard(going)
        chosen = chosen or self.rows.current
        self._overview = overview
        self.table.show(overview)
        self._show_courses()
        some = bool(overview.sessions)
        self._totals.setText(words.totals_of(overview.sessions) if some else "")
        self._full.setVisible(some)
        self._empty.setVisible(not some)
        self._new.setVisible(some)
        row = self.table.row_of(chosen)
        # After a deletion the keyboard stays where it was, on the next row.
        self.rows.choose(row if row >= 0 else max(0, min(was, len(overview.sessions) - 1)))
        if wanted:
            self.focus_list()

    def focus_list(self) -> None:
        """Put the keyboard on the list, as soon as it is read."""
        self._wants_keyboard = self._overview is _NOTHING
        if self._overview.sessions:
            self.rows.setFocus()
        else:
            self._empty.findChildren(PrimaryButton)[0].setFocus()

    def offer_undo(self, day: date) -> None:
        """Say that a session is in the trash, with the way back."""
        said = self.tr("{session} is in the trash for 30 days.")
        self.notice.say(Kind.QUIET, said.format(session=words.said_of(day)), self.tr("Undo"))

    def hide_offer(self) -> None:
        """Take the way back away: something else was done since."""
        if self.notice.kind is Kind.QUIET:
            held = self._holds_keyboard(self.notice)
            self.notice.hide()
            if held:
                self.focus_list()

    def _holds_keyboard(self, part: QWidget) -> bool:
        """Whether what is typed goes to a part of the list, or will once the window is in front."""
        return part.isAncestorOf(self.window().focusWidget() or self)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(title(self.tr("Sessions")))
        head.addStretch(1)
        head.addWidget(self._catalogue)
        head.addWidget(self._new)
        self._courses.setSpacing(12)
        for column in range(CARDS):
            self._courses.setColumnStretch(column, 1)
        self._courses.setContentsMargins(0, 0, 0, 0)
        full = QVBoxLayout(self._full)
        full.setContentsMargins(0, 0, 0, 0)
        full.setSpacing(12)
        full.addLayout(self._courses)
        more = QHBoxLayout()
        more.addWidget(self._more)
        more.addStretch(1)
        full.addLayout(more)
        full.addWidget(self.rows, 1)
        full.addStretch(0)
        foot = QHBoxLayout()
        status = self._status.layout()
        if status is not None:
            status.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self._totals, 1)
        foot.addWidget(self._status)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self._full, 1)
        column.addWidget(self._empty, 1)
        column.addLayout(foot)

    def _show_courses(self) -> None:
        plans = self._overview.plans()
        shown = plans if self._all_courses else plans[:CARDS]
        known = {card.kind: card for card in self._cards}
        self._cards = []
        while self._courses.takeAt(0) is not None:
            pass
        for at, plan in enumerate(shown):
            card = known.pop(plan.latest.session.kind, None)
            if card is None:
                card = CourseCard(self._look, plan)
                card.planned.connect(self.planned)
            else:
                card.show_plan(plan)
            self._cards.append(card)
            self._courses.addWidget(card, at // CARDS, at % CARDS, Qt.AlignmentFlag.AlignTop)
        for card in known.values():
            card.hide()
            card.deleteLater()
        self._more.setVisible(len(plans) > len(shown))
        self._more.setText(self.tr("Show {n} more").format(n=len(plans) - len(shown)))

    def _show_all_courses(self) -> None:
        self._all_courses = True
        self._show_courses()
