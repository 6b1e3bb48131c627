"""Two kinds, or two devices, beside each other."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from recovery_app.domain.groups import By, Verdict, verdict
from recovery_app.domain.recovery import BAND_NEEDS
from recovery_app.ui.theme import Look
from recovery_app.ui.trends import numbers, tables
from recovery_app.ui.trends.headlines import value_of
from recovery_app.ui.trends.legend import Legend
from recovery_app.ui.trends.number_table import NumberTable
from recovery_app.ui.trends.readings import Reading
from recovery_app.ui.trends.recovery_keys import keys_of
from recovery_app.ui.trends.recovery_plot import RecoveryPlot, newest_first, spans
from recovery_app.ui.trends.saved import Saved
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.empty_state import EmptyState
from recovery_app.ui.widgets.fields import ChoiceField
from recovery_app.ui.widgets.labels import caption, strong
from recovery_app.ui.widgets.scrolled import scrolled
from recovery_app.ui.words import expected

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.trends import GroupChart

HEIGHT = 290


class GroupCard(Card):
    """The choice of a group, and its curves with their range."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look)
        self._look = look
        self.choice = ChoiceField()
        self.choice.setAccessibleName(name)
        self.plot = RecoveryPlot(look)
        self.plot.setMinimumSize(240, HEIGHT)
        self.plot.setFixedHeight(HEIGHT)
        self.legend = Legend()
        self.body.addWidget(self.choice)
        self.body.addWidget(self.plot, 1)
        self.body.addWidget(self.legend)

    def show_group(self, of: "GroupChart", days: float) -> None:
        """Draw a group, so many days of it."""
        shown = newest_first(of.chart)
        self.plot.show_chart(of.chart, shown, days)
        self.plot.setAccessibleName(f"{_name(of)}. " + ". ".join(_numbers(of)))
        # The range of a group is of all its sessions, none of which is earlier than itself.
        self.legend.show_keys(keys_of(self._look, of.chart, shown, of_all=True))


