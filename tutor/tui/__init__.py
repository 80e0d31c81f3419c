"""The screens: the study service drawn with Textual. Nothing here decides anything; it shows, and passes on keys."""
