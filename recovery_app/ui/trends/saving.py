"""Charts that leave the program: a picture, a drawing, or the numbers."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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

from recovery_app.domain.symptoms import Symptom
from recovery_app.errors import RecoveryError
from recovery_app.ui.theme import Look
from recovery_app.ui.trends.plot import Plot
from recovery_app.ui.widgets.labels import is_hint

if TYPE_CHECKING:  # it loads scipy and the database: that is done on a lane
    from recovery_app.services.redness_lines import DrawnSpot, RednessSeries
    from recovery_app.services.trends import (
        ImprovementChart,
        RecoveryChart,
        SessionCurve,
        Timeline,
    )

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


RECOVERY_HEAD = ["session", "session_date", "kind", "symptom", "day", "days_since", "at", "value"]


def recovery_csv(symptom: Symptom, curves: Iterable["SessionCurve"]) -> str:
    """Write every point of the curves that are drawn as a line of a table."""
    return table(RECOVERY_HEAD, _points(symptom, curves))


def symptoms_csv(charts: Iterable["RecoveryChart"]) -> str:
    """Write every point of the current session, for all symptoms."""
    rows = [row for chart in charts for row in _points(chart.symptom, chart.curves[-1:])]
    return table(RECOVERY_HEAD, rows)


def improvement_csv(chart: "ImprovementChart") -> str:
    """Write every point of the improvement charts as a line of a table."""
    rows = [
        [concern.slug, point.date.isoformat(), point.value, "yes" if point.near_session else "no"]
        for concern, series in chart.concerns
        for point in series.points
    ]
    return table(["concern", "date", "value", "near_session"], rows)


SPOTS_HEAD = [
    *("spot", "pose", "at", "delta_e", "delta_e_error_95", "delta_l", "delta_l_error_95"),
    *("line", "near_session", "reasons"),
]


def measured_csv(timeline: "Timeline", series: "RednessSeries") -> str:
    """Write ratings and measurements by time, each with what it is."""
    symptom = timeline.symptom.slug
    rows: list[Sequence[object]] = [
        [one.at.isoformat(), symptom, one.value, "", "", "", ""] for one in timeline.ratings
    ]
    rows += [
        [
            one.at.isoformat(),
            "delta_ei",
            f"{one.delta_ei:.3f}",
            f"{one.delta_ei_error:.3f}",
            number,
            line.basis,
            " ".join(one.reasons),
        ]
        for number, line in enumerate(series.lines, start=1)
        for one in line.points
    ]
    rows += [
        [photo.taken_at.isoformat(), "refused", "", "", "", "", " ".join(reasons)]
        for photo, reasons in series.refused
    ]
    head = ["at", "what", "value", "error_95", "line", "compared_with", "reasons"]
    return table(head, sorted(rows, key=lambda row: str(row[0])))


def spots_csv(spots: Iterable["DrawnSpot"]) -> str:
    """Write both numbers of every spot on every photo, by spot and time."""
    rows: list[Sequence[object]] = []
    for spot in spots:
        about = [spot.series.name, spot.pose]
        for number, line in enumerate(spot.series.lines, start=1):
            for one in line.points:
                found = one.contrast
                numbers = (
                    found.delta_e,
                    found.delta_e_error,
                    found.delta_l,
                    found.delta_l_error,
                )
                rows.append(
                    [
                        *about,
                        one.at.isoformat(),
                        *(f"{number:.3f}" for number in numbers),
                        number,
                        "yes" if one.near_session else "no",
                        " ".join(one.reasons),
                    ]
                )
        rows += [
            [
                *about,
                one.at.isoformat(),
                "",
                "",
                "",
                "",
                "",
                "",
                " ".join(one.reasons) or "not seen",
            ]
            for one in spot.series.without
        ]
    return table(SPOTS_HEAD, rows)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a head and rows as CSV."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


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


def _points(symptom: Symptom, curves: Iterable["SessionCurve"]) -> list[Sequence[object]]:
    return [
        [
            curve.recovery.numbered.number,
            curve.recovery.numbered.session.date.isoformat(),
            curve.recovery.numbered.session.kind,
            symptom.slug,
            point.day,
            f"{point.elapsed:.4f}",
            point.at.isoformat(),
            point.value,
        ]
        for curve in curves
        for point in curve.points
    ]
