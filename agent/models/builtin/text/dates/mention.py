"""A period in a message, where it stands, and what was said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from agent.models.builtin.text.calendar import Period
from agent.models.builtin.text.fold import Span

_UP_TO = ("by", "until", "on or before")


@dataclass(frozen=True)
class DateMention:
    """A period and where it stands. ``due``: it was given as a deadline, by this word; ``out``: it
    is left out, as in "not in October"."""

    period: Period
    span: Span
    due: str = ""
    out: bool = False

    @property
    def due_window(self) -> Period:
        """The due dates that "due in October", "due by Friday" or "due before May" ask for."""
        if self.due == "before" and self.period.first:
            return Period(None, self.period.first - timedelta(days=1))
        return Period(None, self.period.last) if self.due in _UP_TO else self.period
