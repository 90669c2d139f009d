"""Sets the stage: for every trial a fresh world, and a session whose Paymo is in this process.

The one module of the evaluations that knows the tools server and the sandbox from inside
(docs/decisions/012). Everything else here sees the facade, and what this module hands out.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from filelock import FileLock
from langchain_core.language_models import BaseChatModel
from mcp import ClientSession
from mcp.shared.memory import create_connected_server_and_client_session
from mcp.types import CallToolRequest, ServerResult
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource
from starlette.applications import Starlette

from agent.session import Session, open_session
from agent.settings import Settings
from tools_server.backend import open_server
from tools_server.sandbox.paymo import company
from tools_server.sandbox.paymo.app import api_keys, create_app
from tools_server.sandbox.paymo.auth import Caller
from tools_server.sandbox.paymo.catalog import ALSO_AT, RESOURCES
from tools_server.sandbox.paymo.clock import clock_on
from tools_server.sandbox.paymo.errors import Refusal
from tools_server.sandbox.paymo.include import parse_include
from tools_server.sandbox.paymo.reader import CAP, Page, Reader
from tools_server.sandbox.paymo.where.filters import Filters
from tools_server.sandbox.paymo.world import WorldError, load_world, parse_world
from tools_server.sandbox.worlds.demo import build_demo_world

# Never resolved: the requests to it end in the sandbox inside this process.
_ADDRESS = "http://sandbox.invalid/api/"

_DATABASE = "paymo.db"
_READY = "ready"
_JUDGE = Caller(0, "Admin")  # sees everything, and is nobody in the world
PRICES = "PAYMO_AGENT_TOKEN_PRICES"

_Handler = Callable[[Any], Awaitable[ServerResult]]


class Unplayable(Exception):
    """The stage of a case cannot be set; the text says which field of the case is wrong."""


class _StageSettings(Settings):
    """Settings that come from the case alone: no environment and no `.env` of this machine.

    What a model costs is passed on all the same: it changes no answer.
    """

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


@dataclass(frozen=True)
class Scene:
    """What a stage is set for. ``world`` None is the demo world, ``key`` None the first key.

    ``chat`` answers in place of the ``model`` of that name.
    """

    world: Path | None
    today: date | None
    key: str | None
    timezone: str | None
    model: str
    chat: BaseChatModel | None = None


@dataclass(frozen=True)
class Timing:
    """How long the tools server took for one call."""

    tool: str
    args: dict[str, Any]
    elapsed_ms: float


class Stage:
    """One trial's world and session.

    ``prepared`` is the database that the trial's own, ``database``, is a copy of; ``sandbox`` is
    the Paymo over it; ``timings`` are those of every call to the tools server so far.
    """

    def __init__(self, scene: Scene, prepared: Path, folder: Path, sandbox: Starlette) -> None:
        self.prepared = prepared / _DATABASE
        self.database = folder / _DATABASE
        self.sandbox = sandbox
        self.set_in_ms = 0.0
        self.timings: list[Timing] = []
        self._scene = scene
        self._folder = folder
        self._open = AsyncExitStack()
        self._sessions: dict[bool, Session] = {}

    async def session(self, *, cards_expire: bool = False) -> Session:
        """The session over this world; with ``cards_expire`` its cards are late at once."""
        if cards_expire not in self._sessions:
            settings = self._settings
            if cards_expire:
                settings = settings.model_copy(update={"approval_hours": 0})
            opened = open_session(settings, model=self._scene.chat, connect=self._connect)
            self._sessions[cards_expire] = await self._open.enter_async_context(opened)
        return self._sessions[cards_expire]

    @property
    def requests(self) -> int:
        """How many requests came to Paymo so far."""
        log = self.sandbox.state.requests
        latest = max((record.number for record in log), default=0)
        return int(latest)

    def rows(self, collection: str, where: str = "") -> list[dict[str, Any]]:
        """The rows of a collection as Paymo's API shows them to an admin, whoever is in the world.

        Reads and never writes. Raises `LookupError` with Paymo's words where it has no such
        collection or field.
        """
        with self.sandbox.state.database.reading() as connection:
            if collection == "company":
                return [company.show(connection)]
            try:
                return list(_every_row(Reader(connection, _JUDGE), collection, where))
            except (KeyError, Refusal) as refusal:
                raise LookupError(f"{collection}: {refusal}") from refusal

    def fields(self, collection: str) -> set[str]:
        """What rows of the collection have, or can be asked for by. Raises `LookupError`."""
        if collection == "company":
            return set(self.rows(collection)[0])
        resource = RESOURCES.get(ALSO_AT.get(collection, collection))
        if resource is None:
            raise LookupError(f"{collection}: there is no such collection")
        return {field.name for field in resource.fields if field.shown or field.filter_only}

    @property
    def zone(self) -> ZoneInfo:
        """The account's time zone, or that of the case."""
        (account,) = self.rows("company")
        return ZoneInfo(self._scene.timezone or account["timezone"])

    @property
    def writes(self) -> int:
        """How many requests so far changed something in Paymo."""
        log = self.sandbox.state.requests
        return sum(record.applied and record.method != "GET" for record in log)

    async def close(self) -> None:
        """Close the sessions and the world; its files stay as they are."""
        await self._open.aclose()
        self.sandbox.state.database.close()

    @property
    def _settings(self) -> Settings:
        keys = api_keys(self.sandbox)
        if self._scene.key is not None and self._scene.key not in keys:
            raise Unplayable(f"key: the world has no key {self._scene.key!r}")
        return _StageSettings.model_validate(
            {
                "data": self._folder,
                "paymo_base_url": _ADDRESS,
                "paymo_api_key": self._scene.key or keys[0],
                "today": self._scene.today,
                "timezone": self._scene.timezone,
                "model": self._scene.model,
                "token_prices": os.environ.get(PRICES) or None,
                "user": "evals",
            }
        )

    @asynccontextmanager
    async def _connect(self) -> AsyncIterator[ClientSession]:
        transport = httpx.ASGITransport(self.sandbox, raise_app_exceptions=False)
        async with open_server(self._settings, transport=transport) as server:
            handlers = server.mcp.request_handlers
            handlers[CallToolRequest] = self._timed(handlers[CallToolRequest])
            async with create_connected_server_and_client_session(server.mcp) as client:
                yield client

    def _timed(self, handler: _Handler) -> _Handler:
        async def handle(request: Any) -> ServerResult:
            started = time.perf_counter()
            try:
                return await handler(request)
            finally:
                elapsed = (time.perf_counter() - started) * 1000
                args = request.params.arguments or {}
                self.timings.append(Timing(request.params.name, args, elapsed))

        return handle


