"""A new task: its name and project at least; everything else only when it was said."""

from __future__ import annotations

import re
from dataclasses import replace

from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import Reply, StepEndError, say
from agent.models.builtin.request import Request
from agent.models.builtin.text.dates import impossible_date
from agent.models.builtin.text.fold import Span, blank, fold
from agent.models.builtin.writing.doubt import doubt_about, doubtful
from agent.models.builtin.writing.pronouns import FOR_SOMEBODY
from agent.models.builtin.writing.task_drafts import new_tasks_of
from agent.models.builtin.writing.task_slots import read_task_slots
from agent.models.builtin.writing.whole_task import TITLE_MARK

# "Open tasks by project" is a list; "open a task" is a wish.
_MAKE = (
    r"(?:create|add|make|new|set up)\b|log(?= an? (?:new )?(?:task|to-?do|ticket)\b)|"
    r"(?:set|note|record|open|put|need|want|like|start|file|"
    r"raise|give|get|plan|have|"
    r"schedule|assign)(?= (?:me |us |\x01+ )?(?:an?|another|one|new|some|two|three|the "
    r"following|(?:\d|four|five|six|several|a few)(?= [^?:]*:))\b)"
)
_TASK = r"(?:tasks?|to[- ]?dos?|tickets?|action items?|reminders?|something\b(?=[^:?]*:\s))"
_WISH = r"(?:(?:i|we|you|\x01+)(?: would|'d)? )?"
_NEAR = rf"(?:\s+(?!in\b|to\b|on\b|for\b)[\w-]+){{0,4}}?\s+{_TASK}\b"
_COUNTED = (
    r"(?:(?:an?|one|two|three|four|five|six|\d|some|several|a few|the following|these|new|more|"
    r"another|extra|further|(?:non-?|not )?billable|(?:high|low)(?:[ -]priority)?|urgent|quick) )"
)
_SLOTS = r"due|deadline|budget|priority|assign(?:ed)?|by|non-?billable"


# What asks or tells, and wishes for nothing new.
_NO_WISH = re.compile(
    r"(?:show|list|find|give|tell|what|who|which|when|where|why|how|whose|is|are|was|were|do|does|"
    r"did|has|have (?:i|we|you|they|all|any)|"
    r"log(?! an? (?:new )?(?:task|to-?do|ticket)\b)|book|track|record|enter|any|spent|worked|"
    r"hours?|hrs|time|totals?|entries|everything|anything)\b"
)
_SOMEBODY = r"(?:\x01+|[\w'-]+(?: [\w'-]+)?)"


# How a new task is wished for, and how surely each of it is that; other meanings of the same verbs
# ("set up", "assign", "put") score lower.
_SHAPES: tuple[tuple[float, str], ...] = (
    (33.0, rf"(?!{_NO_WISH.pattern})[^?]*\bas (?:an? )?new {_TASK}\b"),
    (
        35.6,
        rf"(?:assign|give) {_SOMEBODY}(?:(?:,| and| &) {_SOMEBODY})* (?:an?|another|one) (?:new "
        rf")?{_TASK}\b",
    ),
    (35.6, rf"{_WISH}(?:{_MAKE})\b{_NEAR}"),
    (31.2, rf"(?:in|for|on|under)\b.*\b(?:{_MAKE})\s+(?:[\w-]+ ){{0,3}}{_TASK}\b"),
    (
        31.3,
        rf"[\w &'\x01-]{{2,40}}\s*(?:[:,-]\s+(?:{_MAKE}|please)\b.*\b|"
        rf":\s+(?:an? |new )+){_TASK}\b",
    ),
    (
        35.4,
        rf"(?:(?!who|which|what|how|does|do|did|has|have|will|is|are|was)"
        rf"[\w &'\x01-]{{2,60}} (?:needs?|gets?|wants?|"
        rf"(?:should|must|to) (?:get|have)|receives?|(?:is|are|we're|i'm) missing)|"
        rf"there(?: \w+ to|'s to| should| must) be) (?:an?|another|one|two|three)"
        rf"(?: more| new| extra)* {_TASK}\b",
    ),
    (
        33.0,
        rf"{_COUNTED}*{_TASK}(?:\s*:|(?<!s)\s+-\s|\s+(?:\x01|(?:for|in|to|on|under)\b)[^?]*:\s)",
    ),
    (33.0, rf"{_COUNTED}*{_TASK}(?<!s) for {_SOMEBODY}, "),
    (
        25.0,
        r"remind (?:me|us)\b(?! (?:what|how|which|who|when|where)\b).{0,30}\bto\b",
    ),
    (
        26.0,
        rf".*(?:please|pls|\b(?:can|could|would) you|so|\blet's) {_WISH}(?:{_MAKE})\b{_NEAR}",
    ),
    (35.6, rf".*\b(?:make|create|add|put) (?:it|this|that) (?:as |into )?an? {_TASK}"),
)


