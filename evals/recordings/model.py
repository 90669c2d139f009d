"""A chat model that passes a request on and keeps the answer, or that answers from its tape."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool

from agent.session import load_model
from evals.recordings.request import request_of
from evals.recordings.tape import Tape

_WORD = re.compile(r"\S+\s*|\s+")


class RecordingModel(BaseChatModel):
    """The model of this name behind a tape.

    While recording every request goes to the model, which is loaded at the first one; while
    replaying none does, so neither its package nor its key is needed. It answers only
    asynchronously. A streamed answer comes in pieces of a word, while recording after it is whole.
    """

    name_of_model: str
    tape: Any
    bound: Any = None
    tools: tuple[dict[str, Any], ...] = ()

    def __init__(self, name_of_model: str, tape: Tape) -> None:
        bound = load_model(name_of_model) if tape.mode == "record" else None
        super().__init__(name_of_model=name_of_model, tape=tape, bound=bound)

    @property
    def _llm_type(self) -> str:
        return "recording"

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """The same with these tools, also for the model behind."""
        given = {**kwargs, "tool_choice": tool_choice} if tool_choice else kwargs
        bound = self.bound.bind_tools(tools, **given) if self.bound else None
        definitions = tuple(convert_to_openai_tool(tool) for tool in tools)
        return self.model_copy(update={"bound": bound, "tools": definitions})

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        raise NotImplementedError("a recording is asked asynchronously")

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=await self._answer(messages))])

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        for piece in _pieces(await self._answer(messages)):
            yield ChatGenerationChunk(message=piece)

    async def _answer(self, messages: list[BaseMessage]) -> AIMessage:
        tape: Tape = self.tape
        request = request_of(self.name_of_model, self.tools, messages)
        if tape.mode == "replay":
            return tape.replay(request)
        answer: AIMessage = await self.bound.ainvoke(messages)
        tape.record(request, answer)
        return answer


def _pieces(answer: AIMessage) -> Iterator[AIMessageChunk]:
    """The answer as a provider would stream it: words, calls with their arguments, and the end."""
    if isinstance(answer.content, str):
        for word in _WORD.findall(answer.content):
            yield AIMessageChunk(content=word)
    else:
        yield AIMessageChunk(content=answer.content)
    called: list[tuple[str | None, str | None, str | None]] = [
        (c["name"], json.dumps(c["args"]), c["id"]) for c in answer.tool_calls
    ]
    called += [(c["name"], c["args"], c["id"]) for c in answer.invalid_tool_calls]
    for index, (name, args, id) in enumerate(called):
        chunk = tool_call_chunk(name=name, args=args, id=id, index=index)
        yield AIMessageChunk(content="", tool_call_chunks=[chunk])
    yield AIMessageChunk(
        content="",
        additional_kwargs=answer.additional_kwargs,
        response_metadata=answer.response_metadata,
        usage_metadata=answer.usage_metadata,
        chunk_position="last",
    )
