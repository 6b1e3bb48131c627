"""Her own list of symptoms: what is pinned, in which order, what she adds and brings back."""

from functools import partial

from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from recovery_app.domain.symptoms import Sort, Symptom
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.settings.rows import Rows, former_row
from recovery_app.ui.settings.section import Section
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton
from recovery_app.ui.widgets.fields import ChoiceField
from recovery_app.ui.widgets.labels import caption, plain


class SymptomsSection(Section):
    """Pins, order and own symptoms."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        changes: Changes,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._library, self._look = library, look
        self.begin(
            self.tr("Symptoms"),
            self.tr("A pinned symptom is asked every day; the others when they are usual."),
        )
        self._rows = Rows[tuple[Symptom, bool]](self, tasks, changes, self._read, self._row_of)
        self.body.addWidget(self._rows)
        self._name = QLineEdit()
        self._name.setPlaceholderText(self.tr("Your own, such as “Tight feeling”"))
        self._name.setAccessibleName(self.tr("Name of your own symptom"))
        self._name.returnPressed.connect(self._add)
        self._sort = ChoiceField()
        self._sort.setAccessibleName(self.tr("How it is answered"))
        for sort, words in self._sorts().items():
            self._sort.addItem(words, sort)
        add = QPushButton(self.tr("Add"))
        add.clicked.connect(self._add)
        row = self.add_row(self._name, self._sort, add)
        row.setStretch(0, 1)
        row.setStretch(row.count() - 1, 0)  # the hint is longer than what would be left

    def _read(self) -> list[tuple[Symptom, bool]]:
        """Return each symptom, and whether it is in the list; runs on a lane."""
        listed = self._library.catalogue.symptoms()
        former = self._library.catalogue.symptoms(removed=True)
        return [(one, True) for one in listed] + [(one, False) for one in former]

    def _sorts(self) -> dict[Sort, str]:
        return {
            Sort.SEEN: self.tr("seen, none to severe"),
            Sort.FELT: self.tr("felt, 0 to 10"),
            Sort.TICK: self.tr("ticked"),
        }

    def _row_of(self, item: tuple[Symptom, bool]) -> QWidget:
        symptom, listed = item
        if not listed:
            words = self.tr("not asked any more")
            return former_row(self._look, symptom.name, words, partial(self._restore, symptom.slug))
        place = self._rows.items.index(item)
        last = sum(listed for _, listed in self._rows.items) - 1
        name = self.tr(symptom.name)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(4)
        label = plain(name)
        label.setMinimumWidth(180)
        line.addWidget(label)
        line.addWidget(caption(self._sorts()[symptom.sort]))
        line.addStretch(1)
        pinned = QCheckBox(self.tr("Pinned"))
        pinned.setAccessibleName(self.tr("{name}: pinned").format(name=name))
        pinned.setChecked(symptom.pinned)
        pinned.toggled.connect(partial(self._pin, symptom.slug))
        line.addWidget(pinned)
        up = IconButton(self._look, "chevron-up", self.tr("{name}: up").format(name=name))
        up.setEnabled(place > 0)
        up.clicked.connect(partial(self._move, place, -1))
        down = IconButton(self._look, "chevron-down", self.tr("{name}: down").format(name=name))
        down.setEnabled(place < last)
        down.clicked.connect(partial(self._move, place, 1))
        remove = IconButton(self._look, "trash", self.tr("{name}: remove").format(name=name))
        remove.setEnabled(symptom.own)
        remove.clicked.connect(partial(self._remove, symptom.slug))
        for button in (up, down, remove):
            line.addWidget(button)
        return row

    def _add(self) -> None:
        name, sort = self._name.text(), self._sort.currentData()
        self._rows.do(
            lambda: self._library.catalogue.add_symptom(name, Sort(sort)),
            lambda _added: self._name.clear(),
        )

    def _pin(self, slug: str, pinned: bool) -> None:
        self._rows.do(lambda: self._library.catalogue.pin(slug, pinned=pinned))

    def _move(self, place: int, step: int) -> None:
        slugs = [one.slug for one, listed in self._rows.items if listed]
        slugs.insert(place + step, slugs.pop(place))
        self._rows.do(lambda: self._library.catalogue.order(slugs))

    def _restore(self, slug: str) -> None:
        self._rows.do(lambda: self._library.catalogue.restore_symptom(slug))

    def _remove(self, slug: str) -> None:
        self._rows.do(lambda: self._library.catalogue.remove_symptom(slug))
