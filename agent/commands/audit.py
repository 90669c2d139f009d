"""`audit list`, `audit verify` and `audit export`."""

from __future__ import annotations

import json as jsonlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from agent.commands.output import Json, emit, reporting_failures, say
from tools_server.errors import InvalidArgument

if TYPE_CHECKING:
    from tools_server.governance.audit import AuditLog

app = typer.Typer(
    help="The record of what was proposed, decided, sent and answered.", no_args_is_help=True
)


@app.command("list")
def list_(
    action: Annotated[str | None, typer.Option(help="Only this action.")] = None, json: Json = False
) -> None:
    """Every entry, the oldest first."""
    with reporting_failures(json), _log() as log:
        entries = log.entries(action=action)
        if json:
            emit({"entries": [asdict(entry) for entry in entries]})
            return
        for entry in entries:
            say(
                f"{entry.seq:>5}  {entry.at[:19]}  {entry.event:<8}  {entry.actor:<12}"
                f"  {entry.action[:20]:<20}  {_told(entry.body)}"
            )


def _told(body: dict[str, Any]) -> str:
    """What an entry says, on one line: the decision or error first, then the action."""
    words = [body.get("type"), body.get("code"), body.get("summary") or body["tool"]]
    edited = body.get("edited_action", {}).get("args")
    details = [jsonlib.dumps(edited, ensure_ascii=False)] if edited else []
    details += [f"({body['message']})"] if body.get("message") else []
    return "  ".join([*filter(None, words), *details])


@app.command()
def verify(json: Json = False) -> None:
    """Prove that no entry was changed, removed or added. Exit code 1 where one was."""
    with reporting_failures(json), _log() as log:
        verdict = log.verify()
    if json:
        emit({"intact": verdict.intact, **asdict(verdict)})
    else:
        say(
            f"Intact: {verdict.entries} entries."
            if verdict.intact
            else f"Broken: {verdict.problem}."
        )
    sys.exit(0 if verdict.intact else 1)


@app.command()
def export(
    out: Annotated[Path, typer.Argument(help="A file for one JSON object a line.")],
    json: Json = False,
) -> None:
    """Write all entries to a file, with their hashes, so that others can verify them."""
    with reporting_failures(json), _log() as log:
        entries = log.entries()
        lines = (jsonlib.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in entries)
        try:
            out.write_text("".join(lines), encoding="utf-8")
        except OSError as unwritable:
            raise InvalidArgument(
                f"{out} cannot be written ({unwritable.strerror}).", hint="Name another file."
            ) from unwritable
    if json:
        emit({"entries": len(entries), "file": str(out)})
    else:
        say(f"{len(entries)} entries written to {out}.")


@contextmanager
def _log() -> Iterator[AuditLog]:
    from agent.settings import Settings
    from tools_server.governance.audit import AuditLog
    from tools_server.governance.database import open_database

    engine = open_database(Settings().governance_database)
    try:
        yield AuditLog(engine)
    finally:
        engine.dispose()
