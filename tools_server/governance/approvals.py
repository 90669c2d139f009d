"""Signed approvals: what a person agreed to, bound to the exact bytes of it.

The agent signs, the server verifies; both read the same key file, which only this user can read.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import jwt

from tools_server.errors import ApprovalInvalid

APPROVAL_META = "paymo-agent/approval"
THREAD_META = "paymo-agent/thread"

_CLAIMS = ["tool", "digest", "card", "jti", "thread", "sub", "account", "exp"]
_ASK_AGAIN = "Ask for the action again; a new card will be shown for approval."


def digest(tool: str, args: dict[str, Any]) -> str:
    """SHA-256 over the tool and its canonical arguments.

    Key order does not matter; every character of every value does (no Unicode normalisation, so a
    look-alike letter is another action).
    """
    canonical = json.dumps([tool, args], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(canonical.encode()).hexdigest()


def card_digest(proposal: Mapping[str, Any]) -> str:
    """SHA-256 over all that a person sees of a proposal: summary, rows and warnings.

    The names behind the ids are part of it, so a task that was renamed is another card.
    """
    shown = {part: proposal[part] for part in ("tool", "args", "summary", "fields", "warnings")}
    canonical = json.dumps(shown, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True)
class Approval:
    """One person's consent to one call: this tool, these arguments, this thread, this account.

    ``card`` is the digest of what the person was shown, ``key`` the idempotency key, ``account``
    the fingerprint of Paymo account, key and caller.
    """

    tool: str
    digest: str
    card: str
    key: str
    thread: str
    approver: str
    account: str
    expires_at: datetime

    def check_holder(self, *, tool: str, thread: str, account: str) -> None:
        """Raise `ApprovalInvalid` unless it was given for this tool, conversation and account."""
        if self.tool != tool:
            reason = f"it is for {self.tool}, not for {tool}"
        elif self.thread != thread:
            reason = "it was given in another conversation"
        elif self.account != account:
            reason = "it was given to another user, or for another Paymo account or key"
        else:
            return
        raise ApprovalInvalid(f"The approval does not fit this call: {reason}.", hint=_ASK_AGAIN)

    def check_content(self, digest: str) -> None:
        """Raise `ApprovalInvalid` unless it is for these arguments and in time.

        Whether the card is still true is not for here: that is nobody's fault, and asked again.
        """
        if self.expires_at <= datetime.now(UTC):
            raise ApprovalInvalid("The approval has expired.", hint=_ASK_AGAIN)
        if not hmac.compare_digest(self.digest, digest):
            raise ApprovalInvalid(
                "The approval does not fit this call: the arguments differ from the ones that were"
                " approved.",
                hint=_ASK_AGAIN,
            )


class ApprovalSigner:
    """Signs and verifies approvals as JSON Web Tokens (HS256)."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @classmethod
    def from_folder(cls, data: Path) -> ApprovalSigner:
        """The signer of this data folder; its key file (mode 0600) is made on first use."""
        path = data / "approval.key"
        if not path.exists():
            _make_key(path)
        return cls(path.read_bytes())

    def fingerprint(self, account: str) -> str:
        """A name for an account and key that reveals neither."""
        return hmac.new(self._secret, account.encode(), sha256).hexdigest()[:16]

    def key_for(self, purpose: str) -> bytes:
        """Another secret of this folder, for seals of this purpose: neither tells the other."""
        return hmac.new(self._secret, f"key for the {purpose}".encode(), sha256).digest()

    def sign(self, approval: Approval) -> str:
        """The token that travels in the `_meta` of the call."""
        claims = {
            "tool": approval.tool,
            "digest": approval.digest,
            "card": approval.card,
            "jti": approval.key,
            "thread": approval.thread,
            "sub": approval.approver,
            "account": approval.account,
            "exp": int(approval.expires_at.timestamp()),
        }
        return jwt.encode(claims, self._secret, algorithm="HS256")

    def verify(self, token: str) -> Approval:
        """The approval inside a token. Raises `ApprovalInvalid` where it is forged.

        One that came too late is answered all the same and refused by `Approval.check_content`: it
        may have been used in time, and then whoever asks again gets the answer of that use.
        """
        try:
            claims = jwt.decode(
                token,
                self._secret,
                algorithms=["HS256"],
                options={"require": _CLAIMS, "verify_exp": False},
            )
        except jwt.InvalidTokenError as forged:
            raise ApprovalInvalid(
                "The approval's signature is not valid here.", hint=_ASK_AGAIN
            ) from forged
        return Approval(
            tool=claims["tool"],
            digest=claims["digest"],
            card=claims["card"],
            key=claims["jti"],
            thread=claims["thread"],
            approver=claims["sub"],
            account=claims["account"],
            expires_at=datetime.fromtimestamp(claims["exp"], UTC),
        )


def _make_key(path: Path) -> None:
    """Put a new key there unless another process was faster; nobody ever reads half of one."""
    draft = path.with_name(f"approval.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_hex(32).encode())
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
