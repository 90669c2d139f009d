"""What narrows a question is applied, and means what was said: done things, what is left out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.agent.builtin.world import Chat


def asked(say: str, tool: str) -> tuple[dict[str, Any], str]:
    """The arguments of the last read of this tool, and the answer."""
    chat = Chat()
    answer = chat.say(say)
    return chat.made(tool)[-1], answer


@pytest.mark.parametrize(
    ("say", "tool", "words"),
    [
        ("Which tasks did we finish in February?", "list_tasks", "February 2026"),
        ("Which milestones were reached in March?", "list_milestones", "March 2026"),
        ("Which tasks must be finished in February?", "list_tasks", "open tasks due in February"),
    ],
)
def test_what_is_done_was_done_in_the_past(say: str, tool: str, words: str) -> None:
    assert words in asked(say, tool)[1]
