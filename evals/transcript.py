"""What the scorers judge: the turns of a trial as they went, and the state they left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.results import CallRecord, CardRecord, TurnRecord


@dataclass(frozen=True)
class Transcript:
    """The turns so far, the last one first in mind: its answer, its cards, its tables."""

    turns: Sequence[TurnRecord]

    @property
    def last(self) -> TurnRecord:
        """The latest turn."""
        return self.turns[-1]

    @property
    def executed(self) -> list[CallRecord]:
        """The calls that were made, in order: reads, and writes that are in Paymo now."""
        return [call for turn in self.turns for call in turn.calls if call.executed]

    @property
    def proposed(self) -> list[CardRecord]:
        """Every card that was shown."""
        return [card for turn in self.turns for card in (*turn.cards, *turn.later_cards)]

    @property
    def requests(self) -> int:
        """Requests to Paymo of all turns."""
        return sum(turn.requests for turn in self.turns)
