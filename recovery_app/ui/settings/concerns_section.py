"""Her own concerns: mending the name of one."""

from functools import partial

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.reviews import Concern
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.settings.section import Section
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.notice import Kind


class ConcernsSection(Section):
    """The names of own concerns; hidden as long as there is none."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        changes: Changes,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._library, self._tasks = library, tasks
        self._own: list[Concern] = []
        self.begin(
            self.tr("Your own concerns"),
            self.tr("Another name changes nothing of what you have rated."),
        )
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)
        self.hide()
        changes.happened.connect(self._on_change)
        self._read()

    def _read(self) -> None:
        self._tasks.run(
            lambda: self._library.catalogue.concerns(), self._show, owner=self, failed=self._failed
        )

    def _on_change(self, change: Change) -> None:
        if change.touches(Topic.CATALOGUE):
            self._read()

    def _show(self, concerns: list[Concern]) -> None:
        own = [one for one in concerns if one.own]
        self.setVisible(bool(own))
        if own == self._own:
            return
        self._own = own
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for concern in own:
            name = QLineEdit(concern.name)
            name.setAccessibleName(self.tr("Name of “{name}”").format(name=concern.name))
            name.editingFinished.connect(partial(self._rename, concern, name))
            self._rows.addWidget(name)

    def _rename(self, concern: Concern, field: QLineEdit) -> None:
        name = field.text().strip()
        if name == concern.name:
            return
        self.notice.hide()
        self._tasks.run(
            lambda: self._library.catalogue.rename_concern(concern.slug, name),
            owner=self,
            failed=self._failed,
        )

    def _failed(self, sentence: str) -> None:
        self.notice.say(Kind.FAILURE, sentence)
