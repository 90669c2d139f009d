"""How a model's answer ended: by itself, at its limit, or stopped by its provider's filter.

Every provider has its own key and its own words for it.
"""

from __future__ import annotations

from typing import Any

from langchain_core.messages import AIMessage

from tools_server.errors import Failure, InvalidArgument

_KEYS = ("finish_reason", "stop_reason", "stopReason", "done_reason", "status")
_LIMIT = {"length", "max_tokens", "max_output_tokens", "model_context_window_exceeded"}
_FILTER = {
    "content_filter",
    "content_filtered",
    "refusal",
    "safety",
    "recitation",
    "prohibited_content",
    "blocklist",
    "guardrail_intervened",
}

CUT_OFF_WORDS = "(Cut off here: the model may not write more in one answer. Ask for less at once.)"


def is_marked(reply: AIMessage) -> bool:
    """Whether its end was marked, or comes from a provider of which we do not know that it does."""
    metadata = reply.response_metadata
    return "model_provider" not in metadata or any(metadata.get(key) for key in _KEYS)


def is_cut_off(reply: AIMessage) -> bool:
    """Whether it ended at the limit of the model's output."""
    return bool(_reasons(reply) & _LIMIT)


def cut_off_calls() -> Failure:
    """What a model hears whose calls were cut off: none of them is run, the whole ones neither."""
    return InvalidArgument(
        "Your answer was cut off at the limit of its length, so none of its calls was run.",
        hint="Make fewer calls in one answer, with shorter texts.",
    )


def refusal(reply: AIMessage) -> str | None:
    """What to say in place of an answer that was refused; None where it was not."""
    said = reply.additional_kwargs.get("refusal") or _refusal_block(reply.content)
    if isinstance(said, str) and said.strip():
        return f"The model declined: {said.strip()}"
    if _reasons(reply) & _FILTER:
        return "The provider's content filter stopped the model's answer."
    return None


def _refusal_block(content: Any) -> Any:
    blocks = content if isinstance(content, list) else []
    found = [b.get("refusal") for b in blocks if isinstance(b, dict) and b.get("type") == "refusal"]
    return found[0] if found else None


def _reasons(reply: AIMessage) -> set[str]:
    metadata = reply.response_metadata
    incomplete = metadata.get("incomplete_details")
    reasons = [metadata.get(key) for key in _KEYS]
    reasons += [incomplete.get("reason")] if isinstance(incomplete, dict) else []
    return {str(reason).lower() for reason in reasons if reason}
