"""The titles of new tasks: quoted, in bullets, in a list, or what the slots leave over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.models.builtin.text.fold import BLANK, Span, fold
from agent.models.builtin.text.vocabulary import words_with_spans
from agent.models.builtin.writing.coded import (
    DAY,
    LENGTH,
    PEOPLE,
    PERSON,
    QUOTED,
    SIGNS,
    Coded,
)
from agent.models.builtin.writing.slot_patterns import PLACE_INSIDE
from agent.models.builtin.writing.task_draft import (
    START,
    TO_DO,
    TRIM,
    NewTask,
    Slots,
    clause_slot,
    people_in,
    says_nothing_new,
)
from agent.models.builtin.writing.wording import hidden_names, is_neutral

_BULLETS = re.compile(r"\n\s*(?:[-*•]|\(?\d{1,2}[.)])\s+|(?<=[\s:])\(?[1-9][.)]\s+")
_SHARED = ("owners", "due", "minutes", "priority", "billable", "list_name")


def cut_at(coded: Coded, pattern: re.Pattern[str], start: int, end: int) -> list[Span]:
    starts, ends = [start], []
    for match in pattern.finditer(coded.text, start, end):
        ends.append(match.start())
        starts.append(match.end())
    return list(zip(starts, [*ends, end], strict=True))


def titled(slots: Slots, *, several: bool) -> list[NewTask]:
    """The drafts of what follows the noun."""
    _skip_to_title(slots)
    bullets = list(_BULLETS.finditer(slots.coded.text, max(0, slots.start - 4), slots.end))
    if len(bullets) > 1:
        return _bulleted(slots, bullets)
    quoted = [q for q in title_quotes(slots) if slots.start <= q[0] < slots.end]
    if quoted:
        return quoted_titles(slots, quoted)
    slots.take_doers()
    to_do = TO_DO.match(slots.coded.text, slots.start, slots.end)
    slots.start = to_do.end() if to_do else slots.start
    slots.strip_end()
    if several:
        items = _listed(slots)
        if len(items) > 1:
            return _items(slots, items)
    return [one_title(slots)]


_CALLED = re.compile(
    r"[\s,.]*(?:\b(?:it|this|that)\s+(?:should|must|will|can)\s+be\s+)?"
    r"(?:\b(?:called|named|titled|entitled|(?:call|name|title) (?:it|this|that))\b\s*:?|"
    r"\b(?:name|title)\s*[:=])\s*"
)
_COLON = re.compile(r"(?<!\d)\s*:(?=\s|$)\s*|\s-+\s")


def _skip_to_title(slots: Slots) -> None:
    """Move the beginning behind the slots and marks before the title.

    Before "called" there are nothing but slots; before a colon, if the title has none itself.
    """
    code, end = slots.coded.text, slots.end
    introduces = (m for m in _CALLED.finditer(code, slots.start, end) if not _is_own(slots, m))
    called = next(introduces, None)
    colon = _COLON.search(code, slots.start, end)
    for mark in (called, colon):
        if mark is None or mark.end() >= end:
            continue
        trial = Slots(slots.coded, (slots.start, mark.start()))
        trial.found = slots.found
        trial.strip_start()
        trial.strip_end()
        _take_slot(trial)
        left = _left(trial)
        if left and mark is colon:
            longer = _longer_name(trial, left)
            if not longer:
                break
            left, trial.found = [longer], replace(trial.found, places=(), place_words=())
        strangers = (*trial.found.strangers, *left)
        slots.found, slots.start = replace(trial.found, strangers=strangers), mark.end()
        return
    for _ in range(2):
        slots.strip_start()
        marker = START.match(code, slots.start, end)
        if marker and not _is_own(slots, marker):
            slots.start = marker.end()


def _longer_name(head: Slots, left: Sequence[str]) -> str:
    """A name of which the place that was found is only the beginning: "Office move" before a colon
    is no project "Office"; nothing where the place is named apart from the words behind it."""
    text = head.coded.request.text
    for mention in head.found.places:
        behind = text[mention.span[1] : head.end]
        if len(left) == 1 and behind.strip() == left[0] and behind[:1] == " " and left[0].islower():
            return text[mention.span[0] : head.end].strip()
    return ""


_NAMES = re.compile(r"\b(?:called|named|titled|entitled)\s+", re.IGNORECASE)


def _is_own(slots: Slots, marker: re.Match[str]) -> bool:
    """Whether "Called" is the title's own first word: it has a capital or a colon before it, and
    the word behind it has no capital ("Called the bank", "website: called the bank")."""
    typed = slots.coded.request.text
    said = _NAMES.search(typed, *marker.span())
    if not said or not typed[said.end() : said.end() + 1].islower():
        return False
    colon = re.search(r":\s*$", typed[: said.start()])
    return typed[said.start()].isupper() or colon is not None


def title_quotes(slots: Slots) -> list[Span]:
    """Quotes that name nothing: titles, if they are not a list's name."""
    return [m.span() for m in re.finditer(f"{QUOTED}+", slots.coded.text)]


