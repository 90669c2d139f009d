"""How Paymo's answers become the errors of tools_server/errors.py.

    HTTP 401                     Unauthorized         at once, never retried; the text says HTTP 401
    HTTP 403                     Forbidden
    HTTP 404                     NotFound
    HTTP 409                     Conflict             such as a second running timer
    HTTP 429                     RateLimited          held through every retry; nothing was done
    any other 4xx                InvalidArgument      Paymo's own words are quoted
    connection never made        UpstreamUnavailable  for a create too: nothing was sent
    5xx, a redirect, not JSON, a wrong envelope, a broken connection
        on a read                UpstreamUnavailable
        on a create              UnknownOutcome       it may have been done: a person must look

Paymo's text is quoted, on one line, cut to 200 characters, and never carries the key
(Paymo API facts, section 3: errors are ``{"message": "..."}``, but a 5xx need not be JSON).
"""

from __future__ import annotations

import base64
import json

import httpx
from pydantic import SecretStr

from tools_server.errors import (
    Conflict,
    Failure,
    Forbidden,
    InvalidArgument,
    NotFound,
    RateLimited,
    Unauthorized,
    UnknownOutcome,
    UpstreamUnavailable,
)

QUOTE_LIMIT = 200

_REFUSALS: dict[int, tuple[type[Failure], str]] = {
    401: (Unauthorized, "Check PAYMO_API_KEY: the key is wrong, revoked, or its user is archived."),
    403: (Forbidden, "The key's owner lacks this right in Paymo. An administrator can grant it."),
    404: (NotFound, "Check the id with the matching list tool."),
    409: (Conflict, "Look at the record in Paymo first, then decide."),
    429: (RateLimited, "Wait {wait}, then try again; nothing was changed."),
}


def refusal(response: httpx.Response, key: SecretStr) -> Failure:
    """The error for a 4xx: Paymo understood the request and did not do it."""
    if response.status_code == 404 and not _is_json(response):
        return unavailable("HTTP 404 and no JSON: is PAYMO_BASE_URL the address of Paymo's API")
    kind, hint = _REFUSALS.get(
        response.status_code,
        (InvalidArgument, "Correct the value that Paymo names; the same call fails again."),
    )
    return kind(
        f"Paymo answered HTTP {response.status_code}{_words(response, key)}.",
        hint=hint.format(wait=_shown_wait(response)),
        status=response.status_code,
    )


def _shown_wait(response: httpx.Response) -> str:
    """How long Paymo asks to be left alone, where it says so."""
    seconds = response.headers.get("Retry-After", "").strip()
    if not seconds.isdecimal():
        return "a minute"
    minutes = -(-int(seconds) // 60)
    return f"{minutes} minutes" if minutes > 1 else "a minute"


def unavailable(happened: str, *, status: int | None = None) -> UpstreamUnavailable:
    """The error for a read without a usable answer."""
    return UpstreamUnavailable(
        f"Paymo gave no usable answer: {happened}.",
        hint="Nothing is known about the records asked for; do not take this for an empty list. "
        "Try again in a minute.",
        status=status,
    )


def unknown_outcome(happened: str, *, status: int | None = None) -> UnknownOutcome:
    """The error for a create that left this machine and was never confirmed."""
    return UnknownOutcome(
        f"The record may or may not have been created: {happened}.",
        hint="Look in Paymo for the record before anything is sent again.",
        status=status,
    )


def status_line(response: httpx.Response, key: SecretStr) -> str:
    """``HTTP 502: "Bad Gateway"``, for the texts of the two errors above."""
    return f"HTTP {response.status_code}{_words(response, key)}"


def _words(response: httpx.Response, key: SecretStr) -> str:
    text = _message(response)
    return f': "{quoted(text, key)}"' if text else ""


def _is_json(response: httpx.Response) -> bool:
    try:
        json.loads(response.content)
    except ValueError:
        return False
    return True


def _message(response: httpx.Response) -> str:
    try:
        body = json.loads(response.content)
    except ValueError:
        is_page = "<" in response.text[:200]  # a proxy's error page says nothing we could quote
        return "" if is_page else response.text
    if isinstance(body, dict) and isinstance(body.get("message"), str):
        return str(body["message"])
    return response.text


def quoted(text: str, key: SecretStr) -> str:
    """Upstream text made fit to show: one line, no key in it, at most 200 characters."""
    secret = key.get_secret_value()
    if secret:
        basic = base64.b64encode(f"{secret}:X".encode()).decode()
        text = text.replace(basic, "[key]").replace(secret, "[key]")
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= QUOTE_LIMIT else line[: QUOTE_LIMIT - 1] + "…"
