"""The drafts of a message: one for each task it asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import BLANK, Span, words_of
from agent.models.builtin.text.vocabulary import words_with_spans
from agent.models.builtin.writing.coded import (
    DAY,
    LENGTH,
    PEOPLE,
    PERIOD,
    PERSON,
    QUOTED,
    SIGNS,
    Coded,
)
from agent.models.builtin.writing.slot_patterns import PLACE_INSIDE
from agent.models.builtin.writing.task_draft import (
    HEAD,
    NOTE,
    REMIND,
    START,
    TO_DO,
    TRIM,
    VERBS,
    NewTask,
    Slots,
    clause_slot,
)
from agent.models.builtin.writing.wording import is_neutral

_FIRST_VERB = re.compile(r"\b(?:create|add|make|put|new|set up|enter|insert|open|start)\b")
_AGAIN = re.compile(
    r"(?:\s*[,;.]\s*|\s+)(?:and|then|plus|also)\s+(?:also\s+|then\s+)?(?:(?:create|add|"
    r"make)\s+)?(?:an?\s+|"
    r"another\s+|one\s+|the\s+)?(?:second\s+|new\s+|further\s+)*(?=(?:tasks?|to-?dos?|tickets?)\b)"
)
_BULLETS = re.compile(r"\n\s*(?:[-*•]|\(?\d{1,2}[.)])\s+|(?<=[\s:])\(?[1-9][.)]\s+")
_PLURAL = re.compile(r"(?:tasks|to-?dos|tickets|action items|reminders)\b")
_COUNT = {"two": 2, "three": 3, "four": 4, "five": 5, "a couple of": 2}
_SHARED = ("owners", "due", "minutes", "priority", "billable", "list_name")


def new_tasks_of(request: Request) -> list[NewTask]:
    """At least one draft; what several tasks share is on each of them."""
    description, span = _description(request)
    coded = Coded(request, (span,) if span else ())
    pieces = _cut_at(coded, _AGAIN, 0, len(coded.text))
    found: list[NewTask] = []
    for piece in pieces:
        found += _tasks(coded, piece, first=not found)
    found = [replace(draft, description=description) for draft in found]
    places = next((draft for draft in found if draft.places), None)
    if places is None:
        return found
    return [
        draft
        if draft.places
        else replace(draft, places=places.places, place_words=places.place_words)
        for draft in found
    ]


def _description(request: Request) -> tuple[str | None, Span | None]:
    """A description given with the request, and where the whole of it stands."""
    code = Coded(request).text
    quotes = {quote.span[0]: quote for quote in request.quotes}
    for match in NOTE.finditer(code):
        quote = quotes.get(match.end())
        if quote:
            return quote.text, (match.start(), quote.span[1])
        end = _description_end(Coded(request), match.end())
        text = request.as_typed((match.end(), end)).strip(TRIM)
        if re.search(r"\w", text):
            return text, (match.start(), end)
    return None, None


_BREAK = re.compile(r"\s*(?:[,;]|[.!](?=\s)|(?<=\s)[-|/](?=\s))\s*")


def _description_end(coded: Coded, start: int) -> int:
    """A description runs to the end but for last clauses of nothing but slots ("; Anna; 1 Oct")."""
    end = len(coded.text)
    for mark in reversed(list(_BREAK.finditer(coded.text, start))):
        if mark.start() <= start:
            break
        if not re.search(rf"[\w{SIGNS}]", coded.text[mark.end() : end]):
            end = mark.start()
            continue
        listed = coded.text[mark.start() - 1] == PERSON and coded.text[mark.end()] == PERSON
        tail = Slots(coded, (mark.start(), end))
        tail.strip_end()
        if listed or re.search(rf"[\w{SIGNS}]", coded.text[tail.start : tail.end]):
            break
        end = mark.start()
    return end


def _cut_at(coded: Coded, pattern: re.Pattern[str], start: int, end: int) -> list[Span]:
    starts, ends = [start], []
    for match in pattern.finditer(coded.text, start, end):
        ends.append(match.start())
        starts.append(match.end())
    return list(zip(starts, [*ends, end], strict=True))


def _tasks(coded: Coded, span: Span, *, first: bool) -> list[NewTask]:
    """The tasks of one piece of the message, which has one head ("create tasks ...")."""
    code = coded.text[slice(*span)]
    head = REMIND.search(code) or HEAD.search(code) or _FIRST_VERB.search(code)
    quote, verb = code.find(QUOTED), _FIRST_VERB.search(code)
    if head and verb and verb.end() <= quote < head.start():
        head = verb  # "add 'X' as a task to Y"
    if head is None or (0 <= quote < head.start() and QUOTED not in code[head.end() :]):
        slots = Slots(coded, span)
        quoted = [q for q in _quotes(slots) if span[0] <= q[0] < span[1]]
        return _quoted(slots, quoted) if quoted else [NewTask()]
    before = Slots(coded, (span[0], span[0] + head.start()))
    before.strip_start()
    story = _story(before)
    said = _adjectives(before)
    slots = Slots(coded, (span[0] + head.end(), span[1]))
    slots.found = said
    if head.re is REMIND:
        slots.found = replace(said, owners=(None,))
    own_title = _words_before(coded, (before.start, before.end))
    several = _PLURAL.match(head.group()) is not None or own_title in _COUNT
    drafts = _with_story(_titled(slots, several=several), story)
    if own_title and own_title not in _COUNT and len(drafts) == 1:
        return [_with_words_before(drafts[0], own_title)]
    return [_without_preposition(draft) for draft in drafts]


def _without_preposition(draft: NewTask) -> NewTask:
    """ "TikTok trial" from "a task for TikTok trial"."""
    title = re.sub(r"^(?:for|about|regarding|on)\s+(?=\w)", "", draft.title, flags=re.IGNORECASE)
    return replace(draft, title=title[:1].upper() + title[1:]) if title != draft.title else draft


def _with_words_before(draft: NewTask, words: str) -> NewTask:
    """ "Follow-up for invoice 7" from "a follow-up task for invoice 7"."""
    if not draft.title:
        return replace(draft, title=words[0].upper() + words[1:])
    if re.match(r"(?:for|on|about|of|regarding|re|to)\b", draft.title, re.IGNORECASE):
        joined = f"{words} {draft.title[0].lower()}{draft.title[1:]}"
        return replace(draft, title=joined[0].upper() + joined[1:])
    return replace(draft, strangers=(*draft.strangers, words))


def _adjectives(before: Slots) -> NewTask:
    """Priority, billing and people said before the noun: "a high priority task", "Anna needs a"."""
    code = before.coded.text[before.start : before.end]
    found = before.found
    levels = re.findall(r"\b(critical|high|low|normal|urgent|top)\b", code)
    if levels and found.priority is None:  # the one beside the noun
        found = replace(
            found, priority={"urgent": "high", "top": "high"}.get(levels[-1], levels[-1])
        )
    billing = re.search(r"\b(non[- ]?billable|not billable|un-?billable|billable)\b", code)
    if billing:
        found = replace(found, billable=billing[1] == "billable")
    people = [m for m in before.coded.mentions_in((before.start, before.end)) if
              before.coded.text[m.span[0]] == PERSON]  # fmt: skip
    return replace(found, owners=tuple(people)) if people and not found.owners else found


# What stands before it tells why, not what.
_REASON = re.compile(
    r"(?:[,.;!?]\s+|^|\s)(?:so|therefore|that's why|hence)?\s*(?:please|pls|can you|could you|"
    r"would you|"
    r"let's|i'd like|i need|we need|i want)\s|[.;!?]\s+|"
    rf"(?:,|(?<=[{DAY}{PERIOD}{LENGTH}]))\s+(?:so\s+)?(?=(?:create|add|make|put|set up|open)\b)|"
    r"[,:;-]\s*$"
)
# "Hugh should order the transcripts by Tuesday": a story that says itself what is to be done.
_TO_BE_DONE = re.compile(
    rf"[\s,]*(?:(?:i|we) (?:need|want) )?(?:(?P<people>{PEOPLE})|someone|somebody)\s+"
    rf"(?:should|must|needs? to|has to|have to|ought to|shall|to)\b"
    rf"|[\s,]*(?:(?:can|could|would|will) (?:you|u|someone|somebody|anyone) )?(?:please )?"
    rf"(?:remind|tell|ask|get) (?:(?P<told>{PEOPLE})|someone|somebody) to\b"
)
_SHORTEST_STORY = 3  # words


def _story(before: Slots) -> Slots | None:
    """What is told before the request itself, taken out of what stands before the noun."""
    code = before.coded.text[before.start : before.end]
    reason = list(_REASON.finditer(code))
    end = before.start + reason[-1].start() if reason else before.start
    if len(words_with_spans(before.coded.request.text[before.start : end])) < _SHORTEST_STORY:
        return None
    story = Slots(before.coded, (before.start, end))
    before.start += reason[-1].end()
    return story


def _with_story(drafts: list[NewTask], story: Slots | None) -> list[NewTask]:
    """The drafts with what a story says of who has to do them, where and by when; what it tells
    beside that is left aside."""
    if story is None:
        return drafts
    told = story.coded.request.text[story.start : story.end].strip(" ,.;")
    begun = _TO_BE_DONE.match(story.coded.text, story.start, story.end)
    if not begun or len(drafts) != 1:
        return [replace(draft, aside=(told,)) for draft in drafts]
    story.found = drafts[0]
    who = next((group for group in ("people", "told") if begun[group]), "")
    if who and not drafts[0].owners:
        people = story.coded.mentions_in(begun.span(who))
        story.found = replace(story.found, owners=tuple(people))
    story.start = begun.end()
    story.strip_end()
    title = words_of(drafts[0].title)
    if not title:
        return [_one(story)]
    rest = words_of(story.coded.request.text[story.start : story.end])
    restated = all(word in title or is_neutral(word) for word in rest)
    return [replace(story.found, aside=() if restated else (told,))]


_ADJECTIVE = re.compile(
    r"\b(?:critical|high|low|normal|urgent|top|priority|prio|non|not|un|billable|important)\b"
)


def _words_before(coded: Coded, span: Span) -> str:
    """Words of their own before the noun: "Review contract" in "create Review contract task"."""
    code = coded.text[slice(*span)]
    reason = list(_REASON.finditer(code))
    if reason:
        span = (span[0] + reason[-1].end(), span[1])
        code = coded.text[slice(*span)]
    bare = VERBS.sub(lambda m: " " * len(m.group()), code)
    bare = _ADJECTIVE.sub(lambda m: " " * len(m.group()), bare)
    words = [
        w for w in re.finditer(r"[^\W_]+(?:-[^\W_]+)*", bare) if not set(w.group()) & set(SIGNS)
    ]
    if not words:
        return ""
    start, end = span[0] + words[0].start(), span[0] + words[-1].end()
    kept = re.search(rf"[{SIGNS}]", coded.text[start:end])
    return "" if kept else coded.request.as_typed((start, end))


def _titled(slots: Slots, *, several: bool) -> list[NewTask]:
    """The drafts of what follows the noun."""
    _skip_to_title(slots)
    bullets = list(_BULLETS.finditer(slots.coded.text, max(0, slots.start - 4), slots.end))
    if len(bullets) > 1:
        return _bulleted(slots, bullets)
    quoted = [q for q in _quotes(slots) if slots.start <= q[0] < slots.end]
    if quoted:
        return _quoted(slots, quoted)
    to_do = TO_DO.match(slots.coded.text, slots.start, slots.end)
    slots.start = to_do.end() if to_do else slots.start
    slots.strip_end()
    if several:
        items = _listed(slots)
        if len(items) > 1:
            return _items(slots, items)
    return [_one(slots)]


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
    called = _CALLED.search(code, slots.start, end)
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
            break
        strangers = (*trial.found.strangers, *left)
        slots.found, slots.start = replace(trial.found, strangers=strangers), mark.end()
        return
    for _ in range(2):
        slots.strip_start()
        marker = START.match(code, slots.start, end)
        slots.start = marker.end() if marker else slots.start


def _quotes(slots: Slots) -> list[Span]:
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


def _quoted(slots: Slots, quoted: list[Span]) -> list[NewTask]:
    """Quoted titles: everything around them has to be a slot. Between two of them a slot is the
    first one's own."""
    end, titles, own = slots.end, [quoted[0]], [NewTask()]
    for quote in quoted[1:]:
        between = Slots(slots.coded, (titles[-1][1], quote[0]))
        between.strip_start()
        between.end = max(between.start, between.end - len(_joint_before(slots, between)))
        between.strip_end()
        if re.search(rf"[\w{SIGNS}]", slots.coded.text[between.start : between.end]):
            break
        own[-1] = between.found
        titles.append(quote)
        own.append(NewTask())
    strangers: list[str] = []
    for a, b in ((slots.start, titles[0][0]), (titles[-1][1], end)):
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


