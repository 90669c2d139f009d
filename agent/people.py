"""Who is who: a person's name and role, and the roles that the settings give to names.

viewer     asks, and runs flows for their reports; raises no card and decides nothing
preparer   also raises cards, and changes or rejects those they asked for
approver   also approves, and decides about the cards of others
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal, Self, get_args

Role = Literal["viewer", "preparer", "approver"]

_SHUT_OUT = "none"


@dataclass(frozen=True)
class Person:
    """Somebody at the agent: the name that owns conversations and signs decisions, and the role.

    Whoever signed in is named by the e-mail address, in small letters.
    """

    name: str
    role: Role

    @property
    def prepares(self) -> bool:
        """Whether what this person asks for may become a card."""
        return self.role != "viewer"

    @property
    def approves(self) -> bool:
        """Whether this person's yes lets a write through."""
        return self.role == "approver"


@dataclass(frozen=True)
class Roles:
    """Names with their roles. A name may be a pattern (``*@example.com``, ``*``), which gives way
    to the name itself; of several patterns the first one counts. None shuts out.
    """

    of_names: tuple[tuple[str, Role | None], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """From ``anna@example.com=approver, *@example.com=viewer, *=none``. Raises ValueError."""
        return cls(tuple(_pairs(text)))

    def named(self, name: str) -> Role | None:
        """The role given to this very name."""
        return dict(self.of_names).get(name.lower())

    def of(self, name: str) -> Role | None:
        """The role of a name; a viewer's where nothing fits, None for whoever is shut out."""
        exact = [role for known, role in self.of_names if known == name.lower()]
        fitting = [role for known, role in self.of_names if fnmatchcase(name.lower(), known)]
        return [*exact, *fitting, "viewer"][0]

    @property
    def approvers(self) -> list[str]:
        """The names that are approvers, without patterns."""
        return [name for name, role in self.of_names if role == "approver" and "*" not in name]


def _pairs(text: str) -> Iterator[tuple[str, Role | None]]:
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, word = (piece.strip().lower() for piece in part.rpartition("="))
        role = next((role for role in get_args(Role) if role == word), None)
        if not name or not equals or (role is None and word != _SHUT_OUT):
            raise ValueError(
                f"{part!r} is not NAME=ROLE, where a role is {', '.join(get_args(Role))} or none"
            )
        yield name, role
