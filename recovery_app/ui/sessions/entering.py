"""Fields that take whatever is typed and say in a sentence, in their place, what is wrong with it.

Numbers are typed into plain lines and not into spin boxes: most of a card stays empty, and empty
is not 0.
"""

from collections.abc import Callable
from datetime import time
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QCoreApplication, Qt, SignalInstance
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from recovery_app.domain.moments import parse_clock
from recovery_app.errors import WrongInput

MOST = 999_999
"""No number of a clinic's card is larger."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("SessionsPage", text)


class Checked(QWidget):
    """A field with the sentence about what is wrong in it underneath.

    Args:
        field: where the person types.
        read: reads the field and raises `WrongInput` with the sentence.
        edited: the field's signal that it was changed, which takes the sentence away.
    """

    def __init__(
        self, field: QWidget, read: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._read = read
        self._sentence = QLabel()
        self._sentence.setProperty("kind", "failure")
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        self._sentence.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(field)
        column.addWidget(self._sentence)
        # The sentence of a field beside it makes this one taller, and the fields stay in line.
        column.addStretch(1)
        self.setFocusProxy(field)

    @property
    def sentence(self) -> str:
        """What it says is wrong; empty where nothing is."""
        return self._sentence.text()

    def check(self) -> bool:
        """Tell whether the field can be taken; say why where it cannot."""
        try:
            self._read()
        except WrongInput as error:
            self.say(str(error))
            return False
        self.say("")
        return True

    def say(self, sentence: str) -> None:
        """Show a sentence under the field; an empty one takes it away."""
        if sentence != self._sentence.text():
            self._sentence.setText(sentence)
            self._sentence.setVisible(bool(sentence))
            self.field.setAccessibleDescription(sentence)


class NumberText(QLineEdit):
    """A number, or nothing.

    Args:
        whole: takes whole numbers only.
        low, high: the least and the greatest.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        whole: bool = False,
        low: int = 0,
        high: int = MOST,
    ) -> None:
        super().__init__(parent)
        self._whole, self._low, self._high = whole, low, high

    def value(self) -> float | None:
        """Give the number, None where nothing is typed, else raise `WrongInput`."""
        text = self.text().strip().replace(",", ".")
        if not text:
            return None
        try:
            number = int(text) if self._whole else float(text)
        except ValueError:
            sentence = _tr("“{text}” is not a whole number.") if self._whole else ""
            sentence = sentence or _tr("“{text}” is not a number.")
            raise WrongInput(sentence.format(text=self.text())) from None
        # NaN is no number of a card either: it fails this comparison.
        if not self._low <= number <= self._high:
            sentence = _tr("This is a number from {low} to {high}; “{text}” is not.")
            raise WrongInput(
                sentence.format(low=self._low, high=f"{self._high:,}", text=self.text())
            )
        return number

    def whole(self) -> int | None:
        """Give the number as a whole one, None where nothing is typed."""
        value = self.value()
        return None if value is None else int(value)

    def show_value(self, value: float | None) -> None:
        """Show a number, or nothing."""
        self.setText("" if value is None else f"{value:.10g}")


class AmountText(QLineEdit):
    """An amount of money, or nothing; “1,250.50” and “1250,50” are the same."""

    def value(self) -> Decimal | None:
        """Give the amount, None where nothing is typed, else raise `WrongInput`."""
        text = "".join(self.text().split()).replace("’", "").replace("'", "")
        if not text:
            return None
        try:
            amount = Decimal(_with_point(text))
        except InvalidOperation:
            amount = Decimal("NaN")
        if amount.is_finite() and 0 <= amount < Decimal(10) ** 9:
            return amount
        raise WrongInput(
            _tr("A cost is a number from 0 upwards; “{text}” is not.").format(text=self.text())
        )

    def show_value(self, value: Decimal | None) -> None:
        """Show an amount, or nothing."""
        self.setText("" if value is None else f"{value:.2f}".removesuffix(".00"))


class ClockText(QLineEdit):
    """A time of day such as 14:30, or nothing."""

    def value(self) -> time | None:
        """Give the time, None where nothing is typed, else raise `WrongInput`."""
        text = self.text().strip()
        return parse_clock(text) if text else None

    def show_value(self, value: time | None) -> None:
        """Show a time, or nothing."""
        self.setText("" if value is None else value.strftime("%H:%M"))


def leave_drops(page: QWidget) -> None:
    """Let what is dropped on a field of text reach the page, which knows what a picture is.

    The field would write the file's address down.
    """
    for field in [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]:
        field.setAcceptDrops(False)


def watch(checked: Checked, edited: SignalInstance) -> None:
    """Take the sentence away as soon as the field is edited."""
    edited.connect(lambda *_: checked.say(""))


def _with_point(text: str) -> str:
    """Write a number with a point and without marks of thousands, whichever way it was typed."""
    marks = [mark for mark in text if mark in ".,"]
    if len(set(marks)) == 2:
        thousands = text[min(text.index("."), text.index(","))]
        return text.replace(thousands, "").replace(",", ".")
    whole, _, rest = text.partition(marks[0]) if marks else (text, "", "")
    # “1,250” is a price of four digits; no currency that clinics use has three decimals.
    if len(marks) > 1 or (marks and len(rest) == 3 and whole not in ("", "0")):
        return text.replace(marks[0], "")
    return text.replace(",", ".")
