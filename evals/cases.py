"""The shape of an evaluation case, as described in docs/contracts.md. Nothing else is taken."""

from __future__ import annotations

import re
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

DEMO = "demo"
DEMO_TODAY = date(2026, 11, 2)

# Their names are a contract; a misspelt one in `forbid` would forbid nothing.
TOOLS = (
    "list_projects",
    "get_project_details",
    "list_tasks",
    "create_task",
    "list_time_entries",
    "create_time_entry",
    "list_invoices",
    "list_clients",
    "list_users",
    "list_milestones",
)


def _known_tool(name: str) -> str:
    if name not in TOOLS:
        raise ValueError(f"there is no tool {name!r}; the tools are {', '.join(TOOLS)}")
    return name


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as wrong:
        raise ValueError(f"{text!r} is no regular expression: {wrong}") from wrong
    return text


def _text(value: Any) -> Any:
    """YAML reads `240` as a number and `2026-11-02` as a day; in an answer both are words."""
    if isinstance(value, bool) or not isinstance(value, int | float | date):
        return value
    return str(value)


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise ValueError(f"{name!r} is not a time zone such as Europe/Dublin") from unknown


Tool = Annotated[str, AfterValidator(_known_tool)]
Words = Annotated[str, BeforeValidator(_text), Field(min_length=1)]
Pattern = Annotated[Words, AfterValidator(_pattern)]
Zone = Annotated[str, AfterValidator(_zone)]
AtLeastOne = Field(min_length=1)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CallExpectation(_Part):
    """A call that was made with at least these arguments. `"name~"` asks for a part of a text."""

    tool: Tool
    args: dict[str, Any] = {}


class RowExpectation(_Part):
    """Rows of one collection, with fields as in Paymo's API. Without ``count``: at least one."""

    collection: str
    where: dict[str, Any]
    count: Annotated[int, Field(ge=0)] | None = None


class AnswerExpectation(_Part):
    """What the last answer says. ``any``: of each inner list at least one."""

    contains: list[Words] = []
    any: list[Annotated[list[Words], AtLeastOne]] = []
    excludes: list[Words] = []
    regex: list[Pattern] = []


class RequestsExpectation(_Part):
    """How many requests to Paymo the turns may take together."""

    most: Annotated[int, Field(ge=0)]


class Expectation(_Part):
    """What has to be true. Whatever is left out is not judged.

    ``calls`` is the whole path, in order, where ``match`` is `strict`, in any order where it is
    `unordered`; with `subset` other calls may have been made as well.
    """

    calls: list[CallExpectation] | None = None
    match: Literal["strict", "unordered", "subset"] = "subset"
    calls_any: list[list[CallExpectation]] = []
    forbid: list[Tool] = []
    pending: Annotated[int, Field(ge=0)] | None = None
    answer: AnswerExpectation = AnswerExpectation()
    world: list[RowExpectation] = []
    requests: RequestsExpectation | None = None

    @model_validator(mode="after")
    def _match_needs_calls(self) -> Expectation:
        if self.match != "subset" and self.calls is None:
            raise ValueError(f"match: {self.match} needs calls")
        return self


Kind = Literal["approve", "reject", "edit", "respond", "none", "late", "twice", "change-mind"]
_WORDS_ALONE = ("approve", "reject", "none", "late", "twice", "change-mind")


class Approver(_Part):
    """How the cards of a turn are decided.

    `late` approves after the cards have expired, `twice` approves and approves again,
    `change-mind` rejects and then tries to approve; `none` leaves the cards waiting.
    """

    kind: Kind = "none"
    changes: dict[str, Any] = {}
    message: str | None = None


def _approver(given: Any) -> Any:
    if given is None:
        return Approver()
    if isinstance(given, str):
        kind, _, message = given.partition(" ")
        if given in _WORDS_ALONE:
            return Approver(kind=given)
        if kind == "respond" and message.strip():
            return Approver(kind="respond", message=message.strip())
    if isinstance(given, dict) and len(given) == 1:
        ((kind, value),) = given.items()
        if kind == "edit" and isinstance(value, dict) and value:
            return Approver(kind="edit", changes=value)
        if kind in ("respond", "reject") and isinstance(value, str) and value.strip():
            return Approver(kind=kind, message=value)
    raise ValueError(
        f"{given!r} is no decision; use {', '.join(_WORDS_ALONE)},"
        " {edit: {FIELD: VALUE}}, {respond: TEXT} or {reject: REASON}"
    )


class TurnCase(_Part):
    """One message, who decides about its cards, and what is judged before they do."""

    say: Words
    decide: Annotated[Approver, BeforeValidator(_approver)] = Approver()
    expect: Expectation | None = None


class Case(_Part):
    """One conversation in a fresh world, and what has to be true at its end.

    ``world`` is `demo` or, relative to the dataset's file, a world file. ``today`` may be left out
    for the demo world. A ``draft`` waits for somebody to say what is right, and fails until then.
    """

    id: Annotated[str, BeforeValidator(_text), Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    tags: dict[str, Annotated[str, BeforeValidator(_text)]] = {}
    today: date | None = None
    world: str = DEMO
    key: str | None = None
    timezone: Zone | None = None
    draft: bool = False
    turns: Annotated[list[TurnCase], AtLeastOne]
    expect: Expectation = Expectation()
    source: Path = Path()

    @property
    def day(self) -> date | None:
        """The day it is in the case; None where the world's clock runs."""
        return self.today or (DEMO_TODAY if self.world == DEMO else None)

    @property
    def world_file(self) -> Path | None:
        """The world file; None for the demo world."""
        return None if self.world == DEMO else self.source.parent / self.world

    @property
    def digest(self) -> str:
        """Changes with everything that is played or judged, the world file included."""
        world = self.world_file.read_bytes() if self.world_file else b""
        text = self.model_dump_json(exclude={"source"})
        return sha256(text.encode() + b"\n" + world).hexdigest()


def plain(value: Any) -> Any:
    """What YAML made of a value as JSON has it: days and instants are texts."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value
