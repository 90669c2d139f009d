"""The HTTP face: verbs and paths onto reader and writer, errors and headers onto responses."""

import re
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tools_server.sandbox.paymo import body, company, writer
from tools_server.sandbox.paymo.auth import Caller, authenticate
from tools_server.sandbox.paymo.catalog import ALSO_AT, RESOURCES
from tools_server.sandbox.paymo.database import Database
from tools_server.sandbox.paymo.errors import (
    BadRequest,
    Forbidden,
    MethodNotAllowed,
    NotFound,
    Refusal,
    TooManyRequests,
    Unauthorized,
)
from tools_server.sandbox.paymo.include import parse_include
from tools_server.sandbox.paymo.kinds import INTEGER, Moment
from tools_server.sandbox.paymo.limits import Limiter
from tools_server.sandbox.paymo.reader import Page, Reader
from tools_server.sandbox.paymo.schema import Resource
from tools_server.sandbox.paymo.store import Store
from tools_server.sandbox.paymo.visibility import require_list
from tools_server.sandbox.paymo.where.filters import Filters
from tools_server.sandbox.paymo.work import Work

PAGE = re.compile(r"\d{1,9}\Z")


@dataclass(frozen=True)
class Request:
    """An HTTP request as far as the API cares. `path` is what follows `/api/`."""

    method: str
    path: str
    base_url: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    content: bytes
    ip: str


@dataclass(frozen=True)
class Answer:
    status: int
    body: dict[str, Any]
    headers: dict[str, str]


class Api:
    """Answers requests one by one; safe to call from several threads."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        limiter: Limiter,
        *,
        strict_entries: bool,
    ) -> None:
        self._database = database
        self._clock = clock
        self._limiter = limiter
        self._strict_entries = strict_entries

    def answer(self, request: Request) -> Answer:
        """Never raises a Refusal: each becomes an answer with a message."""
        allowance = self._limiter.take(_credential(request))
        try:
            if not allowance.allowed:
                raise TooManyRequests()
            found = self._served(request)
        except Refusal as refusal:
            found = Answer(refusal.status, {"message": refusal.message}, refusal.headers)
        return Answer(found.status, found.body, {**found.headers, **allowance.headers})

    def user_of(self, headers: Mapping[str, str]) -> int | None:
        """The id of the user whose credentials these are; None for nobody's."""
        try:
            with self._database.reading() as connection:
                return authenticate(connection, headers, int(self._clock().timestamp())).id
        except Unauthorized:
            return None

    def _served(self, request: Request) -> Answer:
        now = int(self._clock().timestamp())
        writes = request.method != "GET"
        transaction = self._database.writing() if writes else self._database.reading()
        with transaction as connection:
            caller = authenticate(connection, request.headers, now)
            call = _Call(request, connection, caller, now)
            return call.dispatch(strict_entries=self._strict_entries)


class _Call:
    """One authenticated request inside its transaction."""

    def __init__(
        self, request: Request, connection: sqlite3.Connection, caller: Caller, now: int
    ) -> None:
        self.request = request
        self.connection = connection
        self.caller = caller
        self.now = now

    def dispatch(self, *, strict_entries: bool) -> Answer:
        name, _, row_id = self.request.path.strip("/").partition("/")
        if not row_id and name == "me":
            return self._me()
        if not row_id and name == "company":
            return self._company()
        resource = RESOURCES.get(ALSO_AT.get(name, name))
        if resource is None:
            raise NotFound()
        if resource.fixed:
            self._only("GET")
        if row_id:
            return self._one(resource, _row_id(resource, row_id))
        if self.request.method == "GET":
            return self._list(resource, strict=strict_entries)
        if self.request.method == "POST":
            return self._create(resource)
        raise MethodNotAllowed()

    def _list(self, resource: Resource, *, strict: bool) -> Answer:
        require_list(resource, self.caller)
        selection = parse_include(resource, self.request.query.get("include", ""))
        filters = Filters(resource, self.request.query.get("where", ""), self.caller)
        if strict and resource.one_of:
            filters.require_one_of(resource.one_of)
        rows = self._reader.many(selection, filters, _page(self.request.query))
        return Answer(200, {resource.key: rows}, {})

    def _create(self, resource: Resource) -> Answer:
        row_id = writer.create(self._work, resource, self._body())
        location = f"{self.request.base_url}api/{resource.name}/{row_id}"
        return Answer(201, self._envelope(resource, row_id), {"Location": location})

    def _one(self, resource: Resource, row_id: Any) -> Answer:
        method = self.request.method
        if method == "DELETE":
            writer.delete(self._work, resource, row_id)
            return Answer(200, {}, {})
        if method in ("POST", "PUT"):
            writer.update(self._work, resource, row_id, self._body())
        elif method != "GET":
            raise MethodNotAllowed()
        return Answer(200, self._envelope(resource, row_id), {})

    def _me(self) -> Answer:
        self._only("GET")
        return Answer(200, self._envelope(RESOURCES["users"], self.caller.id), {})

    def _company(self) -> Answer:
        self._only("GET", "POST", "PUT")
        if self.request.method != "GET":
            if not self.caller.is_admin:
                raise Forbidden()
            company.update(self.connection, self._body(), Moment().show(self.now))
        return Answer(200, {"company": company.show(self.connection)}, {})

    def _envelope(self, resource: Resource, row_id: Any) -> dict[str, Any]:
        include = self.request.query.get("include", "")
        selection = parse_include(resource, include, alone=True)
        return {resource.key: [self._reader.one(selection, row_id)]}

    def _body(self) -> dict[str, Any]:
        return body.decode(self.request.headers.get("content-type", ""), self.request.content)

    def _only(self, *methods: str) -> None:
        if self.request.method not in methods:
            raise MethodNotAllowed()

    @property
    def _reader(self) -> Reader:
        return Reader(self.connection, self.caller)

    @property
    def _work(self) -> Work:
        return Work(Store(self.connection, self.now), self.caller, self.request.ip)


def _credential(request: Request) -> str:
    """Whose budget a request uses: the key's, or without one the address's."""
    headers = request.headers
    return headers.get("x-session") or headers.get("authorization") or request.ip


def _row_id(resource: Resource, text: str) -> Any:
    if resource.id_column.startswith("TEXT"):
        return text
    if not INTEGER.match(text):
        raise NotFound()
    return int(text)


def _page(query: Mapping[str, str]) -> Page:
    """`page` and `page_size` count only together (Paymo API facts, section 7)."""
    if "page" not in query or "page_size" not in query:
        return Page()
    number, size = query["page"], query["page_size"]
    if not PAGE.match(number) or not PAGE.match(size) or int(size) == 0:
        raise BadRequest("Invalid page or page_size")
    return Page(int(number), int(size))
