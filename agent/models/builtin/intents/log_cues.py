"""What speaks for time to be logged: verbs, lengths, and work that is told."""

from __future__ import annotations

import re

from agent.models.builtin.intents.create_task import makes_task, names_task
from agent.models.builtin.request import Request
from agent.models.builtin.text.clock import find_clocks
from agent.models.builtin.text.fold import blank
from agent.models.builtin.text.numbers import NUMBER
from agent.models.builtin.writing.wording import STATEMENT

_VERB = (
    r"(?:log|book|track|record|enter|add|register|put|clock|note|charge|fill in|report|"
    r"write(?: down)?|create|make|submit|save|allocate|pop|stick|chuck|mark|count|punch|input|"
    r"drop|insert|"
    r"get|have|need|want)(?:[bdgkt]?ing|ting|ed)?\b"
)
_AMOUNT = (
    r"(?:me |us |\x01+ |down |in |another |about |around |roughly )*(?:\d|half|an? |one |two |"
    r"three |four |five |six |seven |eight |\x01|[½¼¾])"
)
_NEW_TASK = (
    r"(?:create|add|make|new|open|put|enter|get|have|need|want)\b(?:\s+[a-z-]+){0,3}?\s+"
    r"(?:tasks?|to[- ]?dos?|tickets?|action items?|reminders?)\b"
)
# "Put 'Order shelves' down as a task for Anna, 1h".
_AS_NEW_TASK = re.compile(r"\b(?:as|into|it) (?:an?|another)(?: new)? (?:task|to-?do|ticket)\b")
_OF_TASKS = r"due|deadline|budget|priority|assign(?:ed)?"
# "Add 'Measure doors' to Warehouse 12, 3 hours": what is put into a place is a new task.
_PUT_INTO = re.compile(
    r"(?:add|create|make|set up) (?:an? |the |new )*\x01+ (?:to|in|into|under)\b"
)
_QUESTION = (
    r"(?:how|what|who|which|any(?:one|body|thing)|when|where|why|whose|does|"
    r"do (?:i|we|you|they)|is|are|was|were|has|"
    r"have (?:i|we|you|they)|did (?:i|we|you|he|she|it|they|the|any\w*|\x01)|show|list|give|tell|"
    r"find|should|shall|am|(?:check|verify|confirm|see) (?:if|whether|that|how|who|what))\b"
)
# "Did anyone log more than 9 hours?" asks; "did 2 hours on the slides" tells.
_DID = re.compile(
    r"did (?:i|we|you|he|she|they|any\w*|some\w*|every\w*|nobody|no one|"
    r"\x01+(?: and \x01+)?) (?:\w+ )?"
    r"(?:log|work|track|do|spend|book|record|put|clock|enter|hit|reach|make|manage|get|pass|exceed)"
    r"\b|did (?:the|our|that|this|\x01+) (?:\S+ ){0,5}?(?:go|take|run|need|exceed|reach|hit|cost)\b"
)
_TELLS = (
    r"(?:log|book|track|record|add|enter|put|get|note|stick|pop)(?: it| this| that| them| these| "
    r"those)\b|timesheet|took (?:me|us|\x01)|(?:i|we) (?:\w+ )?(?:spent|worked|did|spending|put "
    r"in)|"
    r"\x01 (?:just |also )?(?:spent|worked|did|put in)|spending|\x01 took|working on"
)

_SOMEBODY = (
    r"(?!hope\b|[\w'-]+ you\b)[\w'-]+(?: [\w'-]+)? (?:just |also |both |each )*(?:spent|worked|did|"
    r"put in|logged)\b"
)

