"""`audit list`, `audit verify`, `audit anchor` and `audit export`."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from agent.commands.output import EXIT_CODES, Json, emit, reporting_failures, say
from agent.visible import one_line
from tools_server.errors import InvalidArgument

if TYPE_CHECKING:
    from agent.records import Records
    from tools_server.governance.chain import Verdict

app = typer.Typer(
    help="The record of what was proposed, decided, sent and answered.", no_args_is_help=True
)

TAMPERED = 1
UNDECIDED = EXIT_CODES["approval_required"]


@app.command("list")
def list_(
    action: Annotated[str | None, typer.Option(help="Only this action.")] = None, json: Json = False
) -> None:
    """Every entry, the oldest first. Warns on standard error where the log is not intact."""
    from agent.activity import told

    with reporting_failures(json), _records() as records:
        entries = records.log.entries(action=action)
        _warn(records.log.verify())
        if json:
            emit({"entries": [asdict(entry) for entry in entries]})
            return
        for entry in entries:
            say(
                f"{entry.seq:>5}  {entry.at[:19]}  {entry.event:<8}  {entry.actor:<12}"
                f"  {entry.action[:20]:<20}  {told(entry.body)}"
            )


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
    with reporting_failures(json), _records() as records:
        proof = records.proof()
    if json:
        verdict = proof.verdict
        emit({"intact": verdict.intact, **asdict(verdict), **asdict(proof.joined)})
    else:
        for sentence in proof.sentences():
            say(sentence)
    sys.exit(0 if proof.sound else TAMPERED)


@app.command()
def anchor(
    yes: Annotated[bool, typer.Option("--yes", help="You vouch for what is there.")] = False,
    json: Json = False,
) -> None:
    """Make `audit.head` for a log of an older version, or after a backup came back without it.

    Says first what nothing proves; `--yes` vouches for it, and that is noted in the log. Only for a
    whole chain. Exit code 7 where `--yes` is missing.
    """
    from agent.settings import Settings

    with reporting_failures(json), _records() as records:
        found = records.log.anchor_anew() if yes else records.log.unanchored()
        anchored = yes and found.intact
        if anchored:
            summary = f"anchored after {found.entries} entries, {found.unsealed} without a seal"
            body = {"tool": "audit", "summary": summary}
            records.log.append(
                "anchored", actor=Settings().user, action="audit", digest="", body=body
            )
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
    from agent.activity import lines

    with reporting_failures(json), _records() as records:
        entries = records.log.entries()
        try:
            _write(lines(entries), out)
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


def _write(lines: list[str], out: Path) -> None:
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
def _records() -> Iterator[Records]:
    from agent.records import open_records
    from agent.settings import Settings

    with open_records(Settings()) as records:
        yield records
