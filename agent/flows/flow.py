"""What a flow is: what it asks for, what it reads, and what it makes of the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from agent.flows.report import Missing, Report, Row


class FlowInput(BaseModel):
    """What a flow asks for. Its JSON schema is what a model sees, and the form on the page.

    Names stand for records (``client="Northwind"``): a flow resolves them among the rows it reads.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


InputT = TypeVar("InputT", bound=FlowInput)


@dataclass(frozen=True)
class Read:
    """One list to read to its end: ``name`` is how the flow calls the rows, ``tool`` and ``args``
    are the MCP call, ``what`` is what a person calls it ("time entries").

    ``keep`` makes of each row what is remembered of it, or None to drop it: a year of time entries
    need not stay in memory whole.
    """

    name: str
    tool: str
    args: dict[str, Any]
    what: str
    keep: Callable[[Row], Row | None] | None = None


@dataclass(frozen=True)
class Material:
    """All a flow works with: the rows of each read by name (None where it is incomplete), what is
    missing and why, the account (``paymo://account``), today in its time zone, and the number of
    requests to Paymo the reads took. ``waiting`` are the new tasks that wait for a decision
    already: ``id`` of the card, ``name``, ``project_id``.
    """

    rows: dict[str, list[Row] | None]
    missing: list[Missing]
    account: dict[str, Any]
    today: date
    requests: int
    warnings: list[str] = field(default_factory=list)
    waiting: list[Row] = field(default_factory=list)

    def have(self, *names: str) -> bool:
        """Whether all of these reads came to their end."""
        return all(self.rows[name] is not None for name in names)

    def of(self, name: str) -> list[Row]:
        """The rows of a read. Raises KeyError where it is incomplete: ask `have` before."""
        rows = self.rows[name]
        if rows is None:
            raise KeyError(name)
        return rows


@dataclass(frozen=True)
class Flow(Generic[InputT]):
    """A canned flow.

    ``name`` is also the name of its tool for a model; ``title`` and ``about`` are its card on the
    flows page, ``about`` is the tool's description; ``examples`` are sentences that ask for it.
    ``reads`` says what to read for an input on a day; ``report`` works it out, without any reading,
    and raises `InvalidArgument` or `NotFound` for what the input names and the rows do not have.
    """

    name: str
    title: str
    about: str
    icon: str
    input: type[InputT]
    reads: Callable[[InputT, dict[str, Any], date], Sequence[Read]]
    report: Callable[[InputT, Material], Report]
    subject: Callable[[InputT], str]
    examples: tuple[str, ...] = ()
