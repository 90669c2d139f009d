"""The bugs: one place in the source each, as somebody in a hurry might write it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PLANNER, TOOLS, GATE = "planner", "tools", "gate"


class Stale(Exception):
    """The source has changed, so that a bug has lost its place."""


@dataclass(frozen=True)
class Bug:
    """``old`` stands in ``file`` exactly once; ``new`` takes its place."""

    name: str
    room: str
    file: str
    old: str
    new: str

    def plant(self, root: Path) -> None:
        """Put the bug into the source tree at ``root``. Raises `Stale`."""
        path = root / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise Stale(f"{self.name}: {self.file} holds its place {text.count(self.old)} times")
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")


BUGS = (
    Bug(
        "last Friday is the one a week before",
        PLANNER,
        "agent/models/builtin/text/calendar.py",
        "return self.shifted(-((self.today.isoweekday() - weekday - 1) % 7 + 1))",
        "return self.shifted(-((self.today.isoweekday() - weekday - 1) % 7 + 8))",
    ),
    Bug(
        "hours and minutes lose the minutes",
        PLANNER,
        "agent/models/builtin/text/durations.py",
        "return int((hours * 60 + minutes).quantize(Decimal(1), ROUND_HALF_UP))",
        "return int((hours * 60 or minutes).quantize(Decimal(1), ROUND_HALF_UP))",
    ),
    Bug(
        "unbilled time is taken for billed",
        PLANNER,
        "agent/models/builtin/entry_rows.py",
        'return {"billed": False}',
        'return {"billed": True}',
    ),
    Bug(
        "of several records that fit, the first is taken",
        PLANNER,
        "agent/models/builtin/scope.py",
        "    if len(active) == 1 or len(entries) == 1:\n",
        "    if active or len(entries) == 1:\n        active = active[:1]\n",
    ),
    Bug(
        "the last day of a period is left out",
        TOOLS,
        "tools_server/tools/time.py",
        "return day is not None and (args.date_from or day) <= day <= (args.date_to or day)",
        "return day is not None and (args.date_from or day) <= day < (args.date_to or date.max)",
    ),
    Bug(
        "payments are not taken off the balance",
        TOOLS,
        "tools_server/tools/balance.py",
        "balance = max(invoice.total - paid, Decimal(0))",
        "balance = max(invoice.total, Decimal(0))",
    ),
    Bug(
        "hours are sent as if they were minutes",
        TOOLS,
        "tools_server/tools/create_time_entry.py",
        'body |= {"date": span.day.isoformat(), "duration": span.seconds}',
        'body |= {"date": span.day.isoformat(), "duration": span.minutes}',
    ),
    Bug(
        "a rejected card is written",
        GATE,
        "agent/nodes/approve.py",
        '            return {**action, "status": "rejected"}',
        '            return {**action, "status": "approved"}',
    ),
    Bug(
        "an edit is approved and the first version sent",
        GATE,
        "agent/nodes/approve.py",
        '"status": "edited", "edit": decision["edited_action"]["args"]}',
        '"status": "approved"}',
    ),
    Bug(
        "nobody is asked",
        GATE,
        "agent/nodes/check.py",
        'status="waiting",\n        edit=None,\n        approver=None,',
        'status="approved",\n        edit=None,\n        approver=desk.settings.user,',
    ),
)
