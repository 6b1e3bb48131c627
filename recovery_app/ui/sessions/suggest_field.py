"""A line of free words that proposes known ones, since clinics and devices repeat."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from recovery_app.ui.widgets.fields import ChoiceField

PROPOSAL = 32
"""Height of a proposed word."""


class SuggestField(ChoiceField):
    """A line of free words that offers known ones."""

    edited = Signal()
    """The person changed the words."""

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # As wide as there is room, not as its longest word asks for.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setAccessibleName(name)
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(name)
        completer = QCompleter(self.model(), self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        proposals = _Proposals()
        completer.setPopup(proposals)
        # The completer has put its own, lower rows in.
        proposals.setItemDelegate(_ProposalRow(proposals))
        self.setCompleter(completer)
        self.editTextChanged.connect(lambda _text: self.edited.emit())

    @property
    def line(self) -> QLineEdit:
        """Where the words are typed."""
        line = self.lineEdit()
        if line is None:
            raise RuntimeError("An editable choice has a line to type in.")
        return line

    def offer(self, choices: Iterable[str]) -> None:
        """Offer these words; what is typed stays."""
        wanted = list(dict.fromkeys(one for one in choices if one))
        if wanted == [self.itemText(at) for at in range(self.count())]:
            return  # what is open under the field stays open
        text = self.currentText()
        blocked = self.blockSignals(True)
        self.clear()
        self.addItems(wanted)
        self.setCurrentIndex(-1)
        self.setEditText(text)
        self.blockSignals(blocked)

    def words(self) -> str:
        """Give what is typed."""
        return self.currentText().strip()

    def show_words(self, text: str) -> None:
        """Show these words without announcing them."""
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self.findText(text))
        self.setEditText(text)
        self.blockSignals(blocked)


class _Proposals(QListView):
    """What a field proposes while she types, in rows as calm as those of its list."""

    def __init__(self) -> None:
        super().__init__()
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # The sheet lets lists shine through to the page; this one is a window of its own.
        self.setStyleSheet(
            "QListView { background: palette(base); border: 1px solid palette(mid); }"
            "QListView::item { padding: 0 10px; }"
        )


class _ProposalRow(QStyledItemDelegate):
    """A row high enough to be hit."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Be as high as the rows of a field's own list."""
        return QSize(super().sizeHint(option, index).width(), PROPOSAL)
