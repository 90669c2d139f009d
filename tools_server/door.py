"""The door of the HTTP transport: who may come in, from where, as whom."""

from __future__ import annotations

from anyio import to_thread
from mcp.server.auth.middleware.bearer_auth import AuthenticatedUser
from mcp.server.auth.provider import AccessToken
from mcp.server.streamable_http import MCP_SESSION_ID_HEADER
from mcp.server.transport_security import TransportSecurityMiddleware, TransportSecuritySettings
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tools_server.errors import Failure, Unauthorized
from tools_server.governance.limits import CallLimits, TooManyCalls
from tools_server.governance.tokens import LOCAL, Caller, TokenStore

CREATE_TOKEN = "paymo-agent tokens create NAME --role reader"  # noqa: S105  a command, no token


class Door:
    """Checks every request before MCP sees it, in this order:

    1. Host (421) and Origin (403): a web page must not get here through its visitor's browser, even
       by a name of its own that points to this machine (DNS rebinding).
    2. The bearer token (401), looked up anew each time: a revoked one is out from its next request
       on, in sessions that are open too. Without a token store everybody is `LOCAL`.
    3. The opening of a session counts as a call of the token (429). The calls inside a session are
       counted by the server, whose answers a model can read.

    `request.state.caller` tells the server who it is. ``scope["user"]`` tells the session manager
    of the SDK, which answers 404 to a session id that another token opened.
    """

    def __init__(
        self,
        inside: ASGIApp,
        *,
        security: TransportSecuritySettings,
        tokens: TokenStore | None,
        limits: CallLimits,
    ) -> None:
        self._inside = inside
        self._security = TransportSecurityMiddleware(security)
        self._tokens = tokens
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        refusal = await self._security.validate_request(request) or await self._admit(request)
        await (refusal or self._inside)(scope, receive, send)

    async def _admit(self, request: Request) -> Response | None:
        caller = LOCAL
        if self._tokens is not None:
            token = _bearer_token(request)
            known = await to_thread.run_sync(self._tokens.caller, token) if token else None
            if known is None:
                return _unauthorized(presented=token is not None)
            caller = known
            request.scope["user"] = _principal(caller)
        request.state.caller = caller
        if MCP_SESSION_ID_HEADER in request.headers:
            return None
        return self._opening(caller)

    def _opening(self, caller: Caller) -> Response | None:
        try:
            self._limits.count(caller)
        except TooManyCalls as flood:
            return _answer(flood, 429, {"Retry-After": str(flood.seconds)})
        return None


def caller_of(request: Request | None) -> Caller:
    """Who came through the door with this request; without one it was standard input."""
    if request is None:
        return LOCAL
    caller: Caller = request.state.caller  # an AttributeError where there was no door
    return caller


def _bearer_token(request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def _principal(caller: Caller) -> AuthenticatedUser:
    """The caller as the SDK compares them; it has no need of the token itself."""
    return AuthenticatedUser(
        AccessToken(token="", client_id=caller.name, subject=caller.token_id, scopes=[caller.role])
    )


def _unauthorized(*, presented: bool) -> Response:
    if presented:
        message, challenge = "This token is unknown or revoked.", 'Bearer error="invalid_token"'
    else:
        message, challenge = "This server wants a bearer token with every request.", "Bearer"
    hint = f"Run `{CREATE_TOKEN}` on the server and send `Authorization: Bearer TOKEN`."
    failure = Unauthorized(message, hint=hint, status=401)
    return _answer(failure, 401, {"WWW-Authenticate": challenge})


def _answer(failure: Failure, status: int, headers: dict[str, str]) -> Response:
    return JSONResponse({"error": failure.as_dict()}, status, headers)
