"""What is set, what answers, what is wrong and how to mend it: for `doctor` and the web app."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from langchain_core.language_models import BaseChatModel
from pydantic import SecretStr

from agent.models.failures import providers_failures
from agent.models.load import BUILTIN, load_model
from agent.settings import Settings
from agent.tracing import third_party_tracing
from tools_server.errors import Failure
from tools_server.governance.audit import AuditLog
from tools_server.governance.chain import Verdict
from tools_server.governance.database import open_database
from tools_server.governance.journal import Journal
from tools_server.settings import PaymoServer

if TYPE_CHECKING:
    from agent.session import Session

Subject = Literal["paymo", "model", "records"]

_PATIENCE_SECONDS = 30
_TEST = "This tests the connection. Answer with the one word: yes"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. A hint says how to mend it where it is not ok.

    ``code`` is that of the failure (docs/contracts.md). No text holds a secret.
    """

    name: str
    ok: bool
    text: str
    hint: str = ""
    code: str = "upstream_unavailable"

    @classmethod
    def of(cls, name: str, failure: Failure, about: str = "") -> Finding:
        """What a failure says about the thing of this name."""
        return cls(name, False, f"{about}{failure.message}", failure.hint, failure.code)


def records(settings: Settings) -> list[Finding]:
    """The data folder, the audit log in it, and the writes that the journal knows."""
    engine = open_database(settings.governance_database)
    verdict = AuditLog.in_folder(settings.data, engine).verify()
    counts = Journal(engine).counts()
    engine.dispose()
    return [_data(settings.data), _audit(verdict), _writes(counts)]


def model_loads(name: str) -> Finding:
    """Whether there is such a model here. Nothing is sent to its provider."""
    try:
        load_model(name)
    except Failure as failure:
        return Finding.of("model", failure)
    return Finding("model", True, name)


async def model_answers(name: str, model: BaseChatModel, *, tracing: bool) -> Finding:
    """Whether the model answers one word; the built-in planner is asked nothing."""
    if name == BUILTIN:
        return Finding("model", True, "The built-in planner is part of Paymo Agent: no key needed.")
    try:
        with third_party_tracing(allowed=tracing), providers_failures(name):
            await asyncio.wait_for(model.ainvoke(_TEST), _PATIENCE_SECONDS)
    except Failure as failure:
        return Finding.of("model", failure)
    return Finding("model", True, f"{name} answers.")


def has_key(model: BaseChatModel) -> bool:
    """Whether the model was given a secret; what it is stays inside."""
    values = vars(model).values()
    return any(isinstance(each, SecretStr) and each.get_secret_value() for each in values)


async def paymo(settings: Settings, session: Session) -> AsyncIterator[Finding]:
    """Which Paymo answers to whose key, what day it is there, and what waits."""
    place = settings.paymo
    where = place.base_url if isinstance(place, PaymoServer) else f"sandbox ({place.database.name})"
    try:
        account = await session.account()
    except Failure as failure:
        yield Finding.of("paymo", failure, f"{where}: ")
        return
    user = account["user"]
    yield Finding(
        "paymo", True, f"{where}: {account['company'] or 'the agency'}, key of {user['name']}."
    )
    zone = account["timezone"]
    yield Finding("timezone", True, f"{zone}; today is {session.today(zone)}.")
    waiting = len(await session.pending())
    yield Finding("approvals", True, f"{waiting} waiting.")


def _data(folder: Path) -> Finding:
    if folder.stat().st_mode & 0o077:
        return Finding("data", False, f"{folder} can be read by others.", f"chmod 700 {folder}")
    return Finding("data", True, f"{folder}, readable by its owner alone.")


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
