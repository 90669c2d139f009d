"""Names said beside one task or milestone that belong to nothing known."""

from __future__ import annotations

from collections.abc import Iterator

from agent.models.builtin.find_tasks import roots
from agent.models.builtin.query import Query
from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import words_of
from agent.models.builtin.text.vocabulary import is_content
from agent.rows import Row

_TOLD = ("name", "project", "client", "tasklist", "user")


def unknown_beside(request: Request, query: Query, row: Row) -> tuple[str, ...]:
    """The names that are nobody's and no part of what the row is called. Nothing where a place is
    known; where none is, another thing of the same name may be meant than the one that was found.
    """
    if query.scope.project or query.scope.client:
        return ()
    called = roots(" ".join(str(row[field]) for field in _TOLD if row.get(field)))
    return tuple(dict.fromkeys(_outside(request.unknown_names, called)))


def _outside(names: list[str], called: set[str]) -> Iterator[str]:
    for name in names:
        telling = {root for word in words_of(name) if is_content(word) for root in roots(word)}
        if telling and not telling & called:
            yield name
