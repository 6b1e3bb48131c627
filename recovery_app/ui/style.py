"""The one style sheet, for Qt's ready-made controls; our own widgets paint themselves."""

from collections.abc import Mapping
from string import Template

from recovery_app.paths import resource

_SHEET = Template("""
QToolTip { background: $raised; color: $ink; border: 1px solid $line; padding: 5px 8px; }

QLabel[kind="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[kind="heading"] { font-size: ${heading}px; font-weight: 600; }
QLabel[kind="section"] { font-size: ${section}px; font-weight: 600; color: $muted; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="caption"] { font-size: ${caption}px; color: $muted; }
QLabel[kind="caption_strong"] { font-size: ${caption}px; font-weight: 600; color: $muted; }
QLabel[kind="small"] { font-size: ${small}px; color: $muted; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="failure"] { color: $caution; }

QPushButton { background: $raised; border: 1px solid $line; border-radius: 10px;
  padding: 0 15px; min-height: 34px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border: 2px solid $accent; padding: 0 14px; min-height: 32px; }
QPushButton:disabled { color: $faint; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox { background: $raised;
  border: 1px solid $edge; border-radius: 10px; padding: 0 11px; min-height: 34px;
  selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit, QTextEdit { padding: 7px 8px; }
QAbstractSpinBox { padding: 0; min-height: 31px; }
QLineEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 0 10px; min-height: 32px; }
QAbstractSpinBox:focus { border: 2px solid $accent; min-height: 29px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 6px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {
  color: $faint; border-color: $line; background: $surface; }
QComboBox::drop-down { border: none; width: 30px; }
QComboBox::down-arrow { image: url("$icons/field-down.svg"); width: 16px; height: 16px; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line; padding: 4px; }
QAbstractItemView { selection-background-color: $accent_soft; selection-color: $ink; outline: none; }
QComboBox QAbstractItemView::item { min-height: 32px; padding: 0 8px; border-radius: 6px; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $ink; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 26px; }
QAbstractSpinBox::up-button { subcontrol-position: top right; top: 2px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; bottom: 2px; }
QAbstractSpinBox::up-arrow { image: url("$icons/field-up.svg"); width: 14px; height: 14px; }
QAbstractSpinBox::down-arrow { image: url("$icons/field-down.svg"); width: 14px; height: 14px; }
QDateTimeEdit::drop-down { border: none; width: 30px; }
QDateTimeEdit::down-arrow { image: url("$icons/field-down.svg"); width: 16px; height: 16px; }

QCheckBox, QRadioButton { spacing: 10px; min-height: 32px; }
QCheckBox::indicator, QRadioButton::indicator { width: 18px; height: 18px;
  border: 1px solid $edge; background: $raised; border-radius: 6px; }
QRadioButton::indicator { border-radius: 10px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
  image: url("$icons/field-check-$theme.svg"); }
QRadioButton::indicator:checked { border: 6px solid $accent; width: 8px; height: 8px; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QCheckBox::indicator:unchecked:focus, QRadioButton::indicator:unchecked:focus {
  border: 2px solid $accent; width: 16px; height: 16px; }
QCheckBox::indicator:disabled { background: $surface; border-color: $line; }

QScrollArea { border: none; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: $raised; border: 1px solid $line; padding: 6px; }
QMenu::item { padding: 8px 24px 8px 12px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 6px 8px; }

QMainWindow QListView { background: transparent; border: none; }
QTreeView, QTableView { background: $raised; border: 1px solid $line; border-radius: 10px;
  padding: 4px; gridline-color: $line; }
QHeaderView { background: $raised; border: none; }
QHeaderView::section, QTableCornerButton::section { background: $raised; color: $muted;
  font-size: ${caption}px; border: none; border-bottom: 1px solid $line; padding: 8px; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; }
QCalendarWidget QToolButton { color: $ink; background: transparent; border: none;
  border-radius: 8px; min-height: 32px; min-width: 32px; font-weight: 600; }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QTableView { border: none; border-radius: 0; padding: 0; }

QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
""")


def sheet(colours: Mapping[str, str], sizes: Mapping[str, int]) -> str:
    """Fill the style sheet in.

    Args:
        colours: `#rrggbb` by role, and `theme`, the name of the theme.
        sizes: pixels by kind of words.
    """
    icons = resource("icons").as_posix()
    return _SHEET.substitute(colours, **sizes, icons=icons)
