"""Runs the revisions on the connection that `storage.upgrade` prepared, inside its transaction."""

from alembic import context

from recovery_app.storage.schema import SCHEMA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SCHEMA,
    render_as_batch=True,
    transactional_ddl=False,  # the transaction is the caller's, with the foreign key check in it
)
context.run_migrations()
