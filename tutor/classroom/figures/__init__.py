"""What the sums of a class mean: shares with their limits, verdicts with their smallest n, who needs attention and why.

Thresholds are those of the design (its section 4), chosen by simulation. Small classes lie: nothing is said below the
smallest n that stands beside each rule, and every figure carries its n.
"""
