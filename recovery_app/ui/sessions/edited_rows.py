"""Kinds or devices as rows that open to be edited, with a line to add one's own."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from recovery_app.domain.kinds import Device, Kind
from recovery_app.domain.symptoms import Symptom, slug_of
from recovery_app.errors import WrongInput
from recovery_app.ui.sessions import words
from recovery_app.ui.sessions.device_editor import DeviceEditor
from recovery_app.ui.sessions.editing import Editor
from recovery_app.ui.sessions.entering import Checked, watch
from recovery_app.ui.sessions.fold import Fold
from recovery_app.ui.sessions.kind_editor import KindEditor
from recovery_app.ui.sessions.saving import Saver
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.card import Card


class EditedRows(Card):
    """A card of rows. An editor is made when its row is first opened, and keeps what is typed."""

    def __init__(
        self, look: Look, saver: Saver, name: str, hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._look, self._saver = look, saver
        self._next = ""
        self.rows: dict[str, Fold] = {}
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(hint)
        self._check = Checked(self.line, self._new_key)
        watch(self._check, self.line.textChanged)
        add = QPushButton(self.tr("Add"))
        add.clicked.connect(self.add)
        self.line.returnPressed.connect(self.add)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._check, 1)
        top.addWidget(add)
        top.setContentsMargins(12, 0, 12, 8)
        top.setAlignment(add, Qt.AlignmentFlag.AlignTop)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.setContentsMargins(4, 16, 4, 8)
        self.body.addLayout(top)
        self.body.addLayout(self._list)

    @property
    def editors(self) -> dict[str, Editor]:
        """The editors made so far."""
        inside = {key: row.inside for key, row in self.rows.items()}
        return {key: one for key, one in inside.items() if isinstance(one, Editor)}

    def show_rows(self, shown: Sequence[tuple[str, str, str]]) -> None:
        """Show rows of key, name and summary, in this order."""
        for key in [key for key in self.rows if key not in {one[0] for one in shown}]:
            self._take_away(key)
        for at, (key, name, summary) in enumerate(shown):
            if key not in self.rows:
                self.rows[key] = Fold(self._look, name)
                self.rows[key].opened.connect(partial(self._on_opened, key))
            row = self.rows[key]
            row.head.setText(name)
            row.head.sum_up(summary)
            if self._list.indexOf(row) != at:
                self._list.removeWidget(row)
                self._list.insertWidget(at, row)
        if self._next in self.rows:
            self.rows[self._next].set_open(True)
            self.rows[self._next].head.setFocus()
            self._next = ""

    def add(self) -> None:
        """Add what is typed into the line."""
        if self.line.text().strip() and self._check.check():
            self.add_named(self.line.text().strip())

    def finish(self) -> None:
        """Save what can be saved of what is typed."""
        for editor in self.editors.values():
            editor.save()

    def key_of(self, name: str) -> str:
        """Return the key under which something of that name would stand."""
        raise NotImplementedError

    def add_named(self, name: str) -> None:
        """Make something new."""
        raise NotImplementedError

    def make_editor(self, key: str) -> Editor:
        """Make the editor of a row."""
        raise NotImplementedError

    def _new_key(self) -> str:
        name = self.line.text().strip()
        key = self.key_of(name) if name else ""
        if key in self.rows:
            raise WrongInput(self.tr("“{name}” is in the list already.").format(name=name))
        return key

    def _take_away(self, key: str) -> None:
        """Take a row away; the keyboard goes on to the next one."""
        keys = list(self.rows)
        row = self.rows.pop(key)
        if self.rows and row.isAncestorOf(self.window().focusWidget() or self):
            at = min(keys.index(key), len(self.rows) - 1)
            list(self.rows.values())[at].head.setFocus()
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def give_keyboard(self, key: str) -> None:
        """Put the keyboard on a row's heading, from its buttons that cannot be pressed any more."""
        if key in self.rows:
            self.rows[key].head.setFocus()

    def _added(self, key: str) -> None:
        """Open the row of what was just added, as soon as it is shown."""
        self.line.clear()
        self._next = key

    def _on_opened(self, key: str) -> None:
        row = self.rows[key]
        if row.inside is None:
            row.hold(self.make_editor(key))


