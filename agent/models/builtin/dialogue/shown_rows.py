"""Words that point at a row of a list that was shown: "the second one", "the Larkspur one".

A row may have been asked about in between, so that the list is looked for some turns back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from agent.models.builtin.conversation import Result
from agent.models.builtin.desk import Desk
from agent.models.builtin.dialogue.pointed import Pointed, Reference
from agent.models.builtin.names.entry import Kind, entry_from, reference
from agent.models.builtin.text.everyday import EVERYDAY
from agent.models.builtin.text.fold import fold, words_of
from agent.models.builtin.text.numbers import ORDINAL_WORD, ordinal
from agent.models.builtin.text.vocabulary import is_content

# A line of a list that was shown, and the record that it is about.
Line = tuple[str, Reference | None]

_KINDS: dict[str, Kind] = {
    "list_clients": "client",
    "list_projects": "project",
    "list_users": "user",
    "list_tasks": "task",
    "list_milestones": "milestone",
}
_GROUPS: dict[str, Kind] = {
    "client": "client", "project": "project", "user": "user", "task": "task",
}  # fmt: skip
_COUNTED = re.compile(
    rf"\b(?:the )?(?<!ones )(?<!est )(?<!st )(?P<word>{ORDINAL_WORD}|last)"
    r"(?: (?:one|of (?:them|those|these)|(?:in|on) the list)\b|(?=\s*[?.!,]*\s*$))"
    r"|(?<!\w)(?:number |no\.? |#)(?P<number>\d)(?=\s*[?.!,]*\s*$)"
)
_ONE = re.compile(r"\b(?:the|that|this) (?P<words>(?:[^\W_]+[ -]){1,3})one\b(?!s)")


def at_rows(desk: Desk, found: Pointed) -> None:
    """Set the names of rows in the place of the words that point at them."""
    lists = [_lines(text, results) for text, results in desk.conversation.told]
    latest = next((lines for lines in lists if len(lines) > 1), [])
    _counted(found, lists)
    _by_words(found, latest)
    _by_a_word(found, latest)


def only_row(desk: Desk) -> Reference | None:
    """The record of the answer before, where it has a single line."""
    conversation = desk.conversation
    lines = _lines(conversation.said_before, conversation.last)
    return lines[0][1] if len(lines) == 1 else None


def listed_together(desk: Desk, most: int) -> list[Reference]:
    """The records of the first lines of the answer before, where they are of one kind."""
    lines = _lines(desk.conversation.said_before, desk.conversation.last)[:most]
    records = [record for _, record in lines if record]
    alike = len({record["kind"] for record in records}) == 1
    return records if alike and len(records) == len(lines) > 1 else []


def told_of(desk: Desk) -> dict[str, Reference]:
    """The one record of each kind that the first line of the answer before names: "Sam Rivera
    logged the most"."""
    conversation = desk.conversation
    head = fold(conversation.said_before.split("\n- ")[0])
    found: dict[str, Reference] = {}
    unclear: set[str] = set()
    for row in sorted(_shown(conversation.last), key=lambda row: -len(row["name"])):
        kind, name = row["kind"], re.escape(fold(row["name"]))
        head, count = re.subn(rf"(?<!\w){name}(?!\w)", " ", head)
        if count and found.setdefault(kind, row)["id"] != row["id"]:
            unclear.add(kind)
    return {kind: row for kind, row in found.items() if kind not in unclear}


def _counted(found: Pointed, lists: Sequence[Sequence[Line]]) -> None:
    """ "The second one" of the latest list with so many lines."""
    for match in reversed(list(_COUNTED.finditer(fold(found.text)))):
        place = ordinal(match["word"] or match["number"])
        lines = next((each for each in lists if place and place <= len(each)), ())
        row = lines[place - 1 if place > 0 else -1][1] if place and lines else None
        owned = _OWNED.match(found.text, match.end())
        if owned and not owned["what"]:
            found.text = f"{found.text[: match.end()]}{found.text[owned.end() :]}"
            owned = None
        if row and owned:
            lead = "what is the" if _OPENED.fullmatch(fold(found.text[: match.start()])) else "the"
            found.text = f"{found.text[: match.end()]}{found.text[owned.end() :]}"
            found.put(match.span(), row, lead=f"{lead} {owned['what']} of ")
        elif row:
            found.put(match.span(), row)


# "The second one's budget" is the budget of it.
_OWNED = re.compile(r"['\u2019]?s(?: (?P<what>\w+(?: \w+)?))?(?=\W*$)")
_OPENED = re.compile(r"\W*(?:(?:and|then|now|ok(?:ay)?|but|please|what about|how about)\b\W*)*")


def _by_words(found: Pointed, listed: Sequence[Line]) -> None:
    """ "The Larkspur one" of a list that was shown."""
    for match in reversed(list(_ONE.finditer(fold(found.text)))):
        words = words_of(match["words"])
        fits = [ref for line, ref in listed if all(word in words_of(line) for word in words)]
        if len(fits) == 1 and fits[0]:
            found.put(match.span(), fits[0])


def _by_a_word(found: Pointed, listed: Sequence[Line]) -> None:
    """ "The lease" where one line of the list is about "Draft lease"."""
    for match in reversed(list(_NOUN.finditer(fold(found.text)))):
        words = words_of(match["words"])
        if not found.text[slice(*match.span("words"))].islower():
            continue
        fits = [ref for _, ref in listed if ref and set(words) <= set(words_of(ref["name"]))]
        whole = len(fits) == 1 and words == words_of(fits[0]["name"])
        if len(fits) == 1 and (whole or all(map(_is_telling, words))):
            found.put(match.span(), fits[0])


_NOUN = re.compile(
    r"\b(?:the|that|this) (?P<words>[^\W\d_]{3,}(?: [^\W\d_]{3,}){0,3})(?=\W*$|\W*\?)"
)


def _is_telling(word: str) -> bool:
    return is_content(word) and word not in EVERYDAY


def _lines(text: str, results: Sequence[Result]) -> list[Line]:
    lines = [line.removeprefix("- ").strip() for line in text.split("\n") if line.startswith("- ")]
    # Of two of one name that of the later look-up: the one that the answer rests on.
    known = sorted(_shown(reversed(results)), key=lambda row: -len(row["name"]))
    return [
        (line, next((r for r in known if fold(line).startswith(fold(r["name"]))), None))
        for line in lines
    ]


def _shown(results: Iterable[Result]) -> Iterable[Reference]:
    """Every record that the rows and groups of these results name."""
    for result in results:
        if result.error is not None or result.is_write:
            continue
        kind = _KINDS.get(result.call.tool)
        for row in result.data["rows"]:
            if kind and row.get("name"):
                yield entry_from(kind, row).as_reference()
            elif row.get("number"):
                yield reference("invoice", row.get("id"), str(row["number"]))
                if row.get("client") and row.get("client_id"):
                    yield reference("client", row["client_id"], str(row["client"]))
        for group in result.data.get("groups") or ():
            of = _GROUPS.get(str(group.get("by")))
            if not of:
                continue
            for row in group["rows"]:
                name, id = row.get("name") or row.get(of), row.get("id") or row.get(f"{of}_id")
                if name and id:
                    yield reference(of, id, str(name))
