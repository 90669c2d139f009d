"""An OpenID Connect provider on loopback: its sign-in page lists people, a click is the password.

Written from OpenID Connect Core 1.0 and Discovery 1.0, and as strict as they are about what the
client has to send: redirect address, client secret, PKCE, and a code that counts once.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urlencode

import jwt
import uvicorn
from cryptography.hazmat.primitives.asymmetric import rsa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT = "paymo-agent"
SECRET = "s3krit-of-the-client-4f1d"
_KEY_ID = "one"


@dataclass
class Provider:
    """The provider: ``people`` are the claims of whoever can sign in, ``redirect`` the address that
    codes may be sent to."""

    issuer: str
    redirect: str
    people: dict[str, dict[str, Any]]
    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    signed_out: int = 0

    def app(self) -> Starlette:
        """The provider as an ASGI app."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._metadata),
                Route("/keys", self._keys),
                Route("/authorize", self._authorize),
                Route("/as/{name}", self._signed_in),
                Route("/token", self._token, methods=["POST"]),
                Route("/end", self._end),
            ]
        )

    async def _metadata(self, _: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "end_session_endpoint": f"{self.issuer}/end",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def _keys(self, _: Request) -> Response:
        key = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return JSONResponse({"keys": [{**key, "kid": _KEY_ID, "use": "sig", "alg": "RS256"}]})

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if (asked["client_id"], asked["redirect_uri"]) != (CLIENT, self.redirect):
            return Response("no such client, or another address", 400)
        if "openid" not in asked["scope"].split() or asked["code_challenge_method"] != "S256":
            return Response("not OpenID Connect with PKCE", 400)
        code = secrets.token_urlsafe()
        self.asked[code] = asked
        links = "".join(
            f'<li><a href="/as/{escape(name)}?code={code}">{escape(name)}</a></li>'
            for name in self.people
        )
        return HTMLResponse(f"<h1>Who are you?</h1><ul>{links}</ul>")

    async def _signed_in(self, request: Request) -> Response:
        code = request.query_params["code"]
        asked = self.asked[code]
        asked["person"] = request.path_params["name"]
        query = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{self.redirect}?{query}")

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        asked = self.asked.pop(str(form["code"]), None)
        if asked is None or form["redirect_uri"] != self.redirect or not _is_client(request, form):
            return JSONResponse({"error": "invalid_grant"}, 400)
        verifier = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if challenge != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": asked["person"],
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **self.people[asked["person"]],
        }
        token = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": _KEY_ID})
        granted = {"access_token": "unused", "token_type": "Bearer", "expires_in": 300}
        return JSONResponse({**granted, "id_token": token})

    async def _end(self, request: Request) -> Response:
        self.signed_out += 1
        address = request.query_params["post_logout_redirect_uri"]
        if not address.startswith(self.redirect.rpartition("/")[0]):
            return Response("another address", 400)
        return RedirectResponse(address)


def _is_client(request: Request, form: Any) -> bool:
    basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
    by_header = request.headers.get("authorization") == f"Basic {basic}"
    return by_header or (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)


@contextmanager
def open_oidc_provider(redirect: str, people: dict[str, dict[str, Any]]) -> Iterator[Provider]:
    """The provider on a free port, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        issuer = f"http://127.0.0.1:{listener.getsockname()[1]}"
        provider = Provider(issuer, redirect, people)
        config = uvicorn.Config(provider.app(), lifespan="off", ws="none", log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield provider
        server.should_exit = True
        thread.join()
