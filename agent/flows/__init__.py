"""Canned flows: read what is needed side by side, work the figures out, propose follow-ups.

A file here defines ``FLOW``: its name, what it asks for, the reads, and a function from rows to a
`Report`. Dropping a file in is all it takes; `all_flows` finds it, and with it come a card on the
flows page, a sentence in chat, a command, and a tool for a language model.

    flow.py     what a flow is          lists.py    the reads they share
    report.py   what it finds           names.py    the record that a name stands for
    layout.py   columns and sections    periods.py  the days that words stand for
    figures/    the arithmetic: pure functions of rows
    running/    what runs them, in the graph
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Any

from agent.flows.flow import Flow


@cache
def all_flows() -> dict[str, Flow[Any]]:
    """Every flow of this package by name."""
    found: dict[str, Flow[Any]] = {}
    for module in pkgutil.iter_modules(__path__):
        flow = getattr(importlib.import_module(f"{__name__}.{module.name}"), "FLOW", None)
        if isinstance(flow, Flow):
            found[flow.name] = flow
    return found
