"""What learners' answers say about a pack: a work list for its author, the sorest place first."""
