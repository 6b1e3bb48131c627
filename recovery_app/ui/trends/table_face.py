"""The same numbers as the curves, as tables."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from recovery_app.ui.theme import Look
from recovery_app.ui.trends import headlines as words
from recovery_app.ui.trends import numbers, tables
from recovery_app.ui.trends.number_table import NumberTable
from recovery_app.ui.trends.readings import Reading
from recovery_app.ui.trends.saved import Saved
from recovery_app.ui.widgets.labels import muted, section, strong
from recovery_app.ui.widgets.scrolled import scrolled

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.trends import RecoveryChart, SessionCurve


class TableFace(QWidget):
    """What is said of each session, then every rating day by day."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._clear = strong(), muted()
        self._name = ""
        self._chart: RecoveryChart | None = None
        self._shown: list[SessionCurve] = []
        self.headlines = NumberTable(look, self.tr("Headlines"))
        self.days = NumberTable(look, self.tr("Day by day"))
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self.headlines)
        column.addWidget(self._clear)
        column.addSpacing(8)
        column.addWidget(section(self.tr("Day by day")))
        column.addWidget(self.days)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(self._inside, self.tr("Table")))

    def show_reading(self, reading: Reading, shown: "list[SessionCurve]") -> None:
        """Show the numbers of the curves that are laid over each other."""
        chart = reading.recovery
        self._chart, self._shown = chart, shown
        self._title.setText(words.title_of(chart))
        self._name = f"{chart.symptom.slug}-{chart.curves[-1].recovery.numbered.number}"
        self.headlines.show_rows(*tables.headline_table(chart, shown), tables.HEADLINE_NUMBERS)
        head, rows = tables.day_table(chart, shown)
        self.days.show_rows(head, rows, range(len(head)))
        self._clear.setText(words.clear_in_a_sentence(chart, running=reading.running))

    def saved(self) -> Saved | None:
        """Return what is saved of it: the numbers as they are behind both tables."""
        if self._chart is None:
            return None
        return Saved(self._name, self._inside, partial(numbers.recovery, self._chart, self._shown))
