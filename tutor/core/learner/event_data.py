"""What every event of the log is."""

from msgspec import Struct


class EventData(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="event"):
    """Base of all events. `undoable` ones are taken back by the learner's undo, newest first."""
