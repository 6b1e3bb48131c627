"""The fields of one device."""

import re

from PySide6.QtWidgets import QLineEdit, QWidget

from recovery_app.domain.kinds import Device
from recovery_app.errors import WrongInput
from recovery_app.ui.sessions.editing import Editor
from recovery_app.ui.sessions.entering import Checked
from recovery_app.ui.sessions.part import labelled
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.labels import caption


class DeviceEditor(Editor):
    """Edits one device."""

    def __init__(self, look: Look, device: Device, parent: QWidget | None = None) -> None:
        super().__init__(look, self.tr("Save device"), self.tr("Remove this device"), parent)
        self.name, self.maker = QLineEdit(), QLineEdit()
        self.waves, self.pulses, self.modes = QLineEdit(), QLineEdit(), QLineEdit()
        self._name_check = Checked(self.name, self._name)
        for label, field, hint in (
            (self.tr("Name"), self._name_check, ""),
            (self.tr("Maker"), self.maker, ""),
            (self.tr("Wavelengths"), self.waves, self.tr("nm")),
            (self.tr("Pulses"), self.pulses, ""),
            (self.tr("Modes"), self.modes, ""),
        ):
            self.fields.addLayout(labelled(label, field, hint))
        self.fields.addWidget(caption(self.tr("Put commas between several.")))
        for field in self._fields():
            field.textChanged.connect(self._on_edited)
            field.returnPressed.connect(self.save)
        self.show_device(device)

    def show_device(self, device: Device) -> None:
        """Show a device as it is saved."""
        texts = (
            device.name,
            device.maker,
            ", ".join(device.wavelengths_nm),
            ", ".join(device.pulses),
            ", ".join(device.modes),
        )
        for field, text in zip(self._fields(), texts, strict=True):
            field.setText(text)
        self.mark_shown()

    def device(self) -> Device:
        """Return the device as typed, else raise `WrongInput`."""
        return Device(
            self._name(),
            self.maker.text().strip(),
            _parts(self.waves.text()),
            _parts(self.pulses.text()),
            _parts(self.modes.text()),
        )

    def raw(self) -> tuple[object, ...]:
        """Return everything as typed."""
        return tuple(field.text().strip() for field in self._fields())

    def checks(self) -> list[Checked]:
        """Return the name."""
        return [self._name_check]

    def _fields(self) -> tuple[QLineEdit, ...]:
        return (self.name, self.maker, self.waves, self.pulses, self.modes)

    def _on_edited(self) -> None:
        self._name_check.say("")
        self.edited.emit()

    def _name(self) -> str:
        name = self.name.text().strip()
        if not name:
            raise WrongInput(self.tr("A device needs a name."))
        return name


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split("[,;]", text) if part.strip())
