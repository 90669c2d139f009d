"""The drafts of a message: one for each task it asks for."""

from __future__ import annotations

import re
from dataclasses import replace

from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import Span, fold, lies_in, words_of
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
from agent.models.builtin.writing.task_draft import (
    HEAD,
    NOTE,
    REMIND,
    TRIM,
    VERBS,
    NewTask,
    Slots,
    people_in,
)
from agent.models.builtin.writing.task_titles import (
    cut_at,
    one_title,
    quoted_titles,
    title_quotes,
    titled,
)
from agent.models.builtin.writing.whole_task import read_whole, sure_title
from agent.models.builtin.writing.wording import is_neutral

_FIRST_VERB = re.compile(r"\b(?:create|add|make|put|new|set up|enter|insert|open|start)\b")
_AGAIN = re.compile(
    r"(?:\s*[,;.]\s*|\s+)(?:and|then|plus|also)\s+(?:also\s+|then\s+)?(?:(?:create|add|"
    r"make)\s+)?(?:an?\s+|"
    r"another\s+|one\s+|the\s+)?(?:second\s+|new\s+|further\s+)*(?=(?:tasks?|to-?dos?|tickets?)\b)"
)
_PLURAL = re.compile(
    r"(?:tasks|to-?dos|tickets|action items|reminders|(?:things|points|items) to)\b"
)
_COUNT = {"two": 2, "three": 3, "four": 4, "five": 5, "a couple of": 2}


def new_tasks_of(request: Request) -> list[NewTask]:
    """At least one draft; what several tasks share is on each of them."""
    description, span = _description(request)
    coded = Coded(request, (span,) if span else ())
    pieces = cut_at(coded, _AGAIN, 0, len(coded.text))
    found: list[NewTask] = []
    for piece in pieces:
        found += _tasks(coded, piece, first=not found)
    found = _with_unused(coded, _by_title(coded, found))
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


def _by_title(coded: Coded, drafts: list[NewTask]) -> list[NewTask]:
    """The one task of a title that the message marks, read over all of it."""
    title = sure_title(coded, drafts[0]) if len(drafts) == 1 else None
    return [read_whole(coded, title, drafts[0])] if title else drafts


def _with_unused(coded: Coded, drafts: list[NewTask]) -> list[NewTask]:
    """The drafts, the last with whoever, and every day and length, that is on none of them and in
    no title as words to ask about: nothing that was said is dropped."""
    folded = coded.request.folded
    free = [text for draft in drafts for text in (draft.title, *draft.aside, *draft.strangers)]
    spans = [(at, at + len(text)) for text in free if text for at in [folded.find(fold(text))]]
    taken = [span for draft in drafts for span in draft.taken]
    used = [mention.span for draft in drafts for mention in draft.owners if mention]
    used += [draft.due.span for draft in drafts if draft.due]
    minutes = {draft.minutes for draft in drafts}
    said = [m.span for m in coded.mentions if coded.text[m.span[0]] == PERSON]
    said += [date.span for date in coded.dates]
    said += [length.span for length in coded.lengths if length.minutes not in minutes]
    names = {fold(coded.request.text[slice(*span)]) for span in used}
    unused = [
        coded.request.text[slice(*span)].strip() for span in said
        if span not in used and not any(a <= span[0] < b for a, b in spans)
        and not lies_in(span[0], taken)
        and folded[slice(*span)] not in names
    ]  # fmt: skip
    if not unused:
        return drafts
    last = drafts[-1]
    return [*drafts[:-1], replace(last, strangers=(*last.strangers, *unused))]


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


def _tasks(coded: Coded, span: Span, *, first: bool) -> list[NewTask]:
    """The tasks of one piece of the message, which has one head ("create tasks ...")."""
    code = coded.text[slice(*span)]
    head = REMIND.search(code) or HEAD.search(code) or _FIRST_VERB.search(code)
    quote, verb = code.find(QUOTED), _FIRST_VERB.search(code)
    if head and verb and verb.end() <= quote < head.start():
        head = verb  # "add 'X' as a task to Y"
    if head is None or (0 <= quote < head.start() and QUOTED not in code[head.end() :]):
        slots = Slots(coded, span)
        quoted = [q for q in title_quotes(slots) if span[0] <= q[0] < span[1]]
        return quoted_titles(slots, quoted) if quoted else [_told_to_do(slots)]
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
    drafts = _with_story(titled(slots, several=several), story)
    if own_title and own_title not in _COUNT and len(drafts) == 1:
        return [_with_words_before(drafts[0], own_title)]
    return [_without_preposition(draft, coded.request.text) for draft in drafts]


# "A task for everyone to hand in receipts": who that is has to be said.
_FOR_ALL = re.compile(
    r"(?:for )?(?P<who>everyone|everybody|all of us|us all|the (?:whole |entire )?team|each of us|"
    r"somebody|someone|them|us)\s+to\b",
    re.IGNORECASE,
)


def _without_preposition(draft: NewTask, typed: str) -> NewTask:
    """ "TikTok trial" from "a task for TikTok trial"; a capital says that the title begins there:
    "a task For sale board"."""
    everybody = _FOR_ALL.match(draft.title)
    if everybody:
        draft = replace(draft, strangers=(*draft.strangers, everybody["who"]))
    if draft.title in typed:
        return draft
    title = re.sub(
        r"^(?:for|about|regarding|on)\s+(?:the\s+)?(?=\w)", "", draft.title, flags=re.IGNORECASE
    )
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


def _told_to_do(slots: Slots) -> NewTask:
    """A task that is only told: "we need Hugh to order the transcripts by Tuesday"."""
    begun = _TO_BE_DONE.match(slots.coded.text, slots.start, slots.end)
    if not begun:
        return NewTask()
    if begun["people"]:
        people = people_in(slots.coded, begun.span("people"))
        slots.found = replace(slots.found, owners=people)
    slots.start = begun.end()
    slots.strip_end()
    return one_title(slots)


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
        people = people_in(story.coded, begun.span(who))
        story.found = replace(story.found, owners=people)
    story.start = begun.end()
    story.strip_end()
    title = words_of(drafts[0].title)
    if not title:
        return [one_title(story)]
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
