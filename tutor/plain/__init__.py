"""The face that is heard: one line after the other, nothing drawn over, the same study service as the screens."""
