"""The shape of an evaluation case, as described in docs/contracts.md. Nothing else is taken."""

from __future__ import annotations

import re
from collections.abc import Container
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

from agent.flows import all_flows
from evals.words import comparable
from evals.yaml_file import meant

DEMO = "demo"
DEMO_TODAY = date(2026, 11, 2)

# Their names are a contract; a misspelt one in `forbid` would forbid nothing. The canned flows
# are tools of their names beside them.
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

# What a call means by an argument that it leaves out.
DEFAULTS: dict[str, dict[str, Any]] = {
    "list_projects": {"active": True},
    "list_clients": {"active": True},
    "list_users": {"active": True},
    "list_invoices": {"status": "active"},
}


def _known_tool(name: str) -> str:
    known = (*TOOLS, *all_flows())
    if name not in known:
        raise ValueError(f"there is no tool {name!r}; the tools are {', '.join(known)}")
    return name


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as wrong:
        raise ValueError(f"{text!r} is no regular expression: {wrong}") from wrong
    return text


def _text(value: Any) -> Any:
    """In an answer `240`, `2026-11-02` and `yes` are words, whatever YAML takes them for."""
    return str(value) if isinstance(value, str | int | float | date) else value


def _says_something(text: str) -> str:
    if not comparable(text):
        raise ValueError(f"{text!r} is in every answer")
    return text


def _one_or_more(value: Any) -> Any:
    """A single text stands for a list of one."""
    return [value] if isinstance(value, str | int | float | date) else value


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise ValueError(f"{name!r} is not a time zone such as Europe/Dublin") from unknown


Tool = Annotated[str, AfterValidator(_known_tool)]
Text = Annotated[str, BeforeValidator(_text)]
Line = Annotated[Text, Field(pattern=r"^\S(.*\S)?$")]
Words = Annotated[Text, AfterValidator(_says_something)]
Pattern = Annotated[Text, Field(min_length=1), AfterValidator(_pattern)]
Fields = Annotated[dict[str, Any], BeforeValidator(meant)]
Zone = Annotated[str, AfterValidator(_zone)]
AtLeastOne = Field(min_length=1)


def _without_nothing(given: Any, fields: Container[str]) -> Any:
    if not isinstance(given, dict):
        return given
    return {name: value for name, value in given.items() if value is not None or name not in fields}


class _Part(BaseModel):
    """A field that stands there empty is as one that is left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty_ones(cls, given: Any) -> Any:
        return _without_nothing(given, cls.model_fields)


class CallExpectation(_Part):
    """A call that was made with at least these arguments. `"name~"` asks for a part of a text."""

    tool: Tool
    args: Fields = {}


class RowExpectation(_Part):
    """Rows of one collection, with fields as in Paymo's API: all rows where none is named.

    Without ``count``: at least one.
    """

    collection: str
    where: Fields = {}
    count: Annotated[int, Field(ge=0)] | None = None


class AnswerExpectation(_Part):
    """What the last answer says. ``any``: of each inner list at least one."""

    contains: Annotated[list[Words], BeforeValidator(_one_or_more)] = []
    any: list[Annotated[list[Words], AtLeastOne]] = []
    excludes: Annotated[list[Words], BeforeValidator(_one_or_more)] = []
    regex: Annotated[list[Pattern], BeforeValidator(_one_or_more)] = []

    @property
    def asks_for_words(self) -> bool:
        """Whether something has to be said, and not only left unsaid."""
        return bool(self.contains or self.any or self.regex)


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
    forbid: Annotated[list[Tool], BeforeValidator(_one_or_more)] = []
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
        kind, message = [*given.split(None, 1), "", ""][:2]
        if given in _WORDS_ALONE:
            return Approver(kind=given)
        if kind in ("respond", "reject") and message:
            return Approver(kind=kind, message=message)
    if isinstance(given, dict) and len(given) == 1:
        ((kind, value),) = given.items()
        if kind == "edit" and isinstance(value, dict) and value:
            return Approver(kind="edit", changes=meant(value))
        message = _text(value)
        if kind in ("respond", "reject") and isinstance(message, str) and message.strip():
            return Approver(kind=kind, message=message)
    raise ValueError(
        f"{given!r} is no decision; use {', '.join(_WORDS_ALONE)},"
        " {edit: {FIELD: VALUE}}, {respond: TEXT} or {reject: REASON}"
    )


class TurnCase(_Part):
    """One message, who decides about its cards, and what is judged before they do."""

    say: Annotated[Text, Field(min_length=1)]
    decide: Annotated[Approver, BeforeValidator(_approver)] = Approver()
    expect: Expectation | None = None


class Case(_Part):
    """One conversation in a fresh world, and what has to be true at its end.

    ``world`` is `demo` or a world file, relative to the dataset's file or to the working directory.
    ``today`` may be left out for the demo world. A ``draft`` waits for somebody to say what is
    right, and fails until then.
    """

    id: Line
    tags: Annotated[
        dict[Text, Text], BeforeValidator(lambda tags: _without_nothing(tags, tags))
    ] = {}
    today: date | None = None
    world: Line = DEMO
    key: Text | None = None
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
        """The world file, beside the dataset or else where one stands; None for the demo world."""
        if self.world == DEMO:
            return None
        named = Path(self.world)
        beside = self.source.parent / named
        return named if named.is_file() and not beside.is_file() else beside

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
