"""Felt and measured: what she rated above, what photos tell below, on one time axis."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from recovery_app.domain.moments import today
from recovery_app.domain.redness_series import Basis
from recovery_app.services.library import Library
from recovery_app.ui.photos.words import pose_name
from recovery_app.ui.theme import Look
from recovery_app.ui.trends import numbers
from recovery_app.ui.trends.choices import SymptomChoice
from recovery_app.ui.trends.felt_plot import FeltPlot
from recovery_app.ui.trends.measured_plot import MeasuredPlot
from recovery_app.ui.trends.measured_words import chance_words, commonest_words, unreadable_words
from recovery_app.ui.trends.saved import Saved
from recovery_app.ui.trends.time_range import RangeChoice, SharedTime
from recovery_app.ui.trends.timed import TimedLine
from recovery_app.ui.trends.waiting import waiting
from recovery_app.ui.widgets.card import Card
from recovery_app.ui.widgets.empty_state import EmptyState
from recovery_app.ui.widgets.fields import ChoiceField
from recovery_app.ui.widgets.flow_layout import FlowLayout
from recovery_app.ui.widgets.labels import caption, section

if TYPE_CHECKING:  # they load scipy and the database: that is done on a lane
    from recovery_app.domain.symptoms import Symptom
    from recovery_app.services.redness_lines import RednessSeries
    from recovery_app.services.trends import Timeline


@dataclass(frozen=True, slots=True)
class Sought:
    """What the person wants to see; the answer to another wish is dropped.

    Attributes:
        symptom: slug; empty for the first one.
        pose: empty for the one with most photos.
    """

    symptom: str = ""
    pose: str = ""


@dataclass(frozen=True, slots=True)
class FeltAndMeasured:
    """Both series.

    Attributes:
        sought: what was asked for.
        symptoms: all that can be drawn, in her order.
        poses: those that photos have.
        timeline: what was rated.
        series: what was measured, or what is missing for it.
    """

    sought: Sought
    symptoms: "tuple[Symptom, ...]"
    poses: tuple[str, ...]
    timeline: "Timeline"
    series: "RednessSeries"


def read(library: Library, sought: Sought) -> FeltAndMeasured:
    """Read both series; off the GUI thread."""
    symptoms = tuple(library.trends.rated_symptoms())
    slugs = [one.slug for one in symptoms]
    slug = sought.symptom if sought.symptom in slugs else slugs[0]
    poses = library.regions.of_pose(sought.pose).poses
    return FeltAndMeasured(
        sought,
        symptoms,
        poses,
        library.trends.timeline(slug),
        library.redness.series(sought.pose),
    )


class MeasuredView(QWidget):
    """Choices above, two charts below each other."""

    sought = Signal(object)
    """What is to be read: a `Sought`."""
    day_wanted = Signal(object)
    """A date to open."""
    regions_wanted = Signal(str)
    """The person wants to draw the areas of this pose."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._read: FeltAndMeasured | None = None
        self.symptoms, self.poses, self.range = (
            SymptomChoice(look),
            ChoiceField(),
            RangeChoice(look),
        )
        self.poses.setAccessibleName(self.tr("Pose"))
        self.felt, self.measured = FeltPlot(look), MeasuredPlot(look)
        self.time = SharedTime(self)
        self.card = Card(look)
        self._felt_title, self._measured_title = section(), section()
        self._note = caption()
        self._note.setWordWrap(True)
        self.missing = EmptyState(look, "photos", "", self.tr("Draw areas"))
        self._unrated = EmptyState(look, "trends", "", self.tr("Open today"))
        self._upper, self._lower = QStackedWidget(), QStackedWidget()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    @property
    def saved(self) -> Saved | None:
        """What is saved of it; None where nothing is drawn."""
        read = self._read
        drawn = self._upper.currentWidget(), self._lower.currentWidget()
        if read is None or drawn == (self._unrated, self.missing):
            return None
        name = f"{read.timeline.symptom.slug}-{self.tr('felt-and-measured')}"
        return Saved(name, self.card, partial(numbers.measured, read.timeline, read.series))

    def show_read(self, read: FeltAndMeasured) -> None:
        """Draw both, or say what is missing for one."""
        anew = self._read is None
        self._read = read
        self._stack.setCurrentIndex(1)
        self.symptoms.show_symptoms(read.symptoms, read.timeline.symptom.slug)
        self._offer_poses(read)
        self._bound(read)
        self._show_felt(read)
        self._show_measured(read)
        wide = max(self.felt.left_width, self.measured.left_width)
        for plot in (self.felt, self.measured):
            plot.widen_left(wide)
        if anew:
            self.time.show(self.range.current)
        else:
            (left, right), _ = self.felt.view.viewRange()
            self.time.show_between(left, right)

    def _connect(self) -> None:
        for plot in (self.felt, self.measured):
            self.time.join(plot)
        self.time.moved.connect(self._name_felt)
        self.range.chosen.connect(self.time.show)
        self.symptoms.chosen.connect(lambda slug: self.sought.emit(Sought(slug, self._pose)))
        self.poses.activated.connect(
            lambda _at: self.sought.emit(Sought(self._slug, self.poses.currentData() or ""))
        )
        self.missing.acted.connect(lambda: self.regions_wanted.emit(self._pose))
        self._unrated.acted.connect(lambda: self.day_wanted.emit(today()))

    @property
    def _pose(self) -> str:
        return "" if self._read is None else self._read.series.pose

    @property
    def _slug(self) -> str:
        return "" if self._read is None else self._read.timeline.symptom.slug

    def _bound(self, read: FeltAndMeasured) -> None:
        days = [one.at.date() for one in read.timeline.ratings]
        days += [one.session.date for one in read.timeline.sessions]
        days += [one.at.date() for line in read.series.lines for one in line.points]
        days += [photo.day for photo, _ in read.series.refused]
        self.time.bound(min(days, default=today()), max(days, default=today()))

    def _show_felt(self, read: FeltAndMeasured) -> None:
        name = self.tr(read.timeline.symptom.name)
        self._name_felt()
        if not read.timeline.ratings:
            said = self.tr("{symptom} has not been rated yet.").format(symptom=name)
            self._unrated.label.setText(said)
            self._upper.setCurrentWidget(self._unrated)
            return
        self._upper.setCurrentWidget(self.felt)
        self.felt.show_timeline(read.timeline, (self.time.first, self.time.last))
        count = len(read.timeline.ratings)
        said = self.tr("{symptom} over time: {count} ratings").format(symptom=name, count=count)
        self.felt.setAccessibleName(said)

    def _name_felt(self) -> None:
        if self._read is None:
            return
        said = self.tr("{symptom}, as you rated it")
        if TimedLine.dense(1 / max(self.felt.view.viewPixelSize()[0], 1e-9)):
            said = self.tr("{symptom}, as you rated it · each bar a week, its dot the mean")
        name = self.tr(self._read.timeline.symptom.name)
        self._felt_title.setText(said.format(symptom=name))

    def _show_measured(self, read: FeltAndMeasured) -> None:
        series = read.series
        self._measured_title.setText(self._measured_words(series))
        self._note.setText(self._notes(series))
        if series.missing and not series.lines:
            self.missing.label.setText(self.tr(series.missing))
            self._lower.setCurrentWidget(self.missing)
            return
        self._lower.setCurrentWidget(self.measured)
        self.measured.show_series(series, read.timeline, (self.time.first, self.time.last))
        count = sum(len(line.points) for line in series.lines)
        said = self.tr("Redness measured on photos: {count} points. {note}")
        self.measured.setAccessibleName(said.format(count=count, note=self._note.text()))

    def _measured_words(self, series: "RednessSeries") -> str:
        if not series.lines:
            return self.tr("Redness measured on photos")
        if all(one.basis is Basis.BASELINE for one in series.lines):
            return self.tr("Redness measured on photos, against your skin before (ΔEI)")
        if any(one.basis is Basis.BASELINE for one in series.lines):
            return self.tr("Redness measured on photos (ΔEI); 0 is not the same in all lines")
        return self.tr("Redness measured on photos, against your untreated skin (ΔEI)")

    def _notes(self, series: "RednessSeries") -> str:
        said: list[str] = []
        if series.lines:
            said.append(
                self.tr("How much redder the treated skin is than your untreated skin in the same ")
                + self.tr("photo. It says nothing about health, and photos differ with the light.")
            )
            if len({one.basis for one in series.lines}) > 1:
                said.append(
                    self.tr("Where photos from before the session can be compared, 0 is your skin ")
                    + self.tr("then; elsewhere it is your untreated skin.")
                )
            said.append(self.tr("Each bar is the 95 % range of its photo."))
            said.append(chance_words(series))
        if series.refused:
            count = len(series.refused)
            said.append(
                self.tr("One photo gave no number (cross): point at it to see why.")
                if count == 1
                else self.tr("{count} photos gave no number (crosses): point at one to see why.")
            )
            said[-1] = said[-1].format(count=count)
            said.append(commonest_words(series))
        if series.unreadable:
            said.append(unreadable_words(series))
        if series.waiting:
            said.append(self.tr("{count} more will be measured soon.").format(count=series.waiting))
        return " ".join(said)

    def _offer_poses(self, read: FeltAndMeasured) -> None:
        self.poses.clear()
        for pose in read.poses:
            self.poses.addItem(pose_name(pose), pose)
        self.poses.setCurrentIndex(self.poses.findData(read.series.pose))
        self.poses.setVisible(bool(read.poses))

    def _lay_out(self) -> None:
        choices = FlowLayout(spacing=10)
        for choice in (self.symptoms, self.range, self.poses):
            choices.addWidget(choice)
        for stack, plot, empty in (
            (self._upper, self.felt, self._unrated),
            (self._lower, self.measured, self.missing),
        ):
            stack.addWidget(plot)
            stack.addWidget(empty)
        body = self.card.body
        body.setContentsMargins(16, 12, 16, 12)
        body.addWidget(self._felt_title)
        body.addWidget(self._upper, 1)
        body.addWidget(self._measured_title)
        body.addWidget(self._lower, 1)
        body.addWidget(self._note)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(choices)
        column.addWidget(self.card, 1)
        self._stack.addWidget(waiting())
        self._stack.addWidget(content)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
