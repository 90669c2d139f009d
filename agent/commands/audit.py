"""`audit list`, `audit verify`, `audit anchor` and `audit export`."""

from __future__ import annotations

import json as jsonlib
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from agent.commands.output import EXIT_CODES, Json, emit, reporting_failures, say
from agent.visible import one_line
from tools_server.errors import InvalidArgument, UpstreamUnavailable

if TYPE_CHECKING:
    from tools_server.governance.audit import AuditLog
    from tools_server.governance.chain import Entry, Verdict
    from tools_server.governance.reconcile import Joined, Kept

app = typer.Typer(
    help="The record of what was proposed, decided, sent and answered.", no_args_is_help=True
)

TAMPERED = 1
UNDECIDED = EXIT_CODES["approval_required"]
_LEGIBLE = 200


@dataclass(frozen=True)
class _Records:
    """The audit log, who looks at it, and the writes that the journal knows."""

    log: AuditLog
    user: str
    spent: dict[str, Kept]


@app.command("list")
def list_(
    action: Annotated[str | None, typer.Option(help="Only this action.")] = None, json: Json = False
) -> None:
    """Every entry, the oldest first. Warns on standard error where the log is not intact."""
    with reporting_failures(json), _records() as records:
        entries = records.log.entries(action=action)
        _warn(records.log.verify())
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
    if "unreadable" in body:
        return f"unreadable: {body['unreadable'][:_LEGIBLE]}"
    words = [body.get("type"), body.get("code"), body.get("summary") or body.get("tool", "?")]
    edited = body.get("edited_action")
    if isinstance(edited, dict):
        edited = edited.get("args")
    details = [jsonlib.dumps(edited, ensure_ascii=False)] if edited else []
    details += [f"({body['message']})"] if body.get("message") else []
    return "  ".join([*map(str, filter(None, words)), *details])


def _warn(verdict: Verdict) -> None:
    if not verdict.intact:
        where = f"broken at entry {verdict.bad_seq}" if verdict.bad_seq else "not proved"
        text = f"The chain is {where}: {verdict.problem}. See `paymo-agent audit verify`."
        typer.echo(one_line(text), err=True)


@app.command()
def verify(json: Json = False) -> None:
    """Prove that no entry was changed, removed or added, and that what was sent was approved and
    stored. Exit code 1 where not.
    """
    from tools_server.governance.reconcile import reconcile

    with reporting_failures(json), _records() as records:
        verdict = records.log.verify()
        joined = reconcile(records.log.entries(), records.spent)
    sound = verdict.intact and not joined.mismatches
    if json:
        emit({"intact": verdict.intact, **asdict(verdict), **asdict(joined)})
    else:
        _say_findings(verdict, joined)
    sys.exit(0 if sound else TAMPERED)


def _say_findings(verdict: Verdict, joined: Joined) -> None:
    if verdict.intact:
        say(f"Intact: {verdict.entries} entries, head {verdict.head[:16]}.")
    else:
        say(f"Broken: {verdict.problem}.")
    for mismatch in joined.mismatches:
        say(f"Wrong: {mismatch.action} (entry {mismatch.seq}): {mismatch.problem}.")
    if not joined.mismatches:
        unattended = f", {joined.unattended} unattended" if joined.unattended else ""
        counts = f"{joined.sent} sent{unattended}, {joined.stored} stored"
        say(f"Approved, sent and stored agree: {counts}.")


@app.command()
def anchor(
    yes: Annotated[bool, typer.Option("--yes", help="You vouch for what is there.")] = False,
    json: Json = False,
) -> None:
    """Make `audit.head` for a log of an older version, or after a backup came back without it.

    Says first what nothing proves; `--yes` vouches for it, and that is noted in the log. Only for a
    whole chain. Exit code 7 where `--yes` is missing.
    """
    with reporting_failures(json), _records() as records:
        found = records.log.anchor_anew() if yes else records.log.unanchored()
        anchored = yes and found.intact
        if anchored:
            summary = f"anchored after {found.entries} entries, {found.unsealed} without a seal"
            body = {"tool": "audit", "summary": summary}
            records.log.append("anchored", actor=records.user, action="audit", digest="", body=body)
    if json:
        emit({"anchored": anchored, "intact": found.intact, **asdict(found)})
    elif found.intact:
        _say_anchored(found, anchored=anchored)
    else:
        say(f"Broken: {found.problem}.")
    sys.exit(0 if anchored else UNDECIDED if found.intact else TAMPERED)


def _say_anchored(found: Verdict, *, anchored: bool) -> None:
    counts = f"{found.entries} entries, {found.unsealed} of them without a seal"
    if anchored:
        say(f"Anchored: {counts}.")
        return
    say(f"Not anchored: {counts}.")
    if found.unsealed:
        say(
            "Nothing proves entries without a seal: an older version wrote them, or somebody took"
            " the seals away and may have written the log anew."
        )
    say("Nothing proves that none is missing at the end.")
    say(f"Compare `audit list` with an export; the last hash is {found.head}.")
    say("If you vouch for it: `paymo-agent audit anchor --yes`.")


@app.command()
def export(
    out: Annotated[Path, typer.Argument(help="A file for one JSON object a line.")],
    json: Json = False,
) -> None:
    """Write all entries to a file, with their hashes, so that others can verify them.

    An older file of that name is replaced once all is written. Warns on standard error where the
    log is not intact.
    """
    with reporting_failures(json), _records() as records:
        entries = records.log.entries()
        try:
            _write(entries, out)
        except OSError as unwritable:
            raise InvalidArgument(
                f"{out} cannot be written ({unwritable.strerror}).", hint="Name another file."
            ) from unwritable
        _warn(records.log.verify())
    head = entries[-1].hash if entries else None
    if json:
        emit({"entries": len(entries), "file": str(out), "head": head})
    else:
        say(f"{len(entries)} entries written to {out}. The last hash is {head or 'none'}.")


def _write(entries: list[Entry], out: Path) -> None:
    lines = [jsonlib.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in entries]
    if out.exists() and not out.is_file():  # such as /dev/stdout: nothing to keep or to replace
        with out.open("w", encoding="utf-8") as device:
            device.writelines(lines)
        return
    target = Path(os.path.realpath(out))
    draft = target.with_name(f".audit-export.{secrets.token_hex(4)}")
    try:
        handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.writelines(lines)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _records() -> Iterator[_Records]:
    from sqlalchemy.exc import DatabaseError

    from agent.settings import Settings
    from tools_server.governance.audit import AuditLog
    from tools_server.governance.database import open_database
    from tools_server.governance.reconcile import spent_keys

    settings = Settings()
    engine = open_database(settings.governance_database)
    try:
        log = AuditLog.in_folder(settings.data, engine)
        yield _Records(log, settings.user, spent_keys(engine))
    except DatabaseError as damaged:
        raise UpstreamUnavailable(
            f"{settings.governance_database} cannot be read: {damaged.orig}.",
            hint="Keep the file for whoever can mend it.",
        ) from damaged
    finally:
        engine.dispose()
