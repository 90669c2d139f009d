"""Asking back: the question, its candidates, and what a short reply to it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rapidfuzz.distance import OSA

from agent.models.builtin.names.entry import Entry
from agent.models.builtin.reply import Reply, StepEndError
from agent.models.builtin.request import Request
from agent.models.builtin.text.affirmed import affirmed, is_turned_down
from agent.models.builtin.text.everyday import EVERYDAY
from agent.models.builtin.text.fold import BLANK, fold, word_list, words_of
from agent.models.builtin.text.numbers import ORDINAL_WORD, ordinal
from agent.models.builtin.text.short import is_agreed
from agent.models.builtin.text.vocabulary import is_content

MAX_OPTIONS = 9


def ask(
    request: Request,
    question: str,
    *,
    key: str,
    options: Sequence[Entry] = (),
    phrase: str = "",
    expects: str = "record",
    several: bool = False,
) -> StepEndError:
    """End the step with a question.

    The reply fills ``picks[key]`` (an option chosen, or the text itself for ``expects`` "text"), or
    takes the place of ``phrase`` in the request, or is added to the request. ``several``: a reply
    may take all options, and ``picks[key]`` is their list then.
    """
    shown = list(options)[:MAX_OPTIONS]
    note = {
        "key": key,
        "expects": expects,
        "phrase": phrase,
        "options": [entry.as_reference() for entry in shown],
        "left_out": len(options) - len(shown),
        "text": request.original,
        "picks": dict(request.picks),
        "question": question,
        "several": several,
    }
    return StepEndError(Reply(question_text(note), memory={"question": note}))


_NEGATION = re.compile(r"^(?:(?:no|nope|oh|sorry)[ ,.]+)*(?:not|isn't|it's not)\b")


def question_text(note: Mapping[str, Any]) -> str:
    """The question with its candidates, numbered."""
    options = [f"{place}. {each['label']}" for place, each in enumerate(note["options"], 1)]
    if note["left_out"]:
        options.append(f"... and {note['left_out']} more; the name will do.")
    return "\n".join([str(note["question"]), *options])


def chosen(options: Sequence[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """The options a reply may mean: by number, by position, or by words of what was shown."""
    meant = affirmed(text)
    kept = meant.replace(BLANK, " ")
    if is_turned_down(kept):
        against = chosen(options, _NEGATION.sub("", fold(kept)))
        return [option for option in options if option not in against] if against else []
    refused = "".join(a for a, b in zip(text, meant, strict=True) if b == BLANK)
    if refused.strip():
        against = chosen(options, _NEGATION.sub("", fold(refused).strip(" ,.")))
        options = [option for option in options if option not in against]
    text = kept
    reply = re.sub(r"\b(?:please|pls|take|use|pick|thanks|of course)\b", "", fold(text)).strip(
        " .!?,()"
    )
    if len(options) == 1 and is_agreed(text):
        return list(options)
    place = ordinal(reply)
    if place is not None and place != 0:
        return [options[place - 1 if place > 0 else -1]] if place <= len(options) else []
    words = [word for word in words_of(reply) if word not in _FILLER]
    if not words:
        return []
    exact = [option for option in options if words_of(option["name"]) == words]
    if exact:
        return exact
    for fits in (_is_word, _begins, _is_slip):
        found = [o for o in options if _all_said(words, words_of(o["label"]), fits)]
        if found:
            return found
    return []


def spoken_of(options: Sequence[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """The options that a whole sentence may mean: beside the words of what was shown, or its place,
    there is nothing in it but plain English."""
    folded = fold(text)
    places = [ordinal(match["place"]) for match in _PLACE.finditer(folded)]
    if _TELLS_MORE.search(folded):
        return []
    telling = [word for word in words_of(_PLACE.sub(" ", folded)) if word not in _FILLER]
    labels = [words_of(option["label"]) for option in options]
    named = [w for w in telling if any(_is_word(w, known) for label in labels for known in label)]
    strange = [w for w in telling if w not in named and is_content(w) and w not in EVERYDAY]
    slips = [w for w in strange if len(w) >= 4 and any(_all_said([w], x, _is_slip) for x in labels)]
    if len(slips) < len(strange) or any(word[0].isdigit() for word in telling if word not in named):
        return []
    if places and not named:
        fits = [place for place in places if place and place <= len(options)]
        return (
            [options[fits[0] - 1 if fits[0] > 0 else -1]] if len(fits) == len(places) == 1 else []
        )
    words = [*named, *slips]
    return [
        o for o, x in zip(options, labels, strict=True) if words and _all_said(words, x, _is_slip)
    ]


# Words that are no mere wrapping of a choice.
_TELLS_MORE = re.compile(
    r"\b(?:not|nor|without|except|but|only|just|all|both|every|any|high|low|critical|urgent|normal|"
    r"prio\w*|\w*billable|billed|unbilled|paid|unpaid|overdue|late|open|done|due|notes?|comment|"
    r"description|assign\w*|me|by|per|sort\w*|group\w*|split|most|least|total|how|what|who|when)\b|"
    r"n't\b|\?"
)
_PLACE = re.compile(
    rf"\b(?:the |number |option |no\.? |#)(?P<place>{ORDINAL_WORD}|last|\d)(?: one)?\b"
)


def wants_all(text: str) -> bool:
    """Whether a reply takes every option: "both", "all of them"."""
    return _ALL.fullmatch(fold(text).strip(" .!?,")) is not None


_ALL = re.compile(
    r"(?:(?:for|show|of|give me|please|yes|and)[ ,]+)*(?:both|all|each|every ?one|everything|"
    r"all (?:two|three|four|five))(?: (?:of (?:them|these|those)|clients?|customers?|projects?|"
    r"people|tasks?|ones?|please|together|thanks))*"
)
_FILLER = frozenset(
    word_list("""
    the a an one ones please for of in on at from with project client customer company task user
    person i mean meant it is was that this yes and no not sorry which by it's its our
""")
)


def _all_said(words: Sequence[str], label: Sequence[str], fits: Callable[[str, str], bool]) -> bool:
    return all(any(fits(word, known) for known in label) for word in words)


def _is_word(word: str, known: str) -> bool:
    return word == known


def _begins(word: str, known: str) -> bool:
    return known.startswith(word)


def _is_slip(word: str, known: str) -> bool:
    """One slip, or two in a long word; the beginning of a long one may be all that was typed."""
    if len(word) < 4:
        return _begins(word, known)
    allowed = 2 if len(word) >= 8 else 1
    return _begins(word, known) or OSA.distance(word, known, score_cutoff=allowed) <= allowed
