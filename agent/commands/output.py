"""How commands speak: text for people, JSON for machines, and one exit code a kind of failure."""

from __future__ import annotations

import json as jsonlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from agent.visible import escaped, one_line, visible
from tools_server.errors import Failure, InvalidArgument

if TYPE_CHECKING:
    from pydantic import ValidationError

Json = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]

USAGE = 2
INTERRUPTED = 130
EXIT_CODES = {
    "invalid_argument": USAGE,
    "unauthorized": 3,
    "forbidden": 3,
    "not_found": 4,
    "rate_limited": 5,
    "upstream_unavailable": 6,
    "unknown_outcome": 6,
    "conflict": 6,
    "approval_required": 7,
    "approval_invalid": 7,
}


def emit(value: dict[str, Any]) -> None:
    """Print one JSON object. What a terminal would obey or not show is escaped in it."""
    typer.echo(escaped(jsonlib.dumps(value, ensure_ascii=False, indent=2)))


def say(text: str = "") -> None:
    """Print one line for a person; what hides in it is spelled out, a line break too."""
    typer.echo(one_line(text))


def say_lines(text: str, margin: str = "") -> None:
    """Print a text with its line breaks, each line behind the margin."""
    for line in text.split("\n"):
        typer.echo(margin + visible(line))


@contextmanager
def reporting_failures(json: bool) -> Iterator[None]:
    """End the command with a failure's sentence and next step instead of a traceback."""
    from pydantic import ValidationError

    try:
        yield
    except Failure as failure:
        report(failure, json=json)
        sys.exit(EXIT_CODES[failure.code])
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except ValidationError as wrong:
        if wrong.title != "Settings":
            raise
        report(_wrong_settings(wrong), json=json)
        sys.exit(USAGE)


def _wrong_settings(wrong: ValidationError) -> InvalidArgument:
    """Names every setting in question, and no value: it may be a key."""
    problems = [
        f"{detail['loc'][0]}: {detail['msg'].removeprefix('Value error, ')}"
        for detail in wrong.errors(include_url=False, include_input=False)
    ]
    return InvalidArgument(
        f"{'; '.join(problems)}.", hint="Correct it in the environment or in `.env`."
    )


def report(failure: Failure, *, json: bool) -> None:
    """Print a failure: the JSON error object, or what happened and the next step."""
    if json:
        emit({"error": failure.as_dict()})
    else:
        typer.echo(f"{one_line(failure.message)}\n{one_line(failure.hint)}", err=True)
