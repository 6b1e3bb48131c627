"""The whole schema, whichever module its tables stand in."""

from sqlalchemy import MetaData

from recovery_app.storage import picture_tables, tables
from recovery_app.storage.rows import Row

TABLES = (tables, picture_tables)
"""The modules that declare tables: importing them is what puts these into the schema."""

SCHEMA: MetaData = Row.metadata
"""All tables, their columns and their constraints."""
