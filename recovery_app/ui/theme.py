"""The look of the window: colours by role and fonts, in light and dark, put on as one."""

import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QIcon, QIconEngine, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from recovery_app.domain.settings import Theme as Choice
from recovery_app.paths import resource
from recovery_app.ui.icons import TintedIcon, draw
from recovery_app.ui.style import sheet
from recovery_app.ui.veil import Veil

STYLE = ("-style", "Fusion")
"""For the arguments of the application. Its `setStyle` would do as well, but hands the style back
as an object, for whose class PySide makes thirty enums: the twentieth part of a start."""

BODY = 14
"""Pixels of ordinary words; a desktop that asks for larger ones gets them."""

FONTS = {
    "title": (24, QFont.Weight.DemiBold),
    "heading": (16, QFont.Weight.DemiBold),
    "body": (BODY, QFont.Weight.Normal),
    "strong": (BODY, QFont.Weight.DemiBold),
    "section": (13, QFont.Weight.DemiBold),
    "caption": (12, QFont.Weight.Normal),
    "caption_strong": (12, QFont.Weight.DemiBold),
    "small": (11, QFont.Weight.Normal),
}
"""Size in pixels and weight of each kind of words, on the desktop's own font."""

_SCHEMES = {
    Choice.SYSTEM: Qt.ColorScheme.Unknown,
    Choice.LIGHT: Qt.ColorScheme.Light,
    Choice.DARK: Qt.ColorScheme.Dark,
}


_ROLE = re.compile(r'^(\w+) = "(#[0-9a-f]{6})"', re.MULTILINE)


class Theme:
    """Colours named by what they are for; `resources/themes/light.toml` explains each role."""

    name: str
    surface: QColor
    raised: QColor
    line: QColor
    edge: QColor
    ink: QColor
    muted: QColor
    accent: QColor
    accent_soft: QColor
    on_accent: QColor
    caution: QColor
    caution_soft: QColor
    band: QColor
    band_2: QColor
    series_1: QColor
    series_2: QColor
    series_3: QColor
    series_4: QColor
    series_5: QColor
    series_6: QColor

    def __init__(self, name: str, colours: Mapping[str, QColor]) -> None:
        self.name = name
        vars(self).update(colours)

    @property
    def dark(self) -> bool:
        """Whether light words stand on dark ground."""
        return self.name == "dark"

    @property
    def series(self) -> tuple[QColor, ...]:
        """The colours of a chart's lines, in their order."""
        return (
            self.series_1,
            self.series_2,
            self.series_3,
            self.series_4,
            self.series_5,
            self.series_6,
        )

    def role(self, name: str) -> QColor:
        """Give the colour of a role by its name in the theme's file."""
        return getattr(self, name)


def blend(under: QColor, over: QColor, share: float) -> QColor:
    """Mix two colours: `share` 0 gives `under`, 1 gives `over`."""
    return QColor.fromRgbF(
        under.redF() + (over.redF() - under.redF()) * share,
        under.greenF() + (over.greenF() - under.greenF()) * share,
        under.blueF() + (over.blueF() - under.blueF()) * share,
    )


def load(name: str) -> Theme:
    """Read the theme `light` or `dark` from its file."""
    # Plain lines of names and colours: reading them takes a tenth of importing a TOML reader.
    roles = _ROLE.findall(resource(f"themes/{name}.toml").read_text("utf-8"))
    return Theme(name, {role: QColor(colour) for role, colour in roles})


