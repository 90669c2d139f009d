"""Dates in a message: single expressions joined into ranges, with what their prepositions say.

An own grammar and not ``dateparser``: that one is eager ("may", "march" and "second" become dates)
and knows no periods, while every period here is asked for by its own rule.
"""

from agent.models.builtin.text.dates.find import find_dates, impossible_date
from agent.models.builtin.text.dates.lean import Lean
from agent.models.builtin.text.dates.mention import DateMention

__all__ = ["DateMention", "Lean", "find_dates", "impossible_date"]
