"""What is imported while the person looks at the first page, so that another one comes at once."""

from importlib import import_module

PAGES = ("recovery_app.ui.photos.page", "recovery_app.ui.photos.viewer")
"""Only what a click is measured against; the rest waits until it is visited."""


def import_pages() -> None:
    """Import the pages that are to come at once. Runs on a lane: making classes needs no screen."""
    for page in PAGES:
        import_module(page)
