"""What every row of the projections is."""

from msgspec import Struct


class Row(Struct, kw_only=True, omit_defaults=True):
    """Base of all rows. Treated as values: `replace` them, never change one in place."""
