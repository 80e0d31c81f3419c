"""What learners may want to know about their own learning, as numbers: one question, one `Figures`."""
