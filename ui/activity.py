"""The activity page: the audit log, its filters, its proof and its files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import streamlit as st

from agent.activity import Happening, Wanted
from agent.records import Proof
from agent.reports.cells import as_csv
from agent.session import Failure
from agent.visible import escaped
from ui.account import opened_or_said, timezone, title
from ui.bridge import Bridge
from ui.components import plain
from ui.components.log_table import log_table
from ui.components.moments import moment
from ui.components.press import press
from ui.navigation import chat_link, conversation_link

_ALL = "All"
_DAYS = {"Any time": None, "Today": 1, "Last 7 days": 7, "Last 30 days": 30}
_CHOSEN = "From … to …"
# What a browser can be sent at once; the files hold everything.
_MOST_ROWS = 10_000


def page() -> None:
    """Draw the log with its filters, the entry that is selected, and the proof."""
    title(
        "Activity",
        "What was proposed, decided, sent to Paymo and answered, entry by entry.",
    )
    opened = opened_or_said()
    if opened is None:
        return
    zone = timezone(opened)
    log = opened.call(lambda session: session.activity())
    tools = st.container(horizontal=True, vertical_alignment="center")
    with tools:
        press("Verify", "verify", _verify, opened, icon=":material/verified_user:",
              help="Proves that no entry was changed, removed or added")  # fmt: skip
    _proof(zone)
    if not log:
        with st.container(border=True):
            plain.text("Nothing has happened yet.")
            plain.small("Ask for a change in the chat: from its proposal on, every step is here.")
            chat_link("Open the chat")
        return
    wanted = _filters(log, zone)
    found = [each for each in log if wanted.fits(each, ZoneInfo(zone))]
    with tools:
        _files(opened, found)
    shown = f"{len(found):,} of {len(log):,}" if len(found) < len(log) else f"{len(log):,}"
    plain.small(f"{shown} entries")
    if found:
        _table(found[:_MOST_ROWS], wanted, zone, threads=_threads(opened))
    else:
        plain.text("Nothing matches. Change the words or the choices above.")
    if len(found) > _MOST_ROWS:
        plain.small(f"The latest {_MOST_ROWS:,} are shown; the files have them all.")


def _proof(zone: str) -> None:
    match st.session_state.get("proof"):
        case (Proof() as proof, datetime() as at):
            with st.container(border=True, gap="xsmall", key="proof"):
                st.markdown(_verdict(proof))
                plain.lines(proof.sentences())
                plain.small(f"Checked on {moment(at, zone)}.")
        case Failure() as failure:
            plain.failure(failure)


def _verdict(proof: Proof) -> str:
    if proof.sound:
        return ":green[:material/verified_user:] **No entry was changed, removed or added.**"
    return (
        ":red[:material/gpp_bad:] **Something is wrong with this record.** Keep the data folder"
        " as it is, and find out who changed it."
    )


def _verify(opened: Bridge) -> None:
    try:
        proof = opened.call(lambda session: session.verify_activity())
    except Failure as failure:
        st.session_state["proof"] = failure
    else:
        st.session_state["proof"] = (proof, datetime.now(UTC))


def _filters(log: Sequence[Happening], zone: str) -> Wanted:
    with st.container(horizontal=True):
        people = [_ALL, *sorted({each.person for each in log})]
        person = st.selectbox("Who", people, key="log-person")
        kinds = [_ALL, *dict.fromkeys(each.kind for each in log[::-1])]
        kind = st.selectbox("What happened", kinds, key="log-kind", format_func=_capital)
        period = st.selectbox("When", [*_DAYS, _CHOSEN], key="log-period")
        words = st.text_input("Words in it", key="log-words", placeholder="Northwind")
    since, until = _days(str(period), zone)
    return Wanted(
        person=None if person == _ALL else person,
        kind=None if kind == _ALL else kind,
        since=since,
        until=until,
        text=words.strip(),
    )


def _days(period: str, zone: str) -> tuple[date | None, date | None]:
    today = datetime.now(ZoneInfo(zone)).date()
    if period == _CHOSEN:
        with st.container(horizontal=True):
            since = st.date_input("From", value=today - timedelta(days=30), key="log-since")
            until = st.date_input("To", value=today, key="log-until")
        return since, until
    count = _DAYS[period]
    return (today - timedelta(days=count - 1) if count else None), None


def _files(opened: Bridge, found: Sequence[Happening]) -> None:
    st.download_button(
        "Download CSV",
        partial(_csv, found),
        file_name="activity.csv",
        mime="text/csv",
        key="log-csv",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
        help="The entries that are listed below",
    )
    st.download_button(
        "Download JSON",
        lambda: opened.call(lambda session: session.activity_file()),
        file_name="activity.jsonl",
        mime="application/jsonl",
        key="log-json",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
        help="All entries that you may see, with their hashes, so that others can verify them",
    )


def _csv(found: Sequence[Happening]) -> bytes:
    return as_csv(
        [
            {
                "number": each.seq,
                "time_utc": each.at.isoformat() if each.at else "",
                "who": each.person,
                "what_happened": each.kind,
                "what": each.what,
                "outcome": each.outcome,
                "action": each.action,
            }
            for each in found
        ]
    )


def _table(
    found: Sequence[Happening], wanted: Wanted, zone: str, *, threads: dict[str, str]
) -> None:
    rows = [
        {
            "When": each.at,
            "What": each.what,  # second, so that a phone shows it beside the moment
            "What happened": _capital(each.kind),
            "Who": each.person,
            "Outcome": each.outcome,
        }
        for each in found
    ]
    # Another list is another table: a selection must not move on to another entry.
    chosen = log_table(rows, zone, key=f"log-{hash(wanted)}-{found[0].seq}", choose=True)
    if chosen is None or chosen >= len(found):
        plain.small("Select an entry to see all that it holds.")
    else:
        _details(found[chosen], zone, threads)


def _details(one: Happening, zone: str, threads: dict[str, str]) -> None:
    with st.container(border=True, key="entry"):
        plain.heading(f"Entry {one.seq}")
        plain.facts(
            [
                ("When", moment(one.at, zone) if one.at else "cannot be read"),
                ("Who", one.person),
                ("What happened", _capital(one.kind)),
                ("What", one.what),
                ("Outcome", one.outcome),
            ]
        )
        if one.thread in threads:
            title = plain.label(threads[one.thread])
            conversation_link(one.thread, title or "Its conversation")
        details = json.dumps(one.details, indent=2, ensure_ascii=False)
        with st.expander("The entry, word for word", type="compact"):
            st.code(escaped(details), language=None, wrap_lines=True)


def _threads(opened: Bridge) -> dict[str, str]:
    return {info.id: info.title for info in opened.call(lambda session: session.threads())}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
