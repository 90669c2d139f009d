"""Names whose meaning was settled before, by an answer to a question of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from agent.models.builtin.names.entry import Entry, Kind
from agent.models.builtin.names.likeness import EXACT
from agent.models.builtin.names.match import Fit
from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.text.fold import fold, overlap, words_of

# Kinds whose records are found by the names that lists show.
_LISTED: tuple[Kind, ...] = ("client", "project", "user")


def settled_mentions(text: str, picks: Mapping[str, Any]) -> list[Mention]:
    """The names whose meaning was settled before, wherever the text holds one of them."""
    folded, found = fold(text), list[Mention]()
    known = [(key, note) for key, note in picks.items() if isinstance(note, dict)]
    for key, note in sorted(known, key=lambda pair: -len(pair[0])):
        if note.get("kind") not in _LISTED or fold(str(note["name"])) != key:
            continue
        entry = Entry(note["kind"], note["id"], note["name"], words=tuple(words_of(note["name"])))
        for match in re.finditer(rf"(?<!\w){re.escape(key)}(?!\w)", folded):
            if not any(overlap(match.span(), other.span) for other in found):
                fit = Fit(entry, 0, 0, EXACT, float(len(entry.words)))
                found.append(Mention(text[slice(*match.span())], match.span(), (fit,)))
    return found
