"""Photos can be turned, know their camera, and lie over a reference."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("photo", sa.Column("turns", sa.Integer(), server_default="0", nullable=False))
    op.add_column("photo", sa.Column("camera", sa.String(), server_default="", nullable=False))
    op.create_table(
        "pose_reference",
        sa.Column("pose", sa.String(), nullable=False),
        sa.Column("photo_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["photo_id"],
            ["photo.id"],
            name=op.f("fk_pose_reference_photo_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("pose", name=op.f("pk_pose_reference")),
    )
    op.create_table(
        "alignment",
        sa.Column("photo_id", sa.String(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("reference_id", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("scale", sa.Double(), nullable=True),
        sa.Column("angle", sa.Double(), nullable=True),
        sa.Column("dx", sa.Double(), nullable=True),
        sa.Column("dy", sa.Double(), nullable=True),
        sa.Column("error", sa.Double(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photo.id"], name=op.f("fk_alignment_photo_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reference_id"],
            ["photo.id"],
            name=op.f("fk_alignment_reference_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("photo_id", "by_hand", name=op.f("pk_alignment")),
    )