_LABEL_AT_END = re.compile(r"[\s,;-]*\b(?:the\s+)?(?:title|name)\b\s*(?:is|[:=])?\s*$")


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
    for word, (a, b) in words_with_spans(text[slots.start : slots.end]):
        span = (slots.start + a, slots.start + b)
        code = slots.coded.text[slice(*span)]
        if BLANK in code or (is_neutral(word) and not set(code) & set(SIGNS)):
            continue
        if found and text[found[-1][1] : span[0]].strip() == "":
            found[-1] = (found[-1][0], span[1])
        else:
            found.append(span)
    return [text[a:b] for a, b in found]


def _listed(slots: Slots) -> list[Span]:
    """The items of "A, B and C": commas cut first, "and" cuts the last of them."""
    code = slots.coded.text
    commas = _cut_at(slots.coded, re.compile(r"\s*[,;\n]\s*"), slots.start, slots.end)
    items = [span for span in commas if re.search(r"\w|[\x02-\x0e]", code[slice(*span)])]
    if not items:
        return []
    lead = re.match(r"\s*(?:and|plus|&)\s+", code[slice(*items[-1])])
    if lead and len(items) > 1:
        items[-1] = (items[-1][0] + lead.end(), items[-1][1])
        return items
    last = _cut_at(slots.coded, re.compile(r"\s+(?:and|&|plus)\s+"), *items[-1])
    return [*items[:-1], *last]


