"""Signed approvals: for these bytes, this tool, this thread, this account, and for a time."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest

from tools_server.errors import ApprovalInvalid
from tools_server.governance.approvals import Approval, ApprovalSigner, digest

ARGS: dict[str, Any] = {
    "task_id": 301,
    "minutes": 240,
    "date": "2026-10-30",
    "description": "Call with Zoë, café",
    "user_ids": [4, 1],
    "billable": True,
}
SIGNER = ApprovalSigner(b"s" * 64)
CALL = {"tool": "create_task", "digest": digest("create_task", ARGS), "thread": "t", "account": "a"}
HOLDER = {part: CALL[part] for part in ("tool", "thread", "account")}
APPROVAL = Approval(
    **CALL,
    card="c",
    key="k",
    approver="Nora",
    expires_at=datetime.now(UTC) + timedelta(hours=72),
)


def mutations() -> Iterator[dict[str, Any]]:
    """The arguments with one thing changed that a person might not see."""
    for field, value in ARGS.items():
        yield {name: kept for name, kept in ARGS.items() if name != field}
        yield {**ARGS, field: None}
        yield {**ARGS, field: [value]}
        yield {**ARGS, field: str(value)} if not isinstance(value, str) else {**ARGS, field: 0}
        yield {name + " " * (name == field): kept for name, kept in ARGS.items()}
    for number in (301, 240):
        field = "task_id" if number == 301 else "minutes"
        yield from ({**ARGS, field: other} for other in (number + 1, -number, number + 0.5))
    text = ARGS["description"]
    for position, letter in enumerate(text):
        yield {**ARGS, "description": text[:position] + text[position + 1 :]}
        yield (
            {**ARGS, "description": text[:position] + letter.swapcase() + text[position + 1 :]}
            if (letter.swapcase() != letter)
            else {**ARGS, "description": text[:position] + "\u00a0" + text[position + 1 :]}
        )
    yield {**ARGS, "description": text.replace("a", "\u0430")}  # a Cyrillic letter
    yield {**ARGS, "description": text.replace("é", "e\u0301")}  # the same on any screen
    yield {**ARGS, "description": text + "\u200b"}  # and one that has no width
    yield {**ARGS, "description": "\u202e" + text}  # and one that turns it round
    yield {**ARGS, "user_ids": [1, 4]}
    yield {**ARGS, "user_ids": [4, 1, 1]}
    yield {**ARGS, "billable": 1}
    yield {**ARGS, "dry_run": False}


def test_the_order_of_the_arguments_does_not_matter() -> None:
    assert digest("create_task", dict(reversed(ARGS.items()))) == CALL["digest"]
    assert digest("create_task", json.loads(json.dumps(ARGS, indent=1))) == CALL["digest"]


def test_every_change_to_the_arguments_is_another_action() -> None:
    changed = {json.dumps(args): args for args in mutations()}
    digests = {digest("create_task", args) for args in changed.values()}
    assert len(changed) > 60
    assert len(digests) == len(changed)  # all different from each other
    for other in digests:
        with pytest.raises(ApprovalInvalid, match="arguments differ"):
            APPROVAL.check_content(other)


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("tool", "it is for create_task, not for other"),
        ("thread", "in another conversation"),
        ("account", "given to another user, or for another Paymo account"),
    ],
)
def test_an_approval_holds_for_its_tool_thread_and_account(part: str, reason: str) -> None:
    APPROVAL.check_holder(**HOLDER)
    with pytest.raises(ApprovalInvalid, match=reason) as refused:
        APPROVAL.check_holder(**{**HOLDER, part: "other"})
    assert "Ask for the action again" in refused.value.hint


def test_a_token_comes_back_as_it_was_signed_and_only_in_time() -> None:
    whole_second = APPROVAL.expires_at.replace(microsecond=0)
    assert SIGNER.verify(SIGNER.sign(APPROVAL)) == replace(APPROVAL, expires_at=whole_second)
    late = replace(APPROVAL, expires_at=datetime.now(UTC) - timedelta(seconds=1))
    with pytest.raises(ApprovalInvalid, match="has expired"):
        SIGNER.verify(SIGNER.sign(late)).check_content(CALL["digest"])


def test_a_forged_token_is_refused() -> None:
    token = SIGNER.sign(APPROVAL)
    head, body, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    nameless = {name: value for name, value in claims.items() if name != "account"}
    forgeries = [
        "",
        "yes",
        token[:-8],
        f"{head}.{_encoded({**claims, 'sub': 'Mallory'})}.{signature}",
        f"{_encoded({'alg': 'none', 'typ': 'JWT'})}.{body}.",
        ApprovalSigner(b"x" * 64).sign(APPROVAL),
        jwt.encode(nameless, b"s" * 64, algorithm="HS256"),
        jwt.encode(claims, b"s" * 64, algorithm="HS512"),
    ]
    forgeries += [
        token[:position] + ("A" if letter != "A" else "B") + token[position + 1 :]
        for position, letter in enumerate(token[:-1])  # the last letter has bits to spare
        if letter != "."
    ]
    for forgery in forgeries:
        with pytest.raises(ApprovalInvalid, match="signature is not valid"):
            SIGNER.verify(forgery)


def test_processes_that_start_together_share_one_key(tmp_path: Path) -> None:
    for number in range(40):
        folder = tmp_path / str(number)
        folder.mkdir()
        start, found = threading.Barrier(4), []

        def open_signer(
            folder: Path = folder,
            start: threading.Barrier = start,
            found: list[ApprovalSigner] = found,
        ) -> None:
            start.wait()
            found.append(ApprovalSigner.from_folder(folder))

        threads = [threading.Thread(target=open_signer) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({signer.fingerprint("x") for signer in found}) == 1
    assert [p.name for p in folder.iterdir()] == ["approval.key"]
    assert (folder / "approval.key").stat().st_mode & 0o077 == 0


def test_a_fingerprint_tells_accounts_apart_and_reveals_none() -> None:
    names = {SIGNER.fingerprint(account) for account in ("url\nkey-1", "url\nkey-2")}
    assert len(names) == 2
    assert not any("key" in name for name in names)


def _encoded(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
