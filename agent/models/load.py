"""One setting names the model: `builtin`, or `provider:model` of any LangChain provider."""

from __future__ import annotations

import os
from pathlib import Path

from dotenv import dotenv_values
from langchain_core.language_models import BaseChatModel

from agent.models.failures import providers_failures
from tools_server.errors import InvalidArgument

BUILTIN = "builtin"
_DOTENV = Path(".env")
_OURS = "PAYMO_"


def load_model(name: str) -> BaseChatModel:
    """The chat model of this name.

    Raises `InvalidArgument` where the provider is unknown, its package is not installed, or it
    refuses to start, for want of its key for instance.
    """
    if name == BUILTIN:
        from agent.models.builtin.model import BuiltinPlanner

        return BuiltinPlanner()
    from langchain.chat_models import init_chat_model

    _take_provider_settings()
    with providers_failures(name, _unusable):
        # Asking again is ours (asking.py), where it is told and short.
        model: BaseChatModel = init_chat_model(name, max_retries=0)
    if getattr(model, "stream_usage", ...) is None:  # left off for addresses other than OpenAI's
        model.stream_usage = True  # type: ignore[attr-defined]
    return model


def _unusable(error: Exception, name: str) -> InvalidArgument:
    """Why there is no such model, with what to do about it."""
    if isinstance(error, ImportError):
        provider = name.partition(":")[0]
        return InvalidArgument(
            f"The model {name!r} needs the package of its provider.",
            hint=f"In the checkout: .venv/bin/pip install -e '.[{provider}]'",
        )
    if isinstance(error, ValueError):
        return InvalidArgument(
            f"PAYMO_AGENT_MODEL is {name!r}, which names no model.",
            hint="Set it to `builtin`, or to `provider:model` such as `openai:gpt-5`.",
        )
    return InvalidArgument(  # mostly, the provider's key is missing
        f"The model {name!r} cannot be used ({type(error).__name__}).",
        hint="Set the provider's key (OPENAI_API_KEY, ...) or PAYMO_AGENT_MODEL=builtin.",
    )


def _take_provider_settings() -> None:
    """Providers read their key and address from the environment alone, and people keep them beside
    ours in `.env`. What the environment says already stands.
    """
    for name, value in dotenv_values(_DOTENV).items():
        if value and not name.startswith(_OURS):
            os.environ.setdefault(name, value)
