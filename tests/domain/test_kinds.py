import pytest

from recovery_app.domain.kinds import DEVICES, KINDS, expected_on
from recovery_app.domain.symptoms import SEEDED
from tests.domain.diary import KIND


def test_the_command_line_s_kinds_are_the_promised_ones() -> None:
    assert " ".join(kind.slug for kind in KINDS) == (
        "pico-toning pico-fractional pico-spot pico-tattoo q-switched-toning"
        " fractional-non-ablative fractional-co2 er-yag ipl pulsed-dye long-pulse rf-microneedling"
        " microneedling peel hifu-rf led other"
    )


@pytest.mark.parametrize("slug", KIND)
def test_a_kind_speaks_of_known_symptoms_and_of_days_in_order(slug: str) -> None:
    kind = KIND[slug]
    assert set(kind.usual) <= {symptom.slug for symptom in SEEDED}
    assert all(0 <= usual.first <= usual.last for usual in kind.usual.values())
    assert kind.interval is None or 1 <= kind.interval[0] <= kind.interval[1]
    assert not kind.own


def test_blisters_belong_to_tattoos_and_late_redness_to_ablative_kinds() -> None:
    assert [kind.slug for kind in KINDS if kind.blisters_expected] == ["pico-tattoo"]
    assert [kind.slug for kind in KINDS if not kind.simply_fades] == ["fractional-co2", "er-yag"]


def test_what_is_often_described_depends_on_the_day() -> None:
    toning = KIND["pico-toning"]
    assert "pain" in expected_on(toning, 0)
    assert set(expected_on(toning, 2)) == {"redness", "flaking", "dryness", "itch", "acne"}
    assert expected_on(toning, 30) == ()


def test_devices_are_named_once_and_carry_what_is_printed() -> None:
    names = [device.name for device in DEVICES]
    assert len(set(names)) == len(names)
    pico = DEVICES[names.index("PicoPlus")]
    assert pico.maker == "Lutronic"
    assert pico.wavelengths_nm == ("1064", "532", "595", "660")
    assert pico.pulses == ("450 ps", "2 ns")
    assert pico.modes == ("Pico Toning", "Dual Focused Dot", "RuVY Touch+", "Gold Toning+")
    assert DEVICES[names.index("Chemical peel")].wavelengths_nm == ()
