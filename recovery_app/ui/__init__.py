"""The window: its pages, their parts and their words."""
