"""Who may be put on a project's work."""

from __future__ import annotations

from collections.abc import Sequence

from tools_server.errors import InvalidArgument, NotFound
from tools_server.paymo.models import Project, User
from tools_server.paymo.resources import USERS
from tools_server.paymo.where import Where
from tools_server.tools.context import ToolContext

_MOST_NAMED = 8


async def people_on_project(
    context: ToolContext, project: Project, user_ids: Sequence[int], *, field: str
) -> list[User]:
    """The users with these ids, in that order, all active and on the project.

    Raises `NotFound` for an id that the key cannot see and `InvalidArgument` for a person who left
    or is not on the project; the error names the people who are. One request, none for the key's
    owner alone.
    """
    if not user_ids:
        return []
    owner = await context.owner()
    if list(user_ids) == [owner.id] and owner.id in project.users:
        return [owner]
    wanted = sorted({*user_ids, *project.users})
    users = {
        user.id: user for user in await context.paymo.list(USERS, Where().one_of("id", wanted))
    }
    for id in user_ids:
        if id not in users:
            raise NotFound(
                f"{field} {id}: no person with this id is visible to this key.",
                hint="Call list_users to see who there is.",
            )
        if not users[id].active:
            raise InvalidArgument(
                f"{field} {id}: {users[id].name} is not active any more.",
                hint=_team(project, users),
            )
        if id not in project.users:
            raise InvalidArgument(
                f"{field} {id}: {users[id].name} is not on the project {project.name!r}.",
                hint=_team(project, users),
            )
    return [users[id] for id in user_ids]


def _team(project: Project, users: dict[int, User]) -> str:
    members = [users[id] for id in project.users if id in users and users[id].active]
    named = ", ".join(f"{user.name} ({user.id})" for user in members[:_MOST_NAMED])
    return f"On the project are: {named}." if named else "Nobody is on the project yet."
