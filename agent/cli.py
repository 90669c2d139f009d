"""`paymo-agent`: the command line. Imports stay inside commands, so that `--help` is instant."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from agent.commands import audit, chat, decide, serve
from agent.commands import flows as canned
from agent.commands import review as month_end
from agent.commands import tokens as token_commands
from agent.commands.output import Json, reporting_failures
from agent.commands.run_flow import Wanted

app = typer.Typer(
    name="paymo-agent",
    help="Ask and act on Paymo in plain words. Nothing is written without your approval.",
    no_args_is_help=False,
    pretty_exceptions_show_locals=False,  # locals may hold keys
    add_completion=False,
)
app.add_typer(audit.app, name="audit")
app.add_typer(token_commands.app, name="tokens")

Out = Annotated[
    Path | None, typer.Option(help="Write it here: FILE.md, .xlsx, .html, .json, or .csv.")
]
OutSection = Annotated[
    str | None, typer.Option("--section", help="The section that a .csv file holds.")
]

# The program behind such a command reads its own options, `--help` too.
PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


@app.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    """Without a command: the web app with all embedded parts."""
    if context.invoked_subcommand is None:
        serve.ui(port=None)


@app.command()
def ask(
    text: Annotated[str, typer.Argument(help="What you want to know or have done.")],
    thread: Annotated[str | None, typer.Option(help="Go on in this conversation.")] = None,
    model: Annotated[str | None, typer.Option(help="`builtin` or `provider:model`.")] = None,
    json: Json = False,
) -> None:
    """Ask a question or for a change. A change waits for `approve`."""
    with reporting_failures(json):
        chat.ask(text, thread=thread, model=model, json=json)


@app.command()
def pending(json: Json = False) -> None:
    """What waits for a decision, in all conversations."""
    with reporting_failures(json):
        chat.pending(json=json)


@app.command()
def approve(
    ids: Annotated[
        list[str] | None, typer.Argument(help="ID or ID@DIGEST (see `pending`).")
    ] = None,
    all: Annotated[bool, typer.Option("--all", help="Everything that waits now.")] = False,
    edit: Annotated[
        list[str] | None, typer.Option(help="FIELD=VALUE; with one id, may be repeated.")
    ] = None,
    json: Json = False,
) -> None:
    """Approve actions, as they are or with changes."""
    with reporting_failures(json):
        decide.approve(ids or [], everything=all, edits=edit or [], json=json)


@app.command()
def reject(
    ids: Annotated[list[str], typer.Argument(help="ID or ID@DIGEST (see `pending`).")],
    reason: Annotated[str, typer.Option(help="Why; the agent and the audit log get it.")],
    json: Json = False,
) -> None:
    """Reject actions. Nothing of them is written."""
    with reporting_failures(json):
        decide.reject(ids, reason=reason, json=json)


@app.command()
def review(
    month: Annotated[
        str | None, typer.Option(help="Such as 2026-10; the last whole month unless given.")
    ] = None,
    client: Annotated[str | None, typer.Option(help="Of this client alone.")] = None,
    as_of: Annotated[str | None, typer.Option(help="A day, such as 2026-11-02; today.")] = None,
    compare: Annotated[
        Path | None, typer.Option(help="The JSON of an earlier review: what changed since.")
    ] = None,
    out: Out = None,
    section: OutSection = None,
    json: Json = False,
) -> None:
    """The month-end review: what was billed and what was not, who owes what, and follow-ups."""
    with reporting_failures(json):
        month_end.review(
            month=month,
            client=client,
            as_of=as_of,
            compare=compare,
            wanted=Wanted(out=out, section=section, json=json),
        )


@app.command()
def flows(json: Json = False) -> None:
    """The canned flows, and what they ask for."""
    with reporting_failures(json):
        canned.flows(json=json)


@app.command(context_settings=PASSED_ON)
def flow(context: typer.Context) -> None:
    """Run a canned flow: NAME --FIELD VALUE..., --out FILE, --json; NAME --help explains it."""
    with reporting_failures(canned.json_wanted(context.args)):
        canned.flow(context.args)


@app.command()
def threads(json: Json = False) -> None:
    """The conversations, the latest first."""
    with reporting_failures(json):
        chat.threads(json=json)


@app.command()
def doctor(json: Json = False) -> None:
    """Check settings, Paymo, model and records; say what is wrong and how to mend it."""
    with reporting_failures(json):
        from agent.commands.doctor import doctor as examine

        examine(json=json)


@app.command()
def tools(
    http: Annotated[
        int | None, typer.Option(help="Serve streamable HTTP on this port.", min=1, max=65535)
    ] = None,
    host: Annotated[
        str | None, typer.Option(help="The IP address to listen on; 127.0.0.1 unless given.")
    ] = None,
    public_host: Annotated[
        list[str] | None,
        typer.Option(help="A name that requests may be for, such as a proxy's; may be repeated."),
    ] = None,
    open_: Annotated[
        bool, typer.Option("--open", help="No tokens: any program on this machine may use it.")
    ] = False,
    read_only: Annotated[bool, typer.Option("--read-only", help="Hide the write tools.")] = False,
    unattended_writes: Annotated[
        bool, typer.Option("--unattended-writes", help="Write without a person; audited as such.")
    ] = False,
) -> None:
    """The MCP server with the ten Paymo tools, over stdio unless `--http` is given.

    Over HTTP clients need a token: `paymo-agent tokens create`.
    """
    serve.tools(
        http=http,
        host=host,
        public_hosts=public_host or [],
        switches={
            "--open": open_,
            "--read-only": read_only,
            "--unattended-writes": unattended_writes,
        },
    )


@app.command(context_settings=PASSED_ON)
def sandbox(context: typer.Context) -> None:
    """The Paymo sandbox as a server: --port, --world, --database, --rate-limit, --fault-plan..."""
    serve.sandbox(context.args)


@app.command("eval", context_settings=PASSED_ON)
def evaluate(context: typer.Context) -> None:
    """Play a dataset and judge it: DATASET, --model, --trials, --out, -j, --only, --resume..."""
    serve.evaluate(context.args)


@app.command()
def ui(
    port: Annotated[int | None, typer.Option(help="8501, or a free one if that is taken.")] = None,
) -> None:
    """The web app."""
    serve.ui(port=port)


def main() -> None:
    """The console script."""
    app()
