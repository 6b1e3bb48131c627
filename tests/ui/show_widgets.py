"""Draws the whole kit into pictures, to be looked at: one per theme, at the scale Qt runs at.

`QT_QPA_PLATFORM=offscreen python -m tests.ui.show_widgets FOLDER`, once more with
`QT_SCALE_FACTOR=2` for a screen of double density.
"""

import sys
from datetime import date, time, timedelta
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from recovery_app.domain.settings import Theme as Choice
from recovery_app.domain.symptoms import SEEDED, Sort
from recovery_app.paths import resource
from recovery_app.ui.theme import Look, apply
from recovery_app.ui.widgets import labels
from recovery_app.ui.widgets.buttons import IconButton, PrimaryButton, QuietButton
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.chip import Chip, MoreChip
from recovery_app.ui.widgets.day_strip import DAYS, DayMark, DayStrip
from recovery_app.ui.widgets.empty_state import EmptyState
from recovery_app.ui.widgets.felt_row import FeltRow
from recovery_app.ui.widgets.fields import (
    ChoiceField,
    DateField,
    NumberField,
    TimeField,
)
from recovery_app.ui.widgets.flow_layout import FlowLayout
from recovery_app.ui.widgets.notice import Kind, Notice
from recovery_app.ui.widgets.photo_slot import PhotoSlot
from recovery_app.ui.widgets.rail import Place, Rail
from recovery_app.ui.widgets.seen_row import SeenRow
from recovery_app.ui.widgets.segmented import Segmented

TODAY = date(2026, 10, 14)
PLACES = [
    Place(word.lower(), word, word.lower())
    for word in ("Today", "Sessions", "Photos", "Compare", "Trends", "Settings")
]


def main(folder: Path) -> None:
    """Draw every picture into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    look = apply(app, Choice.LIGHT)
    scale = f"@{app.devicePixelRatio():g}x"
    for choice in (Choice.LIGHT, Choice.DARK):
        look.choose(choice)
        for make in (today, controls, states, icons):
            page = make(look)
            page.show()
            app.processEvents()
            page.grab().save(str(folder / f"{make.__name__}-{choice.value}{scale}.png"))
            page.hide()


def today(look: Look) -> QWidget:
    """Put the parts of Today together."""
    page, column, side = _page(look)
    head = QHBoxLayout()
    head.setSpacing(4)
    head.addWidget(labels.title("Wed 14 October"))
    head.addSpacing(8)
    head.addWidget(IconButton(look, "chevron-left", "Day before"))
    head.addWidget(IconButton(look, "chevron-right", "Day after"))
    head.addStretch(1)
    head.addWidget(QuietButton(look, "New entry", icon="plus"))
    column.addLayout(head)
    column.addWidget(labels.muted("Day 2 after session 3 · pico toning, PicoPlus"))
    column.addSpacing(8)
    column.addWidget(_strip(look))
    _heading(column, "What you see")
    for row in _seen_rows(look):
        column.addWidget(row)
    _heading(column, "What you feel")
    for slug, name, value in (
        ("pain", "Pain", 1),
        ("itch", "Itch", None),
        ("warmth", "Warmth", 10),
    ):
        row = FeltRow(look, slug, name)
        row.set_value(value)
        column.addWidget(row)
    _heading(column, "Also")
    column.addLayout(_ticks(look))
    _heading(column, "Care today")
    column.addLayout(_todos(look))
    column.addStretch(1)
    _photos(look, side)
    return page


def controls(look: Look) -> QWidget:
    """Show the top bar of a page, cards, notices and Qt's own controls."""
    page, column, side = _page(look)
    bar = QHBoxLayout()
    bar.setSpacing(14)
    bar.addWidget(labels.title("Trends"))
    bar.addWidget(_segmented(look, "recovery", ("recovery", "Recovery"), ("months", "Improvement")))
    bar.addWidget(_segmented(look, "b", ("a", "Redness"), ("b", "Dryness"), ("c", "Pain")))
    bar.addStretch(1)
    bar.addWidget(PrimaryButton(look, "Save chart"))
    column.addLayout(bar)
    column.addSpacing(16)
    for kind, sentence, action in (
        (
            Kind.QUIET,
            "A rather long sentence that stays calm: 12 photos were added, 2 were there "
            "already and none was refused, so that there is nothing else to do here.",
            "Undo",
        ),
        (Kind.CAUTION, "Your clinic will want to hear about a blister: 020 7946 0321.", ""),
        (Kind.FAILURE, "The library’s disk is full, so this was not saved.", "Try again"),
    ):
        notice = Notice(look)
        column.addWidget(notice)
        notice.say(kind, sentence, action)
        column.addSpacing(8)
    column.addLayout(_form(look))
    column.addStretch(1)
    for words, value in (
        ("Clear, and stayed so", "between day 6 and 7"),
        ("Redness-days, first week", "14.5"),
    ):
        card = Card(look)
        card.body.setSpacing(4)
        card.body.addWidget(labels.caption(words))
        card.body.addWidget(labels.heading(value))
        side.addWidget(card)
    side.addWidget(
        EmptyState(
            look,
            "photos",
            "Photos from every day stand here, session by session.",
            "Add photos",
        ),
        1,
    )
    return page