# Beside a length of time these words speak of a list, a task or a budget.
_READS = (
    r"tasks|invoices?|budgets?|entries|projects|due|priority|more than|less than|"
    r"estimate|left|remaining|milestones?|deadline"
)
BELOW_ZERO = re.compile(
    r"(?:(?:^|\s)-|\bminus |\bnegative )(?:\d+(?:[.,]\d+)?|an?|one|two|three)\s?"
    r"(?:h|m|hours?|hrs?|min|minutes?)\b"
)
UNIT = r"(?:h|hrs?|hours?|m|mins?|minutes?)\b"
# Lengths that may be several: a range, a bound, a day of unknown hours.
VAGUE = re.compile(
    rf"\b(?:{NUMBER}\s?(?:{UNIT})?\s?(?:to|or)\s?|\d+(?:{UNIT})?\s?-\s?(?=\d)){NUMBER}\s?{UNIT}"
    rf"|\b(?:over|under|more than|less than|at least|at most|up to|almost|nearly|just over|just "
    rf"under)"
    rf"\s+(?:{NUMBER}|an?)\s?{UNIT}"
    rf"|\b{NUMBER}\s?{UNIT}\+(?!\s?\d)"
)
DAYLONG = re.compile(
    rf"\b(?:(?:a |the |my |an )?(?:half|full|whole|entire)(?: an?)?[ -](?:working )?days?|all "
    rf"day(?: long)?|"
    rf"all morning|all afternoon|the (?:whole|entire) (?:morning|afternoon|week)|all week|"
    rf"(?:{NUMBER}|a|an|half a)[ -](?:working |full )?days?(?! ago)|a few (?:hours|minutes)|some "
    rf"(?:hours|minutes|time)|several hours|a bit(?: of time)?|a while|a (?:morning|afternoon))\b"
)

# "Anna forgot to log 3h on ..."
_FOR_ANOTHER = re.compile(
    r"(?:\x01+|[\w'-]+(?: [\w'-]+)?) (?:forgot|needs|wants|ask(?:s|ed))(?: me| you)? to "
    r"(?:log|book|track|record|enter|put in|put down|note|register|report|write down)\b"
)
# "Make an entry of forty minutes on the plan".
_ENTRY_OF = re.compile(
    r"(?:make|create|add|enter|put|need|want|log|book) (?:me |us )?"
    r"(?:an? |one |new |another |the )*(?:time ?)?entr(?:y|ies)\b(?! (?:is|are|was|were|from)\b)"
)
# "Update my timesheet with 5 hours": what is written is new.
_TIMESHEET = re.compile(
    r"(?:update|complete|amend|fill(?: in| out| up)?) (?:\S+ ){1,2}time ?sheets? (?:with|by)\b"
)


def score(request: Request) -> float:
    """How surely time is to be logged."""
    command = request.command
    if any(wish.match(command) for wish in (_UNSURE_WISH, _NEW_ENTRY, _BARE)):
        return 30.0
    if makes_task(request) or names_task(request) or _is_to_come(request):
        return 0.0
    if request.quotes and _AS_NEW_TASK.search(request.plain):
        return 0.0
    ordered = (_TIMESHEET, _FOR_ANOTHER, _ENTRY_OF)
    if any(shape.match(command) for shape in ordered) and _timed(request):
        return 36.0
    if _is_terse_work(request):
        return 35.7
    if _DID.match(command):
        return 0.0
    if re.match(STATEMENT, command):
        told = _timed(request) or _spent_some(request) or _PUT_IN.match(command)
        return 27.0 if told or _PLEASE_WRITE.search(request.plain) else 0.0
    if _PLEASE_WRITE.search(request.plain) and (_timed(request) or _tells_of_work(request)):
        return 30.0
    if re.match(_QUESTION, command) or _OF_THOSE.match(command):
        return 0.0
    if _LOGGED.match(command) and not _timed(request):
        return 0.0
    if re.match(_VERB, command):
        return _told(request, command)
    if _HOURS_LISTED.match(command) and _timed(request):
        return 30.0
    if not _timed(request) and not _clocked(request):
        return 22.0 if _spent_some(request) else 0.0
    if _ASKS_HOW_MUCH.search(request.plain):
        return 0.0
    if _HEADED.match(command):
        return 30.0
    if _UNWRITTEN.search(request.plain):
        return 30.0
    told = request.says(_TELLS) or re.match(_SOMEBODY, command)
    if told and not re.match(_READS, command):
        return 24.0
    if re.match(r"[\d.,½¼¾]+|half|an? |one |two |three |\x01", command) and len(command) < 200:
        return 22.0
    short = len(command) < 240 and not request.is_question
    return 21.5 if short and not request.says(_READS) else 0.0


