"""Templates: one item with `vars` is as many questions as there are values to draw.

`draw` makes values from a seed, `fill` puts them into the item's texts; what was shown can be shown again from the
seed alone, for ever. `problems` finds what is wrong before a learner does.
"""

from __future__ import annotations

from tutor.core.template_problems import known_names, problems
from tutor.core.template_texts import fill
from tutor.core.template_values import draw, variants

__all__ = ["draw", "fill", "known_names", "problems", "variants"]
