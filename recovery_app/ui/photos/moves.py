"""Where a key leads in the grid."""

from PySide6.QtWidgets import QAbstractItemView

from recovery_app.ui.photos.geometry import Geometry

Action = QAbstractItemView.CursorAction

_STEPS = {
    Action.MoveLeft: -1,
    Action.MovePrevious: -1,
    Action.MoveRight: 1,
    Action.MoveNext: 1,
}
_LINES = {Action.MoveUp: -1, Action.MoveDown: 1}
_PAGES = {Action.MovePageUp: -1, Action.MovePageDown: 1}


def destination(geometry: Geometry, action: Action, row: int, page: int) -> int:
    """Return the row to which a key leads, across rows of cells and headings.

    Args:
        geometry: where the photos lie.
        action: what the key means.
        row: where the keyboard is.
        page: pixels of a screen.
    """
    last = geometry.count - 1
    if action in _STEPS:
        return min(max(row + _STEPS[action], 0), last)
    if action in _LINES:
        return geometry.beside(row, _LINES[action])
    if action in _PAGES:
        return geometry.page_beside(row, _PAGES[action] * page)
    return 0 if action == Action.MoveHome else last
