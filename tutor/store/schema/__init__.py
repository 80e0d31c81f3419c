"""The shape of the learner's file, by version, and how an older file becomes a newer one."""

APPLICATION_ID = 0x54757452
"""Says "this SQLite file is a learner's": the letters `TutR`."""

VERSION = 1
"""The shape of the log that this program reads and writes, kept in the file's `user_version`.

What is folded from the log has a number of its own (`core.learner.rows.FOLD`, kept in `meta`): its tables are never
migrated but made anew, and filled from the log.
"""
