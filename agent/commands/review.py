"""`review`: the month-end review, the canned flow that has options of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.commands.run_flow import Wanted, run
from tools_server.errors import InvalidArgument

if TYPE_CHECKING:
    from agent.flows.report import Report
    from agent.session import Session

FLOW = "month_end_review"
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


def review(
    *,
    month: str | None,
    client: str | None,
    as_of: str | None,
    compare: Path | None,
    wanted: Wanted,
) -> None:
    """Run the review of ``month``, by default the last whole one, and show it.

    ``compare`` is the JSON of an earlier review: what changed since becomes a section. All of it is
    checked before anything is read from Paymo.
    """
    if month is not None and not _MONTH.fullmatch(month):
        raise InvalidArgument(f"--month {month}: this is no month.", hint="Write it like 2026-10.")
    if as_of is not None and not _is_day(as_of):
        raise InvalidArgument(f"--as-of {as_of}: this is no day.", hint="Write it like 2026-11-02.")
    given = {"client": client, "as_of": as_of}

    async def args(session: Session) -> dict[str, Any]:
        return {"month": month or await _last_month(session), **given}

    run(FLOW, args, wanted, added=_since(compare) if compare else None)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


async def _last_month(session: Session) -> str:
    """The calendar month before today's, in the account's time zone."""
    account = await session.account()
    today = session.today(account["timezone"])
    return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"


def _since(path: Path) -> Callable[[Report], Report]:
    """Puts what changed since an earlier review before the other sections."""
    from agent.reports.earlier import review_in

    earlier = review_in(path)

    def added(report: Report) -> Report:
        from agent.flows.figures.changes import changes

        try:
            section = changes(earlier, report)
        except KeyError as lacking:
            raise InvalidArgument(
                f"{path}: the review in it lacks {lacking}.",
                hint="Compare with one that this version has written.",
            ) from lacking
        return report.model_copy(update={"sections": [section, *report.sections]})

    return added