# "Ben should 'Export captions'", "need Jack to do 'Check tyres'": a title in quotes is to be done.
_TO_DO = re.compile(
    rf"(?!{_NO_WISH.pattern})"
    r"(?:(?:i |we )?(?:need|want|would like|'d like|get|have|ask) )?(?:\x01+|[\w'-]+(?: [\w'-]+)?) "
    r"(?:should|must|needs? to|has to|to|will|can|shall)\b[^\x01?]{0,20}\x01"
)
# "Set up 'Clean the archive' under Studio", "In the studio: create 'Clean the archive'".
_MAKES_TITLE = re.compile(
    r"(?:^|[:,.;-]\s+|please |pls |(?:can|could|would|will) you |"
    r"(?:i|we)(?:'ll|'d| will| would)? (?:also )?)(?:create|add|make|put|set up|"
    r"file|schedule|plan|need|want|like|get|have) (?:an? |the |new )*(?<![\w\x01])\x01+(?:,|\s*$|"
    r"\s+(?:in|into|to|under|for|on|onto|at|as)\b)"
)
# "Task soil test in Harbour Bridge for Anna".
_TERSE = re.compile(
    r"(?:new |add )?(?:task|to-?do|ticket) "
    r"(?!(?:is|was|by|in|for|of|due|lists?|names?|status|on)\b)"
    r"(?:(?!\x01)[\w'&/-]+ ){1,8}(?:in|for|to|under|on) (?:the )?\x01"
)
# "Add to Reading Room: lighting report".
_ADD_TO = re.compile(r"(?:add|put|create|new) (?:to|in|into|under|for) [^:?]{2,40}:\s+\S")
# "Add: permit letter, project Rooftop, for Anna".
_PLAIN_ADD = re.compile(r"(?:add|create|put|new)\s*:\s")
_TEXT_BEFORE = re.compile(
    r"\b(?:description|desc|notes?|comments?|details?|memo|saying|says|said)(?: is| of)?\s*:?\s*$"
)
_QUOTE_SLOTS = (
    r"due|deadline|by|until|budget|priority|assign\w*|owner|for(?= \x01)|description|details|"
    r"billable"
)
# "Add the permit call to Warehouse 12": a thing that is put where tasks are.
_PUT_THERE = re.compile(
    r"(?:add|put|create) (?!(?:an? |the |some |my |another )*(?:notes?|descriptions?|comments?|"
    r"time|hours?|entry|entries|people|person|someone|somebody|members?|discount|tax|budget|it|"
    r"that|"
    r"this|them|me)\b)"
    r"(?:(?!\x01|to |in |into |under |on )[\w'&/-]+ ){1,8}(?:to|in|into|under) (?:the |our )?"
    r"(?:project |client )?\x01"
)


# "I need somebody to prepare the boards for Acme": work for others in a place.
_NEEDS_DOING = re.compile(
    r"(?:i|we) (?:need|want|would like|'d like) (?:someone|somebody|\x01+(?:(?:,| and) \x01+)*)"
    r" to (?!tell|show|give|list|explain|know|see|log|book|track|record|send|be|have)\w+[^?]*"
    r"\b(?:for|in|on|at|to|under) (?:the |our )?\x01"
)


