"""The one error type of the product, and its tree.

    Failure
    +-- Unauthorized         the key is wrong or has no rights at all (HTTP 401); never retried
    +-- Forbidden            the key may not do this one thing (HTTP 403)
    +-- NotFound             no record with this id is visible to the key (HTTP 404)
    +-- InvalidArgument      the request itself is wrong; the message names the field
    +-- Conflict             the record is in a state that forbids this (HTTP 409)
    +-- RateLimited          Paymo asked us to slow down and kept asking (HTTP 429)
    +-- UpstreamUnavailable  no usable answer to a read: network, 5xx, or not JSON
    +-- ApprovalRequired     a write without a person's approval
    +-- ApprovalInvalid      an approval that is not for this write: altered, used, late
    +-- UnknownOutcome       a write was sent and its answer never came: a person must look

A leaf answers two questions: who can fix it, and may the same call be sent again.
"""

from __future__ import annotations

from typing import Any, ClassVar


class Failure(Exception):
    """Something a person or a model can act on: what happened, and the next step.

    ``message`` and ``hint`` are shown to people and to models, so they hold no key, no token and no
    unquoted text from another system. ``status`` is the HTTP status behind it, where there was one.
    """

    code: ClassVar[str] = "failure"
    retryable: ClassVar[bool] = False

    def __init__(self, message: str, *, hint: str, status: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.status = status

    def as_dict(self) -> dict[str, Any]:
        """The wire shape (docs/contracts.md): code, message, hint, retryable, status."""
        return {
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
            "retryable": self.retryable,
            "status": self.status,
        }


class Unauthorized(Failure):
    """The API key is missing, wrong or revoked."""

    code = "unauthorized"


class Forbidden(Failure):
    """The key's owner lacks the right to do this."""

    code = "forbidden"


class NotFound(Failure):
    """No record with this id, or none that the key's owner may see."""

    code = "not_found"


class InvalidArgument(Failure):
    """The request cannot be right as it stands; the message names the field."""

    code = "invalid_argument"


class Conflict(Failure):
    """The record's present state forbids the request."""

    code = "conflict"


class RateLimited(Failure):
    """The rate limit held through every retry."""

    code = "rate_limited"
    retryable = True


class UpstreamUnavailable(Failure):
    """A read got no usable answer. Never to be taken for an empty list."""

    code = "upstream_unavailable"
    retryable = True


class ApprovalRequired(Failure):
    """A write arrived without an approval."""

    code = "approval_required"


class ApprovalInvalid(Failure):
    """A write arrived with an approval that is not for it."""

    code = "approval_invalid"


class UnknownOutcome(Failure):
    """A write left this machine and its answer never came back. It is not sent again."""

    code = "unknown_outcome"


def failure_from(error: dict[str, Any]) -> Failure:
    """The failure that `Failure.as_dict` described, on the other side of a wire."""
    leaf = _LEAVES.get(error.get("code", ""), UpstreamUnavailable)
    message = error.get("message", "The tools server answered in a form we cannot read.")
    return leaf(message, hint=error.get("hint", "Check its version."), status=error.get("status"))


_LEAVES = {leaf.code: leaf for leaf in Failure.__subclasses__()}
