"""The monthly look."""
