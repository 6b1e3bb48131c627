"""Charts that leave the program as a picture, a drawing or a page."""

from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMarginsF,
    QPoint,
    QRect,
    QSaveFile,
    QSize,
    QSizeF,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageWriter,
    QPageSize,
    QPaintDevice,
    QPainter,
    QPdfWriter,
    QRegion,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QWidget

from recovery_app.errors import RecoveryError
from recovery_app.ui.theme import Look
from recovery_app.ui.trends.plot import Plot
from recovery_app.ui.widgets.labels import is_hint

AROUND = 24
"""Pixels of ground around what is saved."""
SHARP = 2
"""Pixels of a picture for each one of the window."""
DOTS = 96
"""Pixels of the window on an inch of paper."""


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


def pdf(widget: QWidget, look: Look, title: str) -> bytes:
    """Paint a widget as a page of its own size, with lines and words that stay sharp.

    The ground is white as paper is, and so all stands on it in the colours of the light theme.
    """
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Recovery")
    writer.setResolution(DOTS)
    writer.setPageMargins(QMarginsF())
    writer.setPageSize(QPageSize(QSizeF(_size(widget)) * 72 / DOTS, QPageSize.Unit.Point))
    with look.on_paper():
        _paint(widget, None, writer)
    return bytes(data.data())


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


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        ChartNotSaved: if there is no room or no permission.
    """
    file = QSaveFile(str(path))
    opened = file.open(QIODevice.OpenModeFlag.WriteOnly)
    if not (opened and file.write(data) == len(data) and file.commit()):
        raise ChartNotSaved(f"“{path.name}” could not be written: {file.errorString()}.")


def _drawn(widget: QWidget) -> QSize:
    """Tell how large a widget is without the empty ground below its last part."""
    layout = widget.layout()
    below = 0 if layout is None else layout.contentsMargins().bottom()
    height = widget.childrenRect().bottom() + 1 + below
    return QSize(widget.width(), min(widget.height(), height))


def _size(widget: QWidget) -> QSize:
    return _drawn(widget) + QSize(2 * AROUND, 2 * AROUND)


def _paint(widget: QWidget, ground: QColor | None, paper: QPaintDevice) -> None:
    """Paint the widget without what belongs to the window only.

    These are buttons, hints, ring and tip; of a list what is chosen stays, as plain words.
    """
    size, plots = _size(widget), widget.findChildren(Plot)
    lists = [one for one in widget.findChildren(QComboBox) if one.isVisible()]
    controls = [one for one in widget.findChildren(QAbstractButton) if one.isVisible()]
    hints = [one for one in widget.findChildren(QLabel) if one.isVisible() and is_hint(one)]
    aside = [*lists, *controls, *hints]
    for plot in plots:
        plot.pose(posing=True)
    for one in aside:
        one.hide()
    painter = QPainter(paper)
    if ground is not None:
        painter.fillRect(QRect(QPoint(), size), ground)
    filled = widget.autoFillBackground()
    # What scrolls fills its ground in the colour of the window, which would be a slab on paper.
    widget.setAutoFillBackground(False)
    corner, seen = QPoint(AROUND, AROUND), QRegion(QRect(QPoint(), _drawn(widget)))
    widget.render(painter, corner, seen, QWidget.RenderFlag.DrawChildren)
    for one in lists:
        _write_chosen(painter, one, one.mapTo(widget, QPoint()) + corner)
    painter.end()
    widget.setAutoFillBackground(filled)
    for one in aside:
        one.show()
    for plot in plots:
        plot.pose(posing=False)


def _write_chosen(painter: QPainter, of: QComboBox, at: QPoint) -> None:
    """Write what is chosen where the list begins, without its frame."""
    painter.setFont(of.font())
    painter.setPen(of.palette().text().color())
    painter.drawText(QRect(at, of.size()), Qt.AlignmentFlag.AlignVCenter, of.currentText())
