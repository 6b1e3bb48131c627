"""Real libraries, real disks that are full or read-only, and how hard properties are tried."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from recovery_app.storage.database import Database
from recovery_app.storage.places import Places

settings.register_profile(
    "storage",
    max_examples=20,
    deadline=None,
    # The database is the same for all examples of a test; each example clears it first.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def places(library_folder: Path) -> Places:
    """Give the paths of a new library."""
    return Places(library_folder)


@pytest.fixture
def database(places: Places) -> Iterator[Database]:
    """Open the database of a new library."""
    opened = Database(places.database)
    yield opened
    opened.close()
