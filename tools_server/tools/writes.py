"""What a write tool answers: the record, or the preview that a person decides about."""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from tools_server.governance.plan import WritePlan

RecordT = TypeVar("RecordT", bound=BaseModel)


class ProposalField(BaseModel):
    """One argument as it will be sent (`value`) and as a person reads it (`shown`)."""

    model_config = ConfigDict(extra="forbid")

    field: str
    label: str
    value: Any
    shown: str


class Proposal(BaseModel):
    """A checked write that waits for a person: canonical arguments, summary and warnings."""

    tool: str
    args: dict[str, Any]
    summary: str
    fields: list[ProposalField]
    warnings: list[str]

    @classmethod
    def of(cls, plan: WritePlan) -> Proposal:
        """The proposal that shows exactly what the plan would send."""
        fields = [
            ProposalField(field=row.field, label=row.label, value=row.value, shown=row.shown)
            for row in plan.fields
        ]
        return cls(
            tool=plan.tool,
            args=plan.args,
            summary=plan.summary,
            fields=fields,
            warnings=plan.warnings,
        )


class WriteResult(BaseModel, Generic[RecordT]):
    """`created` and `already_exists` carry the record, `preview` carries the proposal."""

    status: Literal["created", "already_exists", "preview"]
    record: RecordT | None = None
    proposal: Proposal | None = None
    warnings: list[str] = Field(default_factory=list)
