"""Tab goes through a page as it is laid out, also where something was added or moved meanwhile."""

from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLayout, QScrollArea, QWidget


def follow_layout(widget: QWidget) -> None:
    """Let Tab go through everything inside a widget in the order of its layouts.

    Qt goes by the order in which parts were made, so that what is added later comes last. What is
    hidden keeps its place for when it is shown. What lies around the widget stays where it was.
    """
    for before, after in pairwise(_stops(widget)):
        QWidget.setTabOrder(before, after)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """Give what Tab can stop at, from first to last; what hands the keyboard on stands for both."""
    proxy = widget.focusProxy()
    if proxy is not None and widget.isAncestorOf(proxy):
        # Qt stops here as well as at the proxy, but would not move what has no policy of its own.
        widget.setFocusPolicy(proxy.focusPolicy())
        yield widget
    elif proxy is None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    for inside in _parts(widget):
        if inside is not proxy:
            yield from _stops(inside)


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """Give what stands directly in a widget; what pops up is a window, with an order of its own."""
    if isinstance(widget, QAbstractScrollArea):
        # Not what Qt itself put in: PySide would take that for its own, and later for gone.
        if isinstance(widget, QScrollArea) and (held := widget.widget()) is not None:
            yield held
        return
    parts = [one for one in widget.children() if isinstance(one, QWidget) and not one.isWindow()]
    layout = widget.layout()
    yield from parts if layout is None else _placed(layout, parts)


def _placed(layout: QLayout, parts: list[QWidget]) -> Iterator[QWidget]:
    """Give those parts that stand in a layout, in its order.

    The layout is asked about each, and not for its items: PySide would hold on to these.
    """
    inner = [one for one in layout.children() if isinstance(one, QLayout)]
    placed: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(one), one) for one in parts]
    placed += [(layout.indexOf(one), one) for one in inner]
    for at, one in sorted(placed, key=itemgetter(0)):
        if isinstance(one, QLayout):
            yield from _placed(one, parts)
        elif at >= 0:
            yield one
