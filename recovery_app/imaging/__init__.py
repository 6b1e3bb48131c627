"""Pictures in, pictures or numbers out: no rows, no windows, and no say in where files lie.

Pillow and pi-heif are used in this package only, and none of their objects leaves it. None of it
is imported before the first window is painted.
"""
