"""Every point of a write's path at which something may end, by stage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any, Literal

from tests.chaos.cuts import Cut

During = Literal["ask", "approve"]
When = Literal["before", "after"]

_SAVER = "langgraph.checkpoint.sqlite.aio:AsyncSqliteSaver"
_HTTP = "httpcore._async.http11:AsyncHTTP11Connection"
_LOCK = "filelock:AsyncFileLock"
_AUDIT = "tools_server.governance.audit:AuditLog.append"
_ANCHOR = "tools_server.governance.anchor:Anchor.write"
_JOURNAL = "tools_server.governance.journal:Journal"
_CALL = "agent.tools:PaymoTools.call"
_LIBRARY = "agent.library:Library"
_MODEL = "agent.models.builtin.model:BuiltinPlanner._generate"
_FORGET = "agent.runner:forget_history"
_SERVED = "tools_server.server:ToolsServer.call_tool"
_SETTLE = "tools_server.governance.settling:Settler.settle"

# After so long a request that was cut off is taken for lost (`PAYMO_AGENT_SETTLE_SECONDS`).
SETTLE_SECONDS = 3

# Seconds. Longer than a process needs to die, and well before anything is taken for lost.
_HELD = 1.0
# What a server whose agent is gone sleeps before it goes on: less than it takes others to come and
# look, or so long that they take its request, which it has yet to send, for lost.
_NAP, _LONG_SLEEP = 0.6, SETTLE_SECONDS + 2.0
_HELD_REQUEST = {"fault": "delay_and_apply", "method": "POST", "seconds": _HELD}
_HELD_ANSWER = {"fault": "apply_and_delay", "method": "POST", "seconds": _HELD}
_LOST_REQUEST = {"fault": "drop", "method": "POST"}
_LOST_ANSWER = {"fault": "apply_and_drop", "method": "POST"}


@dataclass(frozen=True)
class Point:
    """Where a run goes wrong: a cut in one of the processes, faults on the wire, or both.

    ``during`` is the command that is hit. ``hasty``: the tools server waits half a second for
    Paymo's answer, not half a minute. ``twin``: somebody else makes the same record before anybody
    looks; nobody can tell then, and `unknown_outcome` is the right answer, here and nowhere else.
    ``rival``: the same is asked for and approved in another conversation before anybody looks.
    """

    id: str
    stage: str
    during: During = "approve"
    cut: Cut | None = None
    faults: tuple[dict[str, Any], ...] = ()
    hasty: bool = False
    twin: bool = False
    rival: bool = False


def _agent(target: str, when: When = "before", match: str = "", nth: int = 1) -> Cut:
    return Cut(target, "agent", when, match=match, nth=nth)


def _server(target: str, when: When = "before", match: str = "", **more: Any) -> Cut:
    return Cut(target, "server", when, match=match, **more)


def _points(stage: str, during: During, cuts: dict[str, Cut]) -> list[Point]:
    return [Point(id, stage, during, cut) for id, cut in cuts.items()]


def _deaths(
    stage: str, cuts: dict[str, Cut], *faults: dict[str, Any], hold: float = _NAP
) -> Iterable[Point]:
    """The same places with other deaths: the server alone, both, and the agent alone, whose server
    then finishes what it has begun, slowly, while somebody else looks already.
    """
    for id, cut in cuts.items():
        yield Point(f"{id}/server", stage, cut=cut, faults=faults)
        yield Point(f"{id}/both", stage, cut=replace(cut, dies="both"), faults=faults)
        yield Point(f"{id}/agent", stage, cut=replace(cut, dies="other", hold=hold), faults=faults)


def _wire(id: str, *faults: dict[str, Any], **more: Any) -> Point:
    return Point(f"wire/{id}", "request to answer", faults=faults, **more)


_BEFORE_ASKING = {
    "ask/entered": _agent(f"{_LIBRARY}.enter", "after"),
    "ask/model": _agent(_MODEL),
    "ask/understood": _agent(f"{_SAVER}.aput_writes", "after", "branch:to:check"),
    "ask/checking/server": _server(_SERVED, match="dry_run"),
    "ask/checking/both": _server(_SERVED, match="dry_run", dies="both"),
    "ask/checked": _agent(f"{_SAVER}.aput_writes", "after", "branch:to:approve"),
    "ask/noting": _agent(_AUDIT, match="proposed"),
}

_ASKED = {
    "ask/noted": _agent(_AUDIT, "after", "proposed"),
    "ask/asked": _agent(f"{_SAVER}.aput_writes", "after", "__interrupt__"),
    "ask/leaving": _agent(f"{_LIBRARY}.leave"),
    "ask/forgetting": _agent(_FORGET),
}

_ANSWERED = {
    "approve/locked": _agent(f"{_LOCK}.acquire", "after"),
    "approve/resumed": _agent(f"{_SAVER}.aput_writes", "after", "__resume__"),
    "approve/noting": _agent(_AUDIT, match="decided"),
}

_APPROVED = {
    "approve/noted": _agent(_AUDIT, "after", "decided"),
    "approve/saved": _agent(f"{_SAVER}.aput_writes", "after", "branch:to:write"),
    "approve/checkpoint": _agent(f"{_SAVER}.aput", "after"),
    "write/signing": _agent("tools_server.governance.approvals:ApprovalSigner.sign"),
    "write/calling": _agent(_CALL),
}

_BEFORE_CLAIM = {
    "server/called": _server(_SERVED),
    "server/checked": _server("tools_server.governance.gate:Gate.check", "after"),
    "claim/before": _server(f"{_JOURNAL}.claim"),
}

_CLAIMED = {
    "claim/after": _server(f"{_JOURNAL}.claim", "after"),
    "sent/noted": _server(_AUDIT, "after", "sent"),
    "sending/noted": _server(f"{_JOURNAL}.sending", "after"),
    "request/starting": _server(f"{_HTTP}._send_request_headers", match="POST"),
}

_SENDING = {
    "request/half": _server(f"{_HTTP}._send_request_headers", "after", "POST"),
    "request/sent": _server(f"{_HTTP}._send_request_body", "after", "POST"),
    "answer/begun": _server(f"{_HTTP}._receive_response_headers", "after", "POST"),
}

_IN_THE_WIRE = [
    *_deaths(
        "request to answer",
        {"request/held": _server(f"{_HTTP}._send_request_body", "after", "POST")},
        _HELD_REQUEST,
    ),
    *_deaths(
        "request to answer",
        {"answer/held": _server(f"{_HTTP}._send_request_body", "after", "POST", pause=0.3)},
        _HELD_ANSWER,
    ),
    _wire("timeout-after-commit", _HELD_ANSWER, hasty=True),
    _wire("timeout-before-commit", _HELD_REQUEST, hasty=True),
    _wire("reset-after-commit", _LOST_ANSWER),
    _wire("reset-before-commit", _LOST_REQUEST),
    _wire("502-after-commit", {"fault": "server_error", "method": "POST", "apply": True}),
    _wire("502-before-commit", {"fault": "server_error", "method": "POST"}),
    _wire("truncated-answer", {"fault": "truncated", "method": "POST"}),
    _wire("web-page-for-answer", {"fault": "html_page", "method": "POST"}),
    _wire("429-first", {"fault": "too_many_requests", "method": "POST", "retry_after": 1}),
    _wire("reset-twice", _LOST_REQUEST, _LOST_ANSWER),
    _wire("settling", _LOST_ANSWER, cut=_server(_SETTLE, dies="both")),
    _wire("adopting", _LOST_ANSWER, cut=_server(f"{_JOURNAL}.record", dies="both")),
    _wire("giving-up", _LOST_REQUEST, cut=_server(f"{_JOURNAL}.release", dies="both")),
    _wire("given-up", _LOST_REQUEST, cut=_server(f"{_JOURNAL}.release", "after", dies="both")),
    _wire("twin", _LOST_ANSWER, cut=_server(_SETTLE, dies="both"), twin=True),
]

_RECORDING = {
    "answer/read": _server("tools_server.paymo.client:PaymoClient.create", "after"),
    "record/before": _server(f"{_JOURNAL}.record"),
}

_RECORDED = {
    "record/after": _server(f"{_JOURNAL}.record", "after"),
    "answered/noted": _server(_AUDIT, "after", "answered"),
}

_TOLD = {
    "server/answering": _server(_SERVED, "after"),
    "write/told": _agent(_CALL, "after"),
    "write/saved": _agent(f"{_SAVER}.aput_writes", "after", "branch:to:understand"),
    "write/checkpoint": _agent(f"{_SAVER}.aput", "after", nth=2),
    "write/wording": _agent(_MODEL),
    "run/ended": _agent(f"{_SAVER}.aput", "after", nth=3),
    "run/leaving": _agent(f"{_LIBRARY}.leave"),
    "run/forgetting": _agent(_FORGET),
    "run/unlocking": _agent(f"{_LOCK}.release"),
}

_SERVER_DIES_TWICE = [
    Point(
        "claim/after/twice", "claim to request", cut=_server(f"{_JOURNAL}.claim", "after", times=2)
    ),
    Point("record/before/twice", "answer to record", cut=_server(f"{_JOURNAL}.record", times=2)),
]

# The audit log has its entry, the file that says where it ends has not heard of it yet.
_BETWEEN_LOG_AND_ANCHOR = [
    Point("anchor/decided", "after approval", cut=_agent(_ANCHOR)),
    Point("anchor/sent", "claim to request", cut=_server(_ANCHOR, dies="both")),
    Point("anchor/answered", "after the record", cut=_server(_ANCHOR, nth=2, dies="both")),
]

_RIVALS = [
    Point(
        "rival/unsent",
        "claim to request",
        cut=_server(f"{_JOURNAL}.claim", "after", dies="both"),
        rival=True,
    ),
    Point(
        "rival/sent",
        "answer to record",
        cut=_server(f"{_JOURNAL}.record", dies="both"),
        rival=True,
    ),
]

POINTS: list[Point] = [
    *_points("before asking", "ask", _BEFORE_ASKING),
    *_points("after asking", "ask", _ASKED),
    *_points("after asking", "approve", _ANSWERED),
    *_points("after approval", "approve", _APPROVED),
    *_deaths("before the claim", _BEFORE_CLAIM),
    *_deaths("claim to request", _CLAIMED, hold=_LONG_SLEEP),
    *_deaths("request to answer", _SENDING),
    *_IN_THE_WIRE,
    *_deaths("answer to record", _RECORDING),
    *_deaths("after the record", _RECORDED),
    *_points("after the record", "approve", _TOLD),
    *_SERVER_DIES_TWICE,
    *_BETWEEN_LOG_AND_ANCHOR,
    *_RIVALS,
]


def chosen(pattern: str) -> list[Point]:
    """The points whose id fits one of the globs, separated by commas. Raises for a cut whose
    function is not there any more: a point that cannot be reached proves nothing.
    """
    globs = pattern.split(",")
    points = [p for p in POINTS if any(fnmatchcase(p.id, glob) for glob in globs)]
    for point in points:
        if point.cut:
            point.cut.place()
    return points
