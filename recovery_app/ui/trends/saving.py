"""Charts that leave the program: a picture, a drawing, or the numbers."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSaveFile, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPaintDevice, QPainter, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QAbstractButton, QWidget

from recovery_app.errors import RecoveryError
from recovery_app.ui.trends.plot import Plot

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.trends import ImprovementChart, RecoveryChart

AROUND = 24
"""Pixels of ground around what is saved."""
SHARP = 2
"""Pixels of a picture for each one of the window."""


class ChartNotSaved(RecoveryError):
    """The file of a chart could not be written."""


def picture(widget: QWidget, ground: QColor) -> QImage:
    """Paint a widget into a picture of double density, with some ground around it."""
    image = QImage(_size(widget) * SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARP)
    _paint(widget, ground, image)
    return image


def png(image: QImage) -> bytes:
    """Write a picture as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def svg(widget: QWidget, ground: QColor, title: str) -> bytes:
    """Paint a widget as a drawing that stays sharp at any size."""
    data = QByteArray()
    buffer = QBuffer(data)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setSize(_size(widget))
    generator.setViewBox(QRect(QPoint(), _size(widget)))
    generator.setTitle(title)
    _paint(widget, ground, generator)
    return bytes(data.data())


def recovery_csv(chart: "RecoveryChart") -> str:
    """Write every point of a recovery chart as a line of a table."""
    rows = [
        [
            curve.recovery.numbered.number,
            curve.recovery.numbered.session.date.isoformat(),
            curve.recovery.numbered.session.kind,
            chart.symptom.slug,
            point.day,
            f"{point.elapsed:.4f}",
            point.at.isoformat(),
            point.value,
        ]
        for curve in chart.curves
        for point in curve.points
    ]
    head = ["session", "session_date", "kind", "symptom", "day", "days_since", "at", "value"]
    return _table(head, rows)


def improvement_csv(chart: "ImprovementChart") -> str:
    """Write every point of the improvement charts as a line of a table."""
    rows = [
        [concern.slug, point.date.isoformat(), point.value, "yes" if point.near_session else "no"]
        for concern, series in chart.concerns
        for point in series.points
    ]
    return _table(["concern", "date", "value", "near_session"], rows)


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        ChartNotSaved: if there is no room or no permission.
    """
    file = QSaveFile(str(path))
    opened = file.open(QIODevice.OpenModeFlag.WriteOnly)
    if not (opened and file.write(data) == len(data) and file.commit()):
        raise ChartNotSaved(f"“{path.name}” could not be written: {file.errorString()}.")


def _size(widget: QWidget) -> QSize:
    return widget.size() + QSize(2 * AROUND, 2 * AROUND)


def _paint(widget: QWidget, ground: QColor, paper: QPaintDevice) -> None:
    """Paint the widget without what belongs to the window only: buttons, ring and tip."""
    plots = widget.findChildren(Plot)
    buttons = [one for one in widget.findChildren(QAbstractButton) if one.isVisible()]
    for plot in plots:
        plot.pose(posing=True)
    for button in buttons:
        button.hide()
    painter = QPainter(paper)
    painter.fillRect(QRect(QPoint(), _size(widget)), ground)
    widget.render(painter, QPoint(AROUND, AROUND), QRegion(), QWidget.RenderFlag.DrawChildren)
    painter.end()
    for button in buttons:
        button.show()
    for plot in plots:
        plot.pose(posing=False)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()
