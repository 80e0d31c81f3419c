"""A door for content that exists: one file for each foreign format, in and out.

A reader makes `Brought` of foreign files and keeps the `Report` of it, in which everything that was read is imported,
refused or ignored. `pack_folder` makes a pack of what was brought. Nothing from a source is ever run.
"""
