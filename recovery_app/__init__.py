"""A private diary of skin recovery after laser sessions."""

__version__ = "0.1.0"
