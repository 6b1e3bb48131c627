"""Tells that a new day has begun while the page of the old one stood open."""

from datetime import date, timedelta

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from recovery_app.domain import moments

LEFT_ALONE = timedelta(minutes=10)
"""Whoever still writes at midnight goes on with the evening's entry for as long as this."""
LOOK_MS = 60_000


class Midnight(QObject):
    """Knows whether the day that is open was today when it was opened, and still is.

    It looks each minute, and when the person comes back to the window: a laptop that slept over
    midnight counts no minutes.
    """

    passed = Signal()
    """The day that was today is over, and nobody has written in it for a while."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._today: date | None = None
        self._touched = moments.now()
        timer = QTimer(self, interval=LOOK_MS)
        timer.timeout.connect(self.look)
        timer.start()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.applicationStateChanged.connect(self.look)

    def opened(self, day: date) -> None:
        """Remember which day the page shows now."""
        self._today = day if day == moments.today() else None
        self.touched()

    def touched(self) -> None:
        """Remember that something was written just now."""
        self._touched = moments.now()

    def look(self) -> None:
        """Say it if a new day has begun."""
        if self._today is None or self._today == moments.today():
            return
        if abs(moments.now() - self._touched) >= LEFT_ALONE:
            self.passed.emit()