def _is_to_come(request: Request) -> bool:
    """Whether a title in quotes has a day to come as its deadline."""
    days = [
        mention for mention in request.dates("future") if mention.due or not mention.period.first
    ]
    today = request.calendar.today
    return bool(request.quotes) and any(d.period.last and d.period.last > today for d in days)


# "People who logged over 30 hours", "any client we spent 5 hours on": asked of many.
_OF_THOSE = re.compile(
    r"(?:(?:any|all|every|the|those|only|just|list of) )*(?:people|persons?|colleagues|employees|"
    r"everyone|everybody|anyone|anybody|those|clients?|customers?|projects?|tasks?|days?|weeks?) "
    r"(?:who|that|which|whom|we|where|on which)\b"
)
_NEW_ENTRY = re.compile(r"(?:an? |new )*time ?entry(?: please| pls)?\s*[:,-]")
_BARE = re.compile(r"(?:log|book|track|record) (?:it|this|that|mine)(?: in| down)?(?: please)?\W*$")
_PUT_IN = re.compile(r"put in (?:my|our|his|her|their|the) (?:hours|time)\b")
_HEADED = re.compile(
    r"(?:an? |new |my )*(?:time ?entry|time|timesheet|entry|hours)(?: please| pls)?\s*[:,-]"
)
# "Don't log anything yet", "should I log 2h on the plan?": the doubt about it is what is answered.
_UNSURE_WISH = re.compile(
    r"(?:don't|do not|dont|never|please don't) (?:log|book|track|record|enter|create|add)\b"
    r"[^,;:.!?-]*\W*$|should (?:i|we) (?:log|book|track|record|enter)\b[^?]*"
    r"\b(?:\d|(?:an?|half|one|two|three)\b)"
)
# "The app: how much of the 80 hours is gone?"
_ASKS_HOW_MUCH = re.compile(
    r"\bhow (?:much|many|far)\b(?! (?:i|we|he|she|they)\b)|"
    r"\bwhat(?:'s| is| are) (?:left|used|gone)\b"
)
# "... and I never wrote it down".
_UNWRITTEN = re.compile(
    r"\b(?:forgot|forgotten|missed|didn't|did not|haven't|have not|never|not yet|"
    r"(?:needs?|has|have|should|must|still)(?: still)? to be|yet to be|to be|should be|must be)"
    r"(?: to)? (?:\w+ ){0,2}?(?:(?:log|write|note|book|put|track|record|enter)\w*|wrote)"
    r"(?: (?:down|in))?\b"
)
# "It was an hour on QA. Could you add this?", "I was on the slides. Put it down please."
_PLEASE_WRITE = re.compile(
    r"(?:\b(?:can|could|would|will|please|pls|kindly)\b(?: (?:you|u|just|please|kindly))*|"
    r"[,.;:!?-](?: (?:and|so|just))?) (?:log|put|add|book|get|"
    r"record|track|enter|note|write|register)(?:(?: (?:me|us|for|both|all|of))* "
    r"(?:it|that|this|them|those|both|all|everything)"
    r"(?: (?:down|in|up))?\b|\W*$)|"
    r"\b(?:can|could|would|will) (?:you|u) (?:please |kindly )?do (?:it|that|this)\b"
)
_WORKED = re.compile(
    r"\b(?:i|we|i've|we've|i'd been|\x01+)(?: (?:have|just|also|both|only|still|\w+ly))* "
    r"(?:was|were|been|worked|did|done|had|spent|sat|\w{3,}ed)\b"
)


def _tells_of_work(request: Request) -> bool:
    """Work whose length has to be asked for: "I was on the slides"."""
    return _WORKED.search(request.plain) is not None and not request.is_question


