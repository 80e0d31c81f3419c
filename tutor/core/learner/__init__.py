"""The learner: the events that are the truth, the rows that are folded from them, and the fold."""
