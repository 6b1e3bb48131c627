"""Kinds and devices are rows of hers: edited, added, removed, and offered in the form."""

import pytest
from PySide6.QtCore import Qt

from recovery_app.domain.kinds import Device, Kind, Usual

from .conftest import Desk, days_ago, session

pytestmark = pytest.mark.qt_log_ignore(
    # What opens under a field is a window of its own, of which the offscreen platform knows little.
    "This plugin does not support raise",
    "This plugin does not support grabbing the keyboard",
    extend=True,
)

Control = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def kinds(desk: Desk) -> Desk:
    desk.press("Kinds and devices…")
    return desk


@pytest.fixture
def devices(kinds: Desk) -> Desk:
    kinds.press("Devices")
    return kinds


def kind(desk: Desk, slug: str) -> Kind:
    return next(one for one in desk.library.catalogue.kinds() if one.slug == slug)


def device(desk: Desk, name: str) -> Device | None:
    return next((one for one in desk.library.catalogue.devices() if one.name == name), None)


def test_every_kind_stands_there_with_what_is_often_described(kinds: Desk) -> None:
    rows = kinds.page.catalogue.kinds.rows
    assert list(rows) == [one.slug for one in kinds.library.catalogue.kinds()]
    assert (
        rows["pico-toning"].head.accessibleDescription() == "next after 2–4 weeks · redness day 0–2"
    )
    assert "your clinic's advice counts" in kinds.said()


def test_a_kind_is_edited_and_undone(kinds: Desk) -> None:
    before = kind(kinds, "pico-toning")
    kinds.press("Pico toning")
    kinds.type_into("Name", "Toning")
    kinds.type_into("Days from", "21")
    kinds.type_into("Days to", "35")
    kinds.press("Blisters belong to the ordinary course")
    kinds.type_into("Redness: to day", "4")
    kinds.press("Acne: remove")
    kinds.press("Save kind")
    after = kind(kinds, "pico-toning")
    assert (after.name, after.interval, after.blisters_expected) == ("Toning", (21, 35), True)
    assert after.usual["redness"] == Usual(0, 4)
    assert "acne" not in after.usual
    assert not kinds.button("Save kind").isEnabled()
    kinds.key(Qt.Key.Key_Z, Control)
    assert kind(kinds, "pico-toning") == before
    assert kinds.field("Name").text() == "Pico toning"


def test_what_a_kind_cannot_be_is_said_and_stays_typed(kinds: Desk) -> None:
    before = kind(kinds, "pico-toning")
    kinds.press("Pico toning")
    for name, text, sentence in (
        ("Name", "", "needs a name"),
        ("Name", "IPL", "There is a kind “IPL” already."),
        ("Days from", "40", "the earlier one first"),
        ("Days from", "soon", "“soon” is not a whole number."),
        ("Redness: from day", "9", "a later last day"),
    ):
        line = kinds.type_into(name, text)
        kinds.press("Save kind")
        assert sentence in kinds.said()
        assert line.text() == text
        assert kind(kinds, "pico-toning") == before
        kinds.press("Put back")
        assert sentence not in kinds.said()
        assert kinds.field(name).text() != text


def test_an_own_kind_is_added_used_and_stays_while_a_session_needs_it(kinds: Desk) -> None:
    kinds.type_into("Name of your own kind", "Cold plasma")
    kinds.press("Add", kinds.page.catalogue.kinds)
    assert kind(kinds, "cold-plasma").own
    kept = kinds.library.sessions.save(session(days_ago(9), kind="cold-plasma"))
    kinds.settle()
    row = kinds.page.catalogue.kinds.rows["cold-plasma"]
    kinds.press("Remove this kind", row)
    assert "is of this kind" in kinds.said()
    kinds.library.sessions.save(session(days_ago(9), kind="ipl"))
    kinds.library.sessions.remove(kept.id)
    kinds.settle()
    kinds.press("Remove this kind", row)
    assert kind(kinds, "cold-plasma").own  # the one in the trash may come back


def test_an_own_kind_is_removed_and_undone(kinds: Desk) -> None:
    kinds.type_into("Name of your own kind", "Cold plasma")
    kinds.press("Add", kinds.page.catalogue.kinds)
    kinds.press("Remove this kind")
    assert "Cold plasma" not in {one.name for one in kinds.library.catalogue.kinds()}
    kinds.key(Qt.Key.Key_Z, Control)
    assert kind(kinds, "cold-plasma").own


def test_a_kind_that_is_there_already_is_not_added_twice(kinds: Desk) -> None:
    kinds.type_into("Name of your own kind", "pico toning")
    kinds.press("Add", kinds.page.catalogue.kinds)
    assert "is in the list already" in kinds.said()
    assert kinds.field("Name of your own kind").text() == "pico toning"


def test_an_own_device_is_added_edited_and_offered_in_the_passes(devices: Desk) -> None:
    devices.type_into("Name of another device", "Nova 7")
    devices.press("Add", devices.page.catalogue.devices)
    devices.type_into("Maker", "Nova")
    devices.type_into("Wavelengths", "1064, 755; 400-1200")
    devices.type_into("Pulses", "300 ps")
    devices.press("Save device")
    assert device(devices, "Nova 7") == Device(
        "Nova 7", "Nova", ("1064", "755", "400-1200"), ("300 ps",)
    )
    devices.press("Back to the list")
    devices.press("New session")
    devices.type_into("Kind", "IPL")
    devices.type_into("Device", "nova 7")
    devices.press("Passes of the laser")
    devices.press("Add pass")
    # A range of wavelengths is none that a pass can have.
    assert devices.offered("Wavelength, nm") == ["1064", "755"]
    assert devices.offered("Pulse") == ["300 ps"]


def test_a_device_is_renamed_removed_and_undone(devices: Desk) -> None:
    devices.press("PicoHi")
    devices.type_into("Name", "PicoWay")
    devices.press("Save device")
    assert "There is a device “PicoWay” already." in devices.said()
    devices.type_into("Name", "PicoHi 2")
    devices.press("Save device")
    assert device(devices, "PicoHi") is None
    assert device(devices, "PicoHi 2") is not None
    devices.press("Remove this device")
    assert device(devices, "PicoHi 2") is None
    devices.key(Qt.Key.Key_Z, Control)
    assert device(devices, "PicoHi 2") is not None
    devices.key(Qt.Key.Key_Z, Control)
    assert device(devices, "PicoHi") is not None


def test_what_is_typed_stays_when_a_row_is_closed_and_something_else_is_saved(
    kinds: Desk,
) -> None:
    kinds.press("IPL")
    kinds.type_into("Days from", "30")
    kinds.press("IPL")
    kinds.library.catalogue.kind_named("Cold plasma")
    kinds.settle()
    kinds.press("IPL")
    assert kinds.field("Days from").text() == "30"
    kinds.page.finish()
    kinds.settle()
    assert kind(kinds, "ipl").interval == (30, 42)
