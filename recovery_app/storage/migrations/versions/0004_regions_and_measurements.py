"""Poses have drawn regions, and photos what was measured in them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBERS = (
    "delta_ei",
    "delta_ei_error",
    "delta_a",
    "delta_a_error",
    "short_side",
    "eyes_apart",
    "sharpness",
    "blur",
    "clipped",
    "red_green",
    "blue_green",
    "side_light",
    "angle",
    "scale",
)
SPOT_NUMBERS = ("delta_l", "delta_l_error", "delta_e", "delta_e_error")


def upgrade() -> None:
    _add_regions()
    op.create_table(
        "measurement",
        sa.Column("photo_id", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("regions", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("camera", sa.String(), nullable=False),
        sa.Column("corrected", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        *(sa.Column(name, sa.Double(), nullable=True) for name in NUMBERS),
        sa.Column("pixels", sa.Integer(), nullable=True),
        sa.Column("reference_pixels", sa.Integer(), nullable=True),
        sa.Column("flash", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photo.id"], name=op.f("fk_measurement_photo_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("photo_id", name=op.f("pk_measurement")),
    )
    op.create_table(
        "measurement_reason",
        sa.Column("photo_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["photo_id"],
            ["measurement.photo_id"],
            name=op.f("fk_measurement_reason_photo_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("photo_id", "position", name=op.f("pk_measurement_reason")),
    )
    op.create_table(
        "measurement_spot",
        sa.Column("photo_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.String(), nullable=False),
        *(sa.Column(name, sa.Double(), nullable=False) for name in SPOT_NUMBERS),
        sa.Column("pixels", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["photo_id"],
            ["measurement.photo_id"],
            name=op.f("fk_measurement_spot_photo_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
            name=op.f("fk_measurement_spot_region_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("photo_id", "position", name=op.f("pk_measurement_spot")),
    )


def _add_regions() -> None:
    op.create_table(
        "region",
        sa.Column("pose", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("reference_id", sa.String(), nullable=True),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reference_id"],
            ["photo.id"],
            name=op.f("fk_region_reference_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
    )
    op.create_index(op.f("ix_region_pose"), "region", ["pose"])
    op.create_table(
        "region_corner",
        sa.Column("region_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("x", sa.Double(), nullable=False),
        sa.Column("y", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
            name=op.f("fk_region_corner_region_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("region_id", "position", name=op.f("pk_region_corner")),
    )
