"""Puts the server together: the Paymo of the settings, the gate, and the tools over both."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
from pydantic import SecretStr
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from tools_server.errors import InvalidArgument
from tools_server.governance.approvals import ApprovalSigner
from tools_server.governance.audit import AuditLog
from tools_server.governance.database import open_database
from tools_server.governance.gate import Gate
from tools_server.governance.journal import Journal
from tools_server.governance.locks import WriteLocks
from tools_server.governance.settling import Settler
from tools_server.paymo.client import PaymoClient
from tools_server.server import ToolsServer
from tools_server.settings import PaymoServer, ServerSettings
from tools_server.tools.context import ToolContext
from tools_server.tools.registry import look_up

log = logging.getLogger(__name__)

_SETTLE_EVERY = 300.0  # seconds

# Never resolved: requests to it end in the sandbox inside this process.
_SANDBOX_URL = "http://sandbox.invalid/api/"


@asynccontextmanager
async def open_server(
    settings: ServerSettings,
    *,
    read_only: bool = False,
    unattended: bool = False,
    transport: httpx.AsyncBaseTransport | None = None,
) -> AsyncIterator[ToolsServer]:
    """The tools server of these settings. ``transport`` takes the requests to a Paymo server.

    Raises `Unauthorized` where the key is missing and `InvalidArgument` for an unfit world file.
    """
    engine = open_database(settings.governance_database)
    async with _open_paymo(settings, transport) as (paymo, account):
        context = ToolContext(
            paymo,
            timezone=ZoneInfo(settings.timezone) if settings.timezone else None,
            pinned_day=settings.today,
        )
        gate = build_gate(
            settings.data, engine, context, account=account, settle_after=settings.settle_after
        )
        settling = asyncio.create_task(_settle_now_and_then(gate), name="settle-open-claims")
        try:
            yield ToolsServer(context, gate, read_only=read_only, unattended=unattended)
        finally:
            settling.cancel()
            await asyncio.wait([settling])
    engine.dispose()


async def _settle_now_and_then(gate: Gate) -> None:
    """Settle what was cut off: before this start, and by others that share the data folder."""
    while True:
        try:
            await gate.settle_all()
        except (SQLAlchemyError, OSError):  # the databases are busy or gone; calls will say so
            log.exception("open claims could not be settled")
        await asyncio.sleep(_SETTLE_EVERY)


def build_gate(
    data: Path, engine: Engine, context: ToolContext, *, account: str, settle_after: timedelta
) -> Gate:
    """The gate of a data folder, for the Paymo account behind a context."""
    journal, audit = Journal(engine), AuditLog.in_folder(data, engine)
    # Whoever waits for a lock waits for a write that may be sent and settled twice.
    locks = WriteLocks(data / "locks", longest_wait=2 * settle_after.total_seconds() + 120)
    settler = Settler(journal, audit, partial(look_up, context), settle_after=settle_after)
    signer = ApprovalSigner.from_folder(data)
    return Gate(signer, journal, audit, locks, settler, account=account)


@asynccontextmanager
async def _open_paymo(
    settings: ServerSettings, transport: httpx.AsyncBaseTransport | None
) -> AsyncIterator[tuple[PaymoClient, str]]:
    """The client, and a text that tells this account and key from every other."""
    place = settings.paymo
    if isinstance(place, PaymoServer):
        key = settings.required_api_key()
        client = PaymoClient(place.base_url, key, transport=transport)
        where = place.base_url
    else:
        # Imported here: with a real Paymo the server has no use for the sandbox.
        from tools_server.sandbox.embedded import open_embedded
        from tools_server.sandbox.paymo.world import WorldError

        try:
            app, first_key = open_embedded(place.database, world=place.world, today=settings.today)
        except WorldError as unfit:
            raise InvalidArgument(
                f"PAYMO_AGENT_WORLD: {unfit}.", hint="Mend the world file, or unset the setting."
            ) from unfit
        key = settings.paymo_api_key or SecretStr(first_key)
        sandbox = httpx.ASGITransport(app, raise_app_exceptions=False)
        client = PaymoClient(_SANDBOX_URL, key, transport=sandbox)
        where = str(place.database)
    async with client:
        yield client, f"{where}\n{key.get_secret_value()}"
