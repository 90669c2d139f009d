"""An agency with four people at one agent: a real tools server and sandbox, a model that obeys."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from agent.people import Person
from agent.session import Session, open_session
from agent.settings import Settings
from tests import studio
from tests.agent.scripted import ScriptedModel, calls

ANNA, BEN, PIA, VERA = "anna@example.com", "ben@example.com", "pia@example.com", "vera@example.com"
ROLES = f"{ANNA}=approver, {BEN}=approver, {PIA}=preparer, {VERA}=viewer"


def settings(data: Path, **changes: Any) -> Settings:
    """The studio, whose people have roles."""
    return studio.settings(data, roles=ROLES, **changes)


def person(session: Session, name: str) -> Session:
    """The session of one of them."""
    somebody = session.settings.person(name)
    assert isinstance(somebody, Person)
    return session.acting_as(somebody)


@asynccontextmanager
async def open_office(settings: Settings) -> AsyncIterator[Session]:
    """A session whose model books the minutes it hears (``log 60, 90``), or reads the clients."""
    async with open_session(settings, model=ScriptedModel(lines=[_obey])) as session:
        yield session


def _obey(messages: list[BaseMessage]) -> AIMessage:
    last = messages[-1]
    if not isinstance(last, HumanMessage):
        return AIMessage("Done.")
    if "log" not in str(last.content):
        return calls(("list_clients", {}))
    entry = {"task_id": 301, "date": "2026-10-30", "user_id": 4}
    minutes = [int(figure) for figure in re.findall(r"\d+", str(last.content))]
    return calls(*(("create_time_entry", {**entry, "minutes": each}) for each in minutes))
