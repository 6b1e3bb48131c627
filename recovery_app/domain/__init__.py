"""What the program is about, as plain values and arithmetic: no files, no rows, no windows.

Only the standard library is imported here, except in `statistics`, which needs numpy and scipy
and is therefore never imported before the first window is painted.
"""
