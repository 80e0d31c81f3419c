"""The pure heart: what a course is, how an answer is judged, what a memory does, what to study next and why.

No files, no clock, no sockets, no unseeded chance: `now` and `seed` are always arguments.
"""
