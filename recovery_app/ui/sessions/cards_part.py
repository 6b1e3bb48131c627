"""The clinic's card: small pictures of it, kept with the session when that is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from recovery_app.domain.sessions import CardPicture, Session
from recovery_app.services.library import Library
from recovery_app.services.preparing import Refused
from recovery_app.services.sessions import CardChange, PreparedCard
from recovery_app.ui import folders
from recovery_app.ui.photos.asking import PICTURES
from recovery_app.ui.photos.offered import files_of, image_of
from recovery_app.ui.sessions.card_tile import CardTile
from recovery_app.ui.sessions.overview import Overview
from recovery_app.ui.sessions.part import Part, column_of
from recovery_app.ui.small_jpeg import picture_of
from recovery_app.ui.tasks import Lane, Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.buttons import QuietButton
from recovery_app.ui.widgets.flow_layout import FlowLayout
from recovery_app.ui.widgets.labels import caption
from recovery_app.ui.widgets.notice import Kind, Notice

Source = Path | QImage
"""Where a new picture comes from: a file, or what was pasted."""


@dataclass(frozen=True, slots=True)
class Held:
    """A picture in the form; `ready` where it is not in the library yet."""

    picture: CardPicture
    ready: PreparedCard | None = None


class CardsPart(Part):
    """Pictures of the clinic's card: added by button, drop or paste, opened by a click."""

    open_wanted = Signal(int)
    """The place, from 0, of the picture that she wants to see large."""
    read = Signal()
    """Whatever was being read has come, or was refused."""

    def __init__(
        self, look: Look, library: Library, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._library, self._tasks = look, library, tasks
        self._known: Mapping[str, Sequence[CardPicture]] = {}
        self._held: list[Held] = []
        self._saved: tuple[str, ...] = ()
        self._reading: list[tuple[Source, str]] = []
        self._away: tuple[int, Held] | None = None
        self._round = 0
        self._tiles: dict[str, CardTile] = {}
        self.notice = Notice(look)
        self.notice.acted.connect(self._put_back)
        self.add_button = QuietButton(look, self.tr("Add pictures…"), icon="add-photo")
        self.add_button.clicked.connect(self._ask)
        self._flow = FlowLayout(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.add_button)
        row.addWidget(caption(self.tr("or drop them on this page, or paste one")))
        row.addStretch(1)
        column = column_of(self)
        column.addLayout(self._flow)
        column.addWidget(self.notice)
        column.addLayout(row)

    @property
    def held(self) -> tuple[Held, ...]:
        """The pictures in the form, in order."""
        return tuple(self._held)

    @property
    def reading(self) -> bool:
        """Whether a picture is still being read."""
        return bool(self._reading)

    def offer(self, overview: Overview) -> None:
        """Know which pictures sessions have on disk; what is shown stays."""
        self._known = overview.cards

    def on_disk(self, session_id: str) -> tuple[str, ...]:
        """Return the ids of what a session has on disk."""
        return tuple(one.id for one in self._known.get(session_id, ()))

    def is_true(self, session_id: str) -> bool:
        """Whether what was shown of a session is what it has on disk by now."""
        return self._saved == self.on_disk(session_id)

    def show_session(self, session: Session) -> None:
        """Show the session's pictures as they are on disk."""
        self._round += 1
        self._reading.clear()
        self._forget_removed()
        self._held = [Held(one) for one in self._known.get(session.id, ())]
        self._saved = self.on_disk(session.id)
        self._show()

    def put(self, session: Session) -> Session:
        """Return the session: its pictures are told by `change`."""
        return session

    def raw(self) -> tuple[object, ...]:
        """Return which pictures there are, and how many are still being read."""
        return (tuple(one.picture.id for one in self._held), len(self._reading))

    def summary(self) -> str:
        """Count the pictures."""
        many = len(self._held)
        if not many:
            return ""
        return self.tr("1 picture") if many == 1 else self.tr("{n} pictures").format(n=many)

    def change(self) -> CardChange:
        """Return what becomes of the session's pictures when it is saved now."""
        new = [one for one in self._held if one.picture.id not in self._saved]
        here = {one.picture.id for one in self._held}
        return CardChange(
            added=tuple(one.ready for one in new if one.ready),
            removed=tuple(one_id for one_id in self._saved if one_id not in here),
            restored=tuple(one.picture.id for one in new if one.ready is None),
        )

    def mark_saved(self, raw: tuple[object, ...]) -> None:
        """Take what looked like `raw` as saved."""
        ids = raw[0]
        self._saved = ids if isinstance(ids, tuple) else ()

    def take(self, offered: QMimeData | None) -> bool:
        """Add what was dropped or pasted; tell whether there was anything."""
        if offered is None:  # an empty clipboard may have none
            return False
        files = files_of(offered)
        image = None if files else image_of(offered)
        if image is not None:
            self._read([(image, self.tr("pasted picture"))])
        self._read([(path, "") for path in files])
        return bool(files) or image is not None

    def paste(self) -> None:
        """Add what the clipboard holds."""
        if not self.take(QGuiApplication.clipboard().mimeData()):
            self.notice.say(Kind.QUIET, self.tr("There is no picture on the clipboard."))

    def finish(self) -> None:
        """Read at once what waits to be read: the window closes and is about to save."""
        self._round += 1
        waiting, self._reading = self._reading, []
        for source, name in waiting:
            found = _prepared(self._library, source, name)
            if isinstance(found, PreparedCard) and self._twin(found.picture) is None:
                self._held.append(Held(found.picture, found))

    def give_keyboard(self, at: int) -> None:
        """Put the keyboard on a picture, else on the button that adds one."""
        tiles = [self._tiles[one.picture.id] for one in self._held]
        (tiles[min(at, len(tiles) - 1)] if tiles else self.add_button).setFocus()

    def _ask(self) -> None:
        kinds = self.tr("Pictures ({pictures})").format(pictures=PICTURES)
        kinds += ";;" + self.tr("All files (*)")
        files, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Add pictures of the card"), str(folders.pictures()), kinds
        )
        self._read([(Path(file), "") for file in files])

    def _read(self, sources: Sequence[tuple[Source, str]]) -> None:
        if not sources:
            return
        self._forget_removed()
        idle = not self._reading
        self._reading.extend(sources)
        if idle:
            self._read_next()
        self.edited.emit()

    def _read_next(self) -> None:
        """Read one after the other: they shall stand in the order in which they were given."""
        source = self._reading[0]
        self._tasks.run(
            partial(_prepared, self._library, *source),
            partial(self._on_read, self._round, source),
            owner=self,
            lane=Lane.PICTURES,
        )

    def _on_read(
        self, asked: int, source: tuple[Source, str], found: PreparedCard | Refused
    ) -> None:
        if asked != self._round:
            return  # for a session that is not shown any more
        self._reading.remove(source)
        if self._reading:
            self._read_next()
        if isinstance(found, Refused):
            name = found.path.name
            refused = self.tr("“{name}” was refused: {why}").format(name=name, why=found.why)
            self.notice.say(Kind.FAILURE, found.why if name in found.why else refused)
        elif (twin := self._twin(found.picture)) is not None:
            said = self.tr("“{name}” is here already, as picture {number}.")
            self.notice.say(Kind.QUIET, said.format(name=found.picture.name, number=twin + 1))
        else:
            self._held.append(Held(found.picture, found))
            self._show()
        self.edited.emit()
        if not self._reading:
            self.read.emit()

    def _twin(self, picture: CardPicture) -> int | None:
        hashes = [one.picture.sha256 for one in self._held]
        return hashes.index(picture.sha256) if picture.sha256 in hashes else None

    def _show(self) -> None:
        """Make what is seen follow what is held."""
        ids = [one.picture.id for one in self._held]
        for key in [key for key in self._tiles if key not in ids]:
            tile = self._tiles.pop(key)
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        for at, one in enumerate(self._held):
            tile = self._tiles.get(one.picture.id) or self._make(one)
            tile.count_as(at + 1)
            self._flow.removeWidget(tile)
            self._flow.addWidget(tile)
        self._flow.invalidate()

    def _make(self, one: Held) -> CardTile:
        key = one.picture.id
        tile = CardTile(self._look, key, one.picture.name, self)
        tile.clicked.connect(lambda: self.open_wanted.emit(self._place_of(key)))
        tile.removed.connect(lambda: self._remove(self._place_of(key)))
        self._tiles[key] = tile
        tile.show()
        if one.ready is not None:
            tile.set_picture(picture_of(one.ready.small))
        else:
            self._tasks.run(
                partial(_small, self._library, one.picture),
                tile.set_picture,
                owner=tile,
                failed=partial(self.notice.say, Kind.FAILURE),
                lane=Lane.PICTURES,
            )
        return tile

    def _place_of(self, key: str) -> int:
        return [one.picture.id for one in self._held].index(key)

    def _remove(self, at: int) -> None:
        self._away = at, self._held.pop(at)
        self._show()
        self.notice.say(Kind.QUIET, self.tr("The picture was removed."), self.tr("Undo"))
        self.give_keyboard(at)
        self.edited.emit()

    def _put_back(self) -> None:
        if self._away is not None:
            at, held = self._away
            self._held.insert(min(at, len(self._held)), held)
            self._forget_removed()
            self._show()
            self.give_keyboard(at)
            self.edited.emit()

    def _forget_removed(self) -> None:
        self._away = None
        self.notice.hide()


def _prepared(library: Library, source: Source, name: str) -> PreparedCard | Refused:
    if isinstance(source, Path):
        return library.cards.prepare(source)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(source)
    return library.cards.prepare(bytes(buffer.data().data()), name)


def _small(library: Library, picture: CardPicture) -> QImage:
    return picture_of(library.cards.thumbnail(picture))
