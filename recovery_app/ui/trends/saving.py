"""Charts that leave the program: a picture, a drawing, or the numbers."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QSaveFile, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from recovery_app.errors import RecoveryError

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.trends import ImprovementChart, RecoveryChart

SHARP = 2
"""Pixels of a picture for each one of the window."""


class ChartNotSaved(RecoveryError):
    """The file of a chart could not be written."""


def picture(widget: QWidget, ground: QColor) -> QImage:
    """Paint a widget into a picture of double density."""
    image = QImage(widget.size() * SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARP)
    image.fill(ground)
    painter = QPainter(image)
    _paint(widget, painter)
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """Write a picture as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return bytes(buffer.data().data())


def svg(widget: QWidget, title: str) -> bytes:
    """Paint a widget as a drawing that stays sharp at any size."""
    data = QByteArray()
    buffer = QBuffer(data)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(widget.size()))
    generator.setViewBox(widget.rect())
    generator.setTitle(title)
    painter = QPainter(generator)
    _paint(widget, painter)
    painter.end()
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


def _paint(widget: QWidget, painter: QPainter) -> None:
    widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()
