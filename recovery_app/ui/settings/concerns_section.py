"""Her own concerns: mending the name of one, taking it out of the list and back into it."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from recovery_app.domain.reviews import Concern
from recovery_app.services.library import Library
from recovery_app.ui.changes import Changes
from recovery_app.ui.settings.rows import Rows, former_row
from recovery_app.ui.settings.section import Section
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import IconButton


class ConcernsSection(Section):
    """Own concerns, then those that are not asked any more; hidden as long as there is none."""

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
            self.tr("Your own concerns"),
            self.tr("Another name, or leaving the list, changes nothing of what you have rated."),
        )
        self._rows = Rows[tuple[Concern, bool]](self, tasks, changes, self._read, self._row_of)
        self._rows.shown.connect(lambda: self.setVisible(bool(self._rows.items)))
        self.body.addWidget(self._rows)
        self.hide()

    def _read(self) -> list[tuple[Concern, bool]]:
        """Return each own concern, and whether it is in the list; runs on a lane."""
        listed = [one for one in self._library.catalogue.concerns() if one.own]
        former = self._library.catalogue.concerns(removed=True)
        return [(one, True) for one in listed] + [(one, False) for one in former]

    def _row_of(self, item: tuple[Concern, bool]) -> QWidget:
        concern, listed = item
        if not listed:
            words = self.tr("not asked any more")
            return former_row(self._look, concern.name, words, partial(self._restore, concern))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(8)
        name = QLineEdit(concern.name)
        name.setAccessibleName(self.tr("Name of “{name}”").format(name=concern.name))
        name.editingFinished.connect(partial(self._rename, concern, name))
        words = self.tr("{name}: remove").format(name=concern.name)
        remove = IconButton(self._look, "trash", words)
        remove.clicked.connect(partial(self._remove, concern))
        line.addWidget(name, 1)
        line.addWidget(remove)
        return row

    def _rename(self, concern: Concern, field: QLineEdit) -> None:
        name = field.text().strip()
        if name != concern.name:
            self._rows.do(lambda: self._library.catalogue.rename_concern(concern.slug, name))

    def _remove(self, concern: Concern) -> None:
        self._rows.do(lambda: self._library.catalogue.remove_concern(concern.slug))

    def _restore(self, concern: Concern) -> None:
        self._rows.do(lambda: self._library.catalogue.restore_concern(concern.slug))
