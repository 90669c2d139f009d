"""What faults do to an answer that is ready to be sent, and the answers they give themselves."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse

from tools_server.sandbox.paymo.errors import TooManyRequests, Unauthorized

Sleep = Callable[[float], Awaitable[None]]

RATE_HEADERS = {
    "X-Ratelimit-Decay-Period": "60",
    "X-Ratelimit-Limit": "100",
    "X-Ratelimit-Remaining": "99",
}
"""What a second, wider limiter would say."""


def error_page(status: int) -> Response:
    """The page of a proxy whose backend is in trouble."""
    return HTMLResponse(
        f"<html><head><title>{status}</title></head>"
        f"<body><center><h1>{status} Server Error</h1></center><hr>nginx</body></html>",
        status,
    )


def too_many_requests(retry_after: int | None) -> Response:
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return JSONResponse({"message": TooManyRequests.default}, TooManyRequests.status, headers)


def unauthorized() -> Response:
    return JSONResponse(
        {"message": Unauthorized.default}, Unauthorized.status, Unauthorized.headers
    )


def truncated(answer: Response) -> Response:
    return _with_body(answer, bytes(answer.body[: len(answer.body) // 2]))


def of_type(answer: Response, content_type: str) -> Response:
    answer.headers["Content-Type"] = content_type
    return answer


def as_page(answer: Response) -> Response:
    page = "<html><body><form>Please log in</form></body></html>"
    return of_type(_with_body(answer, page.encode()), "text/html; charset=utf-8")


def with_list_headers(answer: Response) -> Response:
    for name, other in RATE_HEADERS.items():
        answer.headers[name] = f"{answer.headers.get(name, other)}, {other}"
    return answer


def without_includes(answer: Response, include: str, only: str | None, above: int) -> Response:
    """Empty each included list of which the answer holds more than `above` rows."""
    body = json.loads(bytes(answer.body))
    names = {step for path in include.split(",") for step in path.strip().split(".")}
    for name in names if only is None else names & {only}:
        holders = [record for record in _records(body) if _is_list_of_records(record.get(name))]
        # The outermost object is the envelope, which is no include.
        holders = [record for record in holders if record is not body]
        if sum(len(record[name]) for record in holders) > above:
            for record in holders:
                record[name] = []
    return _with_body(answer, json.dumps(body, ensure_ascii=False).encode())


def in_pieces(answer: Response, seconds: float, pieces: int, sleep: Sleep) -> Response:
    """The same answer, a piece at a time."""
    body = bytes(answer.body)
    size = max(1, -(-len(body) // pieces))

    async def trickle() -> AsyncIterator[bytes]:
        for start in range(0, len(body), size):
            await sleep(seconds / pieces)
            yield body[start : start + size]

    return StreamingResponse(trickle(), answer.status_code, dict(answer.headers))


def _with_body(answer: Response, body: bytes) -> Response:
    answer.body = body
    answer.headers["Content-Length"] = str(len(body))
    return answer


def _records(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value, from the outside in."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _records(item)


def _is_list_of_records(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)
