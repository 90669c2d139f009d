"""What the planner hands back, and how a step of its work ends early."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from agent.models.builtin.conversation import Call


@dataclass(frozen=True)
class Reply:
    """Tool calls, or a final text; a text beside writes is shown above their cards. ``memory`` is
    plain JSON for the next turn. ``rests_on`` names the calls whose rows the text is about, where
    they are not those of the last step alone."""

    text: str = ""
    calls: tuple[Call, ...] = ()
    memory: dict[str, Any] = field(default_factory=dict)
    rests_on: tuple[str, ...] = ()


class StepEndError(Exception):
    """Raised to end an intent's work with this reply: look-ups to make, a question, a plain no.

    Intents are written as if every answer were there already; each call of the model runs them from
    the start until the first thing that is missing.
    """

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.text)
        self.reply = reply


def say(text: str) -> StepEndError:
    """End with a plain sentence."""
    return StepEndError(Reply(text))
