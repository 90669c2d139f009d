"""Sends the requests of the official documentation and compares the answers with what it prints.

`documented.json` holds facts only: per request its place in the documentation, method, path, query
and body (with values of our own), the documented status and the name of the shape of its answer.
`$task` in it is the id of the row that `account.NAMED` calls so.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from tests.contract.account import KEY, NAMED, PASSWORD
from tests.contract.shapes import Comparison

DATA = Path(__file__).with_name("documented.json")
PNG = b"\x89PNG\r\n\x1a\n"
ABSENT_ROW = 9
NAME = re.compile(r"\$(\w+)")


@cache
def documented() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return data


@dataclass
class Played:
    """One request and what became of it."""

    request: dict[str, Any]
    answer: httpx.Response
    comparison: Comparison = field(default_factory=Comparison)
    rows: int | None = None

    @property
    def section(self) -> str:
        section: str = self.request["at"].partition(":")[0]
        return section

    @property
    def collection(self) -> str:
        collection: str = self.request["path"].partition("/")[0]
        return collection

    @property
    def named(self) -> str:
        request = self.request
        return f"{request['at']}: {request['method']} {request['path']}"

    @property
    def as_documented(self) -> bool:
        """The documented status, and with it what every answer of its kind has to carry."""
        status: int = self.request["status"]
        created = status != 201 or "location" in self.answer.headers
        return self.answer.status_code == status and created


def play(request: dict[str, Any], client: httpx.Client) -> Played:
    """Send one documented request and compare the answer with its shape."""
    names = {
        **NAMED,
        "session": client.post("sessions", auth=(KEY, "X")).json()["sessions"][0]["id"],
    }
    asked = request.keys() & {"where", "include"}
    query: dict[str, str] = {name: _fill(request[name], names) for name in asked}
    answer = client.request(
        request["method"],
        _fill(request["path"], names),
        params=query,
        **_credentials(request.get("auth", "key"), names),
        **_body(request, names),
    )
    played = Played(request, answer)
    if played.as_documented and "shape" in request:
        _compare(played)
    return played


def _compare(played: Played) -> None:
    """Envelope and rows; the relations that an include adds are not extra."""
    [(envelope, shape)] = documented()["shapes"][played.request["shape"]].items()
    found = played.answer.json()
    wanted = shape if isinstance(shape, list) else [shape]
    rows = found.get(envelope) if isinstance(shape, list) else [found.get(envelope)]
    played.rows = len(rows or [])
    played.comparison.rows(envelope, wanted, rows)
    added = {f"{envelope}.{name}" for name in played.request.get("adds", ())}
    played.comparison.extra -= added
    played.comparison.missing |= added - {
        f"{envelope}.{name}" for row in rows or [] for name in row
    }


def _session(client: httpx.Client) -> str:
    token: str = client.post("sessions", auth=(KEY, "X")).json()["sessions"][0]["id"]
    return token


def _credentials(how: str, names: dict[str, Any]) -> dict[str, Any]:
    if how == "session":
        return {"headers": {"X-Session": names["session"]}, "auth": None}
    return {"auth": ("ada@contract.example", PASSWORD) if how == "password" else (KEY, "anything")}


def _body(request: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    if "body" not in request:
        return {}
    body, content = _fill(request["body"], names), request.get("content")
    if content == "application/x-www-form-urlencoded":
        return {"data": body}
    if content == "text/xml":
        fields = "".join(f"<{name}>{value}</{name}>" for name, value in body.items())
        return {"content": f"<request>{fields}</request>", "headers": {"Content-Type": content}}
    if content == "multipart/form-data":
        files = {name: (value[1:], PNG) for name, value in body.items() if str(value)[0] == "@"}
        return {"files": files, "data": {name: body[name] for name in body.keys() - files}}
    return {"json": body}


def _fill(value: Any, names: dict[str, Any]) -> Any:
    """Put the ids of the account in place of `$names`; an unknown name has a row of nobody's."""
    if isinstance(value, dict):
        return {key: _fill(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [_fill(item, names) for item in value]
    if not isinstance(value, str):
        return value
    if NAME.fullmatch(value):
        return names.get(value[1:], ABSENT_ROW)
    return NAME.sub(lambda name: str(names.get(name[1], ABSENT_ROW)), value)
