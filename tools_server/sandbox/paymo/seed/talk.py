"""Defaults for files, threads and comments."""

import hashlib
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from tools_server.sandbox.paymo.behaviour.talk import TOPICS, mime
from tools_server.sandbox.paymo.seed.people import append
from tools_server.sandbox.paymo.store import Record
from tools_server.sandbox.paymo.uploads import ASSETS
from tools_server.sandbox.paymo.world import World


def complete(world: World) -> None:
    """Comments find or open their thread, threads and files the project that they are in."""
    _open_threads(world)
    owners = {name: world.by_id(name) for name in ("tasks", "discussions", "comments", "files")}
    threads = world.by_id("threads")
    for file in world.rows["files"]:
        file["project_id"] = _project_of(file, owners, threads)
        _complete_file(file)
    for thread in world.rows["threads"]:
        thread["project_id"] = _project_of(thread, owners, threads)


def _open_threads(world: World) -> None:
    threads = world.rows["threads"]
    about = {(name, row[name]): row["id"] for row in threads for name in TOPICS if row.get(name)}
    for comment in world.rows["comments"]:
        if comment.get("thread_id") is None:
            name = next(name for name in TOPICS if comment.get(name) is not None)
            topic = (name, comment[name])
            if topic not in about:
                about[topic] = append(threads, **{name: comment[name]})["id"]
            comment["thread_id"] = about[topic]


def _project_of(
    row: Record, owners: dict[str, dict[int, Record]], threads: dict[int, Record]
) -> Any:
    """The project of a thread or file is that of what it hangs on."""
    if row.get("comment_id") is not None:
        comment = owners["comments"][row["comment_id"]]
        return _project_of(threads[comment["thread_id"]], owners, threads)
    for name, collection in TOPICS.items():
        if row.get(name) is not None:
            owner = owners[collection][row[name]]
            return _project_of(owner, owners, threads) if name == "file_id" else owner["project_id"]
    return row.get("project_id")


def _complete_file(file: Record) -> None:
    address = file.get("file") or ""
    name = file.get("original_filename") or PurePath(urlsplit(address).path).name or "file"
    digest = hashlib.sha256(f"{file['id']} {name}".encode()).hexdigest()[:32]
    file["original_filename"] = name
    file["file"] = address or f"{ASSETS}{digest}{PurePath(name).suffix.lower()}"
    file["mime"] = file.get("mime") or mime(name)
    file["size"] = file.get("size") or "0"
