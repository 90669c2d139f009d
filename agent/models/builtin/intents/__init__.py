"""What a person may want, one file each.

A file here defines ``INTENT``: a score over the request, the kinds of record it looks up by name,
the work itself, and examples. Dropping a file in is all it takes; ``all_intents`` finds it.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from agent.models.builtin.intents.intent import Intent
from agent.models.builtin.request import Request


@cache
def all_intents() -> dict[str, Intent]:
    """Every intent of this package by name."""
    found: dict[str, Intent] = {}
    for module in pkgutil.iter_modules(__path__):
        intent = getattr(importlib.import_module(f"{__name__}.{module.name}"), "INTENT", None)
        if isinstance(intent, Intent):
            found[intent.name] = intent
    return found


def best_intent(request: Request) -> Intent:
    """The intent that this request speaks for most."""
    return max(all_intents().values(), key=lambda intent: (intent.score(request), intent.name))
