"""Back-off: pauses that grow with every failure in a row, up to a longest one.

Who waits decides what its first and longest pause are, and how many failures it counts.
"""

import math
import random
from datetime import timedelta
from typing import TypeVar

Pause = TypeVar("Pause", float, timedelta)


def compute_pause(
    first: Pause, longest: Pause, growths: int, *, factor: float = 2.0, jitter: float = 0.0
) -> Pause:
    """Return a first pause that has grown so often by the factor, or the longest one.

    `jitter` is the share of the pause, 0 to 1, by which chance may shorten it: those who failed
    together do not come back together. No number of growths overflows.
    """
    if not first:
        return first
    is_longest = first >= longest or growths >= math.log(longest / first, factor)
    pause = longest if is_longest else first * factor**growths
    return pause * random.uniform(1 - jitter, 1) if jitter else pause  # noqa: S311 - no secret
