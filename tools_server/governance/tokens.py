"""Who may come in over HTTP: bearer tokens, each with a name, a role and a rate limit."""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Literal, get_args

from sqlalchemy import (
    Column,
    ColumnElement,
    Engine,
    Integer,
    String,
    Table,
    and_,
    insert,
    select,
    update,
)

from tools_server.errors import InvalidArgument, NotFound
from tools_server.governance.database import METADATA, reading

Role = Literal["reader", "writer", "approver"]

MOST_CALLS_PER_MINUTE = 6_000

TOKENS = Table(
    "tokens",
    METADATA,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("calls_per_minute", Integer),
    Column("hash", String, nullable=False),
    Column("created_at", String, nullable=False),
    Column("created_by", String, nullable=False),
    Column("revoked_at", String),
)


@dataclass(frozen=True)
class Caller:
    """Who makes a request: the token's name, what it may do, how often a minute (None: no limit).

    A reader has no write tools. A writer's writes need an approval that our own gate signed. An
    approver's own person may also approve, through the client (MCP elicitation). ``token_id`` tells
    two tokens apart that carried one name, one after the other; it is no secret.
    """

    name: str
    role: Role
    calls_per_minute: int | None
    token_id: str = ""

    @property
    def actor(self) -> str:
        """What the audit log calls it: never the name that a person of this machine may have."""
        return f"token:{self.name}" if self.token_id else self.name


# Standard input and output belong to whoever started the server: nobody else can speak there.
LOCAL = Caller("local", "approver", None)


@dataclass(frozen=True)
class TokenRecord:
    """What is kept of a token. ``id`` is the public part of it; times are UTC, ISO 8601."""

    id: str
    name: str
    role: str
    calls_per_minute: int | None
    created_at: str
    created_by: str
    revoked_at: str | None


class TokenStore:
    """Creates, revokes, lists and checks tokens. Only hashes are kept.

    A token is `pa_`, a public id by which its row is found, and 32 random bytes. That much chance
    needs no slow hash: nobody guesses their way through 2^256.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def create(
        self, name: str, role: Role, calls_per_minute: int | None, *, created_by: str = LOCAL.name
    ) -> str:
        """A new token, in the only moment it can be seen.

        Raises `InvalidArgument` for a name that is unfit or belongs to a live token, for a role
        there is not, and for a limit outside 1 to 6,000.
        """
        _check(name, role, calls_per_minute)
        token_id = secrets.token_hex(_ID_LENGTH // 2)
        token = f"{_PREFIX}{token_id}_{secrets.token_urlsafe(32)}"
        row = {
            "id": token_id,
            "name": name,
            "role": role,
            "calls_per_minute": calls_per_minute,
            "hash": _hash(token),
            "created_at": _now(),
            "created_by": created_by,
        }
        with self._engine.begin() as connection:
            if connection.execute(select(TOKENS.c.id).where(_live(name))).first():
                raise InvalidArgument(
                    f"There is a token named {name} already.",
                    hint=f"Choose another name, or run `paymo-agent tokens revoke {name}` first.",
                )
            connection.execute(insert(TOKENS).values(row))
        return token

    def revoke(self, name: str) -> None:
        """Shut a token out from its next request on. Raises `NotFound` for none of that name."""
        with self._engine.begin() as connection:
            done = connection.execute(update(TOKENS).where(_live(name)).values(revoked_at=_now()))
            if done.rowcount == 0:
                raise NotFound(
                    f"No live token is named {name!r}.",
                    hint="`paymo-agent tokens list` shows their names.",
                )

    def listed(self) -> list[TokenRecord]:
        """Every token, the oldest first. Revoked ones stay: the audit log speaks of them."""
        columns = [column for column in TOKENS.c if column.name != "hash"]
        query = select(*columns).order_by(TOKENS.c.created_at, TOKENS.c.id)
        with reading(self._engine) as connection:
            return [TokenRecord(**row) for row in connection.execute(query).mappings()]

    def caller(self, token: str) -> Caller | None:
        """Whose live token this is, or None.

        Takes the same steps and a comparison of constant time whether the id is known or not.
        """
        token_id = token[len(_PREFIX) : len(_PREFIX) + _ID_LENGTH]
        query = select(TOKENS).where(TOKENS.c.id == token_id, TOKENS.c.revoked_at.is_(None))
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        fits = hmac.compare_digest(row.hash if row else _NO_HASH, _hash(token))
        if row is None or not fits:
            return None
        return Caller(row.name, row.role, row.calls_per_minute, token_id)


_PREFIX = "pa_"
_ID_LENGTH = 12
_NO_HASH = "0" * 64
# Lower case and ASCII: no two names look alike in the audit log.
_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,39}")
# Actors of the audit log that are no token.
_TAKEN = {LOCAL.name, "nobody"}


def _check(name: str, role: str, calls_per_minute: int | None) -> None:
    if not _NAME.fullmatch(name) or name in _TAKEN:
        raise InvalidArgument(
            f"{name!r} cannot be a token's name.",
            hint="Use 1 to 40 of a-z, 0-9 and . _ @ -, a letter or digit first; "
            f"{' and '.join(sorted(_TAKEN))} are taken.",
        )
    if role not in get_args(Role):
        raise InvalidArgument(
            f"There is no role {role!r}.", hint=f"The roles are: {', '.join(get_args(Role))}."
        )
    if calls_per_minute is not None and not 1 <= calls_per_minute <= MOST_CALLS_PER_MINUTE:
        raise InvalidArgument(
            f"{calls_per_minute} calls a minute cannot be a limit.",
            hint=f"Name a number from 1 to {MOST_CALLS_PER_MINUTE}.",
        )


def _live(name: str) -> ColumnElement[bool]:
    return and_(TOKENS.c.name == name, TOKENS.c.revoked_at.is_(None))


def _hash(token: str) -> str:
    return sha256(token.encode(errors="surrogateescape")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
