"""It is noted when each field was changed and what was deleted for good; shipped devices are known.

The triggers that do so are made after every upgrade (`storage/field_times.py`).
"""

import sqlalchemy as sa
from alembic import op

from recovery_app.domain.kinds import DEVICES
from recovery_app.storage.catalogue import id_of_device

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

RECORDS = {
    "symptom": "slug",
    "concern": "slug",
    "kind": "slug",
    "device": "id",
    "course": "kind",
    "entry": "id",
    "session": "id",
    "session_card": "id",
    "review": "id",
    "photo": "id",
    "pose_reference": "pose",
    "region": "id",
}


def upgrade() -> None:
    op.create_table(
        "field_change",
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("shared", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("table_name", "record", "field", name=op.f("pk_field_change")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "purged",
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "record", name=op.f("pk_purged")),
        sqlite_with_rowid=False,
    )
    _know_shipped_devices()
    for table, key in RECORDS.items():
        # Which field was changed is not known any more: none of them later than the row itself.
        # Rows that were never changed got both times in the same moment.
        op.execute(
            "INSERT INTO field_change (table_name, record, field, at)"
            f" SELECT '{table}', \"{key}\", '*', changed_at FROM \"{table}\" WHERE deleted_at IS NOT"
            " NULL OR julianday(changed_at) - julianday(created_at) > 1.0 / 86400"
        )


def _know_shipped_devices() -> None:
    """Give devices that every library has the same id in all of them."""
    connection = op.get_bind()
    for device in DEVICES:
        new = id_of_device(device.name, device.maker)
        found = connection.execute(
            sa.text("SELECT id FROM device WHERE name = :name AND maker = :maker LIMIT 1"),
            {"name": device.name, "maker": device.maker},
        ).scalar()
        if found:
            for table, column in (("device", "id"), ("device_value", "device_id")):
                connection.execute(
                    sa.text(f"UPDATE {table} SET {column} = :new WHERE {column} = :old"),
                    {"new": new, "old": found},
                )
