"""OpenAI's protocol, spoken by an obedient model: for programs that take one by its address."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from tests.trust.hostile.obedient import Call, spoken

SHOW, WRITE = "Show", "Write"


class Provider:
    """Speaks when the person says Show 0, Show 1, ..., the first time after it has read; proposes
    when the person says Write.

    ``reads`` are the calls it makes first, ``texts`` what it says each time, ``proposals`` what it
    proposes.
    """

    def __init__(
        self, reads: Sequence[Call], texts: Sequence[Sequence[str]], proposals: Sequence[Call]
    ) -> None:
        self._reads = reads
        self._words = ["\n".join([spoken(some[0]), *some]) for some in texts]
        self._proposals = proposals
        self.app = Starlette(routes=[Route("/v1/chat/completions", self._answer, methods=["POST"])])

    async def _answer(self, request: Request) -> JSONResponse:
        messages = (await request.json())["messages"]
        said = next(each for each in reversed(messages) if each["role"] == "user")
        word, number = said["content"].split()[:2]
        calls = self._proposals if word == WRITE else self._reads * (number == "0")
        if calls and messages[-1]["role"] == "user":
            choice = {"role": "assistant", "content": None, "tool_calls": _wired(calls)}
        else:
            choice = {"role": "assistant", "content": self._words[int(number)]}
        answer = {
            "id": "c1", "object": "chat.completion", "created": 1, "model": "obedient-1",
            "choices": [{"index": 0, "message": choice, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
        }  # fmt: skip
        return JSONResponse(answer, headers={"Connection": "close"})


def _wired(calls: Sequence[Call]) -> list[dict[str, Any]]:
    return [
        {
            "id": f"call_{number}",
            "type": "function",
            "function": {"name": name, "arguments": json.dumps(args)},
        }
        for number, (name, args) in enumerate(calls)
    ]
