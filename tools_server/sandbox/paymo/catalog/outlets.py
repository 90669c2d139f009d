"""Where data leaves Paymo: webhooks and reports (Paymo API facts, section 8.20)."""

from tools_server.sandbox.paymo.catalog.shorthand import (
    ID,
    READ_ONLY,
    STAMPS,
    belongs_to,
    choice,
    flag,
    integer,
    parent,
    refers_to,
    structure,
    text,
    texts,
    write_only,
)
from tools_server.sandbox.paymo.kinds import Mixed, Text
from tools_server.sandbox.paymo.schema import Field, Resource

INTERVALS = (
    *("today", "yesterday", "this_week", "last_week", "this_month", "last_month"),
    *("this_year", "last_year", "all_time"),
)

# The secret is never needed, so it is not even stored.
HOOKS = Resource(
    "hooks",
    fields=(
        ID,
        text("target_url", required=True),
        integer("last_status_code", access=READ_ONLY),
        text("event", required=True),
        text("where"),
        write_only("secret", Text()),
        belongs_to("user_id", "users", access=READ_ONLY, hidden=True),
        *STAMPS,
    ),
)

REPORTS = Resource(
    "reports",
    fields=(
        ID,
        text("name", default=""),
        belongs_to("user_id", "users", access=READ_ONLY),
        choice("type", "static", "live", "temp", required=True),
        *texts("start_date", "end_date"),
        choice("date_interval", *INTERVALS),
        *(Field(name, Mixed()) for name in ("projects", "users", "clients")),
        structure("include"),
        structure("extra"),
        structure("info", access=READ_ONLY),
        structure("content", access=READ_ONLY, alone=True),
        *texts("download_token", "permalink", access=READ_ONLY),
        flag("shared"),
        refers_to("share_client_id", "clients", absent_when="{} IS NULL"),
        *STAMPS,
    ),
    relations=(parent("user", "users", "user_id"), parent("client", "clients", "share_client_id")),
)
