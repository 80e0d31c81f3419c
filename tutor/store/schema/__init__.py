"""The shape of the learner's file, by version, and how an older file becomes a newer one."""

APPLICATION_ID = 0x54757452
"""Says "this SQLite file is a learner's": the letters `TutR`."""

VERSION = 1
"""The shape of the log that this program reads and writes, kept in the file's `user_version`.

From the first release on, an event or a field that older programs can't read makes a new version: they then say that
the file is of a newer tutor instead of calling it damaged.

What is folded from the log has a number of its own (`core.learner.rows.FOLD`, kept in `meta`): its tables are never
migrated but made anew, and filled from the log.
"""