def _items(slots: Slots, spans: Sequence[Span], *, tail: bool = True) -> list[NewTask]:
    """A draft for each item. What an item says of itself is its own; ``tail``: what was said at the
    end is the last item's alone where an item before it has the same of its own."""
    drafts: list[NewTask] = []
    for span in spans:
        own = Slots(slots.coded, span)
        own.strip_end()
        drafts.append(_one(own))
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


def _one(slots: Slots) -> NewTask:
    """The draft whose title is what the slots left over."""
    if not slots.found.places:
        _find_place_inside(slots)
    _find_slots_inside(slots)
    text = slots.coded.request.as_typed((slots.start, slots.end)).strip(TRIM)
    if not re.search(r"\w", text) or all(is_neutral(w) for w, _ in words_with_spans(text)):
        return slots.found
    return replace(slots.found, title=text[0].upper() + text[1:])


# Behind a mark in a title, words of a slot: whatever else stands there, they are none of the name.
_SLOT_INSIDE = re.compile(
    rf"(?:[,;(|]|\s-|[.!?])\s+(?=[^,;.]*(?:\b(?:due|deadline|assign\w*|budget\w*|priority|billable|"
    rf"until|responsible|owner)\b|[{PERSON}{DAY}{LENGTH}]))"
)


def _find_slots_inside(slots: Slots) -> None:
    """What looks like a slot behind a mark ends the title; it is asked about."""
    mark = _SLOT_INSIDE.search(slots.coded.text, slots.start, slots.end)
    if mark and mark.start() > slots.start:
        behind = slots.coded.request.text[mark.end() : slots.end].strip(TRIM)
        slots.found = replace(slots.found, strangers=(*slots.found.strangers, behind))
        slots.end = mark.start()


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
