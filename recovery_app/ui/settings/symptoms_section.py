"""Her own list of symptoms: what is pinned, in which order, and what she adds."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.symptoms import Sort, Symptom
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.settings.section import Section
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton
from recovery_app.ui.widgets.fields import ChoiceField
from recovery_app.ui.widgets.labels import caption
from recovery_app.ui.widgets.notice import Kind


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
        self._library, self._tasks, self._look = library, tasks, look
        self._symptoms: list[Symptom] = []
        self.begin(
            self.tr("Symptoms"),
            self.tr("A pinned symptom is asked every day; the others when they are usual."),
        )
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
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
        changes.happened.connect(self._on_change)
        self._read()

    def _sorts(self) -> dict[Sort, str]:
        return {
            Sort.SEEN: self.tr("seen, none to severe"),
            Sort.FELT: self.tr("felt, 0 to 10"),
            Sort.TICK: self.tr("ticked"),
        }

    def _read(self) -> None:
        self._tasks.run(
            lambda: self._library.catalogue.symptoms(), self._show, owner=self, failed=self._failed
        )

    def _on_change(self, change: Change) -> None:
        if change.touches(Topic.CATALOGUE):
            self._read()

    def _show(self, symptoms: list[Symptom]) -> None:
        if symptoms == self._symptoms:
            return
        self._symptoms = symptoms
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for place, symptom in enumerate(symptoms):
            self._rows.addWidget(self._row_of(symptom, place))

    def _row_of(self, symptom: Symptom, place: int) -> QWidget:
        name = self.tr(symptom.name)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(4)
        label = QLabel(name)
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
        down.setEnabled(place < len(self._symptoms) - 1)
        down.clicked.connect(partial(self._move, place, 1))
        remove = IconButton(self._look, "trash", self.tr("{name}: remove").format(name=name))
        remove.setEnabled(symptom.own)
        remove.clicked.connect(partial(self._remove, symptom.slug))
        for button in (up, down, remove):
            line.addWidget(button)
        return row

    def _add(self) -> None:
        name, sort = self._name.text(), self._sort.currentData()
        self._tasks.run(
            lambda: self._library.catalogue.add_symptom(name, Sort(sort)),
            lambda _added: self._name.clear(),
            owner=self,
            failed=self._failed,
        )

    def _pin(self, slug: str, pinned: bool) -> None:
        self._do(lambda: self._library.catalogue.pin(slug, pinned=pinned))

    def _move(self, place: int, step: int) -> None:
        slugs = [one.slug for one in self._symptoms]
        slugs.insert(place + step, slugs.pop(place))
        self._do(lambda: self._library.catalogue.order(slugs))

    def _remove(self, slug: str) -> None:
        self._do(lambda: self._library.catalogue.remove_symptom(slug))

    def _do(self, work: Callable[[], object]) -> None:
        self._tasks.run(work, owner=self, failed=self._failed)

    def _failed(self, sentence: str) -> None:
        self.notice.say(Kind.FAILURE, sentence)