class GroupsFace(QWidget):
    """Two groups with the same axes, a sentence, and their numbers below."""

    plot_made = Signal(object)
    """A chart was made: a `Plot`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[GroupChart, ...] = ()
        self._slug = ""
        self.cards = [
            GroupCard(look, self.tr("First group")),
            GroupCard(look, self.tr("Second group")),
        ]
        self.sentence = strong()
        self.sentence.setWordWrap(True)
        self.table = NumberTable(look, self.tr("Numbers of both groups"))
        self._few = EmptyState(
            look,
            "sessions",
            self.tr(
                "Nothing to compare yet. Once there are sessions of two kinds, or with two "
                "devices, they stand beside each other here."
            ),
        )
        self._inside = self._laid_out()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(self._inside)
        outer.addWidget(self._few, 1)
        outer.addWidget(self._area, 1)
        for card in self.cards:
            card.choice.activated.connect(lambda _at: self._draw())

    def show_reading(self, reading: Reading) -> None:
        """Offer the groups; what was chosen stays, as far as it is still there."""
        chosen = [card.choice.currentData() for card in self.cards]
        self._groups, self._slug = reading.groups, reading.recovery.symptom.slug
        # One group alone is always both a kind and, where she named it, a device: nothing to compare.
        comparable = any(
            one.group.recoveries != self._groups[0].group.recoveries for one in self._groups
        )
        self._few.setVisible(not comparable)
        self._area.setVisible(comparable)
        for at, card in enumerate(self.cards):
            card.choice.clear()
            for one in self._groups:
                card.choice.addItem(_name(one), (one.group.by, one.group.key))
            place = card.choice.findData(chosen[at])
            card.choice.setCurrentIndex(place if place >= 0 else min(at, len(self._groups) - 1))
        if comparable:
            self._draw()

    def saved(self) -> Saved | None:
        """Return what is saved of it."""
        if not self._inside.isVisible():
            return None
        written = partial(numbers.groups, self._compared())
        return Saved(f"{self._slug}-compared", self._inside, written)

    def _laid_out(self) -> QWidget:
        inside = QWidget()
        row = QHBoxLayout()
        row.setSpacing(16)
        for card in self.cards:
            row.addWidget(card, 1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.sentence)
        column.addLayout(row)
        column.addWidget(self.table)
        column.addWidget(
            caption(
                self.tr(
                    "Sessions differ in more than this, such as settings, areas and season. "
                    "A difference is no proof of its cause."
                )
            )
        )
        column.addStretch(1)
        return inside

    def _draw(self) -> None:
        one, other = self._compared()
        days = max(spans(of.chart.curves, of.chart.symptom)[0] for of in (one, other))
        for card, of in zip(self.cards, (one, other), strict=True):
            card.show_group(of, days)
        self.sentence.setText(self._said(one, other))
        head = [self.tr("Group"), self.tr("Rated"), self.tr("Clear"), self.tr("Peak")]
        head.append(self.tr("{symptom}-days").format(symptom=one.chart.symptom.name))
        self.table.show_rows(head, [[_name(of), *_numbers(of)] for of in (one, other)], (1, 4))

    def _said(self, one: "GroupChart", other: "GroupChart") -> str:
        names = {"one": one.group.name, "other": other.group.name}
        found = verdict(one.group, other.group)
        if one.group.recoveries == other.group.recoveries:
            return self.tr("Both groups hold the same sessions.")
        if found is Verdict.TOO_FEW:
            return self.tr(
                "Too few to compare: each needs {needed} sessions after which it was seen clear."
            ).format(needed=BAND_NEEDS)
        if found is Verdict.OVERLAP:
            return self.tr("No clear difference: the days on which it was clear overlap.")
        if found is Verdict.UNSEEN:
            return self.tr(
                "No verdict: {unseen} of {rated} rated sessions were not seen clear, "
                "and their days could overturn it."
            ).format(
                unseen=sum(1 for of in (one, other) for each in of.group.recoveries if each.unseen),
                rated=one.group.rated + other.group.rated,
            )
        if found is Verdict.EARLIER:
            return self.tr("So far clear earlier after {one} than after {other}.").format(**names)
        return self.tr("So far clear later after {one} than after {other}.").format(**names)

    def _compared(self) -> "list[GroupChart]":
        return [self._groups[max(card.choice.currentIndex(), 0)] for card in self.cards]


def _name(of: "GroupChart") -> str:
    count = len(of.group.recoveries)
    many = _tr("one session") if count == 1 else _tr("{count} sessions").format(count=count)
    said = (
        _tr("Kind: {name} ({many})") if of.group.by is By.KIND else _tr("Device: {name} ({many})")
    )
    return said.format(name=of.group.name, many=many)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Trends", text)


def _numbers(of: "GroupChart") -> list[str]:
    group, symptom = of.group, of.chart.symptom
    nothing = tables.NOTHING
    clear = nothing
    if group.clear is not None:
        clear = _tr("{days} (n = {n} of {rated})").format(
            days=expected(group.clear), n=group.clear.n, rated=group.rated
        )
    elif group.rated:
        clear = _tr("not seen clear (0 of {rated})").format(rated=group.rated)
    if group.still_open:
        last = max(one.day for one in group.still_open)
        many = len(group.still_open)
        clear += _tr(" · {many} not clear, up to day {last}").format(many=many, last=last)
    peaks = nothing
    if group.peaks is not None:
        peaks = " – ".join(dict.fromkeys(value_of(symptom, one) for one in group.peaks))
    areas = nothing
    if group.areas is not None:
        areas = "–".join(dict.fromkeys(f"{one:.1f}" for one in group.areas))
        areas = _tr("{areas} (n = {n})").format(areas=areas, n=group.measured)
    elif any(one.points and not one.week_over for one in group.recoveries):
        areas = _tr("the first week is not over")
    return [f"{group.rated}", clear, peaks, areas]