def _bulleted(slots: Slots, bullets: Sequence[re.Match[str]]) -> list[NewTask]:
    """One task a bullet; what stands before the first is shared."""
    end = slots.end
    slots.end = max(slots.start, bullets[0].start())
    slots.strip_end()
    starts = [match.end() for match in bullets]
    ends = [*(match.start() for match in bullets[1:]), end]
    return _items(slots, list(zip(starts, ends, strict=True)), tail=False)


def quoted_titles(slots: Slots, quoted: list[Span]) -> list[NewTask]:
    """Quoted titles: everything around them has to be a slot. Between two of them a slot is the
    first one's own."""
    end, titles = slots.end, [quoted[0]]
    lead = _DOES_NEXT.search(slots.coded.text, slots.start, quoted[0][0])
    lead = lead if len(quoted) > 1 else None
    own = [_theirs(slots, lead)]
    for quote in quoted[1:]:
        between = Slots(slots.coded, (titles[-1][1], quote[0]))
        next_one = _DOES_NEXT if lead else _ONE_FOR
        ahead = next_one.search(slots.coded.text, between.start, between.end)
        between.end = ahead.start() if ahead else between.end
        between.strip_start()
        between.end = max(between.start, between.end - len(_joint_before(slots, between)))
        between.strip_end()
        if re.search(rf"[\w{SIGNS}]", slots.coded.text[between.start : between.end]):
            break
        own[-1] = replace(between.found, owners=between.found.owners or own[-1].owners)
        titles.append(quote)
        own.append(_theirs(slots, ahead))
    strangers: list[str] = []
    for a, b in ((slots.start, lead.start() if lead else titles[0][0]), (titles[-1][1], end)):
        label = _LABEL_AT_END.search(slots.coded.text, a, b)
        slots.start, slots.end = a, label.start() if label else b
        slots.strip_start()
        slots.strip_end()
        _take_slot(slots)
        strangers += _left(slots)
    slots.found = replace(slots.found, strangers=(*slots.found.strangers, *strangers))
    named = [
        replace(draft, title=slots.coded.request.as_typed((a + 1, b - 1)).strip())
        for (a, b), draft in zip(titles, own, strict=True)
    ]
    return _shared(slots.found, named, tail=True)


# "'A' for Anna, and one for Ben: 'B'": whose the next one is.
_ONE_FOR = re.compile(
    rf"[\s,;.]*(?:(?:and|then|plus)\s+)?(?:also\s+)?(?:(?:one|another|a (?:second|third))(?: one| "
    rf"task)?\s+)?(?:for\s+)?(?P<people>{PEOPLE})\s*:\s*$"
)
# "Anna should get 'A' and Ben 'B'": who stands before a title does that one.
_DOES_NEXT = re.compile(
    rf"[\s,;.]*(?:(?:and|then|plus|but)\s+)?(?P<people>{PEOPLE})\s+(?:(?:should|must|will|to|can|"
    r"has to|needs to)\s+)?(?:(?:get|gets|do|does|take|takes|have|has|own|owns)\s+)?$"
)
_LABEL_AT_END = re.compile(r"[\s,;-]*\b(?:the\s+)?(?:title|name)\b\s*(?:is|[:=])?\s*$")


