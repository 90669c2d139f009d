"""Asking back: the question, its candidates, and what a short reply to it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from agent.models.builtin.names.entry import Entry
from agent.models.builtin.reply import Reply, StepEndError
from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import fold, word_list, words_of
from agent.models.builtin.text.numbers import ordinal

MAX_OPTIONS = 9

_CANCEL = re.compile(
    r"(?:no|nope|never ?mind|cancel(?: (?:it|that))?|stop|forget (?:it|that)|none(?: of (?:them|"
    r"these|those))?|nothing|no,? thanks?(?: you)?|leave it|don't|abort|neither)[.! ]*"
)


def ask(
    request: Request,
    question: str,
    *,
    key: str,
    options: Sequence[Entry] = (),
    phrase: str = "",
    expects: str = "record",
) -> StepEndError:
    """End the step with a question.

    The reply fills ``picks[key]`` (an option chosen, or the text itself for ``expects`` "text"), or
    takes the place of ``phrase`` in the request, or is added to the request.
    """
    shown = list(options)[:MAX_OPTIONS]
    lines = [question, *(f"{n}. {entry.label}" for n, entry in enumerate(shown, 1))]
    if len(options) > len(shown):
        lines.append(f"... and {len(options) - len(shown)} more; the name will do.")
    note = {
        "key": key,
        "expects": expects,
        "phrase": phrase,
        "options": [entry.as_reference() for entry in shown],
        "text": request.original,
        "picks": dict(request.picks),
        "base": dict(request.base),
        "question": question,
    }
    return StepEndError(Reply("\n".join(lines), memory={"question": note}))


def is_cancelled(text: str) -> bool:
    return _CANCEL.fullmatch(fold(text).strip()) is not None


def chosen(options: Sequence[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """The options a reply may mean: by number, by position, or by words of the name."""
    reply = fold(text).strip()
    if len(options) == 1 and re.fullmatch(r"(?:yes|yep|yeah|ok|okay|sure|correct|right|that "
                                          r"one)\W*",
                                          reply):  # fmt: skip
        return list(options)
    place = ordinal(re.sub(r"\b(?:please|take|use|pick)\b", "", reply).strip())
    if place is not None and -1 <= place <= len(options) and place != 0:
        return [options[place - 1 if place > 0 else -1]]
    words = [word for word in words_of(reply) if word not in _FILLER]
    if not words:
        return []
    exact = [option for option in options if words_of(option["name"]) == words]
    if exact:
        return exact
    return [option for option in options if _all_said(words, words_of(option["label"]))]


_FILLER = frozenset(
    word_list("""
    the a one please for of in on at from with project client task user i mean meant it is that
    yes and
""")
)


def _all_said(words: Sequence[str], label: Sequence[str]) -> bool:
    return all(any(known.startswith(word) for known in label) for word in words)
