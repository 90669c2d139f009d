"""What the tools server is configured with: one class, read from the environment and `.env`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from tools_server.errors import Unauthorized

LIVE_PAYMO = "https://app.paymoapp.com/api/"  # Paymo API facts, section 1


@dataclass(frozen=True)
class PaymoServer:
    """A Paymo reached over HTTP: the live one, or any other that speaks its API."""

    base_url: str


@dataclass(frozen=True)
class EmbeddedSandbox:
    """The sandbox inside the tools server: its database, and the world a new one starts with."""

    database: Path
    world: Path | None


class ServerSettings(BaseSettings):
    """Settings of the tools server. Secrets stay `SecretStr` until they are put on the wire."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    paymo_api_key: SecretStr | None = Field(None, alias="PAYMO_API_KEY")
    paymo_base_url: str | None = Field(None, alias="PAYMO_BASE_URL")
    data: Path = Field(Path("~/.paymo-agent"), alias="PAYMO_AGENT_DATA")
    world: Path | None = Field(None, alias="PAYMO_AGENT_WORLD")
    today: date | None = Field(None, alias="PAYMO_AGENT_TODAY")
    timezone: str | None = Field(None, alias="PAYMO_AGENT_TIMEZONE")
    settle_seconds: int = Field(60, alias="PAYMO_AGENT_SETTLE_SECONDS", ge=1, le=3600)

    @field_validator("data")
    @classmethod
    def _private_folder(cls, folder: Path) -> Path:
        folder = folder.expanduser().absolute()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as unusable:
            raise ValueError(f"{folder} cannot be used ({unusable.strerror})") from unusable
        if not os.access(folder, os.W_OK):
            raise ValueError(f"{folder} cannot be written to")
        return folder

    @field_validator("world")
    @classmethod
    def _existing_world(cls, path: Path | None) -> Path | None:
        if path is not None and not path.expanduser().is_file():
            raise ValueError(f"there is no world file at {path}")
        return path and path.expanduser().absolute()

    @field_validator("today")
    @classmethod
    def _a_year_of_ours(cls, day: date | None) -> date | None:
        if day is not None and not 1970 < day.year < 2200:
            raise ValueError(f"{day} is no day that Paymo has data for")
        return day

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, name: str | None) -> str | None:
        try:
            return name and ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError) as unknown:
            raise ValueError(f"{name!r} is not a time zone name such as Europe/Dublin") from unknown

    @field_validator("paymo_base_url")
    @classmethod
    def _http_url(cls, url: str | None) -> str | None:
        if url is None:
            return None
        if not url.startswith(("http://", "https://")):
            raise ValueError("must start with https:// (or http:// on this machine)")
        return url.rstrip("/") + "/"

    @property
    def paymo(self) -> PaymoServer | EmbeddedSandbox:
        """Which Paymo: a given address, else a given world, else the live one where there is a key,
        else the sandbox with the demo world.

        A world named in the settings beats the live Paymo, so that a key left in the environment
        cannot turn a rehearsal into a write to real books.
        """
        if self.paymo_base_url:
            return PaymoServer(self.paymo_base_url)
        if self.paymo_api_key and not self.world:
            return PaymoServer(LIVE_PAYMO)
        return EmbeddedSandbox(self.data / f"sandbox-{self._world_name()}.db", self.world)

    def required_api_key(self) -> SecretStr:
        """The API key. Raises `Unauthorized` where a Paymo is named and no key for it."""
        if self.paymo_api_key is None:
            raise Unauthorized(
                "PAYMO_BASE_URL is set and PAYMO_API_KEY is not.",
                hint="Set PAYMO_API_KEY; Paymo shows it under My Account, API keys.",
            )
        return self.paymo_api_key

    def _world_name(self) -> str:
        """One database a world and pinned day: a changed world file or clock starts a fresh one."""
        name = "demo"
        if self.world:
            name = f"{self.world.stem}-{sha256(self.world.read_bytes()).hexdigest()[:8]}"
        return f"{name}-{self.today}" if self.today else name

    @property
    def settle_after(self) -> timedelta:
        """How long after it was sent a request without an answer may still be carried out."""
        return timedelta(seconds=self.settle_seconds)

    @property
    def governance_database(self) -> Path:
        """Journal and audit log."""
        return self.data / "governance.db"
