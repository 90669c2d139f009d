"""Discussions, comments and files (Paymo API facts, section 8.17)."""

import mimetypes
import secrets
from typing import Any

from tools_server.sandbox.paymo.behaviour.base import Behaviour
from tools_server.sandbox.paymo.errors import BadRequest, Forbidden, invalid_value
from tools_server.sandbox.paymo.store import Record
from tools_server.sandbox.paymo.uploads import Upload
from tools_server.sandbox.paymo.work import Values, Work

# What a file hangs on, the most particular first; each leads to the project.
PLACES = {
    "comment_id": "comments",
    "task_id": "tasks",
    "discussion_id": "discussions",
    "project_id": "projects",
}
# What is commented on.
TOPICS = {"task_id": "tasks", "discussion_id": "discussions", "file_id": "files"}


class Discussions(Behaviour):
    def before_create(self, work: Work, values: Values) -> None:
        values["user_id"] = work.caller.id

    def after_create(self, work: Work, row_id: Any, values: Values) -> None:
        attach(work, values, discussion_id=row_id)

    def after_update(self, work: Work, record: Record, values: Values) -> None:
        attach(work, values, discussion_id=record["id"])


class Comments(Behaviour):
    """The first comment on something opens its thread."""

    def missing(self, body: Values) -> list[str]:
        ways = ("thread_id", *TOPICS)
        return [] if any(body.get(name) for name in ways) else [" or ".join(ways)]

    def before_create(self, work: Work, values: Values) -> None:
        values["user_id"] = work.caller.id
        values["thread_id"] = values.get("thread_id") or _thread(work, values)

    def after_create(self, work: Work, row_id: Any, values: Values) -> None:
        attach(work, values, comment_id=row_id)

    def after_update(self, work: Work, record: Record, values: Values) -> None:
        attach(work, values, comment_id=record["id"])


class Files(Behaviour):
    """A file that is attached to nothing waits under a token, which attaches it."""

    def before_create(self, work: Work, values: Values) -> None:
        if not isinstance(values["file"], Upload):
            raise invalid_value("file", "expected an uploaded file")
        values.update(described(work, values["file"], values.get("original_filename")))
        values["token"] = None if _settle_place(work, values) else secrets.token_hex(16)

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        token = values.pop("token", None)
        places = {name: values.pop(name) for name in PLACES if values.get(name) is not None}
        if record["token"] is None or token is None or not places:
            return
        if token != record["token"]:
            raise Forbidden()
        _settle_place(work, places)
        values.update({**places, "token": None})


def attach(work: Work, values: Values, **place: Any) -> None:
    """Keep the file that came with a task, discussion or comment."""
    if isinstance(upload := values.get("file"), Upload):
        row = {**described(work, upload, None), **place}
        _settle_place(work, row)
        work.store.insert("files", row)


def described(work: Work, upload: Upload, name: str | None) -> Values:
    return {
        "original_filename": name or upload.filename,
        "user_id": work.caller.id,
        "size": str(len(upload.content)),
        "mime": mime(upload.filename),
        "file": upload,
    }


def mime(filename: str) -> str:
    return mimetypes.guess_type(filename)[0] or "application/octet-stream"


def _settle_place(work: Work, values: Values) -> bool:
    """One place and the project that it is in. False where there is none."""
    named = [name for name in PLACES if values.get(name) is not None]
    if len([name for name in named if name != "project_id"]) > 1:
        raise BadRequest("A file is attached to one thing only.")
    if not named:
        return False
    owner = work.referred(PLACES[named[0]], named[0], values[named[0]])
    if named[0] == "comment_id":
        owner = work.referred("threads", "thread_id", owner["thread_id"])
    values["project_id"] = owner["id" if named[0] == "project_id" else "project_id"]
    return True


def _thread(work: Work, values: Values) -> Any:
    name = next(name for name in TOPICS if values.get(name) is not None)
    topic = work.referred(TOPICS[name], name, values[name])
    about = {name: topic["id"]}
    found = work.store.find("threads", **about)
    if found:
        return found[0]["id"]
    return work.store.insert("threads", {**about, "project_id": topic["project_id"]})