def _implied(request: Request) -> float:
    """The score of words that wish for a task without the word."""
    command = request.command
    if _NEEDS_DOING.match(command):
        return 33.0
    if request.is_question:
        return 0.0
    titled = _has_title(request)
    slots = request.says(_QUOTE_SLOTS) or request.durations
    if (
        titled
        and slots
        and re.match(r"(?:give|hand|assign) (?:\x01+,? (?:and )?)+(?:in|to|under|\x01)", command)
    ):
        return 36.0
    if titled and (_TO_DO.match(command) or _MAKES_TITLE.search(command)):
        return 36.0
    if titled and re.match(rf"(?:{_COUNTED}*{_TASK})\b[^?]*$", command):
        return 33.0
    new = rf"(?:\b(?:an?|another|new)|[.!:]) {_TASK}\b"
    if titled and not _NO_WISH.match(command) and re.search(new, request.plain):
        return 33.0
    placed = request.says(rf"{_QUOTE_SLOTS}|project") or request.firm.mentions
    if _PLAIN_ADD.match(command) and placed:
        return 31.0
    if titled and not _NO_WISH.match(command) and request.says(_QUOTE_SLOTS):
        return 24.0
    put = any(shape.match(command) for shape in (_PUT_THERE, _TERSE, _ADD_TO))
    timed = request.durations and not request.says("budget\\w*|estimate\\w*|description|due")
    return 25.0 if put and (not timed or _TERSE.match(command)) else 0.0


def _has_title(request: Request) -> bool:
    """Whether something is in quotes that names no record."""
    named = [mention.span for mention in request.mentions if not mention.loose]
    return any(
        not _TEXT_BEFORE.search(request.plain[: quote.span[0]])
        and not any(a <= quote.span[0] + 1 and quote.span[1] - 1 <= b for a, b in named)
        for quote in request.quotes
    )


# "..., task 'Write alt texts'", "Task name: Storyboard".
_NAMED_TASK = re.compile(
    rf"(?:^|[.!?:,;-]\s*|\b(?:and|plus|also|an?|another|new|that|this|it) )"
    rf"(?:an? |one |the |new )*{_TASK}(?: (?:name|title)\b(?: is\b|\s*[:=])?)?\s+\x01|"
    rf"[,;.:]\s*(?:an? |one |the |new )*{_TASK} (?:for|in)\b|"
    rf"\x01\s+(?:is|as|would be|could be) (?:an? )?(?:\w+ )?{_TASK}\b|"
    r"\b(?:needs?|wants?|gets?|is missing)\s+(?<!\x01)\x01|"
    r"\btask (?:name|title)\b"
)


def marks_title(request: Request) -> bool:
    """Whether the message marks one title of a new task: in quotes, or behind "call it" and the
    like."""
    marks = TITLE_MARK.findall(request.plain)
    return _has_title(request) if request.quotes else len(marks) == 1


# Work that was done has a task, too: "2h yesterday, task 'Homepage'".
_WORK_TOLD = re.compile(
    r"^\W*(?:\d|half|an hour)|\b(?:spent|worked|did|logged|booked|tracked|took|timesheet|"
    r"(?:i|we)(?:'ve| have)? (?:was|were|been|put in))\b"
)


_MADE = re.compile(
    rf"{_WISH}(?:{_MAKE})\b(?:[\s\x01]+(?!in\b|to\b|on\b|for\b)[\w-]+){{0,4}}?\s+{_TASK}\b|"
    rf"(?:assign|give) {_SOMEBODY} an? (?:new )?{_TASK}\b"
)


def makes_task(request: Request) -> bool:
    """Whether a verb makes a task of a title that is marked: no length beside it is work to log."""
    made = _MADE.match(request.command) is not None
    return made and marks_title(request) and not _WORK_TOLD.search(request.plain)


def names_task(request: Request) -> bool:
    """Whether the title of a task is marked, and nothing asked or told of the task itself."""
    if request.is_question or _NO_WISH.match(request.command) or not marks_title(request):
        return False
    if _WORK_TOLD.search(request.plain):
        return False
    called = TITLE_MARK.search(request.plain) and request.says(_TASK)
    return bool(called) or _NAMED_TASK.search(request.plain) is not None


