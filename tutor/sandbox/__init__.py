"""Other people's programs: learners', and strangers' that came with a pack, run in a box and come back as data.

`carry_out(job)` is the door. What the box can keep out depends on the computer; the tier says so, `told(tier)` says it
to the learner, and a lower tier is never taken without being asked for. Judging is somebody else's: nothing here knows
what is right. The program runs under a small one of ours (`launcher.py`) that limits it, watches over it and ends all
that descends from it; around or below that stand bubblewrap, or Landlock and seccomp, or nothing (`order.py`).
"""

from .box import Job, Limits, NoBox, Outcome, Status, Tier, best_tier, carry_out, missing, told

__all__ = ["Job", "Limits", "NoBox", "Outcome", "Status", "Tier", "best_tier", "carry_out", "missing", "told"]
