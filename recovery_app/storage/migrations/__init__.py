"""Alembic's revisions of the schema, run by `storage.upgrade` and by nothing else."""
