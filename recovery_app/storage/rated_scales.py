"""One scale for each symptom of two libraries that are brought together.

Own symptoms are known by their slug, so two libraries may mean different scales by the same word.
"""

from collections.abc import Iterator
from dataclasses import replace

from recovery_app.domain.merging import Key, Record, Side
from recovery_app.domain.symptoms import TOP, Sort
from recovery_app.errors import ArchiveRefused

_SYMPTOM, _ENTRY, _RATING, _SORT = "symptom", "entry", "rating:", "sort"
_ANSWERED = {
    Sort.SEEN: "rated from 0 to 4",
    Sort.FELT: "rated from 0 to 10",
    Sort.TICK: "ticked",
}


def agreed(ours: Side, theirs: Side) -> tuple[Side, Side]:
    """Return both sides with the same scale for each symptom: the one on which it was rated.

    Raises:
        ArchiveRefused: if both rated a symptom, each on a scale of its own (a 3 of 4 is no 3 of
            10), or the other side holds a rating that is off its scale.
    """
    for key in [key for key in ours.records.keys() & theirs.records.keys() if key[0] == _SYMPTOM]:
        mine, other = ours.records[key], theirs.records[key]
        if mine.fields[_SORT].value == other.fields[_SORT].value:
            continue
        if not any(_rated(theirs, key[1])):
            theirs = _with_sort(theirs, key, mine)
        elif not any(_rated(ours, key[1])):
            ours = _with_sort(ours, key, other)
        else:
            raise ArchiveRefused(
                f"“{key[1]}” is {_ANSWERED[_sort(mine)]} here and {_ANSWERED[_sort(other)]} there,"
                " which cannot be brought together; take these ratings back on one of the"
                " computers, in the trash too."
            )
    _refuse_off_scale(theirs)
    return ours, theirs


def _refuse_off_scale(side: Side) -> None:
    tops = {
        _RATING + slug: TOP.get(_sort(symptom), 1)
        for (table, slug), symptom in side.records.items()
        if table == _SYMPTOM
    }
    for (table, _), record in side.records.items():
        for name, field in record.fields.items() if table == _ENTRY else ():
            if name in tops and (field.value[0] or 0) > tops[name]:
                raise ArchiveRefused(
                    f"The archive holds a rating of “{name.removeprefix(_RATING)}” that is off its"
                    " scale; nothing was changed."
                )


def _rated(side: Side, slug: str) -> Iterator[int]:
    """Go through what was rated, in the trash too: it may come back."""
    name = _RATING + slug
    for (table, _), record in side.records.items():
        if table == _ENTRY and name in record.fields:
            (value,) = record.fields[name].value
            if value is not None:
                yield value


def _sort(symptom: Record) -> Sort:
    return Sort(symptom.fields[_SORT].value[0])


def _with_sort(side: Side, key: Key, other: Record) -> Side:
    symptom = side.records[key]
    fields = {**symptom.fields, _SORT: other.fields[_SORT]}
    return replace(side, records={**side.records, key: replace(symptom, fields=fields)})
