"""The month-end review: a flow of its own, started by its tool where that is offered."""

from __future__ import annotations

from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.reply import Reply, say
from agent.models.builtin.request import Request

TOOL = "month_end_review"


def _score(request: Request) -> float:
    return points(
        request.plain,
        ("month[- ]?end|end[- ]of[- ](?:the[- ])?month (?:review|close|closing|report)", 9),
        ("monthly (?:review|close|closing|billing review)|close (?:the )?(?:month|books)", 9),
        ("review (?:of )?(?:the |last )?month|review (?:for|of)", 3),
    )


def _handle(desk: Desk, request: Request) -> Reply:
    months = [m.period.first for m in request.dates("past") if m.period.first]
    month = (months[0] if months else request.calendar.month(-1).first) or request.calendar.today
    if TOOL not in desk.tools:
        raise say(
            f"The month-end review is not part of this conversation; it runs on its own page or "
            f"with "
            f"`paymo-agent review --month {month:%Y-%m}`."
        )
    reading = desk.read(TOOL, month=f"{month:%Y-%m}")
    return Reply(str(reading.data.get("summary") or "The review is done."))


INTENT = Intent(
    name="month_end",
    score=_score,
    handle=_handle,
    tool=TOOL,
    examples=("Run the month-end review for October", "Month end review"),
)
