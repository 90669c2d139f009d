"""`tokens create`, `tokens list` and `tokens revoke`: who may use the tools server over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from agent.commands.output import Json, emit, reporting_failures, say

if TYPE_CHECKING:
    from tools_server.governance.tokens import TokenRecord, TokenStore

app = typer.Typer(help="Who may use the tools server over HTTP, and as what.", no_args_is_help=True)

DEFAULT_CALLS_PER_MINUTE = 120


# As `tools_server.governance.tokens.Role`, which takes too long to import for `--help`.
RoleName = Literal["reader", "writer", "approver"]


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="What the audit log will call it, such as laptop.")],
    role: Annotated[
        RoleName,
        typer.Option(
            help="reader: no writes. writer: writes that Paymo Agent approved. "
            "approver: its own person may approve too."
        ),
    ],
    calls_per_minute: Annotated[
        int, typer.Option(help="More in any minute are refused.")
    ] = DEFAULT_CALLS_PER_MINUTE,
    json: Json = False,
) -> None:
    """Make a token and show it, this once. Only its hash is kept."""
    with reporting_failures(json), _store() as (store, user):
        token = store.create(name, role, calls_per_minute, created_by=user)
    if json:
        limit = {"calls_per_minute": calls_per_minute}
        emit({"name": name, "role": role, **limit, "token": token})
        return
    _show(token, name, role, calls_per_minute)


@app.command("list")
def list_(json: Json = False) -> None:
    """Every token, the oldest first, revoked ones too. The tokens themselves cannot be shown."""
    with reporting_failures(json), _store() as (store, _):
        records = store.listed()
    if json:
        emit({"tokens": [asdict(record) for record in records]})
    elif not records:
        say("No tokens. `paymo-agent tokens create NAME --role reader` makes one.")
    else:
        for record in records:
            say(_line(record))


@app.command()
def revoke(
    name: Annotated[str, typer.Argument(help="Its name in `tokens list`.")], json: Json = False
) -> None:
    """Shut a token out from its next request on, in sessions that are open too."""
    with reporting_failures(json), _store() as (store, _):
        store.revoke(name)
    if json:
        emit({"name": name, "revoked": True})
    else:
        say(f"{name} is revoked.")


def _show(token: str, name: str, role: str, calls_per_minute: int) -> None:
    say(f"The token {name} ({role}, {calls_per_minute} calls a minute), shown this once:")
    say()
    say(f"  {token}")
    say()
    say("Clients of `paymo-agent tools --http PORT` send it with every request:")
    say()
    say("  Authorization: Bearer TOKEN")
    say()
    say(f"`paymo-agent tokens revoke {name}` takes it back.")


def _line(record: TokenRecord) -> str:
    limit = "no limit" if record.calls_per_minute is None else f"{record.calls_per_minute}/min"
    until = f"  revoked {record.revoked_at[:16]}" if record.revoked_at else ""
    return (
        f"{record.name:<20}  {record.role:<8}  {limit:>8}"
        f"  made {record.created_at[:16]} by {record.created_by}{until}"
    )


@contextmanager
def _store() -> Iterator[tuple[TokenStore, str]]:
    """The tokens of this data folder, and who is asking."""
    from agent.settings import Settings
    from tools_server.governance.database import open_database
    from tools_server.governance.tokens import TokenStore

    settings = Settings()
    engine = open_database(settings.governance_database)
    try:
        yield TokenStore(engine), settings.user
    finally:
        engine.dispose()