class Look(QObject):
    """What pages and charts ask for colours, fonts and icons; lives as long as the program.

    Whatever paints itself reads `theme` while painting, and so needs no signal: Qt repaints all
    widgets when the theme changes. `changed` is for what keeps colours, such as a chart.

    Attributes:
        veil: through which photos are painted.
    """

    changed = Signal()
    """Another theme has been put on."""

    def __init__(self, app: QApplication, choice: Choice = Choice.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self.veil = Veil(self)
        self._choice = choice
        self._pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}
        self._icon_copies: list[QIconEngine] = []
        self._dressed = False
        self._scale = self._take_font()
        self._fonts = {kind: self._font(*FONTS[kind]) for kind in FONTS}
        self._system_is_dark = self._ask_system()
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self.theme = load(self._wanted())
        self._put_on()

    def dress(self) -> None:
        """Put the style sheet on; best when the window is made, right before it is shown.

        From then on a widget is styled anew, with all that lies in it, each time it is put into
        another one, and a page is made from the inside out.
        """
        if not self._dressed:
            self._dressed = True
            self._put_on()

    def choose(self, choice: Choice) -> None:
        """Put on the light or the dark theme, or from now on the one the system has."""
        self._choice = choice
        self._system_is_dark = self._ask_system()
        self._refresh()

    @contextmanager
    def on_paper(self) -> Generator[None]:
        """Wear the light theme while something is painted for paper, which is white.

        No window is painted meanwhile: none of them is seen in it.
        """
        worn = self.theme
        if worn.dark:
            self._wear(load("light"))
        try:
            yield
        finally:
            if worn.dark:
                self._wear(worn)

    def font(self, kind: str) -> QFont:
        """Give the font for a kind of words, one of `FONTS`."""
        return self._fonts[kind]

    def icon(self, name: str, role: str = "ink") -> QIcon:
        """Give an icon in the colour of a role; it stays sharp on any screen and in any theme."""
        return QIcon(TintedIcon(self.pixmap, name, role, self._icon_copies))

    def pixmap(self, name: str, role: str, size: int, ratio: float) -> QPixmap:
        """Draw an icon for a painter.

        Args:
            name: file name in `resources/icons` without its suffix.
            role: role of its colour.
            size: width and height in logical pixels.
            ratio: device pixels per logical one, as `QWidget.devicePixelRatioF` tells.
        """
        colour = self.theme.role(role)
        key = (name, colour.rgb(), size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = draw(name, colour, size, ratio)
        return self._pixmaps[key]

    def _take_font(self) -> float:
        """Make the desktop's font the body font and tell how much larger than ours it is."""
        font = QFont(self._app.font())
        size = max(BODY, QFontInfo(font).pixelSize())
        font.setPixelSize(size)
        self._app.setFont(font)
        return size / BODY

    def _font(self, size: int, weight: QFont.Weight) -> QFont:
        font = QFont(self._app.font())
        font.setPixelSize(round(size * self._scale))
        font.setWeight(weight)
        return font

    def _ask_system(self) -> bool:
        """Tell the system what was chosen, so that window frames agree, and ask what it has."""
        hints = self._app.styleHints()
        hints.setColorScheme(_SCHEMES[self._choice])
        return hints.colorScheme() == Qt.ColorScheme.Dark

    def _wanted(self) -> str:
        if self._choice is Choice.SYSTEM:
            return "dark" if self._system_is_dark else "light"
        return self._choice.value

    def _on_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self._system_is_dark = scheme == Qt.ColorScheme.Dark
        self._refresh()

    def _refresh(self) -> None:
        if self._wanted() == self.theme.name:
            return
        self._wear(load(self._wanted()))

    def _wear(self, theme: Theme) -> None:
        self.theme = theme
        self._pixmaps.clear()
        self._put_on()
        self.changed.emit()

    def _put_on(self) -> None:
        self._app.setPalette(_palette(self.theme))
        if self._dressed:
            sizes = {kind: font.pixelSize() for kind, font in self._fonts.items()}
            self._app.setStyleSheet(sheet(_style_colours(self.theme), sizes))


def apply(app: QApplication, choice: Choice = Choice.SYSTEM) -> Look:
    """Dress the program: Fusion, one palette, one style sheet, following the system if wished."""
    app.setStyle("Fusion")
    look = Look(app, choice)
    look.dress()
    return look


def _style_colours(theme: Theme) -> dict[str, str]:
    """Name the colours that the style sheet uses, with the two that answer to the pointer."""
    roles = [
        "surface",
        "raised",
        "line",
        "edge",
        "ink",
        "muted",
        "accent",
        "accent_soft",
        "on_accent",
        "caution",
    ]
    colours = {role: theme.role(role).name() for role in roles}
    colours["hover"] = blend(theme.raised, theme.ink, 0.05).name()
    colours["pressed"] = blend(theme.raised, theme.ink, 0.11).name()
    colours["faint"] = blend(theme.surface, theme.muted, 0.55).name()
    colours["theme"] = theme.name
    return colours


def _palette(theme: Theme) -> QPalette:
    """Fill every role of Qt's palette, so that no colour of the desktop's shines through."""
    role = QPalette.ColorRole
    palette = QPalette(theme.surface)
    for target, colour in {
        role.Window: theme.surface,
        role.WindowText: theme.ink,
        role.Base: theme.raised,
        role.AlternateBase: theme.surface,
        role.Text: theme.ink,
        role.Button: theme.raised,
        role.ButtonText: theme.ink,
        role.BrightText: theme.on_accent,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.ink,
        role.PlaceholderText: theme.muted,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.raised,
        role.Midlight: theme.surface,
        role.Mid: theme.line,
        role.Dark: theme.edge,
        role.Shadow: blend(theme.surface, QColor("black"), 0.5),
    }.items():
        palette.setColor(target, colour)
    faint = blend(theme.surface, theme.muted, 0.55)
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, faint)
    return palette
