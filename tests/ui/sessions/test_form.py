"""A session is written down in the form, mended, and never lost on the way."""

from collections.abc import Callable
from datetime import time, timedelta, timezone
from decimal import Decimal

import pytest
from PySide6.QtCore import QDate, QPoint, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPlainTextEdit, QScrollArea

from recovery_app.domain import moments
from recovery_app.domain.sessions import Pass, Step
from recovery_app.services.library import open_library
from recovery_app.ui.sessions.passes_part import PassRow
from recovery_app.ui.sessions.steps_part import StepsPart
from recovery_app.ui.widgets.felt_slider import FeltSlider
from recovery_app.ui.widgets.fields import DateField, TimeField

from .conftest import Desk, days_ago, session

pytestmark = pytest.mark.qt_log_ignore(
    # What opens under a field is a window of its own, of which the offscreen platform knows little.
    "This plugin does not support raise",
    "This plugin does not support grabbing the keyboard",
    extend=True,
)

BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"
ROWS = (
    ("Mode or handpiece", "Wavelength, nm", "Pulse"),
    ("Spot, mm", "Fluence, J/cm²", "Rate, Hz", "Shots"),
    ("Step 1", "Step 1: time", "Step 1: minutes"),
    ("Cost", "Currency"),
)
"""Fields that stand beside each other."""
Control = Qt.KeyboardModifier.ControlModifier


def open_new(desk: Desk) -> None:
    desk.press("New session")


def set_day(desk: Desk, back: int) -> None:
    day = days_ago(back)
    desk.page.findChildren(DateField)[0].setDate(QDate(day.year, day.month, day.day))


def lined_up(desk: Desk) -> list[int]:
    """Measure how far each field lies below the first of its row, and below its own label."""
    tops = [[desk.field(one).mapTo(desk.form, QPoint()).y() for one in row] for row in ROWS]
    labels = [one for one in desk.form.findChildren(PassRow)[0].findChildren(QLabel) if one.buddy()]
    return [top - row[0] for row in tops for top in row] + [
        one.buddy().mapTo(desk.form, QPoint()).y() - one.mapTo(desk.form, QPoint()).y()
        for one in labels
    ]


def test_date_and_kind_are_enough(desk: Desk) -> None:
    open_new(desk)
    # The keyboard is on the kind at once: today is the date already.
    QTest.keyClicks(desk.page.window().focusWidget(), "Pico toning")
    desk.key(Qt.Key.Key_S, Control)
    (kept,) = desk.saved
    assert (kept.date, kept.kind, kept.at) == (moments.today(), "pico-toning", None)
    assert (kept.steps, kept.passes, kept.pain, kept.cost, kept.currency) == (
        (),
        (),
        None,
        None,
        "",
    )
    assert [row[:3] for row in desk.rows] == [["1", desk.rows[0][1], "Pico toning"]]
    assert desk.page.list.rows.hasFocus()


