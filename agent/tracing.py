"""Whether runs are reported to a tracing service. LangChain decides by the environment alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from langsmith.run_helpers import tracing_context


@contextmanager
def third_party_tracing(*, allowed: bool) -> Iterator[None]:
    """Runs inside send no traces unless that is allowed, whatever variables are set.

    A trace holds whole conversations and what the tools answered. Where it is allowed, LangSmith's
    own variables (`LANGSMITH_TRACING`, `LANGSMITH_API_KEY`) say whether and where to.
    """
    with tracing_context(enabled=None if allowed else False):
        yield
