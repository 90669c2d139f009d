"""What the owner of the key may not see: Paymo leaves it out of every list without a word."""

from __future__ import annotations

from agent.flows.report import Missing, Row

_LIMITED = ("Employee", "Guest")

WHOLE = ("totals", "missing_timesheets")
"""The sections that say something wrong where rows are out of sight: sums, and who has no time."""


def out_of_sight(account: Row) -> list[Missing]:
    """One entry for a key of somebody who is no administrator (Paymo API facts, section 2.1)."""
    owner = account["user"]
    if owner["type"] not in _LIMITED:
        return []
    reason = (
        f"The key is that of {owner['name'] or 'somebody'}, who is no administrator in Paymo and "
        "sees only the projects they are on. Use an administrator's key."
    )
    return [Missing(what="projects and time of others", reason=reason)]