def test_a_whole_card_is_kept_when_the_library_is_opened_again(desk: Desk) -> None:
    open_new(desk)
    set_day(desk, 2)
    timed = desk.page.findChildren(QCheckBox)[0]
    timed.click()
    desk.page.findChildren(TimeField)[0].setTime(QTime(14, 30))
    desk.type_into("Kind", "pico TONING")
    desk.type_into("Device", "PicoPlus")
    desk.press("Pain")
    during, afterwards = desk.form.findChildren(FeltSlider)
    QTest.keyClick(during, Qt.Key.Key_6)
    QTest.keyClick(afterwards, Qt.Key.Key_2)
    desk.press("Clinic, areas and concerns")
    desk.type_into("Clinic", "Skin Clinic")
    desk.type_into("Practitioner", "Dr Tan")
    desk.press("cheeks")
    desk.press("own area…")
    desk.type_into("own area…", "hands")
    desk.press("pigmentation")
    desk.press("Steps")
    desk.press("Usual steps")
    desk.press("Step 4: remove")
    desk.type_into("Step 2: time", "14:35")
    desk.press("Step 3: up")
    desk.press("Passes of the laser")
    desk.press("Add pass")
    assert desk.offered("Wavelength, nm") == ["1064", "532", "595", "660"]
    assert desk.offered("Mode or handpiece")[0] == "Pico Toning"
    for name, text in (
        ("Mode or handpiece", "Pico Toning"),
        ("Wavelength, nm", "1064 nm"),
        ("Pulse", "450 ps"),
        ("Spot, mm", "8"),
        ("Fluence, J/cm²", "0,6"),
        ("Rate, Hz", "10"),
        ("Shots", "2200"),
        ("How it felt", "like sparks"),
    ):
        desk.type_into(name, text)
    desk.press("Add pass")
    second = desk.form.findChildren(PassRow)[1]
    desk.type_into("Wavelength, nm", "595", inside=second)
    desk.press("Add pass")  # left empty, it is no pass
    desk.press("Cost and notes")
    desk.type_into("Cost", "1,250.50")
    desk.type_into("Currency", "sgd")
    advice, note = desk.form.findChildren(QPlainTextEdit)
    QTest.keyClicks(advice, "Five weeks.")
    QTest.keyClicks(note, "Better <b>cream</b>.")
    desk.press("Save session")

    again = open_library(desk.library.folder)
    ((one,), (kept,)) = (again.sessions.every(), [one.session for one in again.sessions.every()])
    again.close()
    assert one.number == 1
    assert kept.at == moments.local(days_ago(2), time(14, 30))
    assert (kept.kind, kept.device) == ("pico-toning", "PicoPlus")
    assert (kept.clinic, kept.practitioner) == ("Skin Clinic", "Dr Tan")
    assert (kept.areas, kept.concerns) == (("cheeks", "hands"), ("pigmentation",))
    assert (kept.pain, kept.pain_after) == (6, 2)
    assert kept.steps == (
        Step("cleanse"),
        Step("laser"),
        Step("numbing cream", time(14, 35), 30),
    )
    assert kept.passes == (
        Pass("Pico Toning", 1064, "450 ps", 8.0, 0.6, 10.0, 2200, "like sparks"),
        Pass(wavelength_nm=595),
    )
    assert (kept.cost, kept.currency) == (Decimal("1250.50"), "SGD")
    assert (kept.advice, kept.note) == ("Five weeks.", "Better <b>cream</b>.")


def test_a_session_is_opened_changed_and_put_back_by_undo(desk: Desk) -> None:
    before = desk.library.sessions.save(session(days_ago(40)))
    desk.settle()
    desk.key(Qt.Key.Key_Return)
    assert "Session 1" in desk.said()
    assert desk.field("Device").text() == "PicoPlus"
    desk.type_into("Device", "PicoSure")
    desk.press("Pass 1: remove")
    assert "Not saved yet" in desk.said()
    desk.press("Save session")
    (changed,) = desk.saved
    assert (changed.id, changed.device, changed.passes) == (before.id, "PicoSure", ())
    assert changed.steps == before.steps
    desk.key(Qt.Key.Key_Z, Control)
    assert desk.saved == [before]
    assert desk.rows[0][3] == "PicoPlus"


def test_a_form_starts_at_the_top_wherever_the_one_before_was_left(desk: Desk) -> None:
    desk.library.sessions.save(session(days_ago(40)))
    desk.settle()
    desk.page.window().resize(1024, 700)
    (bar,) = [
        one.verticalScrollBar()
        for one in desk.page.form.findChildren(QScrollArea)
        if one.isAncestorOf(desk.form)
    ]
    for _ in range(2):
        desk.key(Qt.Key.Key_Return)
        assert (bar.value(), bar.maximum() > 0) == (0, True)
        assert desk.field("Kind").hasFocus()
        bar.setValue(bar.maximum())
        desk.key(Qt.Key.Key_Escape)
    desk.press("New session")
    assert bar.value() == 0


def test_undo_takes_a_new_session_away_again(desk: Desk) -> None:
    open_new(desk)
    desk.type_into("Kind", "IPL")
    desk.press("Save session")
    assert len(desk.saved) == 1
    desk.key(Qt.Key.Key_Z, Control)
    assert desk.saved == []
    assert "Your visits to the clinic belong here" in desk.said()


def test_nothing_is_filled_in_that_she_did_not_ask_for(desk: Desk) -> None:
    desk.library.sessions.save(session(days_ago(40)))
    desk.settle()
    open_new(desk)
    assert desk.field("Kind").text() == desk.field("Device").text() == ""
    desk.press("Steps")
    assert desk.form.findChildren(StepsPart)[0].rows.rows == []
    assert not desk.page.form.unsaved


