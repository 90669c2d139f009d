"""A report: what a flow found, as plain data that every view (page, file, chat) is drawn from."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Row = dict[str, Any]

# money stands beside the row's ``currency``; minutes are whole; a day is an ISO date; a percent has
# one decimal and is out of a hundred; a flag is true or false.
Kind = Literal["text", "money", "minutes", "day", "time", "number", "percent", "flag"]


class _Plain(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Plain):
    """A field of the rows of a section, as people see it."""

    field: str
    heading: str
    kind: Kind = "text"


class Section(_Plain):
    """A table of a report. ``name`` is its key in the JSON; ``about`` says in a sentence which rows
    are in it. ``rows`` is None where a read it rests on is incomplete: no total lacks rows.
    """

    name: str
    title: str
    about: str
    columns: list[Column]
    rows: list[Row] | None


class Figure(_Plain):
    """A headline: an amount of a currency, or a count. ``value`` is None where it is not known."""

    label: str
    value: float | int | None
    kind: Kind = "number"
    currency: str | None = None


class Proposal(_Plain):
    """A follow-up that is suggested: a write of ``tool``, and why. Nothing happens before its
    approval. ``shown`` holds the names behind the ids of ``args``, as a card shows them.

    ``id`` is empty until the conversation gives it the id of its card. ``card`` says which that is:
    one raised ``here``, or one that waited ``before``, in another conversation of the same person.
    It is ``none``, and ``id`` stays empty, where there are more than anybody can decide about.
    """

    id: str = ""
    tool: str
    args: dict[str, Any]
    why: str
    shown: dict[str, str] = Field(default_factory=dict)
    card: Literal["here", "before", "none"] = "here"


class Missing(_Plain):
    """A read that did not come to its end, and the reason as a person reads it."""

    what: str
    reason: str


class Signs(_Plain):
    """The signs in an account's figures: 1,234.50 or 1.234,50."""

    decimal: str = "."
    thousands: str = ","

    def put_into(self, figure: str) -> str:
        """A figure that was written with a point and commas, in these signs."""
        return figure.translate({ord(","): self.thousands, ord("."): self.decimal})


class Report(_Plain):
    """What a flow found. ``facts`` are the scalar keys of its JSON, in order: for the month-end
    ``month``, ``as_of``, ``timezone``. ``requests`` counts the requests to Paymo that it took,
    ``signs`` are those of the account's figures, for its views.
    """

    flow: str
    title: str
    facts: dict[str, Any]
    figures: list[Figure]
    sections: list[Section]
    proposals: list[Proposal] = Field(default_factory=list)
    warnings: list[str] = Field(default_factory=list)
    missing: list[Missing] = Field(default_factory=list)
    requests: int = 0
    signs: Signs = Signs()

    @property
    def incomplete(self) -> bool:
        """Whether something could not be read."""
        return bool(self.missing)

    @property
    def raised(self) -> list[Proposal]:
        """The proposals for which a card was raised with this report."""
        return [each for each in self.proposals if each.card == "here"]

    @property
    def waited(self) -> list[Proposal]:
        """The proposals whose card waited already when this report was made."""
        return [each for each in self.proposals if each.card == "before"]

    @property
    def suggested(self) -> list[Proposal]:
        """The proposals that have a card."""
        return [each for each in self.proposals if each.card != "none"]

    def section(self, name: str) -> Section:
        """The section of this name. Raises KeyError."""
        return {section.name: section for section in self.sections}[name]

    def as_json(self) -> dict[str, Any]:
        """The contract (docs/contracts.md): the facts, each section's rows by its name, then
        ``proposals``, ``warnings``, ``incomplete`` and ``requests``."""
        proposals = [
            each.model_dump(include={"id", "tool", "args", "why"}) for each in self.proposals
        ]
        return {
            **self.facts,
            **{section.name: section.rows for section in self.sections},
            "proposals": proposals,
            "warnings": self.warnings,
            "incomplete": [each.model_dump() for each in self.missing],
            "requests": self.requests,
        }
