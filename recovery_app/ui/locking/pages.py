"""What fills the window around an encrypted library: its lock, its key, and the work on it."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QProgressBar,
    QPushButton,
    QWidget,
)

from recovery_app.ui.locking.fields import KeptKey, NewPassphrase, secret_field
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import PrimaryButton, QuietButton
from recovery_app.ui.widgets.narrow_page import NarrowPage
from recovery_app.ui.widgets.notice import Kind

LONGEST = 32


class UnlockPage(NarrowPage):
    """Asks for the passphrase of a library; nothing of its content is in the window."""

    secret_given = Signal(str)
    """A passphrase or a recovery key."""
    another_wanted = Signal()
    """The person wants to choose another library."""

    def __init__(self, look: Look, name: str, sentence: str = "") -> None:
        super().__init__(
            look,
            "lock",
            self.tr("“{name}” is locked").format(name=_shortened(name)),
            self.tr("Give its passphrase. If that is lost, the recovery key opens it as well."),
        )
        self.field = secret_field(self.tr("Passphrase or recovery key"))
        self.field.returnPressed.connect(self._give)
        self._button = PrimaryButton(look, self.tr("Unlock"))
        self._button.clicked.connect(self._give)
        self._another = QuietButton(look, self.tr("Another library"))
        self._another.clicked.connect(self.another_wanted)
        neither = QuietButton(look, self.tr("I have neither"))
        neither.clicked.connect(self._say_gone)
        self.column.addWidget(self.field)
        self.add_row(self._button, self._another, neither)
        self.setFocusProxy(self.field)
        if sentence:
            self.notice.say(Kind.FAILURE, sentence)

    def offer_another(self, *, offered: bool) -> None:
        """Show the way to another library, or not where this one is still open behind the page."""
        self._another.setVisible(offered)

    def refuse(self, sentence: str) -> None:
        """Say why it did not open, and ask again."""
        self.notice.say(Kind.FAILURE, sentence)
        self._set_busy(busy=False)
        self.field.selectAll()
        self.field.setFocus()

    def _say_gone(self) -> None:
        """Say it as it is; hoping for a way that is not there would only take her time."""
        self.notice.say(
            Kind.CAUTION,
            self.tr(
                "Without the passphrase and without the recovery key the data is gone: nobody can"
                " open it, the makers of the program neither. A backup from before the lock, where"
                " there is one, can still be restored."
            ),
        )

    def _give(self) -> None:
        if not self.field.text() or not self._button.isEnabled():
            return
        self.notice.hide()
        self._set_busy(busy=True)
        self.secret_given.emit(self.field.text())

    def _set_busy(self, *, busy: bool) -> None:
        self._button.setEnabled(not busy)
        self._button.setText(self.tr("Unlocking…") if busy else self.tr("Unlock"))


class NewPassphrasePage(NarrowPage):
    """Asks for the passphrase of a library that is to be made."""

    chosen = Signal(str)
    """The passphrase."""
    back_wanted = Signal()
    """The person thought better of it."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            "lock",
            self.tr("A lock for your diary"),
            self.tr(
                "Everything in the library is encrypted, photos too. Nobody opens it without the"
                " passphrase or the recovery key, which you get next: the makers of the program"
                " cannot help either."
            ),
        )
        self.form = NewPassphrase(look, self.tr("Continue"))
        self.form.chosen.connect(self.chosen)
        back = QuietButton(look, self.tr("Back"))
        back.clicked.connect(self.back_wanted)
        self.column.addWidget(self.form)
        self.add_row(back)
        self.setFocusProxy(self.form.first)


class RecoveryKeyPage(NarrowPage):
    """Shows a recovery key, and lets go only when its end was typed from a copy of it.

    Locking throws it away: unlocking shows another one, until one was kept.
    """

    kept = Signal()
    """The person has it on paper or elsewhere."""
    lock_wanted = Signal()
    """Show nothing of it any more."""

    def __init__(self, look: Look, key: str, library: str, *, again: bool = False) -> None:
        before = self.tr("The one before was never confirmed; this one takes its place once it is.")
        sentence = self.tr(
            "Write it down or print it now; it is not shown again. It opens the diary when the"
            " passphrase is lost. Without both, the data is gone for good."
        )
        super().__init__(
            look,
            "pin",
            self.tr("Your recovery key"),
            f"{before} {sentence}" if again else sentence,
        )
        self.kept_key = KeptKey(look, key, library)
        self.kept_key.kept.connect(self.kept)
        self.column.addWidget(self.kept_key)
        self.setFocusProxy(self.kept_key.field)
        _lock_by_key(self, self.lock_wanted)


class InterruptedPage(NarrowPage):
    """Asks what is to become of a turning-off that was interrupted."""

    go_on_wanted = Signal()
    """The encryption is to be turned off after all."""
    keep_wanted = Signal()
    """The library is to stay encrypted."""
    lock_wanted = Signal()
    """The person goes away without an answer."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            "lock",
            self.tr("Turning the encryption off was interrupted"),
            self.tr(
                "Nothing is lost. What lies unencrypted in the folder already is taken up if you go"
                " on, and removed if the diary stays encrypted."
            ),
        )
        go_on = PrimaryButton(look, self.tr("Go on turning it off"))
        go_on.clicked.connect(self.go_on_wanted)
        keep = QPushButton(self.tr("Keep it encrypted"))
        keep.clicked.connect(self.keep_wanted)
        self.add_row(go_on, keep)
        # A second Enter after the passphrase must not give the lock up.
        self.setFocusProxy(keep)
        _lock_by_key(self, self.lock_wanted)


class ConvertingPage(NarrowPage):
    """Shows how far turning the encryption on or off is, and offers to stop it."""

    stop_wanted = Signal()
    """The person does not want it any more."""

    def __init__(self, look: Look, heading: str, sentence: str) -> None:
        super().__init__(look, "lock", heading, sentence)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(heading)
        self._cancel = QuietButton(look, self.tr("Cancel"))
        self._cancel.clicked.connect(self._stop)
        self.column.addWidget(self._bar)
        self.add_row(self._cancel)

    def show_progress(self, done: int, of: int) -> None:
        """Show that so many of so many files are done."""
        self._bar.setRange(0, of)
        self._bar.setValue(done)

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self.stop_wanted.emit()


def _lock_by_key(page: QWidget, wanted: SignalInstance) -> None:
    """Let Ctrl+L lock here as it does while a library is shown."""
    keys = QShortcut(QKeySequence("Ctrl+L"), page)
    keys.activated.connect(wanted)


def _shortened(name: str) -> str:
    """Return a name that fits into a line; one without spaces would be cut off in the middle."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
