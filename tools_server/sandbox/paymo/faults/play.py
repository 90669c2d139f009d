"""Plays the plan: between the request that came in and the account that would answer it."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from tools_server.sandbox.paymo.faults import plan, spoil
from tools_server.sandbox.paymo.faults.hang_up import HangUp
from tools_server.sandbox.paymo.faults.log import RequestLog, RequestRecord

Serve = Callable[[Request], Awaitable[Response]]
Identify = Callable[[Request], Awaitable[int | None]]


class Faults:
    """Serves each request as the plan wants it, and logs what became of it.

    Without a plan every request is simply served. A request that has come in is carried out to its
    end, whether or not its client waits. `sleep` is where the seconds of a plan are spent.
    """

    def __init__(self, serve: Serve, identify: Identify, log: RequestLog) -> None:
        self._serve = serve
        self._identify = identify
        self._log = log
        self._under_way: set[asyncio.Task[Response]] = set()
        self.sleep: spoil.Sleep = asyncio.sleep
        self.schedule = plan.Schedule(plan.FaultPlan(faults=[]))

    def follow(self, faults: plan.FaultPlan) -> None:
        """Play this plan from now on, from its start."""
        self.schedule = plan.Schedule(faults)

    async def answer(self, request: Request) -> Response:
        """The answer to one request, or a `HangUp`."""
        record = self._log.open(
            request.method, request.url.path, dict(request.query_params), await request.body()
        )
        fault = self.schedule.next(request.method, request.path_params["path"])
        record.fault = fault.fault if fault else None
        work = asyncio.create_task(self._played(fault, request, record))
        self._under_way.add(work)
        work.add_done_callback(self._under_way.discard)
        return await asyncio.shield(work)

    async def _played(
        self, fault: plan.Fault | None, request: Request, record: RequestRecord
    ) -> Response:
        record.user = await self._identify(request) or "unknown"
        answer = _instead(fault)
        if answer is None:
            if isinstance(fault, plan.DelayAndApply):
                await self.sleep(fault.seconds)
            answer = await self._serve(request)
            record.applied = answer.status_code < 400
            answer = await self._spoiled(fault, answer, request.query_params.get("include", ""))
        record.status = "dropped" if isinstance(answer, HangUp) else answer.status_code
        return answer

    async def _spoiled(self, fault: plan.Fault | None, answer: Response, include: str) -> Response:
        """What is sent of an answer after the request was carried out."""
        match fault:
            case plan.ApplyAndDrop():
                return HangUp()
            case plan.ApplyAndDelay(seconds=seconds):
                await self.sleep(seconds)
            case plan.ServerError(status=status):
                return spoil.error_page(status)
            case plan.Truncated():
                return spoil.truncated(answer)
            case plan.WrongContentType(content_type=content_type):
                return spoil.of_type(answer, content_type)
            case plan.HtmlPage():
                return spoil.as_page(answer)
            case plan.Slow(seconds=seconds, pieces=pieces):
                return spoil.in_pieces(answer, seconds, pieces, self.sleep)
            case plan.ListHeaders():
                return spoil.with_list_headers(answer)
            case plan.EmptyInclude(include=only, above=above):
                return spoil.without_includes(answer, include, only, above)
        return answer


def _instead(fault: plan.Fault | None) -> Response | None:
    """The answer of a fault that keeps the request from the account."""
    match fault:
        case plan.Drop():
            return HangUp()
        case plan.ServerError(status=status, apply=False):
            return spoil.error_page(status)
        case plan.TooManyRequests(retry_after=retry_after):
            return spoil.too_many_requests(retry_after)
        case plan.RevokedKey():
            return spoil.unauthorized()
    return None
