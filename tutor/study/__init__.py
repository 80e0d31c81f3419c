"""The use-cases: one thing a learner does is one method, and one transaction in their file."""