def _score(request: Request) -> float:
    command = request.command
    score = max((sure for sure, shape in _SHAPES if re.match(shape, command)), default=0.0)
    score = max(score, _implied(request))
    if request.quotes and re.match(r"(?:add|put|create)\b", command):
        slots = request.says(_SLOTS)
        score = max(score, 32.5 if slots else 0.0 if request.durations else 25.0)
    if names_task(request):
        score = max(score + 2.5, 34.0)  # a length beside it is no work to log
    if is_task_list(request):
        score = max(score, 31.3)
    if request.says("time entr(?:y|ies)|timesheet"):
        score -= 20
    return score + (points(command, ("due", 0.2)) if score else 0)


_NUMBERED = re.compile(r"(?<=[\s:])\(?[1-9][.)]\s+\w")
_LINES = re.compile(r"\n\s*(?:[-*•]|\(?\d{1,2}[.)])\s+\w")


_PLACE_FIRST = r"(?:(?:in|for|under|on) [^:.]{2,40}?,? )?(?:please )?"


def is_task_list(request: Request) -> bool:
    """ "Create in Acme:" and then a point a line."""
    made = re.match(rf"{_PLACE_FIRST}(?:create|add|make|put)\b", request.command)
    points = _LINES.findall(request.typed or request.text)
    if re.match(rf"{_PLACE_FIRST}(?:create|add|make|put)\b[^.:]*(?:{_TASK}\b|:)", request.command):
        points += _NUMBERED.findall(request.text)
    return made is not None and len(points) > 1


# A word of a slot that looks like a "no", and who is to do it: no doubts of a wish.
_NO_DOUBT = re.compile(
    r"\bnot (?:(?:to be )?billable|(?:so |very |that )?(?:urgent|important))\b|\bno later than\b|"
    r"(?:nobody|no one)(?: is)? (?:assigned|on it)|without (?:an? |any )?\w+|"
    r"(?<=\x01) (?:should|must|needs to|has to|ought to|shall|can|could|may)\b"
)


def _handle(desk: Desk, request: Request) -> Reply:
    spans = _free_text(request)
    plain = blank(request.plain, *spans)
    wrong = impossible_date(plain, request.dates("future"))
    if wrong:
        raise say(f"There is no such date as {wrong}.")
    plain = _NO_DOUBT.sub(lambda match: " " * len(match.group()), plain)
    doubt = None if "sure" in request.picks else doubt_about(plain, _command(request, spans))
    try:
        slots = read_task_slots(desk, request)
    except StepEndError as end:
        if doubt and not end.reply.calls:
            raise doubtful(request, doubt, "created") from end
        raise
    if doubt:
        raise doubtful(request, doubt, "created")
    somebody = None if any(each.owners for each in slots) else FOR_SOMEBODY.search(plain)
    if somebody:
        who = somebody["who"]
        raise ask(request, f'Whom do you mean by "{who}"?', key=f"name {who}", phrase=who)
    written = desk.write(*(Call("create_task", each.args()) for each in slots)).reply
    asides = dict.fromkeys(said for each in new_tasks_of(request) for said in each.aside)
    if asides and written.calls:
        told = "; ".join(f'"{said}"' for said in asides)
        written = replace(written, text=f"I left aside what is no part of it: {told}.")
    raise StepEndError(written)


def _free_text(request: Request) -> list[Span]:
    """Where titles, descriptions and slots stand, in which nothing else is said."""
    spans: list[Span] = []
    for draft in new_tasks_of(request):
        spans += draft.taken
        for text in (draft.title, draft.description):
            start = request.folded.find(fold(text)) if text else -1
            if text and start >= 0:
                spans.append((start, start + len(text)))
    return spans


def _command(request: Request, spans: list[Span]) -> str:
    title = min((a for a, _ in spans), default=len(request.text))
    return request.command if title > 0 else ""


INTENT = Intent(
    name="create_task",
    score=_score,
    handle=_handle,
    kinds=("project", "user", "client"),
    tool="create_task",
    subject="a new task",
    examples=(
        "Create a task 'Prepare report' in Website for Anna, due next Friday, high priority",
        "Add a task to Website: check the contact form",
        "New task for Acme called Call the printer, budget 2h",
    ),
)
