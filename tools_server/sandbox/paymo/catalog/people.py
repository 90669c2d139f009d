"""Users, sessions, clients and contacts (Paymo API facts, sections 2, 8.1, 8.2 and 8.6)."""

from tools_server.sandbox.paymo.catalog.shorthand import (
    CREATE_ONLY,
    ID,
    READ_ONLY,
    STAMPS,
    belongs_to,
    children,
    choice,
    flag,
    ids,
    integer,
    moment,
    number,
    parent,
    pictures,
    structure,
    text,
    texts,
    write_only,
)
from tools_server.sandbox.paymo.kinds import Text
from tools_server.sandbox.paymo.schema import Resource

PROJECTS_OF_USER = """(
    SELECT json_group_array(projects.id) FROM projects, json_each(projects.{}) AS member
    WHERE member.value = users.id)"""

USERS = Resource(
    "users",
    fields=(
        ID,
        text("email", required=True),
        *texts("name", "timezone", "phone", "skype", "position"),
        choice("type", "Admin", "Employee", "Guest", default="Employee"),
        flag("active", True),
        number("workday_hours", 8),
        number("price_per_hour"),
        text("date_format", default="Y-m-d", unselectable=True),
        text("time_format", default="H:i", unselectable=True),
        text("decimal_sep", default=".", unselectable=True),
        text("thousands_sep", default=",", unselectable=True),
        text("week_start", default="1", unselectable=True),
        text("language", default="en", unselectable=True),
        text("theme", unselectable=True),
        text("menu_shortcut", access=READ_ONLY, unselectable=True),
        text("user_hash", access=READ_ONLY, unselectable=True),
        number("annual_leave_days_number", unselectable=True),
        flag("has_submitted_review", access=READ_ONLY, unselectable=True),
        flag("is_online", access=READ_ONLY, unselectable=True),
        structure("workflows", default=(), access=READ_ONLY, unselectable=True),
        structure("additional_privileges", default=(), access=READ_ONLY, unselectable=True),
        ids("assigned_projects", expression=PROJECTS_OF_USER.format("users"), unselectable=True),
        ids("managed_projects", expression=PROJECTS_OF_USER.format("managers"), unselectable=True),
        *pictures("users"),
        write_only("password", Text()),
        *STAMPS,
    ),
    relations=(
        children("entries", "user_id"),
        children("expenses", "user_id"),
        children("milestones", "user_id"),
        children("comments", "user_id"),
        children("discussions", "user_id"),
        children("files", "user_id"),
        children("reports", "user_id"),
    ),
)

SESSIONS = Resource(
    "sessions",
    fields=(
        text("id", access=READ_ONLY),
        text("ip", access=READ_ONLY),
        moment("expires_on", access=READ_ONLY),
        *STAMPS,
        belongs_to("user_id", "users", access=READ_ONLY),
    ),
    id_column="TEXT PRIMARY KEY",
)

CLIENTS = Resource(
    "clients",
    fields=(
        ID,
        text("name", required=True),
        *texts("address", "city", "state", "postal_code", "country", "phone", "fax"),
        *texts("email", "website", "fiscal_information"),
        flag("active", True),
        integer("due_interval"),
        structure("additional_privileges", default=(), access=READ_ONLY, unselectable=True),
        *pictures("clients"),
        *STAMPS,
    ),
    relations=(
        children("clientcontacts", "client_id"),
        children("projects", "client_id"),
        children("invoices", "client_id"),
        children("recurringprofiles", "client_id"),
    ),
)

CLIENT_CONTACTS = Resource(
    "clientcontacts",
    fields=(
        ID,
        text("name", required=True),
        belongs_to("client_id", "clients", required=True, access=CREATE_ONLY),
        *texts("email", "mobile", "phone", "fax", "skype", "notes", "position"),
        flag("is_main"),
        flag("access"),
        *pictures("clientcontacts"),
        write_only("password", Text()),
        *STAMPS,
    ),
    relations=(parent("client", "clients", "client_id"),),
)
