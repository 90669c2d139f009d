"""Discussions, comments in their threads, and files (Paymo API facts, section 8.17)."""

from tools_server.sandbox.paymo.catalog.shorthand import (
    CREATE_ONLY,
    ID,
    READ_ONLY,
    STAMPS,
    belongs_to,
    children,
    integer,
    only_child,
    parent,
    points_to,
    refers_to,
    structure,
    text,
    thumbs,
    write_only,
)
from tools_server.sandbox.paymo.kinds import Uploaded
from tools_server.sandbox.paymo.schema import Field, Resource

PROJECT_OF_THREAD = "(SELECT threads.project_id FROM threads WHERE threads.id = comments.thread_id)"


def place(name: str, resource: str, **options: object) -> Field:
    """What a thread or file may be attached to: the others are not there at all."""
    return belongs_to(name, resource, absent_when="{} IS NULL", **options)


DISCUSSIONS = Resource(
    "discussions",
    fields=(
        ID,
        text("name", required=True),
        text("description", default=""),
        belongs_to("project_id", "projects", required=True, access=CREATE_ONLY),
        refers_to("user_id", "users", access=READ_ONLY),
        write_only("file", Uploaded()),
        *STAMPS,
    ),
    relations=(
        parent("project", "projects", "project_id"),
        parent("user", "users", "user_id"),
        only_child("thread", "threads", "discussion_id"),
        children("files", "discussion_id"),
    ),
)

FILES = Resource(
    "files",
    fields=(
        ID,
        text("original_filename"),
        refers_to("user_id", "users", access=READ_ONLY),
        belongs_to("project_id", "projects"),
        place("discussion_id", "discussions"),
        place("task_id", "tasks"),
        place("comment_id", "comments"),
        text("size", access=READ_ONLY),
        text("mime", access=READ_ONLY),
        text("description", default=""),
        text("token", absent_when="{} IS NULL"),
        Field("file", Uploaded(), required=True, access=CREATE_ONLY),
        *thumbs("files.file"),
        structure("tags", default=()),
        *STAMPS,
    ),
    relations=(
        parent("project", "projects", "project_id"),
        parent("user", "users", "user_id"),
        parent("discussion", "discussions", "discussion_id"),
        parent("task", "tasks", "task_id"),
        parent("comment", "comments", "comment_id"),
    ),
)

THREADS = Resource(
    "threads",
    fields=(
        ID,
        belongs_to("project_id", "projects", access=READ_ONLY),
        place("discussion_id", "discussions", access=READ_ONLY),
        place("task_id", "tasks", access=READ_ONLY),
        place("file_id", "files", access=READ_ONLY),
        *STAMPS,
    ),
    relations=(
        parent("project", "projects", "project_id"),
        parent("discussion", "discussions", "discussion_id"),
        parent("task", "tasks", "task_id"),
        parent("file", "files", "file_id"),
        children("comments", "thread_id"),
    ),
    fixed=True,
)

COMMENTS = Resource(
    "comments",
    fields=(
        ID,
        belongs_to("thread_id", "threads", access=CREATE_ONLY),
        refers_to("user_id", "users", access=READ_ONLY),
        text("content", required=True),
        integer("project_id", filter_only=True, expression=PROJECT_OF_THREAD),
        points_to("task_id", "tasks"),
        points_to("discussion_id", "discussions"),
        points_to("file_id", "files"),
        write_only("file", Uploaded()),
        *STAMPS,
    ),
    relations=(
        parent("thread", "threads", "thread_id"),
        parent("user", "users", "user_id"),
        parent("project", "projects", "project_id"),
        children("files", "comment_id"),
    ),
)
