"""A write that is planned and not sent: what a person is shown of it, and how it is refused."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic import BaseModel

from tools_server.errors import ApprovalRequired, Conflict
from tools_server.governance.approvals import card_digest, digest


@dataclass(frozen=True)
class CardField:
    """One row of the approval card: the argument, its value, and how a person reads it."""

    field: str
    label: str
    value: Any
    shown: str


@dataclass(frozen=True)
class WritePlan:
    """A write that has been checked and not been sent.

    ``args`` are the canonical arguments: planning them again gives the same ``args``, and their
    digest is what a person approves. ``existing`` is the record that makes the write unnecessary.
    ``send`` performs the one request, and awaits what it is given right before it. ``expected`` are
    fields that the stored record must show. ``seen`` are the ids of records that look like the one
    to be written and are there already.
    """

    tool: str
    args: dict[str, Any]
    summary: str
    fields: list[CardField]
    warnings: list[str]
    send: Callable[[Callable[[], Awaitable[None]]], Awaitable[BaseModel]]
    existing: BaseModel | None = None
    expected: dict[str, Any] = field(default_factory=dict)
    seen: list[int] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """What an approval must be bound to."""
        return digest(self.tool, self.args)

    @property
    def card(self) -> str:
        """The digest of what a person is shown."""
        return card_digest({**vars(self), "fields": [asdict(row) for row in self.fields]})

    def deviations(self, record: BaseModel) -> list[str]:
        """A warning for each field that was stored otherwise than it was approved."""
        stored = record.model_dump(mode="json")
        return [
            f"Paymo stored {name} as {stored[name]}, not {wanted} as approved."
            for name, wanted in self.expected.items()
            if stored[name] != wanted
        ]


_SHOW = "Show the preview to a person, who can ask for it in Paymo Agent."


class Unapproved(ApprovalRequired):
    """A planned write came without an approval; ``plan`` is what a person could be shown."""

    def __init__(self, plan: WritePlan, reason: str = "", hint: str = _SHOW) -> None:
        super().__init__(
            f"{plan.tool} changes Paymo and needs a person's approval.{reason}"
            " Nothing was written.",
            hint=hint,
        )
        self.plan = plan


class CardChanged(Conflict):
    """Paymo is not as it was when the person was asked; ``plan`` is the new card."""

    def __init__(self, plan: WritePlan) -> None:
        super().__init__(
            "Something in Paymo changed after the card was shown. Nothing was written.",
            hint="Look at the new card and approve it if it is still right.",
        )
        self.plan = plan
