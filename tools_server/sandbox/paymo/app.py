"""The sandbox as an ASGI application: in process through httpx, or under any ASGI server."""

import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tools_server.sandbox.paymo.api import Api, Request
from tools_server.sandbox.paymo.clock import Clock, clock_on
from tools_server.sandbox.paymo.database import Database
from tools_server.sandbox.paymo.faults.log import RequestLog
from tools_server.sandbox.paymo.faults.play import Faults
from tools_server.sandbox.paymo.limits import Limiter, RateLimit
from tools_server.sandbox.paymo.seed import plant
from tools_server.sandbox.paymo.tables import UPGRADES, statements

World = Mapping[str, Any]

METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]


def create_app(
    database: Path | None,
    *,
    world: World | Callable[[], World] | None = None,
    clock: Clock | None = None,
    rate_limit: RateLimit | None = None,
    monotonic: Callable[[], float] = time.monotonic,
    strict_entries: bool = True,
) -> Starlette:
    """A Paymo account behind `/api/`, kept in the SQLite file `database` or, if None, in memory.

    `world` fills an empty database and is ignored by one that has been filled before; several
    processes may start on one file at once. A function is called only when there is something to
    fill. Without a world the account has one admin and the key `sandbox-key`. `clock` answers the
    aware UTC time, `monotonic` the seconds that the rate limit counts in; without `rate_limit`
    nobody gets a 429. `strict_entries` refuses a list of entries without a narrowing filter. Raises
    WorldError for a world that does not fit the format.

    `app.state.requests` is the log of requests, `app.state.faults` plays fault plans.
    """
    now = clock or clock_on(None)
    storage = Database(database)

    def fill(connection: sqlite3.Connection) -> None:
        given = world() if callable(world) else world
        plant(connection, given or {}, int(now().timestamp()))

    storage.prepare(statements(), fill, UPGRADES)
    api = Api(storage, now, Limiter(rate_limit, monotonic), strict_entries=strict_entries)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        storage.close()

    log = RequestLog(monotonic)
    faults = Faults(_serve(api), _identify(api), log)
    routes = [Route("/api/{path:path}", _endpoint(faults), methods=METHODS)]
    app = Starlette(routes=routes, lifespan=lifespan)
    app.state.requests = log
    app.state.faults = faults
    app.state.database = storage
    return app


def api_keys(app: Starlette) -> list[str]:
    """The keys that open this account, in the order in which the world gave them."""
    with app.state.database.reading() as connection:
        return [key for (key,) in connection.execute("SELECT key FROM api_keys ORDER BY rowid")]


def _endpoint(faults: Faults) -> Callable[[HttpRequest], Awaitable[Response]]:
    async def endpoint(http: HttpRequest) -> Response:
        return await faults.answer(http)

    return endpoint


def _serve(api: Api) -> Callable[[HttpRequest], Awaitable[Response]]:
    async def serve(http: HttpRequest) -> Response:
        request = Request(
            method="GET" if http.method == "HEAD" else http.method,
            path=http.path_params["path"],
            base_url=str(http.base_url),
            query=http.query_params,
            headers=http.headers,
            content=await http.body(),
            ip=http.client.host if http.client else "127.0.0.1",
        )
        answer = await run_in_threadpool(api.answer, request)
        return JSONResponse(answer.body, answer.status, headers=answer.headers)

    return serve


def _identify(api: Api) -> Callable[[HttpRequest], Awaitable[int | None]]:
    async def identify(http: HttpRequest) -> int | None:
        return await run_in_threadpool(api.user_of, http.headers)

    return identify
