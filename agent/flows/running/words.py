"""What a flow says: a few sentences by code for people, a compact text for a model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from agent.compact import compact_report
from agent.flows.report import Report
from agent.reports import wording
from agent.state import ActionStatus, ProposedAction

_FIRST_ROWS = 10


def spoken(report: Report) -> str:
    """The headline figures, what is missing, and how much is suggested.

    The words stand in the conversation for good, so they are true before a decision and after it.
    """
    lines = [f"{report.title}."]
    if report.incomplete:
        what = ", ".join(each.what for each in report.missing)
        lines.append(f"Incomplete: {what} could not be read. {report.missing[0].reason}")
    lines += [f"{label}: {' · '.join(values)}" for label, values in wording.headlines(report)]
    count, left = len(report.suggested), len(report.proposals) - len(report.suggested)
    if count:
        noun = "follow-up is" if count == 1 else "follow-ups are"
        lines.append(f"{count} {noun} suggested; each is written only once it is approved.")
    if left:
        lines.append(f"{left:,} more are not suggested yet; the report says how to have them.")
    if report.waited:
        lines.append(wording.waited(report))
    return "\n".join(lines)


def outcomes(actions: Sequence[ProposedAction]) -> str:
    """What became of the follow-ups once all are decided: counts, and each that needs a look."""
    told: dict[ActionStatus, str] = {
        "created": "created",
        "already_exists": "there already",
        "rejected": "rejected",
        "responded": "dropped",
        "expired": "too late to approve",
        "refused": "refused",
        "unknown_outcome": "sent, and not known to be done",
    }
    counts = Counter(action["status"] for action in actions)
    parts = [f"{counts[status]} {words}" for status, words in told.items() if counts[status]]
    lines = [f"Follow-ups: {', '.join(parts)}." if parts else "No follow-up was decided about."]
    doubtful = [a for a in actions if a["status"] in ("refused", "unknown_outcome", "expired")]
    lines += [f"{action['summary']}: {_reason(action)}" for action in doubtful]
    return "\n".join(lines)


def for_model(report: Report, artifact: str) -> str:
    """The fenced text of a report: figures by code, the first rows of each section."""
    sections: dict[str, Any] = {
        section.name: None
        if section.rows is None
        else {"count": len(section.rows), "rows": section.rows[:_FIRST_ROWS]}
        for section in report.sections
    }
    return compact_report(
        {
            "tool": report.flow,
            "status": "incomplete" if report.incomplete else "done",
            "said": spoken(report),
            **report.facts,
            "sections": sections,
            "proposals": [each.args.get("name", each.tool) for each in report.suggested],
            "warnings": report.warnings,
            "missing": [each.what for each in report.missing],
            "artifact": artifact,
        }
    )


def _reason(action: ProposedAction) -> str:
    error = (action["outcome"] or {}).get("error") or {}
    return f"{error.get('message', '')} {error.get('hint', '')}".strip() or "it came too late."
