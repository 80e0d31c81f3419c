"""A learner's side of a class: joining it, what goes to the teacher, what comes from there."""
