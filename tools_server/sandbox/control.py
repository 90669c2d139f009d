"""The control endpoint of a sandbox server: its fault plan and its log of requests.

    GET, PUT, DELETE  /_control/faults     the plan and its counts; a new plan; none
    GET, DELETE       /_control/requests   the log, with ?after=NUMBER its newer part; forget it

Only programs on this machine reach it, on whatever address the server listens: the peer has to be
loopback, the Host header has to name loopback (a web page that points its own name here cannot),
and no browser sends a page's request without an Origin header, which is refused.
"""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tools_server.sandbox.paymo.faults.log import RequestLog
from tools_server.sandbox.paymo.faults.plan import FaultPlan, PlanError, parse_plan
from tools_server.sandbox.paymo.faults.play import Faults

FAULTS = "/_control/faults"
REQUESTS = "/_control/requests"

Endpoint = Callable[[Request], Awaitable[Response]]


def add_control(app: Starlette) -> None:
    """Put the control endpoint beside the API of `create_app`."""
    methods = ["GET", "PUT", "DELETE"]
    app.router.routes += [
        Route(FAULTS, _from_here(_faults), methods=methods),
        Route(REQUESTS, _from_here(_requests), methods=["GET", "DELETE"]),
    ]


async def _faults(request: Request) -> Response:
    faults: Faults = request.app.state.faults
    if request.method == "PUT":
        try:
            faults.follow(parse_plan(await request.body()))
        except PlanError as wrong:
            return JSONResponse({"message": str(wrong)}, 400)
    elif request.method == "DELETE":
        faults.follow(FaultPlan(faults=[]))
    return JSONResponse(faults.schedule.as_dict())


async def _requests(request: Request) -> Response:
    log: RequestLog = request.app.state.requests
    if request.method == "DELETE":
        log.clear()
    after = request.query_params.get("after", "0")
    if not after.isdecimal():
        return JSONResponse({"message": "after: is no number of a request"}, 400)
    records = [record.as_dict() for record in log if record.number > int(after)]
    return JSONResponse({"requests": records})


def _from_here(endpoint: Endpoint) -> Endpoint:
    async def guarded(request: Request) -> Response:
        peer = request.client.host if request.client else ""
        if _is_loopback(peer) and _is_loopback(_host(request)) and "origin" not in request.headers:
            return await endpoint(request)
        return JSONResponse({"message": "The control endpoint is for this machine only"}, 403)

    return guarded


def _host(request: Request) -> str:
    """The Host header without its port, an IPv6 address without its brackets."""
    host = request.headers.get("host", "")
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
