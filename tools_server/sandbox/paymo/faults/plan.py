"""The fault plan: which requests go wrong, and how. A JSON file or the body of a control request.

    {"faults": [{"fault": "apply_and_drop", "method": "POST", "path": "entries", "times": 1}]}

The first entry that fits a request and is due plays. `drop`, `apply_and_drop` and the seconds of
`slow` need a real server: over an in-process transport a dropped request raises `HungUp`.
"""

from fnmatch import fnmatchcase
from pathlib import Path
from random import Random
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

LONGEST = 3600.0  # seconds

Seconds = Annotated[float, Field(ge=0, le=LONGEST)]


class PlanError(ValueError):
    """The text is no fault plan; the message names the entry and the field."""


class Fault(BaseModel):
    """When a fault plays. `path` is what follows `/api/`, or a glob of it such as `entries/*`.

    Of the requests that fit, `after` are let through first, then `times` are hit (null: all that
    follow), each with `probability`, drawn from a sequence that `seed` decides.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    fault: str
    method: Literal["GET", "POST", "PUT", "DELETE"] | None = None
    path: str = Field("*", min_length=1)
    after: int = Field(0, ge=0)
    times: int | None = Field(1, ge=1)
    probability: float = Field(1.0, gt=0, le=1)
    seed: int = 0

    def fits(self, method: str, path: str) -> bool:
        wanted = self.path.removeprefix("/").removeprefix("api/")
        return self.method in (None, method) and fnmatchcase(path.strip("/"), wanted)


class Drop(Fault):
    """The connection is closed without an answer; the account never saw the request."""

    fault: Literal["drop"]


class ApplyAndDrop(Fault):
    """The request is carried out, and the connection is closed without an answer."""

    fault: Literal["apply_and_drop"]


class ApplyAndDelay(Fault):
    """Carried out at once, answered after `seconds`."""

    fault: Literal["apply_and_delay"]
    seconds: Seconds


class DelayAndApply(Fault):
    """Carried out after `seconds`, whether or not the client is still there."""

    fault: Literal["delay_and_apply"]
    seconds: Seconds


class ServerError(Fault):
    """A proxy's HTML page; with `apply` the request was carried out behind it."""

    fault: Literal["server_error"]
    status: Literal[500, 502, 503, 504] = 502
    apply: bool = False


class TooManyRequests(Fault):
    """429, with `Retry-After` where `retry_after` is given; nothing was done."""

    fault: Literal["too_many_requests"]
    retry_after: int | None = Field(None, ge=0)


class Truncated(Fault):
    """Carried out; the answer's JSON ends in the middle, under a length that fits it."""

    fault: Literal["truncated"]


class WrongContentType(Fault):
    """Carried out; the answer's JSON claims to be something else."""

    fault: Literal["wrong_content_type"]
    content_type: str = "text/html; charset=utf-8"


class HtmlPage(Fault):
    """Carried out; the answer keeps its status, and its body is a web page."""

    fault: Literal["html_page"]


class Slow(Fault):
    """Carried out; the answer trickles in over `seconds`, in `pieces`."""

    fault: Literal["slow"]
    seconds: Seconds
    pieces: int = Field(10, ge=1, le=1000)


class ListHeaders(Fault):
    """Carried out; each rate header is a list, as of several limiters."""

    fault: Literal["list_headers"]


class RevokedKey(Fault):
    """401, as for a key that somebody has revoked; nothing was done."""

    fault: Literal["revoked_key"]


class EmptyInclude(Fault):
    """Carried out; included lists with more than `above` rows in all are empty, without a word.

    `include` limits it to one relation (Paymo API facts, section 6).
    """

    fault: Literal["empty_include"]
    include: str | None = None
    above: int = Field(0, ge=0)


AnyFault = (
    Drop
    | ApplyAndDrop
    | ApplyAndDelay
    | DelayAndApply
    | ServerError
    | TooManyRequests
    | Truncated
    | WrongContentType
    | HtmlPage
    | Slow
    | ListHeaders
    | RevokedKey
    | EmptyInclude
)


class FaultPlan(BaseModel):
    """Entries in the order in which they are tried."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    faults: list[Annotated[AnyFault, Field(discriminator="fault")]]


def parse_plan(text: str | bytes) -> FaultPlan:
    """Read a plan. Raises PlanError such as `faults[2].seconds: Field required`."""
    try:
        return FaultPlan.model_validate_json(text)
    except ValidationError as wrong:
        problems = wrong.errors(include_url=False)
        raise PlanError("; ".join(_problem(dict(problem)) for problem in problems)) from wrong


def load_plan(path: Path) -> FaultPlan:
    """Read a plan file. Raises PlanError with the file's name, OSError where it cannot be read."""
    try:
        return parse_plan(path.read_bytes())
    except PlanError as wrong:
        raise PlanError(f"{path.name}: {wrong}") from wrong


class Schedule:
    """A plan while it is played: whose turn is next, and how often each entry was met."""

    def __init__(self, plan: FaultPlan) -> None:
        self.plan = plan
        self._turns = [_Turn(fault) for fault in plan.faults]

    def next(self, method: str, path: str) -> Fault | None:
        """The fault of a request that has just come in."""
        return next((turn.fault for turn in self._turns if turn.is_due(method, path)), None)

    def as_dict(self) -> dict[str, Any]:
        """The plan, and beside it for each entry the requests that fitted and those it hit."""
        counts = [{"fitted": turn.fitted, "played": turn.played} for turn in self._turns]
        return {**self.plan.model_dump(), "counts": counts}


class _Turn:
    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.fitted = 0
        self.played = 0
        self._dice = Random(fault.seed)  # noqa: S311  repeatable on purpose

    def is_due(self, method: str, path: str) -> bool:
        fault = self.fault
        if not fault.fits(method, path):
            return False
        self.fitted += 1
        if self.fitted <= fault.after or fault.times == self.played:
            return False
        if self._dice.random() >= fault.probability:
            return False
        self.played += 1
        return True


def _problem(problem: dict[str, Any]) -> str:
    """`faults[0].seconds: what is wrong`; the tag of the union is no part of the place."""
    kind, place = problem["type"], list(problem["loc"])
    if len(place) > 2:
        del place[2]
    message = problem["msg"]
    if kind == "union_tag_not_found":
        place, message = [*place, "fault"], "Field required"
    elif kind == "union_tag_invalid":
        known = problem["ctx"]["expected_tags"]
        place, message = [*place, "fault"], f"{problem['ctx']['tag']!r} is none of {known}"
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return f"{''.join(steps).lstrip('.') or 'plan'}: {message}"