def test_the_last_settings_come_over_on_request_without_what_belongs_to_that_day(
    desk: Desk,
) -> None:
    steps = (Step("cleanse", time(14, 0)), Step("numbing cream", time(14, 5), 30))
    desk.library.sessions.save(session(days_ago(40), steps=steps))
    desk.settle()
    open_new(desk)
    assert "Come back in five weeks." in desk.said()
    desk.type_into("Device", "PicoSure")
    desk.press("Use the last session's settings")
    desk.press("Save session")
    kept = desk.saved[-1]
    assert (kept.device, kept.kind, kept.clinic) == ("PicoSure", "pico-toning", "Skin Clinic")
    assert kept.steps == (Step("cleanse"), Step("numbing cream", None, 30))
    assert kept.passes == (Pass("Pico Toning", 1064, "450 ps", 8.0, 0.6, 10.0),)
    assert (kept.pain, kept.cost, kept.advice) == (None, None, "")


def test_the_currency_used_last_is_proposed(desk: Desk) -> None:
    desk.library.sessions.save(session(days_ago(40)))
    desk.settle()
    open_new(desk)
    desk.type_into("Kind", "LED")
    desk.press("Cost and notes")
    desk.type_into("Cost", "80")
    desk.press("Save session")
    assert (desk.saved[-1].cost, desk.saved[-1].currency) == (Decimal(80), "SGD")


def test_typing_a_new_kind_makes_it(desk: Desk) -> None:
    open_new(desk)
    assert "required" in desk.said()
    desk.type_into("Kind", "Cold plasma")
    assert "new kind" in desk.said()
    desk.press("Save session")
    assert desk.saved[0].kind == "cold-plasma"
    assert desk.rows[0][2] == "Cold plasma"
    assert [kind.name for kind in desk.library.catalogue.kinds() if kind.own] == ["Cold plasma"]


WRONG = (
    ("", "Kind", "", "Say which kind of session it was"),
    ("", "Kind", "?!", "at least one letter"),
    ("Cost and notes", "Cost", "abc", "“abc” is not"),
    ("Cost and notes", "Cost", "-5", "“-5” is not"),
    ("Steps", "Step 1: minutes", "half an hour", "“half an hour” is not a whole number."),
    ("Steps", "Step 1: time", "25:99", "“25:99” is not a time"),
    ("Passes of the laser", "Wavelength, nm", "green", "“green” is not"),
    ("Passes of the laser", "Shots", "12.5", "“12.5” is not a whole number."),
    ("Passes of the laser", "Fluence, J/cm²", "nan", "“nan” is not"),
)


def test_what_cannot_be_is_said_in_its_place_and_stays_typed(desk: Desk) -> None:
    open_new(desk)
    desk.type_into("Kind", "IPL")
    for fold in ("Steps", "Passes of the laser", "Cost and notes"):
        desk.press(fold)
    desk.press("Add pass")
    desk.press("Add step")
    desk.type_into("Step 1", "laser")
    in_line = lined_up(desk)
    for fold, name, text, sentence in WRONG:
        line = desk.type_into(name, text)
        if fold:
            desk.press(fold)  # what is wrong is unfolded again
        desk.press("Save session")
        assert desk.saved == []
        assert sentence in desk.said()
        assert line.text() == text
        # The keyboard is where it can be mended, and the field itself says what is wrong.
        assert line.hasFocus()
        assert lined_up(desk) == in_line, name
        desk.type_into(name, {"Kind": "IPL", "Step 1: time": "14:30"}.get(name, "12"))
        assert sentence not in desk.said()
    desk.press("Save session")
    (kept,) = desk.saved
    assert (kept.cost, kept.steps[0].minutes, kept.passes[0].shots) == (12, 12, 12)


def test_a_day_to_come_is_refused_and_everything_stays_typed(desk: Desk) -> None:
    open_new(desk)
    desk.type_into("Kind", "IPL")
    set_day(desk, -3)
    desk.press("Save session")
    assert desk.saved == []
    assert "lies in the future" in desk.said()
    assert desk.field("Kind").text() == "IPL"
    set_day(desk, 0)
    desk.press("Save session")
    assert [one.date for one in desk.saved] == [moments.today()]


