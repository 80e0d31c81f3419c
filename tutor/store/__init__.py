"""The learner's file: one SQLite file with the log of events (the truth) and what is folded from it.

`book.Book` is the door; everything else here serves it. An answer is in the log and on disk, together with everything
that follows from it, before anyone is told so.
"""