def _theirs(slots: Slots, who: re.Match[str] | None) -> NewTask:
    """A draft of theirs who are named right before its title."""
    return NewTask(owners=people_in(slots.coded, who.span("people")) if who else ())


def _joint_before(slots: Slots, between: Slots) -> str:
    """The "and" before the next quote."""
    code = slots.coded.text[between.start : between.end]
    joint = re.search(r"\s*(?:,|;|\band|&|\+|\bplus|\n)*\s*(?:a (?:task|second)\s*)?$", code)
    return joint.group() if joint else ""


def _take_slot(slots: Slots) -> None:
    """What stands alone beside the title: "I need Ben to do 'X'"."""
    found = clause_slot(slots.coded, (slots.start, slots.end), slots.found)
    if found:
        slots.found, slots.start = found, slots.end


def _left(slots: Slots) -> list[str]:
    """Telling words of a stretch that should hold slots alone."""
    text = slots.coded.request.text
    found: list[Span] = []
    hidden = hidden_names(text)
    for word, (a, b) in words_with_spans(text[slots.start : slots.end]):
        span = (slots.start + a, slots.start + b)
        code = slots.coded.text[slice(*span)]
        spare = is_neutral(word) and not set(code) & set(SIGNS) and span not in hidden
        if BLANK in code or spare:
            continue
        if found and text[found[-1][1] : span[0]].strip() == "":
            found[-1] = (found[-1][0], span[1])
        else:
            found.append(span)
    return [text[a:b] for a, b in found]


def _listed(slots: Slots) -> list[Span]:
    """The items of "A, B and C": commas cut first, "and" cuts the last of them."""
    code = slots.coded.text
    commas = cut_at(slots.coded, re.compile(r"\s*[,;\n]\s*"), slots.start, slots.end)
    items = [span for span in commas if re.search(r"\w|[\x02-\x0e]", code[slice(*span)])]
    if not items:
        return []
    lead = re.match(r"\s*(?:and|plus|&)\s+", code[slice(*items[-1])])
    if lead and len(items) > 1:
        items[-1] = (items[-1][0] + lead.end(), items[-1][1])
        return items
    last = cut_at(slots.coded, re.compile(r"\s+(?:and|&|plus)\s+"), *items[-1])
    return [*items[:-1], *last]


def _items(slots: Slots, spans: Sequence[Span], *, tail: bool = True) -> list[NewTask]:
    """A draft for each item. What an item says of itself is its own; ``tail``: what was said at the
    end is the last item's alone where an item before it has the same of its own."""
    drafts: list[NewTask] = []
    for span in spans:
        own = Slots(slots.coded, span)
        own.strip_end()
        drafts.append(one_title(own))
    return _shared(slots.found, drafts, tail=tail)


def _shared(shared: NewTask, drafts: list[NewTask], *, tail: bool) -> list[NewTask]:
    """Each draft with what was said for all of them."""
    for name in _SHARED:
        empty = getattr(NewTask(), name)
        value = getattr(shared, name)
        own_values = [getattr(draft, name) != empty for draft in drafts]
        if value == empty:
            continue
        only_last = tail and any(own_values[:-1])
        for place, has in enumerate(own_values):
            if not has and (not only_last or place == len(drafts) - 1):
                drafts[place] = replace(drafts[place], **{name: value})
    for place, draft in enumerate(drafts):
        kept = draft if draft.places else replace(
            draft, places=shared.places, place_words=shared.place_words)  # fmt: skip
        drafts[place] = replace(
            kept,
            strangers=(*shared.strangers, *draft.strangers),
            taken=(*shared.taken, *draft.taken),
        )
    return drafts


