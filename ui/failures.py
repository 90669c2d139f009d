"""Failures that the page itself has to word; all others come worded from the agent."""

from __future__ import annotations

from pydantic import ValidationError

from agent.session import Failure


def settings_failure(wrong: ValidationError) -> Failure:
    """A setting that cannot be right, named as it is written in the environment."""
    detail = wrong.errors(include_url=False, include_input=False)[0]
    name = ".".join(str(part) for part in detail["loc"])
    return Failure(
        f"The setting {name} is wrong: {detail['msg']}.",
        hint="Correct it in the environment or in .env, then start Paymo Agent again.",
    )


def internal_failure() -> Failure:
    """A bug. Its details are in the log, not on the page."""
    return Failure(
        "Something went wrong inside Paymo Agent.",
        hint="Try once more. If it stays, the output of the program has the details.",
    )
