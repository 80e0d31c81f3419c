"""The author's workshop: checking packs, trying items, everything without a learner."""
