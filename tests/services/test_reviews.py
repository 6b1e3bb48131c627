"""The monthly look: values, words and remarks, one for a date."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from recovery_app.domain.changes import Change, Topic
from recovery_app.domain.moments import today
from recovery_app.domain.reviews import CONCERNS, ChangeWord, Remark, Review
from recovery_app.errors import NotFound, WrongInput
from recovery_app.services.library import Library
from tests.factories import DAY, a_review


def test_a_review_comes_back_as_it_was(library: Library):
    saved = library.reviews.save(a_review())
    assert saved == replace(a_review(), id=saved.id)
    assert saved.id
    assert library.reviews.every() == [saved]
    assert library.reviews.of_day(saved.date) == saved
    assert library.reviews.of_day(DAY) is None
    assert library.reviews.concerns() == list(CONCERNS)


def test_a_value_taken_back_is_a_gap_and_not_a_zero(library: Library):
    saved = library.reviews.save(a_review(values={"pores": 0, "dryness": 40}))
    library.reviews.save(replace(saved, values={"pores": 0}))
    found = library.reviews.of_day(saved.date)
    assert found is not None
    assert found.values == {"pores": 0}


def test_reviews_are_in_the_order_of_their_dates(library: Library):
    for day in (60, 0, 30):
        library.reviews.save(a_review(day))
    assert [one.date for one in library.reviews.every()] == [
        DAY + timedelta(days=day) for day in (0, 30, 60)
    ]


def test_adding_to_a_day_keeps_what_is_not_named(library: Library):
    library.reviews.add_to_day(a_review(0, values={"pores": 40, "dryness": 10}, change=None))
    library.reviews.add_to_day(Review("", DAY, {"pores": 30}, ChangeWord.WORSE, (Remark("tight"),)))
    library.reviews.add_to_day(Review("", DAY, {"tattoo": 90}))
    found = library.reviews.of_day(DAY)
    assert found is not None
    assert found.values == {"pores": 30, "dryness": 10, "tattoo": 90}
    assert found.change is ChangeWord.WORSE
    assert [remark.text for remark in found.remarks] == ["Less dry.", "Looks fresh.", "tight"]
    assert len(library.reviews.every()) == 1


def test_there_is_one_review_for_a_date(library: Library):
    saved = library.reviews.save(a_review())
    other = library.reviews.save(a_review(60))
    with pytest.raises(WrongInput, match=f"a review of {saved.date} already"):
        library.reviews.save(a_review())
    with pytest.raises(WrongInput, match="already"):
        library.reviews.save(replace(other, date=saved.date))
    moved = library.reviews.save(replace(other, date=DAY))
    assert library.reviews.every() == [moved, saved]


def test_a_review_can_be_deleted_and_brought_back(library: Library):
    saved = library.reviews.save(a_review())
    assert library.reviews.remove(saved.id) == saved
    assert library.reviews.every() == []
    with pytest.raises(NotFound, match="not there any more"):
        library.reviews.remove(saved.id)
    library.reviews.restore(saved.id)
    library.reviews.restore(saved.id)
    assert library.reviews.every() == [saved]


def test_a_deleted_review_does_not_come_back_over_a_new_one(library: Library):
    first = library.reviews.save(a_review())
    library.reviews.remove(first.id)
    second = library.reviews.save(a_review(values={"pores": 1}))
    with pytest.raises(WrongInput, match=f"another review of {first.date} by now"):
        library.reviews.restore(first.id)
    assert library.reviews.every() == [second]
    library.reviews.remove(second.id)
    library.reviews.restore(first.id)
    assert library.reviews.every() == [first]


@pytest.mark.parametrize(
    ("review", "words"),
    [
        (a_review(values={"pore": 1}), "There is no concern “pore”. Known are: pigmentation"),
        (a_review(values={"pores": 101}), "Large pores is rated from 0 to 100; 101"),
        (a_review(values={"pores": -1}), "-1 is off its scale"),
        (a_review(date=today() + timedelta(days=1)), "in the future"),
        (a_review(date=date(1970, 1, 1)), "too long ago"),
        (a_review(remarks=(Remark("a\0b"),)), "character NUL"),
        (a_review(remarks=(Remark("fine", "Dr \udcff"),)), "cannot be kept"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_changes_nothing(
    library: Library, announced: list[Change], review: Review, words: str
):
    for save in (library.reviews.save, library.reviews.add_to_day):
        with pytest.raises(WrongInput) as caught:
            save(review)
        assert words in str(caught.value)
    assert library.reviews.every() == []
    assert announced == []


def test_an_own_concern_can_be_reviewed(library: Library):
    own = library.catalogue.add_concern("Under the eyes")
    saved = library.reviews.save(a_review(values={own.slug: 55}))
    assert library.reviews.of_day(saved.date) == saved


def test_each_saving_says_which_days_it_touched(library: Library, announced: list[Change]):
    saved = library.reviews.save(a_review(0))
    library.reviews.save(replace(saved, date=DAY + timedelta(days=1)))
    library.reviews.add_to_day(a_review(1))
    library.reviews.remove(saved.id)
    library.reviews.restore(saved.id)
    assert all(change.topics == {Topic.REVIEW} for change in announced)
    first, second = DAY, DAY + timedelta(days=1)
    assert [change.days for change in announced[:4]] == [
        {first},
        {first, second},
        {second},
        {second},
    ]
