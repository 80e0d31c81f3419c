"""The commands of `tutor`: the only place that wires the rooms together. Command bodies import what they need."""
