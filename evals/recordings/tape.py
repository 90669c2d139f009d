"""The file of one trial: what was asked, and what the model answered, in order."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from langchain_core.messages import AIMessage

from agent.session import InvalidArgument
from evals.recordings.request import Request

Mode = Literal["record", "replay"]

# What tells how an answer ended and what it took. Anything else of a provider, headers among it,
# stays out of the file.
_METADATA = (
    "model_name",
    "model_provider",
    "finish_reason",
    "stop_reason",
    "stopReason",
    "done_reason",
    "status",
    "incomplete_details",
    "token_usage",
    "cost",
)
_SECRET = re.compile(r"(KEY|TOKEN|SECRET|PASSWORD)$")
_SHORTEST_SECRET = 8
_LONGEST_NAME = 200
_AGAIN = "Record it again with --record, or undo what changed the request."


@dataclass(frozen=True)
class Recordings:
    """A folder of recordings, and whether they are made or used."""

    folder: Path
    mode: Mode

    def tape(self, case: str, trial: int) -> Tape:
        """The recording of this trial, the first of which is 0."""
        return Tape(case, self.folder / f"{_file_name(case)}.{trial + 1}.json", self.mode)

    def model(self) -> str:
        """The model that was recorded. Raises `InvalidArgument` for a folder without recordings."""
        for path in sorted(self.folder.glob("*.json")):
            return str(_read(path)["model"])
        raise InvalidArgument(
            f"There are no recordings in {self.folder}.", hint="Make them with --record."
        )


def _file_name(case: str) -> str:
    """A case may be called whatever its author likes."""
    name = quote(case, safe="")
    return name if len(name) <= _LONGEST_NAME else sha256(case.encode()).hexdigest()


class Tape:
    """The answers of one trial: to be recorded from the start, or to be replayed."""

    def __init__(self, case: str, path: Path, mode: Mode) -> None:
        self.mode = mode
        self._case = case
        self._path = path
        self._exchanges: list[tuple[Request, dict[str, Any]]] = []
        self._given: Counter[str] = Counter()
        if mode == "replay" and path.exists():
            self._exchanges = _exchanges(_read(path))

    def record(self, request: Request, answer: AIMessage) -> None:
        """Keep an answer. The file is whole after every one."""
        self._exchanges.append((request, _plain(answer)))
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(_without_secrets(self._file(), os.environ), encoding="utf-8")

    def replay(self, request: Request) -> AIMessage:
        """The next answer that was recorded for this request.

        Raises `InvalidArgument`, with the case and what differs most nearly, where there is none.
        """
        answers = [answer for asked, answer in self._exchanges if asked.key == request.key]
        number = self._given[request.key]
        if number >= len(answers):
            raise InvalidArgument(self._missing(request, len(answers)), hint=_AGAIN)
        self._given[request.key] += 1
        return _message(answers[number])

    def _missing(self, request: Request, recorded: int) -> str:
        what = f"{self._case}: model call {self._given.total() + 1} is not recorded"
        if not self._exchanges:
            return f"{what}: there is no recording {self._path.name}."
        if recorded:
            times = f"{recorded} time{'s' if recorded > 1 else ''}"
            return f"{what}: the same request was made {times} only."
        nearest = max((asked for asked, _ in self._exchanges), key=request.likeness)
        return f"{what}. In the nearest request there, {request.difference(nearest)}."

    def _file(self) -> str:
        """Every message once, in the order of its first appearance; requests name them."""
        messages: list[dict[str, Any]] = []
        exchanges = []
        for request, answer in self._exchanges:
            numbers = []
            for message in request.messages:
                if message not in messages:
                    messages.append(message)
                numbers.append(messages.index(message))
            exchanges.append({"messages": numbers, "tools": request.tools, "answer": answer})
        content = {
            "case": self._case,
            "model": self._exchanges[0][0].model,
            "messages": messages,
            "exchanges": exchanges,
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _read(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except ValueError as damaged:
        raise InvalidArgument(f"{path} is no recording.", hint=_AGAIN) from damaged
    return content


def _exchanges(content: dict[str, Any]) -> list[tuple[Request, dict[str, Any]]]:
    found = []
    for each in content["exchanges"]:
        messages = [content["messages"][number] for number in each["messages"]]
        found.append((Request(content["model"], each["tools"], messages), each["answer"]))
    return found


def _plain(answer: AIMessage) -> dict[str, Any]:
    metadata = answer.response_metadata
    plain = {
        "content": answer.content,
        "tool_calls": [{k: call[k] for k in ("name", "args", "id")} for call in answer.tool_calls],
        "invalid_tool_calls": [
            {k: call[k] for k in ("name", "args", "id")} for call in answer.invalid_tool_calls
        ],
        "additional_kwargs": {
            k: v for k, v in answer.additional_kwargs.items() if k != "parsed" and v
        },
        "response_metadata": {k: metadata[k] for k in _METADATA if metadata.get(k)},
        "usage": answer.usage_metadata,
    }
    return {name: value for name, value in plain.items() if value or name == "content"}


def _message(plain: dict[str, Any]) -> AIMessage:
    invalid = [{**call, "error": None} for call in plain.get("invalid_tool_calls", [])]
    return AIMessage(
        content=plain["content"],
        tool_calls=plain.get("tool_calls", []),
        invalid_tool_calls=invalid,
        additional_kwargs=plain.get("additional_kwargs", {}),
        response_metadata=plain.get("response_metadata", {}),
        usage_metadata=plain.get("usage"),
    )


def _without_secrets(text: str, environment: Mapping[str, str]) -> str:
    """No key of this machine's environment gets into a file, whatever a model or a record says."""
    for name, value in environment.items():
        if _SECRET.search(name) and len(value) >= _SHORTEST_SECRET:
            text = text.replace(json.dumps(value, ensure_ascii=False)[1:-1], "[redacted]")
    return text
