"""On which days after a kind of session a symptom is often described, one row per symptom."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from recovery_app.domain.kinds import Usual
from recovery_app.domain.symptoms import Symptom
from recovery_app.errors import WrongInput
from recovery_app.ui.sessions.entering import Checked, NumberText
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton
from recovery_app.ui.widgets.fields import ChoiceField
from recovery_app.ui.widgets.labels import plain

LONGEST = 730
"""Days: so late no symptom is described as usual any more."""
NAME = 180
NUMBER = 72


class UsualRows(QWidget):
    """The usual course of a kind: symptom, first day, last day."""

    edited = Signal()
    """A row was added, taken away or changed."""

    def __init__(
        self, look: Look, symptoms: Sequence[Symptom], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._names = {one.slug: self.tr(one.name) for one in symptoms}
        self._rows: dict[str, _UsualRow] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self._more = ChoiceField()
        self._more.setAccessibleName(self.tr("Add a symptom"))
        self._more.setMaximumWidth(NAME + 2 * NUMBER + 60)
        self._more.activated.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._list)
        column.addWidget(self._more)

    def show_usual(self, usual: Mapping[str, Usual]) -> None:
        """Show the course as it is saved."""
        for slug in list(self._rows):
            self._drop(slug)
        for slug in sorted(usual, key=self._place_of):
            self._add(slug).show_days(usual[slug])
        self._offer()

    def value(self) -> dict[str, Usual]:
        """Return the course as typed, else raise `WrongInput`."""
        return {slug: row.value() for slug, row in self._rows.items()}

    def raw(self) -> tuple[object, ...]:
        """Return everything as typed."""
        return tuple((slug, *row.raw()) for slug, row in self._rows.items())

    def checks(self) -> list[Checked]:
        """Return the rows' fields."""
        return [row.check for row in self._rows.values()]

    def _place_of(self, slug: str) -> int:
        """Tell a symptom's place in her own order."""
        return list(self._names).index(slug) if slug in self._names else len(self._names)

    def _add(self, slug: str) -> "_UsualRow":
        row = _UsualRow(self._look, self._names.get(slug, slug))
        row.edited.connect(self.edited)
        row.removed.connect(partial(self._remove, slug))
        self._rows[slug] = row
        self._list.addWidget(row)
        return row

    def _drop(self, slug: str) -> None:
        row = self._rows.pop(slug)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _remove(self, slug: str) -> None:
        self._drop(slug)
        self._offer()
        self._more.setFocus()
        self.edited.emit()

    def _on_chosen(self) -> None:
        slug = self._more.currentData()
        if slug:
            row = self._add(slug)
            self._offer()
            row.setFocus()
            self.edited.emit()

    def _offer(self) -> None:
        self._more.clear()
        self._more.addItem(self.tr("Add a symptom…"), "")
        for slug, name in self._names.items():
            if slug not in self._rows:
                self._more.addItem(name, slug)
        self._more.setVisible(self._more.count() > 1)


class _UsualRow(QWidget):
    """One symptom with its first and last day."""

    edited = Signal()
    removed = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._first = NumberText(whole=True, high=LONGEST)
        self._last = NumberText(whole=True, high=LONGEST)
        self._first.setAccessibleName(self.tr("{name}: from day").format(name=name))
        self._last.setAccessibleName(self.tr("{name}: to day").format(name=name))
        label = plain(name)
        label.setFixedWidth(NAME)
        away = IconButton(look, "close", self.tr("{name}: remove").format(name=name))
        away.clicked.connect(self.removed)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(label)
        line.addWidget(QLabel(self.tr("day")))
        line.addWidget(self._first)
        line.addWidget(QLabel(self.tr("to")))
        line.addWidget(self._last)
        line.addWidget(away)
        line.addStretch(1)
        self.check = Checked(row, self.value)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.check)
        self.setFocusProxy(self._first)
        row.setFocusProxy(self._first)
        for field in (self._first, self._last):
            field.setFixedWidth(NUMBER)
            field.textChanged.connect(self._on_edited)

    def show_days(self, days: Usual) -> None:
        """Show first and last day."""
        self._first.show_value(days.first)
        self._last.show_value(days.last)

    def value(self) -> Usual:
        """Return the days, else raise `WrongInput`."""
        first, last = self._first.whole(), self._last.whole()
        if first is None or last is None or first > last:
            raise WrongInput(self.tr("Give the first day and the same or a later last day."))
        return Usual(first, last)

    def raw(self) -> tuple[str, str]:
        """Return both days as typed."""
        return (self._first.text().strip(), self._last.text().strip())

    def _on_edited(self) -> None:
        self.check.say("")
        self.edited.emit()