# "Logged hours last week" asks; "log my hours" tells.
_LOGGED = re.compile(r"(?:logged|tracked|booked|recorded|clocked) (?:time|hours|entries|work)\b")


# "Fix checkout bug 2h yesterday", "Set up analytics: 2h": work by its name, its length behind it.
_WORK = (
    r"(?:fix|update|send|set up|review|test|call|e-?mail|finish|close|move|build|write|draft|"
    r"prepare|"
    r"upload|translate|correct|adjust|edit|merge|clear|complete|extend|transfer|post|share|"
    r"start|turn|message|text|mail|chase|collect|charge)\b"
)
_TERSE = re.compile(
    rf"{_WORK}[^.?!]*?(?<!\bto)(?<!\bby)(?<!\bfrom)(?<!\bfor)(?<!\bof)(?<!\bthe)(?<!\bmy)(?<!\bat)[\s,:-]+$"
)


def _is_terse_work(request: Request) -> bool:
    """Work by its name with nothing behind its length but a day."""
    lengths = [each.span for each in request.durations] or [
        clock.span for clock in find_clocks(request.plain, bare=True)
    ]
    if len(lengths) != 1:
        return False
    start, end = lengths[0]
    if re.search(r"\b(?:by|until|till|before|due)\b", request.plain[end:]):
        return False  # what is to be done by then
    behind = blank(request.plain, *(mention.span for mention in request.dates()))[end:]
    return (
        not re.search(r"\w", behind)
        and _TERSE.match(request.plain[:start].strip() + " ") is not None
    )


def _told(request: Request, command: str) -> float:
    """The score of a command: a verb of logging at once before an amount outdoes other meanings of
    the verb."""
    timed = _timed(request) or bool(find_clocks(request.plain, bare=True))
    if request.quotes and (request.says(_OF_TASKS) or _PUT_INTO.match(command)):
        return 10.0 if timed else 0.0
    made = re.match(rf"(?:add|create|make|set up|put)\b(?! {_AMOUNT})", command)
    if made and request.says(_OF_TASKS):
        return 10.0 if timed else 0.0
    if timed and re.match(rf"{_VERB} {_AMOUNT}", command) and not re.match(_NEW_TASK, command):
        return 35.5
    if timed and not re.match(_NEW_TASK, command):
        return 32.0
    if re.match(
        r"(?!(?:get|have|need|want|submit|report)\b)"
        rf"{_VERB}\s+(?:\w+\s+){{0,3}}(?:time|hours|an entry|entry|entries|work|day)\b",
        command,
    ) or (DAYLONG.search(request.plain) and re.match(r"(?:log|book|track|record)\b", command)):
        return 27.0
    return 0.0


def _timed(request: Request) -> bool:
    plain, coming = request.plain, re.compile(r"(?<!put )\bin $")
    lasting = [d for d in request.durations if not coming.search(plain[: d.span[0]])]
    return bool(lasting or request.clock or BELOW_ZERO.search(request.plain)
                or VAGUE.search(request.plain))  # fmt: skip


# "Yesterday's hours: client meetings 1.5, kitchen drawings 4".
_HOURS_LISTED = re.compile(
    r"(?:'s |my |our |the |\x01+(?:'s)? )*(?:hours|hrs|time|timesheet)\b[^:?]{0,40}:\s[^?]*$"
)
_SPENT = "spent|spend|worked|put in|took (?:me|us)"


def _spent_some(request: Request) -> bool:
    """Work of a length that has to be asked for: "half a day on the memo"."""
    if request.is_question or request.says(_READS):
        return False
    begun = DAYLONG.match(request.command)
    on = begun and re.match(r" (?:on|of|for|with|in)\b", request.command[begun.end() :])
    return bool(on or (request.says(_SPENT) and DAYLONG.search(request.plain)))


def _clocked(request: Request) -> bool:
    """Whether a short note holds nothing but "8-12" for a time."""
    text = blank(request.plain, *(mention.span for mention in request.dates()))
    short = len(request.command) < 120 and not request.is_question
    return short and not request.says(_READS) and bool(find_clocks(text, bare=True))