def keys_of(world: Path | None) -> list[str]:
    """The API keys of a world file, or of the demo world. Raises `Unplayable` for an unfit file."""
    try:
        content = load_world(world) if world else build_demo_world(date.today())  # noqa: DTZ011
    except (WorldError, OSError) as unfit:
        raise Unplayable(f"world: {unfit}") from unfit
    return list(parse_world(content).api_keys)


class Stages:
    """Worlds prepared once under ``cache``, shared with other processes that use the folder."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    @asynccontextmanager
    async def set(self, scene: Scene, folder: Path) -> AsyncIterator[Stage]:
        """A stage with a fresh world, its data in ``folder``, which must not exist yet.

        Raises `Unplayable` for a world file that does not fit the format, or a key it lacks.
        """
        prepared = await self._prepared(scene)
        started = time.perf_counter()
        shutil.copytree(prepared, folder)
        sandbox = create_app(folder / _DATABASE, clock=clock_on(scene.today))
        stage = Stage(scene, prepared, folder, sandbox)
        try:
            await stage.session()
            stage.set_in_ms = (time.perf_counter() - started) * 1000
            yield stage
        finally:
            await stage.close()

    async def _prepared(self, scene: Scene) -> Path:
        """The data folder with a filled world and every other database empty, ready to copy."""
        world = sha256(scene.world.read_bytes()).hexdigest()[:16] if scene.world else "demo"
        place = self._cache / f"{world}-{scene.today or date.today()}"  # noqa: DTZ011  a name only
        if (place / _READY).exists():
            return place
        self._cache.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{place}.lock"):
            if not (place / _READY).exists():
                shutil.rmtree(place, ignore_errors=True)
                place.mkdir(mode=0o700)
                await _prepare(scene, place)
                (place / _READY).touch()
        return place


async def _prepare(scene: Scene, place: Path) -> None:
    clock = clock_on(scene.today)

    def build() -> Any:
        return load_world(scene.world) if scene.world else build_demo_world(clock().date())

    try:
        sandbox = create_app(place / _DATABASE, world=build, clock=clock)
    except WorldError as unfit:
        raise Unplayable(f"world: {unfit}") from unfit
    stage = Stage(Scene(scene.world, scene.today, None, None, "builtin"), place, place, sandbox)
    session = await stage.session()
    await session.account()  # makes the tools server open its own databases
    await stage.close()
    _fold_in_wals(place)


def _every_row(reader: Reader, collection: str, where: str) -> Iterator[dict[str, Any]]:
    resource = RESOURCES[ALSO_AT.get(collection, collection)]
    selection, filters = parse_include(resource, ""), Filters(resource, where, _JUDGE)
    for number in count():
        rows = reader.many(selection, filters, Page(number))
        yield from rows
        if len(rows) < CAP:
            return


def _fold_in_wals(folder: Path) -> None:
    """Bring each database into its one file, so that a copy of that is the whole database."""
    for database in folder.glob("*.db"):
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
