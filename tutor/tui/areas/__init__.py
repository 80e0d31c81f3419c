"""Where a learner answers: one file per shape of answer. Each draws what is asked, takes keys, and posts `Given`."""
