"""The face for programs: one JSON object a line in, one a line back, as the study protocol says."""
