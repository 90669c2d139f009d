"""Workflow and project statuses as Paymo seeds them (Paymo API facts, section 8.15)."""

from tools_server.sandbox.worlds.demo.almanac import HISTORY_DAYS, Almanac
from tools_server.sandbox.worlds.demo.record import Record, stamps

WORKFLOW = 21
BACKLOG, IN_PROGRESS, IN_REVIEW, COMPLETE = 31, 32, 33, 34
PROJECT_ACTIVE, PROJECT_ARCHIVED = 41, 46

WORKFLOW_STATUSES = (
    (BACKLOG, "Backlog", "9E9E9E", "backlog"),
    (IN_PROGRESS, "In progress", "4A90D9", ""),
    (IN_REVIEW, "In review", "F2A33A", ""),
    (COMPLETE, "Complete", "5CB85C", "complete"),
)
PROJECT_STATUSES = (
    (PROJECT_ACTIVE, "Active", True, True),
    (42, "Proposal", True, False),
    (43, "On-hold", False, False),
    (44, "Cancelled", False, False),
    (45, "Completed", False, False),
    (PROJECT_ARCHIVED, "Archived", False, True),
)


def workflows(almanac: Almanac) -> list[Record]:
    """The one workflow of the account."""
    return [{"id": WORKFLOW, "name": "Studio board", "is_default": True, **_founding(almanac)}]


def workflowstatuses(almanac: Almanac) -> list[Record]:
    """Columns of the board."""
    return [
        {
            "id": status_id,
            "workflow_id": WORKFLOW,
            "name": name,
            "color": color,
            "action": action,
            "seq": seq,
            **_founding(almanac),
        }
        for seq, (status_id, name, color, action) in enumerate(WORKFLOW_STATUSES)
    ]


def projectstatuses(almanac: Almanac) -> list[Record]:
    """Statuses a project can have; the first and the last cannot be edited."""
    return [
        {
            "id": status_id,
            "name": name,
            "active": active,
            "readonly": readonly,
            "seq": seq,
            **_founding(almanac),
        }
        for seq, (status_id, name, active, readonly) in enumerate(PROJECT_STATUSES)
    ]


def _founding(almanac: Almanac) -> Record:
    return stamps(almanac.ago(HISTORY_DAYS + 60))
