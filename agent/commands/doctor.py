"""`doctor`: what is set, what answers, what is wrong and how to mend it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from pathlib import Path

from agent.commands.output import EXIT_CODES, emit, say
from agent.models.load import load_model
from agent.session import Session, open_session
from agent.settings import Settings
from tools_server.errors import Failure
from tools_server.governance.audit import AuditLog
from tools_server.governance.chain import Verdict
from tools_server.governance.database import open_database
from tools_server.governance.journal import Journal
from tools_server.settings import PaymoServer


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. A hint says how to mend it where it is not ok."""

    name: str
    ok: bool
    text: str
    hint: str = ""
    exit_code: int = 6


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
    sys.exit(next((finding.exit_code for finding in findings if not finding.ok), 0))


def _as_dict(finding: Finding) -> dict[str, object]:
    return {name: value for name, value in asdict(finding).items() if name != "exit_code"}


async def _examine(settings: Settings) -> list[Finding]:
    findings = [_data(settings.data), *_records(settings), _model(settings.model)]
    if findings[-1].ok:
        async with open_session(settings) as session:
            findings += [finding async for finding in _paymo(settings, session)]
    return findings


def _data(folder: Path) -> Finding:
    if folder.stat().st_mode & 0o077:
        return Finding("data", False, f"{folder} can be read by others.", f"chmod 700 {folder}")
    return Finding("data", True, f"{folder}, readable by its owner alone.")


def _records(settings: Settings) -> list[Finding]:
    engine = open_database(settings.governance_database)
    verdict = AuditLog.in_folder(settings.data, engine).verify()
    counts = Journal(engine).counts()
    engine.dispose()
    return [_audit(verdict), _writes(counts)]


def _writes(counts: dict[str, int]) -> Finding:
    text = f"{counts.get('done', 0)} done"
    if counts.get("claimed"):
        text += f", {counts['claimed']} cut off and being looked up in Paymo"
    if counts.get("unknown"):
        text += f", {counts['unknown']} of which it could not be told whether they arrived"
    return Finding("writes", True, f"{text}.")


def _audit(verdict: Verdict) -> Finding:
    if verdict.intact:
        return Finding("audit", True, f"{verdict.entries} entries, chain intact.")
    return Finding(
        "audit", False, f"{verdict.problem}.", "Keep the file and find out who changed it."
    )


def _model(name: str) -> Finding:
    try:
        load_model(name)
    except Failure as failure:
        return Finding("model", False, failure.message, failure.hint, EXIT_CODES[failure.code])
    return Finding("model", True, name)


async def _paymo(settings: Settings, session: Session) -> AsyncIterator[Finding]:
    place = settings.paymo
    where = place.base_url if isinstance(place, PaymoServer) else f"sandbox ({place.database.name})"
    try:
        account = await session.account()
    except Failure as failure:
        text = f"{where}: {failure.message}"
        yield Finding("paymo", False, text, failure.hint, EXIT_CODES[failure.code])
        return
    user = account["user"]
    yield Finding(
        "paymo", True, f"{where}: {account['company'] or 'the agency'}, key of {user['name']}."
    )
    zone = account["timezone"]
    yield Finding("timezone", True, f"{zone}; today is {session.today(zone)}.")
    waiting = len(await session.pending())
    yield Finding("approvals", True, f"{waiting} waiting.")