def states(look: Look) -> QWidget:
    """Show every part at rest, under the pointer, pressed, with the keyboard, and disabled."""
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(32, 24, 32, 24)
    grid.setSpacing(14)
    kinds = ("rest", "pointer", "pressed", "keyboard", "disabled")
    for column, kind in enumerate(kinds):
        grid.addWidget(labels.caption(kind), 0, column)
        for line, part in enumerate(_parts(look), 1):
            if kind == "keyboard":
                part = _with_keyboard(part)
            else:
                _pretend(part, kind)
            grid.addWidget(part, line, column, Qt.AlignmentFlag.AlignLeft)
    page.resize(2000, grid.sizeHint().height())
    return page


def icons(look: Look) -> QWidget:
    """Show every icon in two sizes."""
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(24, 24, 24, 24)
    for number, path in enumerate(sorted(resource("icons").glob("*.svg"))):
        for offset, size in enumerate((24, 18)):
            button = QPushButton(look.icon(path.stem), "")
            button.setIconSize(button.iconSize() * size / 16)
            button.setToolTip(path.stem)
            grid.addWidget(button, number // 8 * 2, number % 8 * 2 + offset)
        grid.addWidget(labels.caption(path.stem), number // 8 * 2 + 1, number % 8 * 2, 1, 2)
    return page


def _page(look: Look) -> tuple[QWidget, QVBoxLayout, QVBoxLayout]:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    rail = Rail(look, PLACES)
    rail.set_status("My skin", "Backed up\ntoday 21:05")
    row.addWidget(rail)
    column, side = QVBoxLayout(), QVBoxLayout()
    for layout, left in ((column, 32), (side, 0)):
        layout.setContentsMargins(left, 24, 32, 24)
        layout.setSpacing(0)
    side.setSpacing(10)
    row.addLayout(column, 5)
    row.addLayout(side, 3)
    page.resize(1280, 860)
    return page, column, side


def _heading(column: QVBoxLayout, words: str) -> None:
    column.addSpacing(20)
    column.addWidget(labels.section(words))
    column.addSpacing(8)


def _strip(look: Look) -> DayStrip:
    strip = DayStrip(look)
    first = TODAY - timedelta(days=DAYS - 1)
    marks = [
        DayMark(first + timedelta(days=n), logged=n in (3, 4, 9, 11, 12), photos=n in (4, 8, 12))
        for n in range(DAYS)
    ]
    strip.set_days(marks, TODAY - timedelta(days=1), TODAY)
    return strip


def _seen_rows(look: Look) -> list[SeenRow]:
    rows: list[SeenRow] = []
    seen = [symptom for symptom in SEEDED if symptom.sort is Sort.SEEN]
    for symptom, value in zip(seen, (2, 1, 4, None, 0), strict=True):
        rows.append(SeenRow(look, symptom.slug, symptom.name))
        rows[-1].set_value(value)
    return rows


def _ticks(look: Look) -> QLayout:
    flow = FlowLayout()
    for name in ("pinpoint bleeding", "darkening", "acne", "blister", "bruise", "cold sore"):
        chip = Chip(look, name, name)
        chip.set_value(name == "darkening")
        flow.addWidget(chip)
    flow.addWidget(MoreChip(look, "more…"))
    return flow


def _todos(look: Look) -> QLayout:
    flow = FlowLayout()
    for name, done in (("recovery cream", True), ("sunscreen", True), ("no make-up", False)):
        chip = Chip(look, name, name, todo=True)
        chip.set_value(done)
        flow.addWidget(chip)
    return flow


def _photos(look: Look, side: QVBoxLayout) -> None:
    side.addWidget(labels.section("Today’s photos"))
    row = QHBoxLayout()
    row.setSpacing(10)
    for pose, picture in (("Front", _picture()), ("Left", None), ("Right", None)):
        slot = PhotoSlot(look, pose.lower(), pose)
        slot.set_picture(picture)
        row.addWidget(slot)
    row.addStretch(1)
    side.addLayout(row)
    side.addSpacing(16)
    note = QPlainTextEdit()
    note.setPlaceholderText("A note for this entry")
    note.setFixedHeight(84)
    side.addWidget(note)
    side.addStretch(1)


def _picture() -> QImage:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    shade = QLinearGradient(QPointF(0, 0), QPointF(400, 300))
    shade.setColorAt(0, QColor("#d9c4b4"))
    shade.setColorAt(1, QColor("#9db5b3"))
    painter.fillRect(QRectF(0, 0, 400, 300), shade)
    painter.end()
    return image


def _segmented(look: Look, current: str, *choices: tuple[str, str]) -> Segmented:
    segmented = Segmented(look, "View", choices)
    segmented.set_current(current)
    return segmented


def _form(look: Look) -> QLayout:
    form = QGridLayout()
    form.setContentsMargins(0, 12, 0, 0)
    form.setSpacing(12)
    combo = ChoiceField()
    combo.addItems(["Pico toning", "Fractional CO2"])
    line = QLineEdit()
    line.setPlaceholderText("Clinic")
    ready, done = QRadioButton("As the system"), QRadioButton("Light")
    done.setChecked(True)
    check = QCheckBox("Pinned")
    check.setChecked(True)
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setValue(40)
    number, when = NumberField(0, 2000, " nm"), TimeField(time(14, 30))
    number.setValue(1064)
    parts: list[QWidget] = [
        combo,
        line,
        number,
        when,
        DateField(look, TODAY),
        check,
        QCheckBox("Not pinned"),
        done,
        ready,
        QPushButton("Cancel"),
        QPushButton(look.icon("folder"), "Open"),
        bar,
    ]
    for number, part in enumerate(parts):
        form.addWidget(part, number // 2, number % 2)
    return form


def _parts(look: Look) -> list[QWidget]:
    seen = SeenRow(look, "redness", "Redness")
    seen.set_value(2)
    felt, unset = FeltRow(look, "pain", "Pain"), FeltRow(look, "itch", "Itch")
    felt.set_value(4)
    for row in (seen, felt, unset):
        row.setFixedWidth(570 if row is seen else 360)
    chip, ticked = Chip(look, "acne", "acne"), Chip(look, "blister", "blister")
    todo, done = Chip(look, "a", "sunscreen", todo=True), Chip(look, "b", "cream", todo=True)
    ticked.set_value(True)
    done.set_value(True)
    full, empty = PhotoSlot(look, "front", "Front"), PhotoSlot(look, "left", "Left")
    full.set_picture(_picture())
    return [
        seen, felt, unset, chip, ticked, todo, done, MoreChip(look, "more…"),
        PrimaryButton(look, "Add photos"), PrimaryButton(look, "Add photos", icon="plus"),
        QuietButton(look, "Undo"), QuietButton(look, "Undo", icon="undo"),
        IconButton(look, "trash", "Delete"), QPushButton("Cancel"),
        _segmented(look, "a", ("a", "Grid"), ("b", "Matrix")), full, empty,
        QLineEdit("Clinic"), QCheckBox("Pinned"),
    ]  # fmt: skip


def _with_keyboard(part: QWidget) -> QWidget:
    """Take a picture of a part that has the keyboard, which only one at a time can have."""
    stage = QWidget()
    room = QVBoxLayout(stage)
    room.addWidget(part)
    stage.show()
    stage.activateWindow()
    QApplication.processEvents()
    part.setFocus(Qt.FocusReason.TabFocusReason)
    picture = QLabel()
    picture.setPixmap(part.grab())
    stage.hide()
    return picture


def _pretend(part: QWidget, kind: str) -> None:
    """Put a part into a state that otherwise only a hand or a key brings about."""
    part.setDisabled(kind == "disabled")
    part.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, kind in ("pointer", "pressed"))
    if kind == "pressed" and isinstance(part, QAbstractButton):
        part.setDown(True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
