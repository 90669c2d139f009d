"""Puts the server together: the Paymo of the settings, the gate, and the tools over both."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from zoneinfo import ZoneInfo

import httpx
from pydantic import SecretStr

from tools_server.errors import InvalidArgument
from tools_server.governance.approvals import ApprovalSigner
from tools_server.governance.audit import AuditLog
from tools_server.governance.database import open_database
from tools_server.governance.gate import Gate
from tools_server.governance.journal import Journal
from tools_server.paymo.client import PaymoClient
from tools_server.server import ToolsServer
from tools_server.settings import PaymoServer, ServerSettings
from tools_server.tools.context import ToolContext

# Never resolved: requests to it end in the sandbox inside this process.
_SANDBOX_URL = "http://sandbox.invalid/api/"


@asynccontextmanager
async def open_server(
    settings: ServerSettings, *, read_only: bool = False
) -> AsyncIterator[ToolsServer]:
    """The tools server of these settings.

    Raises `Unauthorized` where the key is missing and `InvalidArgument` for an unfit world file.
    """
    signer = ApprovalSigner.from_folder(settings.data)
    engine = open_database(settings.governance_database)
    async with _open_paymo(settings) as (paymo, account):
        context = ToolContext(
            paymo,
            timezone=ZoneInfo(settings.timezone) if settings.timezone else None,
            pinned_day=settings.today,
        )
        gate = Gate(signer, Journal(engine), AuditLog(engine), signer.fingerprint(account))
        yield ToolsServer(context, gate, read_only=read_only)
    engine.dispose()


@asynccontextmanager
async def _open_paymo(settings: ServerSettings) -> AsyncIterator[tuple[PaymoClient, str]]:
    """The client, and a text that tells this account and key from every other."""
    place = settings.paymo
    if isinstance(place, PaymoServer):
        key = settings.required_api_key()
        client = PaymoClient(place.base_url, key)
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
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        client = PaymoClient(_SANDBOX_URL, key, transport=transport)
        where = str(place.database)
    async with client:
        yield client, f"{where}\n{key.get_secret_value()}"
