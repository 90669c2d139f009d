"""Who is calling: Basic with e-mail and password or with an API key, or a session token.

Paymo API facts, section 2. Retired users cannot log in by any of the three.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from tools_server.sandbox.paymo.errors import Unauthorized


@dataclass(frozen=True)
class Caller:
    """The user behind a request; `by_session` when an `X-Session` header said so."""

    id: int
    type: str
    by_session: bool = False

    @property
    def is_admin(self) -> bool:
        return self.type == "Admin"

    @property
    def is_guest(self) -> bool:
        return self.type == "Guest"


def authenticate(connection: sqlite3.Connection, headers: Mapping[str, str], now: int) -> Caller:
    """The caller of a request with these headers. Raises Unauthorized."""
    token = headers.get("x-session")
    user_id = _session_user(connection, token, now) if token else _basic_user(connection, headers)
    row = connection.execute(
        "SELECT type FROM users WHERE id = ? AND active", (user_id,)
    ).fetchone()
    if row is None:
        raise Unauthorized()
    return Caller(int(user_id or 0), row[0], by_session=bool(token))


def hash_password(password: str) -> str:
    """`salt:digest`; a quick hash will do for the invented people of a sandbox."""
    salt = secrets.token_hex(8)
    return f"{salt}:{_digest(salt, password)}"


def _session_user(connection: sqlite3.Connection, token: str, now: int) -> int | None:
    row = connection.execute(
        "SELECT user_id FROM sessions WHERE id = ? AND expires_on > ?", (token, now)
    ).fetchone()
    return row[0] if row else None


def _basic_user(connection: sqlite3.Connection, headers: Mapping[str, str]) -> int | None:
    name, password = _basic_credentials(headers.get("authorization", ""))
    row = connection.execute("SELECT user_id FROM api_keys WHERE key = ?", (name,)).fetchone()
    if row:
        return int(row[0])
    rows = connection.execute(
        """SELECT users.id, passwords.digest FROM users
        JOIN passwords ON passwords.user_id = users.id
        WHERE users.active AND fold(users.email) = ?""",
        (name.casefold(),),
    )
    return next((user_id for user_id, digest in rows if _fits(password, digest)), None)


def _basic_credentials(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        raise Unauthorized()
    try:
        name, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise Unauthorized() from None
    return name, password


def _fits(password: str, stored: str) -> bool:
    salt, _, digest = stored.partition(":")
    return hmac.compare_digest(_digest(salt, password), digest)


def _digest(salt: str, password: str) -> str:
    return hashlib.blake2b(password.encode(), salt=salt.encode()).hexdigest()
