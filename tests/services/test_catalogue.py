"""Her own words: symptoms, concerns, kinds and devices, and what keeps old ratings true."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.entries import EntryChange
from recovery_app.domain.kinds import DEVICES, KINDS, Device, Kind, Usual
from recovery_app.domain.reviews import CONCERNS, Review
from recovery_app.domain.symptoms import SEEDED, Sort, Symptom
from recovery_app.errors import WrongInput
from recovery_app.services import exporting
from recovery_app.services.library import Library
from tests.factories import DAY, a_moment, a_photo, a_plain_session, a_session


def slugs(library: Library) -> list[str]:
    return [one.slug for one in library.catalogue.symptoms()]


def test_an_own_symptom_is_pinned_and_stays(library: Library):
    own = library.catalogue.add_symptom("  Tight feeling ", Sort.FELT)
    assert own == Symptom("tight-feeling", "Tight feeling", Sort.FELT, len(SEEDED), True, True)
    assert library.catalogue.symptoms() == [*SEEDED, own]
    entry = library.journal.log(a_moment(), EntryChange({"tight-feeling": 10})).entry
    assert library.today.look(entry.day).entries == (entry,)


def test_an_own_tick_is_ticked(library: Library):
    library.catalogue.add_symptom("Make-up today", Sort.TICK)
    entry = library.journal.log(a_moment(), EntryChange(ticks={"make-up-today": True})).entry
    assert library.today.look(entry.day).entries[0].ticks == {"make-up-today"}


@pytest.mark.parametrize("name", ["Redness", " redness ", "REDNESS!", "", "a\0b", "\udcff"])
def test_a_name_that_is_taken_or_empty_is_refused(library: Library, name: str):
    with pytest.raises(WrongInput):
        library.catalogue.add_symptom(name, Sort.FELT)
    assert library.catalogue.symptoms() == list(SEEDED)


def test_an_own_symptom_can_be_removed_and_its_ratings_stay(library: Library):
    library.catalogue.add_symptom("Tight", Sort.FELT)
    library.catalogue.add_symptom("Glow", Sort.TICK)
    entry = library.journal.log(a_moment(), EntryChange({"tight": 8}, {"glow": True})).entry
    for slug in ("tight", "glow"):
        library.catalogue.remove_symptom(slug)
        assert slug not in slugs(library)
    assert library.journal.of_days(entry.day, entry.day) == [entry]
    assert library.today.look(entry.day).entries == (entry,)
    with pytest.raises(WrongInput, match="There is no symptom “tight”"):
        library.journal.log(a_moment(), EntryChange({"tight": 1}))
    again = library.catalogue.add_symptom("Tight", Sort.FELT)
    assert slugs(library)[-1] == again.slug == "tight"


def test_what_was_rated_with_a_removed_symptom_is_still_seen_and_can_be_mended(
    library: Library, tmp_path: Path
):
    for name in ("Tight", "Never used"):
        library.catalogue.add_symptom(name, Sort.FELT)
    entry = library.journal.log(a_moment(), EntryChange({"tight": 8})).entry
    elsewhere = library.journal.log(a_moment(3), EntryChange({"pain": 1})).entry
    for slug in ("tight", "never-used"):
        library.catalogue.remove_symptom(slug)
    assert [one.slug for one in library.trends.rated_symptoms()][-1] == "tight"
    assert library.trends.timeline("tight").ratings[0].value == 8
    assert library.today.look(entry.day).symptoms[-1].slug == "tight"
    assert "tight" not in {one.slug for one in library.today.look(elsewhere.day).symptoms}
    exporting.export(library, tmp_path / "out")
    assert "Tight" in (tmp_path / "out" / "symptoms.csv").read_text("utf-8")
    mended = library.journal.record(entry.id, entry.at, EntryChange({"tight": 7})).entry
    assert mended.ratings == {"tight": 7}
    library.catalogue.restore_symptom("tight")
    assert slugs(library)[-1] == "tight"
    with pytest.raises(WrongInput, match="There is no symptom “tight”"):
        library.catalogue.restore_symptom("tight")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (Sort.FELT, Sort.SEEN, "rated from 0 to 10"),
        (Sort.SEEN, Sort.TICK, "rated from 0 to 4"),
        (Sort.TICK, Sort.FELT, "ticked"),
    ],
)
def test_old_ratings_do_not_come_back_on_another_scale(
    library: Library, before: Sort, after: Sort, words: str
):
    library.catalogue.add_symptom("Tight", before)
    library.catalogue.remove_symptom("tight")
    with pytest.raises(WrongInput, match=f"“tight” was {words} before"):
        library.catalogue.add_symptom("Tight", after)
    assert "tight" not in slugs(library)


def test_what_came_with_the_program_is_not_removed(library: Library):
    with pytest.raises(WrongInput, match="can be hidden, not removed"):
        library.catalogue.remove_symptom("redness")
    with pytest.raises(WrongInput, match="There is no symptom"):
        library.catalogue.remove_symptom("nothing")
    with pytest.raises(WrongInput, match="There is no symptom"):
        library.catalogue.pin("nothing", pinned=True)


def test_pins_and_order_are_hers(library: Library):
    library.catalogue.pin("warmth", pinned=True)
    library.catalogue.order(["itch", "pain", "unheard-of"])
    found = library.catalogue.symptoms()
    rest = [one.slug for one in SEEDED if one.slug not in {"itch", "pain"}]
    assert [one.slug for one in found] == ["itch", "pain", *rest]
    assert [one.slug for one in found if one.pinned] == ["warmth"]
    assert list(library.today.look(a_moment().date()).symptoms) == found
    library.catalogue.pin("warmth", pinned=False)
    assert not any(one.pinned for one in library.catalogue.symptoms())


def test_a_kind_is_found_by_its_words_or_made(library: Library):
    assert library.catalogue.kind_named("Pico toning").slug == "pico-toning"
    assert library.catalogue.kind_named("pico-toning").slug == "pico-toning"
    assert library.catalogue.kind_named("IPL").slug == "ipl"
    made = library.catalogue.kind_named(" Steam bath ")
    assert made == Kind("steam-bath", "Steam bath", own=True)
    assert library.catalogue.kind_named("steam bath") == made
    library.sessions.save(a_plain_session(kind="steam-bath"))
    assert library.sessions.every()[0].kind == made


def test_a_kind_can_be_edited(library: Library):
    changed = replace(
        KINDS[0], name="Toning", interval=None, usual={"redness": Usual(0, 9)}, simply_fades=False
    )
    library.catalogue.save_kind(changed)
    assert library.catalogue.kinds()[0] == changed
    assert len(library.catalogue.kinds()) == len(KINDS)


def test_a_kind_may_still_name_a_symptom_that_was_removed(library: Library):
    library.catalogue.add_symptom("Tight", Sort.FELT)
    kind = replace(KINDS[0], usual={"tight": Usual(0, 2)})
    library.catalogue.save_kind(kind)
    library.catalogue.remove_symptom("tight")
    library.catalogue.save_kind(replace(kind, interval=(20, 30)))
    assert library.catalogue.kinds()[0].interval == (20, 30)


def test_an_own_kind_is_removed_while_no_session_needs_it(library: Library):
    own = library.catalogue.kind_named("Steam bath")
    session = library.sessions.save(a_plain_session(kind=own.slug))
    for _ in ("in sight", "in the trash"):
        with pytest.raises(WrongInput, match="it stays"):
            library.catalogue.remove_kind(own.slug)
        if library.sessions.every():
            library.sessions.remove(session.id)
    library.trash.empty(older_than_days=0)
    library.catalogue.remove_kind(own.slug)
    library.catalogue.remove_kind("nothing")
    assert library.catalogue.kinds() == list(KINDS)
    assert library.catalogue.kind_named("Steam bath") == own
    with pytest.raises(WrongInput, match="can be changed, not removed"):
        library.catalogue.remove_kind("ipl")


@pytest.mark.parametrize(
    "kind",
    [
        replace(KINDS[0], name=" "),
        replace(KINDS[0], name="a\0b"),
        replace(KINDS[0], interval=(0, 3)),
        replace(KINDS[0], interval=(9, 3)),
        replace(KINDS[0], interval=(9, 731)),
        replace(KINDS[0], usual={"redness": Usual(3, 2)}),
        replace(KINDS[0], usual={"redness": Usual(-1, 2)}),
        replace(KINDS[0], usual={"redness": Usual(1, 1 << 70)}),
        replace(KINDS[0], usual={"nothing": Usual(1, 2)}),
    ],
)
def test_a_kind_that_makes_no_sense_is_refused(library: Library, kind: Kind):
    with pytest.raises(WrongInput):
        library.catalogue.save_kind(kind)
    assert library.catalogue.kinds()[0] == KINDS[0]


def test_devices_are_made_renamed_and_removed(library: Library):
    own = Device("My lamp", "", ("633",), (), ("red",))
    library.catalogue.save_device(own)
    assert library.catalogue.devices() == [*DEVICES, own]
    renamed = replace(own, name=" Lamp ", pulses=("1 s",))
    library.catalogue.save_device(renamed, was="My lamp")
    assert library.catalogue.devices() == [*DEVICES, replace(renamed, name="Lamp")]
    library.catalogue.remove_device("Lamp")
    assert library.catalogue.devices() == list(DEVICES)
    library.catalogue.save_device(replace(own, name="Lamp"))
    assert library.catalogue.devices() == [*DEVICES, replace(own, name="Lamp")]


def test_two_devices_never_have_one_name(library: Library):
    with pytest.raises(WrongInput, match="a device “PicoWay” already"):
        library.catalogue.save_device(replace(DEVICES[0], name="PicoWay"), was="PicoPlus")
    library.catalogue.save_device(replace(DEVICES[0], maker="Someone"), was="PicoPlus")
    library.catalogue.remove_device("PicoWay")
    library.catalogue.save_device(replace(DEVICES[0], name="PicoWay"), was="PicoPlus")
    library.catalogue.save_device(Device("PicoWay", "Mine"))
    names = [one.name for one in library.catalogue.devices()]
    assert names.count("PicoWay") == 1
    assert library.catalogue.devices()[0] == Device("PicoWay", "Mine")


@pytest.mark.parametrize("device", [Device(" "), Device("x", "a\0b"), Device("x", "", ("\udcff",))])
def test_a_device_that_makes_no_sense_is_refused(library: Library, device: Device):
    with pytest.raises(WrongInput):
        library.catalogue.save_device(device)
    assert library.catalogue.devices() == list(DEVICES)


def test_a_concern_that_is_taken_out_keeps_its_past_and_can_come_back(library: Library):
    eyes = library.catalogue.add_concern("Under the eyes")
    rated = library.reviews.save(Review("", DAY, {eyes.slug: 40, "pores": 20}))
    session = library.sessions.save(a_session(concerns=(eyes.slug,)))
    library.catalogue.remove_concern(eyes.slug)
    assert library.catalogue.concerns() == library.reviews.concerns() == list(CONCERNS)
    assert library.catalogue.concerns(removed=True) == [eyes]
    # What was said with it stays, is shown and can be changed, moved and undone.
    assert eyes in library.reviews.concerns(rated)
    assert eyes in [one for one, _ in library.trends.improvement().concerns]
    assert eyes in [one for one, _ in library.comparing.beside(a_photo(0), ()).review]
    assert library.reviews.save(replace(rated, values={eyes.slug: 50})).values == {eyes.slug: 50}
    assert library.sessions.save(replace(session, note="more")).concerns == (eyes.slug,)
    library.reviews.add_to_day(Review("", DAY, {"pores": 10}))
    # It is not for what is new.
    with pytest.raises(WrongInput, match="There is no concern “under-the-eyes”"):
        library.reviews.add_to_day(Review("", DAY + timedelta(days=1), {eyes.slug: 1}))
    for slug, sentence in ((eyes.slug, "There is no concern"), ("pores", "stays in the list")):
        with pytest.raises(WrongInput, match=sentence):
            library.catalogue.remove_concern(slug)
    library.catalogue.restore_concern(eyes.slug)
    assert library.catalogue.concerns() == [*CONCERNS, eyes]
    with pytest.raises(WrongInput, match="There is no concern"):
        library.catalogue.restore_concern(eyes.slug)


def test_a_concern_does_not_come_back_beside_another_of_its_name(library: Library):
    first = library.catalogue.add_concern("Eyes")
    other = library.catalogue.add_concern("Lids")
    library.catalogue.remove_concern(first.slug)
    library.catalogue.rename_concern(other.slug, "EYES")
    with pytest.raises(WrongInput, match="a concern “Eyes” already"):
        library.catalogue.restore_concern(first.slug)


def test_an_own_concern_is_pinned_and_has_one_name(library: Library):
    own = library.catalogue.add_concern("Under the eyes")
    assert own.slug == "under-the-eyes"
    assert own.pinned
    assert library.catalogue.concerns()[-1] == own
    with pytest.raises(WrongInput, match="a concern “under-the-eyes” already"):
        library.catalogue.add_concern("under the EYES")


def test_every_change_of_a_list_is_announced(library: Library, announced: list[Change]):
    own = library.catalogue.add_symptom("Tight", Sort.FELT)
    library.catalogue.pin(own.slug, pinned=False)
    library.catalogue.order(["pain"])
    library.catalogue.remove_symptom(own.slug)
    library.catalogue.add_concern("Eyes")
    library.catalogue.kind_named("Steam")
    library.catalogue.kind_named("Steam")  # changes nothing
    library.catalogue.save_kind(KINDS[0])
    library.catalogue.save_device(Device("Lamp"))
    library.catalogue.remove_device("Lamp")
    assert [change.topics for change in announced] == [{Topic.CATALOGUE}] * 9
