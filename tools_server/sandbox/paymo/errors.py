"""The answers that are not 2xx. Every one is `{"message": ...}` (Paymo API facts, section 3).

Refusal
+-- BadRequest       400  the request cannot be read, or names what does not exist
+-- Unauthorized     401  no, wrong or retired credentials
+-- Forbidden        403  the caller's role or projects do not reach this
+-- NotFound         404  no such path or id
+-- MethodNotAllowed 405  the path does not know the verb
+-- Conflict         409  a second running timer
+-- TooManyRequests  429  over the rate limit
+-- Broken           500  the requests that are known to make the live service fail
"""

from collections.abc import Iterable
from typing import ClassVar


class Refusal(Exception):
    """Ends a request with `status`; `headers` are added to the response."""

    status: ClassVar[int] = 500
    default: ClassVar[str] = "Internal Server Error"
    headers: ClassVar[dict[str, str]] = {}

    def __init__(self, message: str | None = None) -> None:
        self.message = message or self.default
        super().__init__(self.message)


class BadRequest(Refusal):
    status = 400
    default = "Bad Request"


class Unauthorized(Refusal):
    status = 401
    default = "Unauthorized"
    headers: ClassVar[dict[str, str]] = {"WWW-Authenticate": 'Basic realm="Paymo"'}


class Forbidden(Refusal):
    status = 403
    default = "Forbidden"


class NotFound(Refusal):
    status = 404
    default = "Not found"


class MethodNotAllowed(Refusal):
    status = 405
    default = "Method Not Allowed"


class Conflict(Refusal):
    status = 409
    default = "Conflict"


class TooManyRequests(Refusal):
    status = 429
    default = "Too Many Requests"


class Broken(Refusal):
    """Not a fault of the sandbox: the live service answers 500 here."""


def missing_params(names: Iterable[str]) -> BadRequest:
    return BadRequest("Missing required params: " + ", ".join(names))


def unknown_reference(name: str) -> BadRequest:
    return BadRequest(f"Unknown field or reference: {name}")


def invalid_value(field: str, reason: str) -> BadRequest:
    return BadRequest(f"Invalid value for {field}: {reason}")


def project_denied() -> Forbidden:
    return Forbidden("Access to project denied")
