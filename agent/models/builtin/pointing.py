"""What "they", "it" and "she" may mean: records of the question before."""

from __future__ import annotations

import re
from typing import Any

from agent.models.builtin.text.fold import fold

_THEY = re.compile(r"\b(?:they|them|their|this client|that client|the client|this customer)\b")
_IT = re.compile(r"\b(?:it|its|there|this project|that project|the project|this task|that task)\b")
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b")


def pointed_at(text: str, query: dict[str, Any]) -> dict[str, Any]:
    """The records of an earlier query that these words point back to, by kind."""
    folded = fold(text)
    scope: dict[str, Any] = query.get("scope") or {}
    kinds: tuple[str, ...] = ()
    if _THEY.search(folded):
        kinds += ("client",) if "client" in scope else ("project",)
    if _IT.search(folded):
        kinds += ("task", "project")
    if _PERSON.search(folded):
        kinds += ("user",)
    return {kind: scope[kind] for kind in kinds if kind in scope}
