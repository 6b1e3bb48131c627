"""The Settings page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from recovery_app.domain.changes import Change, Topic
from recovery_app.services.library import Library
from recovery_app.ui.automatic_backups import AutomaticBackups
from recovery_app.ui.changes import Changes
from recovery_app.ui.history import History
from recovery_app.ui.settings.about_section import AboutSection
from recovery_app.ui.settings.another_computer import AnotherComputerSection
from recovery_app.ui.settings.backup_section import BackupSection
from recovery_app.ui.settings.check_section import CheckSection
from recovery_app.ui.settings.concerns_section import ConcernsSection
from recovery_app.ui.settings.folder_section import FolderSection
from recovery_app.ui.settings.library_section import LibrarySection
from recovery_app.ui.settings.lock_section import LockSection
from recovery_app.ui.settings.look_section import ClinicSection, LookSection
from recovery_app.ui.settings.symptoms_section import SymptomsSection
from recovery_app.ui.settings.trash_section import TrashSection
from recovery_app.ui.tasks import Tasks
from recovery_app.ui.theme import Look
from recovery_app.ui.widgets.labels import title
from recovery_app.ui.widgets.scrolled import scrolled

WIDTH = 720


class SettingsPage(QWidget):
    """Cards from what is needed often to what is needed once."""

    library_wanted = Signal(object)
    """Folder of the library to open."""
    new_library_wanted = Signal(object)
    """Folder for a new library."""
    lock_wanted = Signal()
    """Lock the library now."""
    encryption_wanted = Signal(str)
    """Encrypt the library with this passphrase."""
    decryption_wanted = Signal(str)
    """Make it a plain library again; this passphrase opens it."""
    replacement_wanted = Signal(object)
    """Folder of a restored library that is to take the place of the one that is open."""

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        changes: Changes,
        history: History,
        look: Look,
        backups: AutomaticBackups,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        place = LibrarySection(library, look)
        self._backups = BackupSection(library, tasks, look, backups)
        self._check = CheckSection(library, tasks, look, backups)
        self._other = AnotherComputerSection(library, tasks, history, look)
        self._backups.replacement_wanted.connect(self.replacement_wanted)
        for section in (place, self._backups):
            section.library_wanted.connect(self.library_wanted)
        place.new_library_wanted.connect(self.new_library_wanted)
        lock = LockSection(library, tasks, look)
        lock.lock_wanted.connect(self.lock_wanted)
        lock.encryption_wanted.connect(self.encryption_wanted)
        lock.decryption_wanted.connect(self.decryption_wanted)
        inside = QWidget()
        inside.setMaximumWidth(WIDTH)
        column = QVBoxLayout(inside)
        column.setContentsMargins(32, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(title(self.tr("Settings")))
        for section in (
            place,
            self._backups,
            self._check,
            self._other,
            lock,
            FolderSection(library, tasks, look),
            LookSection(library, tasks, look),
            SymptomsSection(library, tasks, changes, look),
            ConcernsSection(library, tasks, changes, look),
            ClinicSection(library, tasks, look),
            TrashSection(library, tasks, changes, look),
            AboutSection(look),
        ):
            column.addWidget(section)
        column.addStretch(1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(scrolled(inside))
        changes.happened.connect(self._on_change)

    def finish(self) -> None:
        """Stop what takes its time: the library is about to be closed."""
        self._backups.finish()
        self._check.finish()
        self._other.finish()

    def _on_change(self, change: Change) -> None:
        if change.touches(Topic.BACKUP, Topic.SETTINGS):
            self._backups.show_state()
