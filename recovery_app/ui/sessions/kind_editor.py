"""The fields of one kind of session: its interval and its usual course."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from recovery_app.domain.kinds import Kind
from recovery_app.domain.symptoms import Symptom
from recovery_app.errors import WrongInput
from recovery_app.ui.sessions.editing import Editor
from recovery_app.ui.sessions.entering import Checked, NumberText
from recovery_app.ui.sessions.part import labelled
from recovery_app.ui.sessions.usual_rows import UsualRows
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.labels import caption, section

LONGEST = 730


class KindEditor(Editor):
    """Edits one kind."""

    def __init__(
        self, look: Look, kind: Kind, symptoms: Sequence[Symptom], parent: QWidget | None = None
    ) -> None:
        super().__init__(look, self.tr("Save kind"), self.tr("Remove this kind"), parent)
        self._kind = kind
        self.name = QLineEdit()
        self.low = NumberText(whole=True, low=1, high=LONGEST)
        self.high = NumberText(whole=True, low=1, high=LONGEST)
        self.blisters = QCheckBox(self.tr("Blisters belong to the ordinary course"))
        self.fades = QCheckBox(self.tr("Redness simply fades"))
        self.fades.setToolTip(self.tr("Off where it rises again later, as after fractional CO₂"))
        self.usual = UsualRows(look, symptoms)
        self._name_check = Checked(self.name, self._name)
        self._days_check = self._interval_fields()
        self._lay_out()
        for signal in (
            self.name.textChanged,
            self.low.textChanged,
            self.high.textChanged,
            self.blisters.toggled,
            self.fades.toggled,
            self.usual.edited,
        ):
            signal.connect(self._on_edited)
        self.name.returnPressed.connect(self.save)
        self.show_kind(kind)

    def show_kind(self, kind: Kind) -> None:
        """Show a kind as it is saved."""
        self._kind = kind
        self.name.setText(kind.name)
        for at, field in enumerate((self.low, self.high)):
            field.show_value(kind.interval[at] if kind.interval else None)
        self.blisters.setChecked(kind.blisters_expected)
        self.fades.setChecked(kind.simply_fades)
        self.usual.show_usual(kind.usual)
        self.remove_button.setVisible(kind.own)
        self.mark_shown()

    def kind(self) -> Kind:
        """Return the kind as typed, else raise `WrongInput`."""
        return replace(
            self._kind,
            name=self._name(),
            interval=self._interval(),
            blisters_expected=self.blisters.isChecked(),
            simply_fades=self.fades.isChecked(),
            usual=self.usual.value(),
        )

    def raw(self) -> tuple[object, ...]:
        """Return everything as typed."""
        return (
            self.name.text().strip(),
            self.low.text().strip(),
            self.high.text().strip(),
            self.blisters.isChecked(),
            self.fades.isChecked(),
            self.usual.raw(),
        )

    def checks(self) -> list[Checked]:
        """Return name, interval and the usual days."""
        return [self._name_check, self._days_check, *self.usual.checks()]

    def _interval_fields(self) -> Checked:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for field, name in ((self.low, self.tr("Days from")), (self.high, self.tr("Days to"))):
            field.setFixedWidth(72)
            field.setAccessibleName(name)
        line.addWidget(self.low)
        line.addWidget(QLabel(self.tr("to")))
        line.addWidget(self.high)
        line.addWidget(caption(self.tr("days; empty where nothing is known")))
        line.addStretch(1)
        row.setFocusProxy(self.low)
        return Checked(row, self._interval)

    def _lay_out(self) -> None:
        self.fields.addLayout(labelled(self.tr("Name"), self._name_check))
        self.fields.addLayout(labelled(self.tr("Next after"), self._days_check))
        self.fields.addWidget(self.blisters)
        self.fields.addWidget(self.fades)
        self.fields.addWidget(section(self.tr("Often described")))
        self.fields.addWidget(self.usual)

    def _on_edited(self) -> None:
        for check in (self._name_check, self._days_check):
            check.say("")
        self.edited.emit()

    def _name(self) -> str:
        name = self.name.text().strip()
        if not name:
            raise WrongInput(self.tr("A kind of session needs a name."))
        return name

    def _interval(self) -> tuple[int, int] | None:
        low, high = self.low.whole(), self.high.whole()
        if low is None and high is None:
            return None
        if low is None or high is None or low > high:
            raise WrongInput(self.tr("Give both days, the earlier one first, or none."))
        return low, high
