"""What a class's answers come to, as sums: plain SQL that runs unchanged on SQLite, DuckDB and Spark.

Each file is one SELECT over one view, `answers(learner, class_id, item, rev, skill, attempt, opportunity, score,
correct, choice, mis, conf, sec, day, kind, hints, scored, language, edition)`, in a small common subset: no dates, no
casts, no bare division. What it returns adds up: the sums of two classes, added, are those of both. Shares, limits and
verdicts are made of them in `figures`.
"""
