"""The agency's own work: "internal" and "ourselves" mean the client that stands for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from agent.models.builtin.names.entry import Entry
from agent.models.builtin.names.forms import INTERNAL
from agent.models.builtin.names.likeness import EXACT
from agent.models.builtin.names.match import Fit, weight
from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.text.exclusions import LEFT_OUT
from agent.models.builtin.text.fold import fold, overlap, words_of

_WORK = r"(?:work|time|hours|projects?|stuff|things?|company|agency|firm|studio|office|admin)"
OWN_WORK = re.compile(
    rf"\b(?:internal(?:ly)?|in-?house|ourselves|non-?client|our own(?= {_WORK}\b)|"
    rf"(?<=for )our own|(?<!my )(?<!his )(?<!her )(?<!their )(?<!your )own(?= {_WORK}\b))\b"
    rf"|(?:{LEFT_OUT})\s+(?P<us>us|our own(?! internal| in-?house))\b"
)


def own_client(clients: Iterable[Entry], company: str) -> Entry | None:
    """The client by which the agency's own work goes: the one that is called so, or like itself;
    none where that is not clear."""
    active = [entry for entry in clients if entry.kind == "client" and entry.active]
    house = [word for word in words_of(company) if weight(word) == 1.0]
    called = [entry for entry in active if _is_called_internal(entry)]
    alike = [entry for entry in active if _is_called_like(entry, house)]
    for found in (called, alike):
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _is_called_internal(entry: Entry) -> bool:
    joined = "".join(entry.words)
    return any(word in INTERNAL for word in entry.words) or "inhouse" in joined


def _is_called_like(entry: Entry, house: Sequence[str]) -> bool:
    own = [word for word in entry.words if weight(word) == 1.0]
    return bool(own) and own == list(house[: len(own)])


def with_own_work(
    text: str, mentions: Sequence[Mention], clients: Iterable[Entry], company: str
) -> tuple[Mention, ...]:
    """The mentions, and one of the agency's own client for each word that means its own work."""
    found = [match.span("us" if match["us"] else 0) for match in OWN_WORK.finditer(fold(text))]
    spans = [span for span in found if not any(overlap(span, m.span) for m in mentions)]
    own = own_client(clients, company) if spans else None
    if own is None:
        return tuple(mentions)
    fits = (Fit(own, 0, 0, EXACT, 1.0),)
    added = [Mention(text[slice(*span)], span, fits) for span in spans]
    return tuple(sorted([*mentions, *added], key=lambda mention: mention.span))
