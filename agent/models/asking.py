"""Asking a chat model of any provider: in pieces or whole, and once more where that may help.

Providers' packages are told not to try again by themselves (load.py): they would do so in silence,
for minutes. Here each wait is told to the person, and none is long.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, cast

from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import (
    AIMessage,
    AIMessageChunk,
    AnyMessage,
    InvalidToolCall,
    ToolCall,
    ToolCallChunk,
    message_chunk_to_message,
)
from langchain_core.messages.ai import add_ai_message_chunks
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt

from agent.models.endings import is_marked
from agent.models.failures import (
    BrokenOff,
    is_about_streaming,
    is_worth_again,
    providers_failures,
    wait_of,
)
from agent.steps import Step, Words, step

Tell = Callable[[Step | Words], None]
Bound = Runnable[LanguageModelInput, AIMessage]

_ATTEMPTS = 3
_LONGEST_WAIT = 30.0
FIRST_WAIT = 0.5
_LONGEST_SHOWN = 20_000  # characters; no more of an answer is kept (nodes/reply.py)


async def ask(
    model: BaseChatModel,
    tools: Sequence[BaseTool],
    messages: Sequence[AnyMessage],
    *,
    name: str,
    tell: Tell,
    streaming: bool,
) -> AIMessage:
    """The model's answer. With ``streaming`` its words are told as they come.

    A rate limit, a server's error or a lost connection is tried three times in all, unless the
    provider asks to wait more than half a minute. Raises the `Failure` behind it: `RateLimited`,
    `Unauthorized`, `Forbidden`, `InvalidArgument` for a model there is not, `TooLong`, and
    `UpstreamUnavailable` for everything else.
    """
    bound: Bound = model.bind_tools(tools)

    def whole_alone(error: BaseException | None) -> bool:
        return not model.disable_streaming and is_about_streaming(error)

    def before_next(state: RetryCallState) -> None:
        if whole_alone(_error(state)):
            model.disable_streaming = True
        else:
            tell(step("", _waiting(state)))

    retrying = AsyncRetrying(
        stop=stop_after_attempt(_ATTEMPTS),
        retry=retry_if_exception(lambda error: whole_alone(error) or _may_be_asked_again(error)),
        wait=lambda state: 0 if whole_alone(_error(state)) else _wait(state),
        before_sleep=before_next,
        reraise=True,
    )
    with providers_failures(name):
        async for attempt in retrying:
            with attempt:
                if streaming and not model.disable_streaming:
                    return await _streamed(bound, messages, tell)
                return await bound.ainvoke(list(messages))
    raise AssertionError("the last attempt answers or raises")


async def _streamed(bound: Bound, messages: Sequence[AnyMessage], tell: Tell) -> AIMessage:
    """The answer, put together. Words beside a tool call are no answer and are taken back."""
    chunks: list[Any] = []
    text, shown, complete = "", False, False
    try:
        async for chunk in bound.astream(list(messages)):
            chunks.append(chunk)
            if not isinstance(chunk, AIMessageChunk):
                continue  # a model that does not stream answers at once
            text += chunk.text
            if chunk.tool_call_chunks:
                tell(Words(""))
                shown, text = False, ""
            elif chunk.text and len(text) <= _LONGEST_SHOWN:
                tell(Words(text))
                shown = True
        message = _whole(chunks)
        complete = True
        return message
    finally:
        if shown and not complete:
            tell(Words(""))


def _whole(chunks: Sequence[Any]) -> AIMessage:
    if not chunks:
        raise BrokenOff("no answer came")
    first, *rest = chunks
    if not isinstance(first, AIMessageChunk):
        return first if isinstance(first, AIMessage) else AIMessage(str(first))
    total = add_ai_message_chunks(first, *rest)
    if not is_marked(total):
        raise BrokenOff("the stream ended, and its end was not marked")
    message = cast(AIMessage, message_chunk_to_message(total))
    calls, unreadable = _strictly(total.tool_call_chunks)
    return message.model_copy(update={"tool_calls": calls, "invalid_tool_calls": unreadable})


def _strictly(chunks: Sequence[ToolCallChunk]) -> tuple[list[ToolCall], list[InvalidToolCall]]:
    """The calls whose arguments are JSON, and the others.

    LangChain completes what was cut off: half of a number would become a whole one.
    """
    calls: list[ToolCall] = []
    unreadable: list[InvalidToolCall] = []
    for chunk in chunks:
        name, id, text = chunk["name"] or "", chunk["id"], chunk["args"] or "{}"
        try:
            args = json.loads(text)
        except ValueError:
            args = None
        if isinstance(args, dict):
            calls.append(ToolCall(name=name, args=args, id=id, type="tool_call"))
        else:
            bad = InvalidToolCall(
                name=name, args=text, id=id, error="no JSON object", type="invalid_tool_call"
            )
            unreadable.append(bad)
    return calls, unreadable


def _may_be_asked_again(error: BaseException) -> bool:
    return is_worth_again(error) and (wait_of(error) or 0) <= _LONGEST_WAIT


def _error(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None


def _wait(state: RetryCallState) -> float:
    error = _error(state)
    asked = wait_of(error) if error else None
    return FIRST_WAIT * 2 ** (state.attempt_number - 1) if asked is None else asked


def _waiting(state: RetryCallState) -> str:
    seconds = state.next_action.sleep if state.next_action else 0
    for_how_long = f" in {seconds:.0f} s" if seconds >= 1 else ""
    return f"The model did not answer; asking again{for_how_long}"
