"""`doctor`: what is set, what answers, what is wrong and how to mend it."""

from __future__ import annotations

import asyncio
import sys

from agent import checks
from agent.checks import Finding
from agent.commands.output import EXIT_CODES, emit, say
from agent.session import open_session
from agent.settings import Settings


def doctor(*, json: bool) -> None:
    """Print the findings. The exit code is that of the first thing that is wrong."""
    settings = Settings()
    findings = asyncio.run(_examine(settings))
    healthy = all(finding.ok for finding in findings)
    if json:
        emit({"ok": healthy, "findings": [_as_dict(finding) for finding in findings]})
    for finding in findings if not json else []:
        say(f"{'ok ' if finding.ok else 'BAD'}  {finding.name:<9}  {finding.text}")
        if finding.hint:
            say(f"                 -> {finding.hint}")
    sys.exit(next((EXIT_CODES[finding.code] for finding in findings if not finding.ok), 0))


def _as_dict(finding: Finding) -> dict[str, object]:
    return {name: getattr(finding, name) for name in ("name", "ok", "text", "hint")}


async def _examine(settings: Settings) -> list[Finding]:
    findings = [*checks.records(settings), checks.model_loads(settings.model)]
    if findings[-1].ok:
        async with open_session(settings) as session:
            findings += [finding async for finding in checks.paymo(settings, session)]
    return findings
