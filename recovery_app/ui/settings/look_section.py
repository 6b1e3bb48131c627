"""Light or dark, and the two things about the clinic that other pages use."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from recovery_app.domain.sessions import checked_money
from recovery_app.domain.settings import Theme
from recovery_app.errors import RecoveryError
from recovery_app.services.library import Library
from recovery_app.ui.settings.section import Section, field_label
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.notice import Kind
from recovery_app.ui.widgets.segmented import Segmented


class LookSection(Section):
    """The theme of this library's window."""

    def __init__(
        self, library: Library, tasks: Tasks, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._library, self._tasks, self._look = library, tasks, look
        self.begin(self.tr("Look"))
        theme = Segmented(
            look,
            self.tr("Theme"),
            (
                (Theme.SYSTEM.value, self.tr("As the system")),
                (Theme.LIGHT.value, self.tr("Light")),
                (Theme.DARK.value, self.tr("Dark")),
            ),
        )
        theme.set_current(library.settings.theme.value)
        theme.chosen.connect(self._choose)
        self.add_row(theme)

    def _choose(self, key: str) -> None:
        theme = Theme(key)
        self._look.choose(theme)
        library = self._library
        self._tasks.run(
            lambda: library.choose(lambda now: replace(now, theme=theme)),
            owner=self,
            failed=lambda sentence: self.notice.say(Kind.FAILURE, sentence),
        )


class ClinicSection(Section):
    """The clinic's number, and the currency that new sessions propose."""

    def __init__(
        self, library: Library, tasks: Tasks, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._library, self._tasks = library, tasks
        self.begin(
            self.tr("Clinic"),
            self.tr("The number is shown where the diary suggests asking your clinic."),
        )
        settings = library.settings
        self._phone, self._currency = QLineEdit(settings.clinic_phone), QLineEdit(settings.currency)
        self._currency.setPlaceholderText("EUR")
        for label, field in (
            (self.tr("Phone number"), self._phone),
            (self.tr("Currency"), self._currency),
        ):
            field.setFixedWidth(220)
            field.editingFinished.connect(self._keep)
            self.add_row(field_label(label, field), field)

    def _keep(self) -> None:
        try:
            _, currency = checked_money(None, self._currency.text())
        except RecoveryError as error:
            self.notice.say(Kind.FAILURE, str(error))
            return
        self.notice.hide()
        library, phone = self._library, self._phone.text().strip()
        self._tasks.run(
            lambda: library.choose(lambda now: replace(now, clinic_phone=phone, currency=currency)),
            owner=self,
            failed=lambda sentence: self.notice.say(Kind.FAILURE, sentence),
        )
