"""The planner as a LangChain chat model."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, BaseMessage, ToolCall
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool

from agent.compact import VIEWS
from agent.conversation import RESTS_ON
from agent.models.builtin.conversation import MEMORY, read_conversation
from agent.models.builtin.pipeline import plan
from agent.models.builtin.reply import Reply

NAME = "builtin"


class BuiltinPlanner(BaseChatModel):
    """Answers with tool calls or a text, from rules alone: no network, no key, no randomness.

    It calls only tools that are bound. What it must remember between turns travels in
    ``additional_kwargs["planner"]`` of its own answers, as plain JSON.
    """

    tool_names: frozenset[str] = frozenset()

    @property
    def _llm_type(self) -> str:
        return NAME

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """A planner that may call these tools. ``tool_choice`` is not heeded."""
        names = frozenset(convert_to_openai_tool(tool)["function"]["name"] for tool in tools)
        return self.model_copy(update={"tool_names": names})

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        reply = plan(read_conversation(messages), self.tool_names)
        calls = _tool_calls(reply, len(messages))
        views = {
            str(made["id"]): call.view.as_json()
            for made, call in zip(calls, reply.calls, strict=True)
            if call.view
        }
        beside = {MEMORY: reply.memory, VIEWS: views, RESTS_ON: list(reply.rests_on)}
        message = AIMessage(
            content=reply.text,
            tool_calls=calls,
            additional_kwargs={name: value for name, value in beside.items() if value},
            response_metadata={"model_name": NAME},
        )
        return ChatResult(generations=[ChatGeneration(message=message)])


def _tool_calls(reply: Reply, place: int) -> list[ToolCall]:
    """Ids tell apart equal calls of one conversation: they hold the place of the message."""
    calls = []
    for number, call in enumerate(reply.calls):
        digest = hashlib.sha256(f"{place} {number} {call.key}".encode()).hexdigest()
        calls.append(ToolCall(name=call.tool, args=call.args, id=f"call_{digest[:16]}"))
    return calls
