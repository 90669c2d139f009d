"""The connections page: which Paymo and which model this is, and whether they work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from agent.checks import Finding, Subject
from agent.session import Failure
from ui.account import opened_or_said, title
from ui.bridge import Bridge
from ui.components import plain
from ui.components.place import in_demo_world, world
from ui.components.press import press
from ui.components.turns import model_name

_NAMES = {
    "connection": "Connection",
    "paymo": "Account",
    "timezone": "Time zone",
    "approvals": "Approvals",
    "model": "Model",
    "data": "Data folder",
    "audit": "Audit log",
    "writes": "Changes",
}
_PAYMO = """\
# The key is in Paymo under My Account, API keys.
PAYMO_API_KEY=
# Only for another server than the live Paymo:
PAYMO_BASE_URL=
# A sandbox with a world of your own, instead of a Paymo:
PAYMO_AGENT_WORLD=
# Instead of the account's time zone, such as Europe/Dublin:
PAYMO_AGENT_TIMEZONE="""
_MODEL = """\
# builtin, or provider:model such as openai:gpt-5
PAYMO_AGENT_MODEL=
# The key of that provider, under the provider's own name:
OPENAI_API_KEY=
ANTHROPIC_API_KEY="""
_RECORDS = """\
PAYMO_AGENT_DATA="""


def page() -> None:
    """Draw one part for each connection: what it is, a test, and the settings behind it."""
    title("Connections", "What Paymo Agent works with. No key is ever shown here.")
    opened = opened_or_said()
    if opened is None:
        _settings("To mend it, correct these settings", f"{_PAYMO}\n{_MODEL}")
        return
    _paymo(opened)
    _model(opened)
    _records(opened)
    with _part("QuickBooks", ":material/account_balance:"):
        plain.text("This version does not connect to QuickBooks.")


def _paymo(opened: Bridge) -> None:
    settings, account = opened.settings, opened.account()
    with _part("Paymo", ":material/cloud:"):
        plain.facts([("Which", world(settings)), *_account(account)])
        if in_demo_world(settings):
            plain.small(
                "The demo agency is made up and lives on this machine: try what you like."
                " Set PAYMO_API_KEY to work with your own Paymo."
            )
        if isinstance(account, Failure):
            plain.failure(account)
        _test(opened, "paymo", "Test Paymo")
        _settings("Settings to change it", _PAYMO)


def _account(account: dict[str, Any] | Failure) -> Sequence[tuple[str, str]]:
    if isinstance(account, Failure):
        return [("Account", "not connected")]
    user = account["user"]
    return [
        ("Company", account["company"] or "not told by Paymo"),
        ("Key of", user["name"] or "not told by Paymo"),
        ("Time zone", account["timezone"]),
        ("Currency", account["currency"] or "not told by Paymo"),
    ]


def _model(opened: Bridge) -> None:
    name = opened.settings.model
    with _part("Model", ":material/psychology:"):
        rows = [("Which", model_name(name).removeprefix("the ").capitalize())]
        if name == "builtin":
            rows.append(("Key", "needs none"))
        else:
            rows = [("Which", name)]
            rows.append(("Key", "there" if opened.session.model_has_key else "none given"))
        plain.facts(rows)
        if name != "builtin":
            plain.small("The test asks it for one word, which costs a few tokens.")
        _test(opened, "model", "Test the model")
        _settings("Settings to change it", _MODEL)


def _records(opened: Bridge) -> None:
    with _part("This machine", ":material/hard_drive:"):
        plain.facts([("Data folder", str(opened.settings.data))])
        _test(opened, "records", "Test the records")
        _settings("Setting to change it", _RECORDS)


def _part(name: str, icon: str) -> Any:
    part = st.container(border=True)
    with part:
        st.header(f"{icon} {name}", anchor=False)
    return part


def _test(opened: Bridge, subject: Subject, label: str) -> None:
    press(label, f"test-{subject}", _check, opened, subject, icon=":material/network_check:")
    match st.session_state.get(f"found-{subject}"):
        case Failure() as failure:
            plain.failure(failure)
        case list() as findings:
            for finding in findings:
                _finding(finding)


def _finding(finding: Finding) -> None:
    icon = ":green[:material/check_circle:]" if finding.ok else ":red[:material/error:]"
    with st.container(horizontal=True, wrap=False, gap="xsmall"):
        st.markdown(icon, width="content")
        name = _NAMES.get(finding.name, finding.name)
        plain.text(f"{name}: {finding.text} {finding.hint}".strip())


def _check(opened: Bridge, subject: Subject) -> None:
    opened.forget_failure()
    name = f"found-{subject}"
    try:
        st.session_state[name] = opened.call(lambda session: session.check(subject))
    except Failure as failure:
        st.session_state[name] = failure


def _settings(label: str, names: str) -> None:
    with st.expander(label, type="compact"):
        plain.small("In the environment or in .env; then start Paymo Agent again.")
        st.code(names, language=None, wrap_lines=True)