def test_a_time_that_the_clocks_leapt_over_is_refused_and_stays_typed(
    desk: Desk, living_in: Callable[[str], None]
) -> None:
    living_in(BERLIN)
    open_new(desk)
    desk.type_into("Kind", "IPL")
    desk.page.findChildren(DateField)[0].setDate(QDate(2025, 3, 30))
    desk.page.findChildren(QCheckBox)[0].click()
    clock = desk.page.findChildren(TimeField)[0]
    clock.setTime(QTime(2, 30))
    desk.press("Save session")
    assert desk.saved == []
    assert "At 02:30 on 2025-03-30 the clocks were put forward" in desk.said()
    assert clock.value() == time(2, 30)
    clock.setTime(QTime(3, 30))
    desk.press("Save session")
    assert [str(one.at) for one in desk.saved] == ["2025-03-30 03:30:00+02:00"]


def test_what_the_library_refuses_is_said_above_the_form_and_stays_typed(desk: Desk) -> None:
    open_new(desk)
    desk.type_into("Kind", "IPL")
    desk.field("Device").setText("Pico\0Plus")
    desk.press("Save session")
    assert desk.saved == []
    assert "cannot hold the character NUL" in desk.page.form.notice.sentence
    assert desk.page.form.notice.isVisible()
    desk.type_into("Device", "PicoPlus")
    desk.press("Save session")
    assert desk.saved[0].device == "PicoPlus"


def test_leaving_asks_in_place_and_discards_only_on_request(desk: Desk) -> None:
    open_new(desk)
    desk.type_into("Device", "PicoPlus")
    desk.key(Qt.Key.Key_Escape)
    assert "What you typed is not saved yet." in desk.said()
    desk.press("Save")  # the kind is missing
    assert "Say which kind" in desk.said()
    assert desk.field("Device").text() == "PicoPlus"
    desk.press("Back to the list")
    desk.press("Discard")
    assert desk.saved == []
    desk.press("New session")
    assert desk.field("Device").text() == ""
    desk.press("Back to the list")
    assert desk.button("New session")


def test_a_draft_stays_while_another_page_is_shown_and_something_else_is_saved(
    desk: Desk,
) -> None:
    open_new(desk)
    desk.type_into("Kind", "IPL")
    desk.page.hide()
    desk.library.sessions.save(session(days_ago(5)))
    desk.settle()
    desk.page.show()
    assert desk.field("Kind").text() == "IPL"
    desk.press("Save session")
    assert {one.kind for one in desk.saved} == {"pico-toning", "ipl"}


def test_a_draft_with_date_and_kind_is_saved_when_the_window_closes(desk: Desk) -> None:
    open_new(desk)
    desk.type_into("Kind", "IPL")
    desk.page.finish()
    desk.settle()
    assert [one.kind for one in desk.saved] == ["ipl"]


def test_a_draft_without_a_known_kind_is_let_go_when_the_window_closes(desk: Desk) -> None:
    open_new(desk)
    for typed in ("", "pico"):
        desk.type_into("Kind", typed)
        desk.page.finish()
        desk.settle()
        assert desk.saved == []
    assert not any(kind.own for kind in desk.library.catalogue.kinds())


def test_a_double_press_saves_once(desk: Desk) -> None:
    open_new(desk)
    desk.type_into("Kind", "IPL")
    save = desk.button("Save session")
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    desk.settle()
    assert len(desk.saved) == 1
    desk.key(Qt.Key.Key_Z, Control)
    assert desk.saved == []


def test_the_time_keeps_the_offset_it_was_lived_in(desk: Desk) -> None:
    here = moments.now() - timedelta(days=30)
    other = here.astimezone(timezone((here.utcoffset() or timedelta()) + timedelta(hours=3)))
    desk.library.sessions.save(session(other.date(), at=other))
    desk.settle()
    desk.key(Qt.Key.Key_Return)
    desk.type_into("Device", "PicoSure")
    desk.press("Save session")
    kept = desk.saved[0].at
    assert kept is not None
    assert (kept, kept.utcoffset()) == (other, other.utcoffset())
