"""An earlier review, read again from its JSON, to be compared with one of today."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from agent.flows.report import Missing, Proposal, Report, Section
from tools_server.errors import InvalidArgument

_FACTS = ("month", "as_of", "timezone", "client_id", "client")
_AFTER = ("proposals", "warnings", "incomplete", "requests")
_LARGEST = 200_000_000  # bytes; a review of a large agency has some ten


def review_in(path: Path, flow: str = "month_end_review") -> Report:
    """The review in a JSON file (docs/contracts.md), its sections without headings.

    Raises `InvalidArgument` for a file that cannot be read or holds anything else.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise _no_review(path)
        told = json.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise InvalidArgument(
            f"{path}: it cannot be read ({problem.strerror}).", hint="Name the JSON of a review."
        ) from problem
    except ValueError as problem:  # not UTF-8, or not JSON
        raise _no_review(path) from problem
    if not isinstance(told, dict) or not {"month", "as_of", "proposals"} <= told.keys():
        raise _no_review(path)
    try:
        return _report(told, flow)
    except (ValidationError, TypeError) as problem:
        raise _no_review(path) from problem


def _report(told: dict[str, Any], flow: str) -> Report:
    facts = {name: told[name] for name in _FACTS if name in told}
    sections = [
        Section(name=name, title=name, about="", columns=[], rows=rows)
        for name, rows in told.items()
        if name not in (*_FACTS, *_AFTER)
    ]
    return Report(
        flow=flow,
        title=f"Month-end review of {told['month']}",
        facts=facts,
        figures=[],
        sections=sections,
        proposals=[Proposal(**each) for each in told["proposals"]],
        missing=[Missing(**each) for each in told.get("incomplete", [])],
    )


def _no_review(path: Path) -> InvalidArgument:
    return InvalidArgument(
        f"{path}: this is no month-end review.",
        hint="Name a file that `paymo-agent review --out FILE.json` has written.",
    )
