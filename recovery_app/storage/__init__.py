"""Rows and files of one library: values in, values out, nothing about windows or pictures' content.

`today`, `places` and `settings_file` import only the standard library, because the first screen
reads through them before SQLAlchemy is loaded (docs/decisions/0006).
"""
