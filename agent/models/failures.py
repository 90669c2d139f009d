"""What a provider's exceptions mean. They share no type, so they are read by what they carry.

Their texts may hold keys and are never shown: a failure is told from the HTTP status, from
`Retry-After`, and from LangChain's own classes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from langchain_core.exceptions import ContextOverflowError

from tools_server.errors import (
    Failure,
    Forbidden,
    InvalidArgument,
    RateLimited,
    Unauthorized,
    UpstreamUnavailable,
)

_BUILTIN = "PAYMO_AGENT_MODEL=builtin"
_TOO_LONG = ("context_length_exceeded", "context length", "context window", "prompt is too long")
# 408 request timeout, 409 lock timeout, 429 rate limit, 529 overloaded (Anthropic).
_AGAIN = {408, 409, 429}
Worded = Callable[[Exception, str], Failure]


class TooLong(InvalidArgument):
    """More was sent than the model reads at once."""


class BrokenOff(ConnectionError):
    """A streamed answer stopped before its end."""


@contextmanager
def providers_failures(model: str, worded: Worded | None = None) -> Iterator[None]:
    """Whatever the provider of ``model`` raises inside comes out as the `Failure` behind it, as
    ``worded`` or else `failure_of` tells it.

    A `Failure` passes as it is: it comes from a model of our own, which words its failures itself.
    """
    try:
        yield
    except Failure:
        raise
    except Exception as error:  # the boundary to code that raises what it likes
        raise (worded or failure_of)(error, model) from error


def failure_of(error: Exception, model: str) -> Failure:
    """The failure to show, with its next step."""
    status = status_of(error)
    told = f" (HTTP {status})" if status else f" ({type(error).__name__})"
    if is_too_long(error):
        return TooLong(
            f"This is more than the model {model} can read at once{told}.",
            hint="Ask for less at once, or start a new conversation.",
            status=status,
        )
    match status:
        case 401:
            return Unauthorized(
                f"The provider of the model {model} does not accept its key{told}.",
                hint=f"Correct the provider's key (OPENAI_API_KEY, ...), or set {_BUILTIN}.",
                status=status,
            )
        case 403:
            return Forbidden(
                f"The provider's key may not use the model {model}{told}.",
                hint=f"Set a PAYMO_AGENT_MODEL that it may use, or {_BUILTIN}.",
                status=status,
            )
        case 404:
            return InvalidArgument(
                f"The provider knows no model {model}{told}.",
                hint=f"Correct PAYMO_AGENT_MODEL and the provider's address, or set {_BUILTIN}.",
                status=status,
            )
        case 429:
            return _limited(error, model)
    return UpstreamUnavailable(
        f"The model {model} gave no answer{told}.",
        hint=f"Try again; if it stays, check the provider's key and address, or set {_BUILTIN}.",
        status=status,
    )


def status_of(error: Exception) -> int | None:
    """The HTTP status behind an exception, wherever its provider put it."""
    response = getattr(error, "response", None)
    for found in (getattr(error, "status_code", None), getattr(response, "status_code", None)):
        if isinstance(found, int):
            return found
    code = getattr(error, "code", None)  # Google's
    return code if isinstance(code, int) and 400 <= code < 600 else None


def wait_of(error: BaseException) -> float | None:
    """The seconds that the provider asks to wait; None where it does not say."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    asked = str(headers.get("retry-after") or "")
    if not asked:
        return None
    try:
        return max(0.0, float(asked))
    except ValueError:
        pass
    try:
        until = parsedate_to_datetime(asked)
    except ValueError:
        return None
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def is_worth_again(error: BaseException) -> bool:
    """Whether the same request may be answered in a moment."""
    status = status_of(error) if isinstance(error, Exception) else None
    if status:
        return (status in _AGAIN or status >= 500) and not _out_of_credit(error)
    again = getattr(error, "is_retryable", None)  # of LangChain's model errors
    # What breaks a stream off comes from the HTTP client itself, and is no OSError.
    transport = any(kind.__name__ == "TransportError" for kind in type(error).__mro__)
    return bool(again) or transport or isinstance(error, OSError)


def is_too_long(error: Exception) -> bool:
    """Whether the model could not read that much."""
    if isinstance(error, ContextOverflowError) or status_of(error) == 413:
        return True
    said = f"{getattr(error, 'code', '')} {error}".lower()
    return status_of(error) == 400 and any(words in said for words in _TOO_LONG)


def is_about_streaming(error: BaseException | None) -> bool:
    """Whether the provider answers this request, but not in pieces."""
    refused = isinstance(error, Exception) and status_of(error) == 400
    return refused and "stream" in str(error).lower()


def _out_of_credit(error: BaseException) -> bool:
    return getattr(error, "code", None) == "insufficient_quota"


def _limited(error: Exception, model: str) -> Failure:
    if _out_of_credit(error):
        return RateLimited(
            f"The provider's account for the model {model} has no credit left (HTTP 429).",
            hint=f"Look at the plan and the billing of that account, or set {_BUILTIN}.",
            status=429,
        )
    wait = wait_of(error)
    return RateLimited(
        f"The provider of the model {model} has a rate limit, and it is reached (HTTP 429).",
        hint=f"Try again in {_in_words(wait) if wait else 'a minute'}, or set {_BUILTIN}.",
        status=429,
    )


def _in_words(seconds: float) -> str:
    if seconds < 100:
        whole = max(1, round(seconds))
        return f"{whole} second{'s' if whole > 1 else ''}"
    if seconds < 5_400:
        return f"{-(-seconds // 60):.0f} minutes"
    return f"{-(-seconds // 3_600):.0f} hours"
