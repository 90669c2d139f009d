"""When a name matches nothing: the names that come closest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from rapidfuzz import fuzz, process

from tools_server.paymo.models import PaymoObject
from tools_server.paymo.resources import Resource
from tools_server.paymo.where import Where, folded
from tools_server.tools.context import ToolContext

SUGGESTIONS = 5
WORTH_SHOWING = 50
"""Of 100. Below it a name shares little more than letters with the one asked for."""

ObjectT = TypeVar("ObjectT", bound=PaymoObject)


async def closest_warning(
    context: ToolContext, noun: str, resource: Resource[ObjectT], scope: Where, wanted: str
) -> list[str]:
    """The warning for a list that a name left empty. Costs one request, so only for an empty list.

    Looks at the first page of what is in scope, archived records included.
    """
    rows = await context.paymo.page(resource, scope)
    near = closest(wanted, [_shown(row) for row in rows])
    found = f"Closest: {'; '.join(near)}." if near else "Nothing comes close."
    return [f"No {noun} matches {wanted!r}. {found}"]


def closest(wanted: str, names: Iterable[str]) -> list[str]:
    """Up to five names, the most similar first."""
    found = process.extract(
        wanted,
        list(dict.fromkeys(names)),
        scorer=fuzz.WRatio,
        processor=folded,
        limit=SUGGESTIONS,
        score_cutoff=WORTH_SHOWING,
    )
    return [name for name, _, _ in found]


def _shown(row: PaymoObject) -> str:
    name = getattr(row, "name", None) or getattr(row, "number", None) or ""
    return name if getattr(row, "active", True) else f"{name} (archived)"
