"""What the web app tells browsers not to do, whatever stands in a page.

Pages show text as text; should one ever fail to, the browser still loads nothing from elsewhere,
runs no script but Streamlit's own, and lets no other site frame the buttons that approve.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",  # Streamlit's one inline script only speaks to crawlers
    "style-src": "'self' 'unsafe-inline'",  # Streamlit styles its parts while they are drawn
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "frame-src": "'none'",
    "form-action": "'none'",
    "base-uri": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def with_headers(app: ASGIApp) -> ASGIApp:
    """The same app, whose every HTTP answer carries the headers."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await app(scope, receive, send_with_headers if scope["type"] == "http" else send)

    return guarded
