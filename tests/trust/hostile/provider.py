"""OpenAI's protocol, spoken by an obedient model: for programs that take one by its address."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.openai_provider import calls as called
from tests.openai_provider import respond, words
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

    async def _answer(self, request: Request) -> Response:
        body = await request.json()
        messages = body["messages"]
        said = next(each for each in reversed(messages) if each["role"] == "user")
        word, number = said["content"].split()[:2]
        calls = self._proposals if word == WRITE else self._reads * (number == "0")
        if calls and messages[-1]["role"] == "user":
            return respond(called(*calls, model="obedient-1"), body)
        return respond(words(self._words[int(number)], model="obedient-1"), body)
