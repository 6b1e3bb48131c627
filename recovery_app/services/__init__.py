"""What a person does with her diary, one method each; no window, no rows, no SQL.

Importing `library` and `today` is cheap; the other services load SQLAlchemy and are therefore
reached through `Library`, which imports each when it is first used.
"""
