"""The pieces of a message about time: how long, whose, and the words between."""

from __future__ import annotations

from dataclasses import dataclass

from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.text.clock import ClockRange
from agent.models.builtin.text.fold import Span


@dataclass(frozen=True)
class Amount:
    """How long: minutes, or from when to when. ``also``: where the other half of "2h from 9" is."""

    span: Span
    minutes: int
    clock: ClockRange | None = None
    also: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Person:
    """Whose time it is; no mention means the person asking."""

    span: Span
    mention: Mention | None


@dataclass(frozen=True)
class Word:
    """A word that no amount, day or person takes; ``quoted`` is the number of its quote, ``named``
    whether it seems to be somebody's name: "Mark" in "for Mark"."""

    text: str
    span: Span
    quoted: int | None = None
    named: bool = False