def one_title(slots: Slots) -> NewTask:
    """The draft whose title is what the slots left over."""
    if not slots.found.places:
        _find_place_inside(slots)
    _find_slots_inside(slots)
    text = slots.coded.request.as_typed((slots.start, slots.end)).strip(TRIM)
    text = _TO_BE_DONE_BY_THEM.sub("", _COURTESY_FIRST.sub("", _WISH_LAST.sub("", text)))
    if _OTHER_RECORD.fullmatch(fold(text)) or _SPOKEN_OF.fullmatch(fold(text)):
        return slots.found
    if not re.search(r"\w", text) or all(is_neutral(w) for w, _ in words_with_spans(text)):
        return slots.found
    return replace(slots.found, title=text[0].upper() + text[1:])


_COURTESY_FIRST = re.compile(
    r"^(?:(?:please|pls|kindly|thanks|(?:one|another|the (?:other|second)(?: one)?) "
    r"(?:is |being )?(?:called|named|titled))\b[\s,:-]*)+",
    re.IGNORECASE,
)
# "... Add it with high priority": the words before a slot that was found.
_WISH_LAST = re.compile(
    r"[.!;,]\s+(?:please\s+)?(?:add|make|give|set|mark|put|create|assign|book|log)\s+(?:it|this|that)"
    r"(?:\s+(?:to|for|with|as|a|an))*$",
    re.IGNORECASE,
)
# "He has to check the ropes" behind "a task for Anna".
_TO_BE_DONE_BY_THEM = re.compile(
    r"^(?:he|she|they|somebody|someone)\s+(?:(?:has|have|needs?|ought)\s+to|should|must|will)\s+"
    r"(?!be\b)(?=\w)",
    re.IGNORECASE,
)
# What is no task's name, but something else that is wished for.
_OTHER_RECORD = re.compile(
    r"(?:an? |the |new )*(?:milestones?|projects?|clients?|invoices?|estimates?|expenses?|tasks?|"
    r"users?|time entr(?:y|ies)|task ?lists?|subtasks?)"
)
# "The task we discussed" says no name.
_SPOKEN_OF = re.compile(
    r"(?:that |which )?(?:we|i|you|they|he|she) (?:just |already |had )?(?:discuss|mention|talk|"
    r"spoke|said|agree|told|wrote|ask|plan)\w*"
    r"(?: (?:about|of|on|for|earlier|before|yesterday|today))*"
)
# Behind a mark in a title, words of a slot: whatever else stands there, they are none of the name.
_SLOT_INSIDE = re.compile(
    rf"(?:[,;(|]|\s-|[.!?])\s+(?=[^,;.]*(?:\b(?:due|deadline|assign\w*|budget\w*|priority|billable|"
    rf"until|responsible|owner)\b|[{PERSON}{DAY}{LENGTH}]))|"
    r"[.!?,;]\s+(?=(?:it|this|that|they|he|she|we|i)\b)|"
    rf"\s+(?:and|but|which|while)\s+(?={PERSON}+\s+[a-z]|(?:it|he|she|they)\b)"
)


def _find_slots_inside(slots: Slots) -> None:
    """What looks like a slot behind a mark ends the title; it is asked about, unless it only
    carried a slot that was found."""
    mark = _SLOT_INSIDE.search(slots.coded.text, slots.start, slots.end)
    if not mark or mark.start() <= slots.start:
        return
    behind = slots.coded.request.text[mark.end() : slots.end].strip(TRIM)
    slots.end = mark.start()
    if not says_nothing_new(behind):
        slots.found = replace(slots.found, strangers=(*slots.found.strangers, behind))


def _find_place_inside(slots: Slots) -> None:
    """A place with unknown words behind it ends the title all the same; they are asked about."""
    code = slots.coded.text[slots.start : slots.end]
    inside = list(PLACE_INSIDE.finditer(code))
    if not inside:
        return
    match = inside[-1]
    end = slots.end
    slots.end = slots.start + match.end()
    slots.strip_end()
    behind = Slots(slots.coded, (slots.start + match.end(), end))
    slots.found = replace(slots.found, strangers=(*slots.found.strangers, *_left(behind)))
