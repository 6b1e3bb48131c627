"""Improvement: one small chart per concern below the photos, all on one time axis."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from recovery_app.domain.moments import today
from recovery_app.domain.photos import Photo
from recovery_app.ui.theme import Look
from recovery_app.ui.trends import legend, numbers
from recovery_app.ui.trends import progress_words as words
from recovery_app.ui.trends.chart_cards import ChartCard, ChartCards
from recovery_app.ui.trends.concern_plot import ConcernPlot
from recovery_app.ui.trends.legend import Key, Legend
from recovery_app.ui.trends.marks import fitting
from recovery_app.ui.trends.photo_card import PhotoCard
from recovery_app.ui.trends.saved import Saved
from recovery_app.ui.trends.time_range import RangeChoice, SharedTime
from recovery_app.ui.trends.waiting import waiting
from recovery_app.ui.widgets.empty_state import EmptyState
from recovery_app.ui.widgets.labels import muted
from recovery_app.ui.widgets.scrolled import scrolled

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.trends import ImprovementChart

HEIGHTS = (168, 272)
"""Least and greatest height of a chart."""
HEAD, AROUND = 64, 92
"""Pixels that the key takes above all charts, and a card around its own."""


class ImprovementView(QWidget):
    """The key, then one or two columns: photos of a pose, and below them the charts."""

    day_wanted = Signal(object)
    """A date to open."""
    review_wanted = Signal(object)
    """The person wants to review her skin on that day."""

    plot_made = Signal(object)
    """A chart of another concern was made: a `Plot`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.chart: ImprovementChart | None = None
        """What is drawn."""
        self.time, self.range = SharedTime(self), RangeChoice(look)
        self._cards = ChartCards(
            look,
            lambda: ConcernPlot(look),
            self.plot_made.emit,
            self.time,
            heights=HEIGHTS,
            head=HEAD,
            around=AROUND,
        )
        self.photos = [PhotoCard(look, column) for column in range(2)]
        """One above each column of charts, so that each picture stands above its date in all."""
        for card in self.photos:
            self.time.join(card.axis)
            card.axis.chosen_anew.connect(self._show_key_of_near)
        self.range.chosen.connect(self.time.show)
        self.time.moved.connect(self._say_what_is_thinned)
        self.charts = QWidget()
        self.legend = Legend()
        self._near = self._near_key()
        self.legend.show_keys([self._near])
        self._thinned = muted()
        self._thinned.hide()
        self._empty = EmptyState(
            look,
            "review",
            self.tr(
                "No review yet. Once a month or so, rate what your sessions are for; "
                "the months are drawn here."
            ),
            self.tr("New review"),
        )
        self._empty.acted.connect(lambda: self.review_wanted.emit(today()))
        self._stack = QStackedWidget()
        self._lay_out()

    @property
    def cards(self) -> list[ChartCard[ConcernPlot]]:
        """One for each concern that is drawn."""
        return self._cards.every

    @property
    def saved(self) -> Saved | None:
        """What is saved of it; None where nothing is drawn."""
        if self.chart is None or self._stack.currentIndex() != 1:
            return None
        written = partial(numbers.improvement, self.chart)
        return Saved(self.tr("improvement"), self.charts, written)

    def show_chart(self, chart: "ImprovementChart") -> None:
        """Show the concerns that were reviewed."""
        anew, self.chart = self.chart is None, chart
        if not chart.concerns or chart.span is None:
            self._stack.setCurrentWidget(self._empty)
            return
        self._stack.setCurrentIndex(1)
        self._cards.make(len(chart.concerns))
        self.time.bound(*chart.span)
        span = (self.time.first, self.time.last)
        for place, (concern, series) in enumerate(chart.concerns):
            role = f"series_{place % 6 + 1}"
            card = self.cards[place]
            card.say(self.tr(concern.name), words.verdict(series), words.basis(series))
            card.plot.show_series(chart, concern, series, role, span)
        for card in self.photos:
            card.show_axis(chart.sessions, span, self.cards[0].plot.left_width)
        self._near = self._near_key()
        self.legend.show_keys([*self._keys(chart), self._near])
        self._show_key_of_near()
        if anew:
            self.time.show(self.range.current)
        else:
            (left, right), _ = self.photos[0].axis.view.viewRange()
            self.time.show_between(left, right)
        self._arrange()

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Show all photos that have a pose, by time."""
        for card in self.photos:
            card.show_photos(photos)
        self._show_key_of_near()

    def _near_key(self) -> Key:
        """Make the key of a frame; it keeps its room, so that nothing moves while it is away."""
        key = Key(self._look, self.tr("photo soon after a session"), legend.near_photo)
        size = key.sizePolicy()
        size.setRetainSizeWhenHidden(True)
        key.setSizePolicy(size)
        return key

    def _show_key_of_near(self) -> None:
        """Explain the frame of a photo soon after a session only while one is drawn."""
        shown = (card for card in self.photos if not card.isHidden())
        self._near.setVisible(any(card.axis.shows_near for card in shown))

    def show_picture(self, photo: Photo, picture: QImage) -> None:
        """Show the picture of a photo wherever it stands."""
        for card in self.photos:
            card.axis.show_picture(photo, picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use two columns where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._cards.arrange(self.width(), self.height())
        for column, card in enumerate(self.photos):
            card.stand(wanted=column < self._cards.columns(self.width()))
        self._show_key_of_near()

    def _say_what_is_thinned(self) -> None:
        """Tell where marks had to be left out because others stand there."""
        if self.chart is None or not self.cards:
            return
        view = self.cards[0].plot.view
        (left, right), _ = view.viewRange()
        said = [
            one
            for one in self.chart.reviews
            if words.said_in(one) and left <= one.date.toordinal() <= right
        ]
        shown = len(fitting(said, 1 / max(view.viewPixelSize()[0], 1e-9)))
        text = self.tr(
            "There is room for {shown} of {all} change words and remarks: "
            "choose fewer months to see each."
        )
        self._thinned.setText(text.format(shown=shown, all=len(said)))
        self._thinned.setVisible(shown < len(said))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.charts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        said = self.tr("0 is none of it, 100 the worst you can imagine: lower is better.")
        head.addWidget(muted(said), 1)
        head.addWidget(self.range)
        column.addLayout(head)
        column.addWidget(self.legend)
        column.addWidget(self._thinned)
        for at, card in enumerate(self.photos):
            self._cards.grid.addWidget(card, 0, at)
        column.addLayout(self._cards.grid)
        # The charts are as high as they are, so that a picture of them ends where they end.
        inside = QWidget()
        room = QVBoxLayout(inside)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self.charts)
        room.addStretch(1)
        self._stack.addWidget(waiting())
        self._stack.addWidget(scrolled(inside, self.tr("Charts")))
        self._stack.addWidget(self._empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _keys(self, chart: "ImprovementChart") -> list[Key]:
        look = self._look
        keys = [
            Key(look, self.tr("review"), legend.counted),
            Key(look, self.tr("review soon after a session, not counted"), legend.not_counted),
            Key(look, self.tr("session"), legend.session),
        ]
        if any(one.change for one in chart.reviews):
            keys.append(Key(look, self.tr("you said: better (up: worse)"), legend.better))
        if any(one.remarks for one in chart.reviews):
            keys.append(Key(look, self.tr("remark"), legend.remark))
        if any(series.smooth for _, series in chart.concerns):
            keys.append(Key(look, self.tr("smoothed (LOWESS)"), legend.smoothed))
        return keys
