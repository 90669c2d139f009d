"""Clients and users."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tools_server.paymo import models as paymo
from tools_server.paymo.resources import CLIENTS, USERS
from tools_server.paymo.where import Where, contains_text
from tools_server.tools.context import ToolContext
from tools_server.tools.from_paymo import client_record, user_record
from tools_server.tools.names import closest_warning
from tools_server.tools.paging import Listing, PageInput, Query, read_listing
from tools_server.tools.records import Client, User
from tools_server.tools.registry import tool
from tools_server.tools.typed_text import NamePart


class ListClients(PageInput):
    name: NamePart | None = Field(None, description="Part of the name.")
    active: bool | None = Field(True, description="false: archived, null: all.")


class ListUsers(PageInput):
    name: NamePart | None = Field(None, description="Part of the name.")
    active: bool | None = Field(True, description="false: archived, null: all.")
    type: Literal["Admin", "Employee", "Guest"] | None = None


@tool(title="List clients", input=ListClients, output=Listing[Client])
async def list_clients(context: ToolContext, args: ListClients) -> Listing[Client]:
    """Clients with their contact and billing data; active ones by default."""

    def record(client: paymo.Client) -> Client | None:
        return client_record(client) if contains_text(client.name, args.name) else None

    where = Where().given(active=args.active).contains("name", args.name)
    listing = await read_listing(context, Listing[Client], args, Query(CLIENTS, [where], record))
    if args.name and listing.is_blank(args):
        listing.warnings += await closest_warning(context, "client", CLIENTS, Where(), args.name)
    return listing


@tool(title="List users", input=ListUsers, output=Listing[User])
async def list_users(context: ToolContext, args: ListUsers) -> Listing[User]:
    """The agency's people and guests: role, rate, hours a working day, projects; active ones by
    default."""

    def record(user: paymo.User) -> User | None:
        return user_record(user) if contains_text(user.name, args.name) else None

    where = Where().given(active=args.active, type=args.type).contains("name", args.name)
    listing = await read_listing(context, Listing[User], args, Query(USERS, [where], record))
    if args.name and listing.is_blank(args):
        listing.warnings += await closest_warning(context, "user", USERS, Where(), args.name)
    return listing
