"""Values go into rows and come back equal; what is taken back leaves its trace for merging."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from recovery_app.domain.course import Course
from recovery_app.domain.kinds import DEVICES, KINDS, Device, Kind, Usual
from recovery_app.domain.reviews import CONCERNS
from recovery_app.domain.sessions import Pass, Step
from recovery_app.domain.symptoms import SEEDED
from recovery_app.errors import WrongInput
from recovery_app.storage import catalogue, entries, noting, photos, reviews, sessions, trash
from recovery_app.storage.connections import PlainDatabase
from recovery_app.storage.database import Database
from recovery_app.storage.places import Places
from tests.factories import (
    DAY,
    a_photo,
    a_plain_session,
    a_review,
    a_session,
    an_entry,
)
from tests.storage.written import add_entry


def test_a_new_library_holds_what_ships(database: Database):
    with database.reading() as db:
        assert catalogue.symptoms(db) == list(SEEDED)
        assert catalogue.concerns(db) == list(CONCERNS)
        assert sorted(catalogue.kinds(db), key=lambda one: one.slug) == sorted(
            KINDS, key=lambda one: one.slug
        )
        assert [one.slug for one in catalogue.kinds(db)] == [one.slug for one in KINDS]
        assert catalogue.devices(db) == list(DEVICES)
        assert catalogue.courses(db) == []
        assert entries.every(db) == []


def test_a_session_comes_back_with_all_its_parts_in_order(database: Database):
    session = a_session(id="one")
    changed = replace(
        session,
        at=None,
        cost=Decimal("0.30"),
        areas=("nose",),
        concerns=(),
        steps=(Step("laser", time(14, 45), None), *session.steps),
        passes=(Pass(fluence_j_cm2=0.1 + 0.2), *reversed(session.passes)),
    )
    plain = replace(a_plain_session(-3), id="two")
    with database.writing() as db:
        sessions.save(db, session)
        sessions.save(db, plain)
    with database.reading() as db:
        assert sessions.find(db, "one") == session
        assert sessions.every(db) == [plain, session]
    with database.writing() as db:
        sessions.save(db, changed)
    with database.reading() as db:
        assert sessions.find(db, "one") == changed
        assert db.execute(text("SELECT count(*) FROM session_pass")).scalar() == 3


def test_a_review_comes_back_and_there_is_one_for_a_date(database: Database):
    review = a_review(id="one")
    changed = replace(review, values={"pores": 5}, change=None, remarks=review.remarks[:1])
    with database.writing() as db:
        reviews.save(db, review)
    with database.reading() as db:
        assert reviews.every(db) == [review] == [reviews.of_day(db, review.date)]
    with database.writing() as db:
        reviews.save(db, changed)
    with database.reading() as db:
        assert reviews.find(db, "one") == changed
        rows = db.execute(text("SELECT concern, value FROM review_value ORDER BY concern")).all()
    assert [tuple(row) for row in rows] == [("pigmentation", None), ("pores", 5)]


def test_everything_put_into_the_trash_is_out_of_sight_and_comes_back(
    database: Database, places: Places
):
    entry, session = an_entry(), a_session(id="one")
    review, photo = a_review(id="two"), a_photo()
    with database.writing() as db:
        add_entry(db, entry)
        sessions.save(db, session)
        reviews.save(db, review)
        photos.save(db, photo)
    with closing(PlainDatabase(places.database)) as plain, plain.writing() as db:
        noting.remove(db, entry.id)
    with database.writing() as db:
        sessions.remove(db, session.id)
        reviews.remove(db, review.id)
        photos.remove(db, [photo.id])
        for gone in ("nobody", ""):
            sessions.remove(db, gone)
            reviews.remove(db, gone)
            photos.remove(db, [gone])
    with database.writing() as db:
        assert entries.every(db) == entries.of_days(db, DAY, DAY) == []
        assert sessions.every(db) == reviews.every(db) == photos.every(db) == []
        assert sessions.find(db, session.id) is reviews.find(db, review.id) is None
        assert reviews.of_day(db, review.date) is photos.find(db, photo.id) is None
        assert photos.with_hash(db, photo.sha256) is None
        assert photos.in_trash(db, [photo.id]) == [photo]
        assert {(name, key) for name, key, _, _ in trash.every(db)} == {
            ("entry", entry.id),
            ("session", session.id),
            ("review", review.id),
            ("photo", photo.id),
        }
        entries.bring_back(db, entry.id)
        entries.bring_back(db, "nobody")
        sessions.remove(db, session.id, away=False)
        reviews.bring_back(db, review.id)
        assert photos.bring_back(db, photo)
        assert list(trash.every(db)) == []
    with database.reading() as db:
        assert entries.every(db) == [entry]
        assert sessions.every(db) == [session]
        assert reviews.every(db) == [review]
        assert photos.every(db) == [photo]


def test_a_review_does_not_come_back_over_another_of_its_date(database: Database):
    first, second = a_review(id="one"), a_review(id="two")
    with database.writing() as db:
        reviews.save(db, first)
        reviews.remove(db, first.id)
        reviews.save(db, second)
        with pytest.raises(WrongInput, match="another review of"):
            reviews.bring_back(db, first.id)
        reviews.bring_back(db, second.id)
        reviews.bring_back(db, "nobody")
        assert reviews.every(db) == [second]


def test_a_photo_does_not_come_back_beside_its_own_bytes(database: Database):
    first = a_photo()
    second = replace(first, id="second")
    with database.writing() as db:
        photos.save(db, first)
        photos.remove(db, [first.id])
        photos.save(db, second)
        assert not photos.bring_back(db, first)
        assert photos.every(db) == [second]


def test_own_words_come_back(database: Database):
    own = Kind("sauna", "Sauna", None, usual={"redness": Usual(0, 1)}, own=True)
    device = Device("My lamp", "", ("633",), ("", "1 s"), ())
    course = Course("sauna", 6, (30, 40))
    with database.writing() as db:
        catalogue.save_kind(db, own)
        catalogue.save_device(db, device)
        catalogue.save_course(db, Course("sauna"))
        catalogue.save_course(db, course)
    with database.writing() as db:
        assert catalogue.kinds(db)[-1] == own
        assert catalogue.devices(db)[-1] == device
        assert catalogue.courses(db) == [course]
        catalogue.save_kind(db, replace(own, usual={}, interval=(1, 2), name="Steam"))
        catalogue.save_device(db, replace(device, name="Lamp"), was="My lamp")
        catalogue.remove_device(db, "nobody")
    with database.reading() as db:
        assert catalogue.kinds(db)[-1] == replace(own, usual={}, interval=(1, 2), name="Steam")
        assert [one.name for one in catalogue.devices(db)][-1] == "Lamp"


def test_a_moment_without_its_offset_is_a_bug(database: Database):
    naive = datetime.fromisoformat("2026-03-02T21:00:00")
    with pytest.raises(StatementError, match="offset"), database.writing() as db:
        add_entry(db, an_entry(at=naive))