class KindRows(EditedRows):
    """The kinds of session."""

    def __init__(self, look: Look, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(
            look,
            saver,
            QCoreApplication.translate("KindRows", "Name of your own kind"),
            QCoreApplication.translate("KindRows", "Your own kind, such as “Cold plasma”"),
            parent,
        )
        self._kinds: dict[str, Kind] = {}
        self._symptoms: tuple[Symptom, ...] = ()

    def show_kinds(self, kinds: Sequence[Kind], symptoms: Sequence[Symptom]) -> None:
        """Show the kinds as they are saved; what is typed stays."""
        self._kinds, self._symptoms = {kind.slug: kind for kind in kinds}, tuple(symptoms)
        self.show_rows([(kind.slug, kind.name, words.kind_of(kind)) for kind in kinds])
        for slug, editor in self.editors.items():
            if isinstance(editor, KindEditor) and not editor.unsaved:
                editor.show_kind(self._kinds[slug])

    def key_of(self, name: str) -> str:
        """Return the slug."""
        return slug_of(name)

    def add_named(self, name: str) -> None:
        """Make an own kind."""
        kind = Kind(slug_of(name), name, own=True)
        done = partial(self._added, kind.slug)
        self._saver.save_kind(kind, None, done=done, failed=self._check.say)

    def make_editor(self, key: str) -> Editor:
        """Make the editor of a kind."""
        editor = KindEditor(self._look, self._kinds[key], self._symptoms)
        editor.save_wanted.connect(partial(self._save, editor, key))
        editor.back_wanted.connect(lambda: editor.show_kind(self._kinds[key]))
        editor.remove_wanted.connect(
            lambda: self._saver.remove_kind(self._kinds[key], failed=editor.refuse)
        )
        return editor

    def _save(self, editor: KindEditor, key: str) -> None:
        kind = editor.kind()
        others = {one.name.casefold() for one in self._kinds.values() if one.slug != key}
        if kind.name.casefold() in others:
            editor.refuse(self.tr("There is a kind “{name}” already.").format(name=kind.name))
            return
        raw = editor.raw()

        def done() -> None:
            editor.mark_saved(raw)
            self.give_keyboard(key)

        self._saver.save_kind(kind, self._kinds[key], done=done, failed=editor.refuse)


class DeviceRows(EditedRows):
    """The devices."""

    def __init__(self, look: Look, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(
            look,
            saver,
            QCoreApplication.translate("DeviceRows", "Name of another device"),
            QCoreApplication.translate("DeviceRows", "Another device, as on the clinic's card"),
            parent,
        )
        self._devices: dict[str, Device] = {}

    def show_devices(self, devices: Sequence[Device]) -> None:
        """Show the devices as they are saved; what is typed stays."""
        self._devices = {device.name: device for device in devices}
        self.show_rows([(one.name, one.name, words.device_of(one)) for one in devices])
        for name, editor in self.editors.items():
            if isinstance(editor, DeviceEditor) and not editor.unsaved:
                editor.show_device(self._devices[name])

    def key_of(self, name: str) -> str:
        """Return the name as it is."""
        return name

    def add_named(self, name: str) -> None:
        """Make a device."""
        done = partial(self._added, name)
        self._saver.save_device(Device(name), None, done=done, failed=self._check.say)

    def make_editor(self, key: str) -> Editor:
        """Make the editor of a device."""
        editor = DeviceEditor(self._look, self._devices[key])
        editor.save_wanted.connect(partial(self._save, editor, key))
        editor.back_wanted.connect(lambda: editor.show_device(self._devices[key]))
        editor.remove_wanted.connect(
            lambda: self._saver.remove_device(self._devices[key], failed=editor.refuse)
        )
        return editor

    def _save(self, editor: DeviceEditor, key: str) -> None:
        device = editor.device()
        raw = editor.raw()

        def done() -> None:
            editor.mark_saved(raw)
            self.give_keyboard(key)
            if device.name != key:
                self._next = device.name  # its row is a new one and opens like the old one

        self._saver.save_device(device, self._devices[key], done=done, failed=editor.refuse)
