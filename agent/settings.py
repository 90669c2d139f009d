"""What the agent is configured with, on top of the settings it shares with the tools server."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import NoDecode

from agent.four_eyes import FourEyes
from agent.people import Person, Roles
from agent.usage import TokenPrices
from tools_server.settings import ServerSettings


class Settings(ServerSettings):
    """Every setting of Paymo Agent, read from the environment and `.env`."""

    model: str = Field("builtin", alias="PAYMO_AGENT_MODEL")
    user: str = Field(default_factory=getpass.getuser, alias="PAYMO_AGENT_USER")
    approval_hours: int = Field(72, alias="PAYMO_AGENT_APPROVAL_HOURS", ge=1, le=24 * 366)
    tracing: bool = Field(False, alias="PAYMO_AGENT_TRACING")
    roles: Annotated[Roles, NoDecode] = Field(Roles(), alias="PAYMO_AGENT_ROLES")
    four_eyes_minutes: int | None = Field(None, alias="PAYMO_AGENT_FOUR_EYES_MINUTES", ge=0)
    four_eyes_actions: int | None = Field(None, alias="PAYMO_AGENT_FOUR_EYES_ACTIONS", ge=0)
    sign_in_required: bool = Field(False, alias="PAYMO_AGENT_SIGN_IN_REQUIRED")
    token_prices: Annotated[TokenPrices | None, NoDecode] = Field(
        None, alias="PAYMO_AGENT_TOKEN_PRICES"
    )

    @field_validator("token_prices", mode="before")
    @classmethod
    def _prices(cls, value: Any) -> Any:
        return TokenPrices.parse(value) if isinstance(value, str) else value

    @field_validator("roles", mode="before")
    @classmethod
    def _roles(cls, value: Any) -> Any:
        return Roles.parse(value) if isinstance(value, str) else value

    @field_validator("user")
    @classmethod
    def _name(cls, value: str) -> str:
        # A person has one name, at the command line and signed in on the page.
        return value.strip().lower() if "@" in value else value.strip()

    @property
    def local(self) -> Person:
        """Whoever works on this machine without signing in: an approver while no roles are set, and
        then what the roles say, a viewer where they shut the name out."""
        if not self.roles.of_names:
            return Person(self.user, "approver")
        return Person(self.user, self.roles.of(self.user) or "viewer")

    def person(self, name: str) -> Person | None:
        """The person of this name; None for whoever the roles shut out."""
        if name == self.user:
            return self.local
        role = self.roles.of(name)
        return Person(name, role) if role else None

    @property
    def four_eyes(self) -> FourEyes:
        """When a write needs a second person."""
        return FourEyes(self.four_eyes_minutes, self.four_eyes_actions)

    @property
    def checkpoints_database(self) -> Path:
        """The checkpointer's file."""
        return self.data / "checkpoints.db"

    @property
    def library_database(self) -> Path:
        """The list of conversations and the tables they produced."""
        return self.data / "library.db"

    @property
    def cases_folder(self) -> Path:
        """Conversations that were kept as drafts of evaluation cases."""
        return self.data / "cases"

    @property
    def server_log(self) -> Path:
        """Where a tools server that we start writes what went wrong inside it."""
        return self.data / "tools-server.log"

    def server_environment(self) -> dict[str, str]:
        """The environment variables that give a tools server started by us these same settings."""
        values: dict[str, object] = {
            "PAYMO_BASE_URL": self.paymo_base_url,
            "PAYMO_AGENT_DATA": self.data,
            "PAYMO_AGENT_WORLD": self.world,
            "PAYMO_AGENT_TODAY": self.today,
            "PAYMO_AGENT_TIMEZONE": self.timezone,
            "PAYMO_AGENT_SETTLE_SECONDS": self.settle_seconds,
            "PAYMO_API_KEY": _revealed(self.paymo_api_key),
        }
        return {name: "" if value is None else str(value) for name, value in values.items()}


def _revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None
