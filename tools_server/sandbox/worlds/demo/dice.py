"""Chance that repeats: one independent stream of random numbers for each topic."""

from random import Random


class Dice(Random):
    """Numbers that depend on `topic` alone, in every process and on every day.

    A topic of its own for each kind of record keeps a change in one table from reshuffling the
    others. Not for secrets.
    """

    def __init__(self, topic: str) -> None:
        super().__init__(f"copper-kite/{topic}")

    def chance(self, share: float) -> bool:
        """True in `share` of the cases (0 to 1)."""
        return self.random() < share
