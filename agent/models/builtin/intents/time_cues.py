"""How requests about time are worded: what speaks for them, and what their words mean."""

from __future__ import annotations

import re

from agent.models.builtin.intents.intent import ENOUGH, points
from agent.models.builtin.intents.task_wishes import asks_attribute
from agent.models.builtin.request import Request
from agent.models.builtin.text.asks import find_asks
from agent.models.builtin.text.fold import Span, blank, word_list, words_in
from agent.models.builtin.text.groups import group_spans, says_split
from agent.models.builtin.text.numbers import SMALL
from agent.models.builtin.text.vocabulary import is_content

DAYS_TOGETHER = ("weekday", "date", "week", "month")
_LOGS = r"(?:log|track|book|record|fill|enter|put|clock|report|submit|note|add|do|did|done|work)"
_NO_TIME = (
    r"(?:no|zero|0|nothing|without(?: any)?|not (?:a )?(?:single|any)) "
    r"(?:time|hours?|minutes?|entries|activity)"
)
_WHOM = (
    r"(?:(?:who|(?:which|what) (?:of (?:us|(?:the |our |my )*(?:people|team|staff))|people|"
    r"persons?|colleagues?|employees?|(?:team )?members?)|"
    r"anyone|anybody|somebody|people)(?: (?:who|that))?)"
)
_NOT = r"(?:has not|hasn't|have not|haven't|did not|didn't|never)"
NOBODY = (
    rf"{_WHOM} (?:(?:\w+ )?(?:did|has|had|have|logged|tracked|booked|got|with) )?"
    rf"(?:nothing|{_NO_TIME})|{_WHOM}\b[^?]* (?:logged|tracked|booked|entered) (?:nothing|"
    rf"{_NO_TIME})|{_WHOM} (?:\w+ )?{_NOT} (?:(?:\w+ ){{0,2}}?{_LOGS}\w*|(?:yet |even )?"
    r"(?!pa(?:id|y))\w+ (?:(?:any|a|single|their|his|her|much) )*(?:time|hours?|minutes?|entr\w+))"
    r"|(?:timesheet|time|hours) (?:gaps?|holes?)|(?:gaps?|holes?) in (?:\S+ )?(?:timesheets?|hours)"
    r"|missing (?:time|timesheets?|hours|entries)|without (?:any )?(?:time|hours|entries)"
    rf"|(?:{_WHOM}|everyone|everybody|the team)\b.*forg(?:o|e)t(?:ten|s)? (?:to {_LOGS}|"
    r"(?:(?:about|the|their|his|her|any) )*(?:time ?sheets?|time|hours|entries))"
    rf"|who (?:still )?(?:needs?|has|have) to {_LOGS}"
    r"|who(?:'s| is| are)? (?:still )?missing(?=\W*$| (?:from|in|on|for|yet|time|hours))"
)
# "Projects without hours", "which clients got no time", "projects nobody worked on".
IDLE = re.compile(
    rf"\b(?P<kind>projects?|clients?|customers?)\b(?: \w+){{0,3}}? (?:{_NO_TIME}\b(?! budget)|"
    r"(?:nobody|no one|none of us|(?:did|have|had) we (?:not|never)|(?:didn't|haven't|hadn't) we|"
    r"we (?:did not|didn't|never|have not|haven't|had not|hadn't)) "
    r"(?:has |have |had |did |ever )?"
    r"(?:log|track|book|work|touch|spen)\w*)"
)
# "Is it true that she logged nothing?"
NEGATED = (
    rf"(?:log\w*|did|work\w*|ha[sd]|have|track\w*|book\w*) (?:\\w+ )?(?:nothing|{_NO_TIME})|"
    r"(?:not|hasn't|haven't|didn't) (?:\w+ )?(?:log\w*|do|done|work\w*|track\w*|book\w*) "
    r"(?:any|a )|forg[eo]t to"
)
# "On which days did she log nothing?"
EMPTY_DAYS = (
    r"forg[eo]t\b.*\b(?:any|which|what|a single) (?:days?|weekdays?)|"
    r"(?:nobody|no one|none of us) .*\b(?:which|what) (?:\w+ )?(?:days|weekdays)|"
    rf"days?\b.* (?:nothing|{_NO_TIME}|(?:nobody|no one) (?:has |had )?{_LOGS}\w*)|"
    rf"days? (?:\S+ ){{0,3}}?(?:without|with no) (?:any )?(?:time|hours|entries)|"
    rf"(?:which|what) (?:\w+ )?(?:week)?days? (?:\S+ ){{1,4}}?(?:not|never) {_LOGS}"
)
EVERYBODY = (
    r"(?:did|has|have) (?:everyone|everybody|all of us|the (?:whole |entire )?team|all)\b.*"
    r"(?:log|track|book|record|fill|enter|clock)\w*"
)
_AT_PRESENT = r"(?:right now|at the moment|just now|currently|at present|as we speak|this minute)"
_DOING_IT = r"(?:working|work|works|running|busy|tracking|logging|recording|clocking|clocked in)"
NOW = (
    rf"timers?|{_DOING_IT} (?:\S+ ){{0,4}}?{_AT_PRESENT}|{_AT_PRESENT} (?:\S+ ){{0,3}}?{_DOING_IT}|"
    r"(?:who(?:'s| is)|anyone|anybody|somebody) (?:tracking|on the clock|clocked in)"
)
# "Who drew the plan last week?": a doing that Paymo has no word for was logged time.
_WHO_DID = re.compile(
    r"(?:(?:tell me|show me|remind me|do you know|find out|check|see|any idea|i wonder|"
    r"i(?:'d| would)? (?:like|want|need) to know)\b[ ,:]*)*"
    r"who (?:all |else |actually )?"
    r"(?P<verb>(?!is\b|are\b)[a-z]+(?<!s)(?<!ing))(?![\w'])(?! (?:we|you|they|i|it)\b)"
)
# "How did her hours develop since August?": month by month.
DEVELOPED = re.compile(
    r"\bhow (?:did|has|have|do|does)\b[^?]*?\b(?P<verb>develop(?:ed)?|evolved?|progress(?:ed)?)\b"
)
# Verbs in "-ed" that say what became of a record, or of time itself.
_BECAME = frozenset(
    word_list("""
    completed finished closed assigned created archived invoiced billed issued voided viewed paid
    owed due overdue cancelled canceled named titled called priced worked
    logged tracked booked recorded clocked helped touched exceeded reached passed topped
""")
)
_OTHERS = (
    r"tasks?|to-?dos?|due|open|left|plate|milestones?|projects?|invoices?|budgets?|free|available|"
    r"busy|overdue|late|deadlines?|e-?mail|phone|role|rate"
)
_MONEY = (
    r"invoices?|invoiced|bill(?:s|ed|ing)?|pa(?:id|y\w*)|revenue|turnover|money|amounts?|worth|"
    r"owed?|owes|"
    r"owing|outstanding|vat|tax(?:es)?|budgets?|tasks?|milestones?|cost|price"
)
_NO_LOG = (
    r"(?:on|next|this|same|in|of all) time|how many times|"
    r"log(?:ging)? (?:me )?(?:out|off|in)(?= again|\W*$)"
)
_PER_HOUR = r"(?:charge|rate|rates|price|cost|costs|bill)\b.*\b(?:per|an|by the) hour|hourly"
# "Where somebody wrote 'call'": notes stand at entries.
_NOTED = (
    r"(?:somebody|someone|anybody|anyone|they|people|we|i) (?:has |have |had )?(?:wrote|written|"
    r"noted|put|typed|mention(?:s|ed)?)|"
    r"(?:in|as) (?:the |their )?(?:notes?|descriptions?|comments?)|"
    r"(?:notes?|descriptions?|comments?) (?:with|that|containing|saying|mentioning)"
)
_BUDGET = r"budgets?|over budget|budgeted"


# What speaks for time, by what it is said of.
_CUES: tuple[tuple[str, float], ...] = (
    # Time itself, and the records of it.
    (r"hours?|hrs?|minutes?|timesheets?|time ?sheets?|time entr(?:y|ies)|entr(?:y|ies)", 6),
    (r"time", 5),
    (r"logged|tracked|booked|clocked|recorded", 6),
    (r"did (?:\S+ ){0,4}(?:log|track|book|record|clock|work|touch)|log(?:s|ging)?|"
     r"track(?:s|ing)?", 5),
    (r"forg(?:o|e)t(?:ten|s)? to|burn(?:ed|t)?|put in|clock", 3),
    (r"(?:put|sunk|poured|invested)(?: \w+){0,3} into", 5),
    (r"spent|spend", 3),
    (NOW, 3),
    # What somebody did.
    (r"what (?:\S+ )?did", 5),
    (r"what (?:have|has|had) (?:\S+ ){1,2}done", 8),
    (r"been (?:working|doing|up to)|what(?:'s| is| was| were)\b.* up to", 6),
    (r"(?:was|were|been) (?:\S+ ){0,4}?working on", 7),
    (r"worked|effort|workload|busy|utili[sz]ation|busiest|busier|quieter|worked on|"
     r"did (?:\S+ ){1,4}do", 4),
    (r"utili[sz](?:ed|ation)", 7),
    (r"(?:weekend|saturday|sunday) work|overtime|work done", 5),
    (r"any (?:work|activity)(?: done)? (?:on|in|at|over|last|yesterday|this)", 5),
    # Who did it, and on what.
    (r"(?:people|persons|colleagues|who) (?:have |has )?(?:worked on|touched|logged|helped)", 9),
    (r"(?:who|everyone|everybody) (?:has |have )?(?:did|done) what", 9),
    (r"who(?:'s| has| have| had)? (?:was|were|been) (?:at|in|on|doing|behind|there)", 5),
    (r"(?:which|what) (?:projects?|clients?|tasks?) (?:did|has|have|was) (?:\S+ ){0,3}"
     r"(?:touch|touched|work|worked|do|done|spend|spent)", 7),
    (r"(?:how many|number of) (?:\w+ )?(?:days|projects|clients|tasks|people|entries)\b.*"
     r"\b(?:work|log|track|book|touch)\w*", 8),
    (r"when (?:did|has|have|was) .*(?:start|begin|began|work)", 5),
    (r"(?:last|first) (?:touched|worked|logged)", 5),
    (r"(?:last|first) time\b[^?]*\b(?:work|log|touch|book|track|spen)\w*", 9),
    # How long it took, and which part of the whole it was.
    (r"how long (?:did|has|have|had)\b.*\b(?:spend|spent|work|worked|sit|sat|put in)", 8),
    (r"who (?:was|were|did|worked)\b(?! (?:late|overdue|behind))[^?]* (?:for )?how long", 6),
    (r"how long (?:\S+ ){1,5}(?:took|lasted)|how long (?:is it |has it been |ago )?since", 9),
    (r"how long (?:has|have|did)\b.*\bt(?:ake|aken|ook)|(?:gone|went|go) into|taken so far", 6),
    (r"how long (?:have|has|had|did|were|was) (?:we|i|you|they|he|she|us|the team|\x01+)\b"
     r"(?! (?:been )?(?:owe|owing|late|overdue|waiting|unpaid))", 5),
    (r"took (?:us |him |her |them )?(?:the )?(?:longest|most|least|shortest)", 8),
    (r"(?:ate|eaten|eats|eating|consumed|swallowed|took up|takes up) (?:up )?(?:the )?most", 8),
    (r"who(?:'s| is| was| are| were)? (?:\w+ )?(?:the )?(?:busiest|most active)", 8),
    (r"who (?:has |have )?(?:work(?:s|ed)?|put in) (?:the )?(?:most|least|hardest|longest)", 8),
    (r"(?:biggest|busiest|longest|quietest|shortest|best|slowest) (?:working )?day", 5),
    (r"(?:daily|weekly|monthly) average|average .*(?:day|week|person)", 5),
    (r"(?:share|percent\w*|part|proportion) of .*(?:went|go|goes|gone|spent)", 5),
    (r"how much of (?:the )?[^?]*\x01 (?:\S+ ){0,3}by \x01", 14),
    # Work that is billed, or is not.
    (r"un-?billed|not (?:yet )?(?:been )?(?:billed|invoiced)|un-?invoiced|billable", 4),
    (r"(?:left|remaining|still|ready) to (?:be )?(?:bill|invoice)(?:ed|d)?", 6),
    (r"(?:work|effort)\b.*\b(?:billed|invoiced)|working right now", 7),
    (r"(?:is|was|has) (?:it|everything) (?:\S+ )?(?:billed|invoiced)", 6),
)  # fmt: skip


# "The call is in five minutes": how far off it is.
_AHEAD = re.compile(rf"\bin (?:about )?{SMALL} (?:min(?:ute)?s?|hours?)\b(?! (?:of|on)\b)")


def score(request: Request) -> float:
    """How much speaks for a request about logged time."""
    total = points(_AHEAD.sub(" ", request.plain), *_CUES)
    total = max(total, 4.0 if "unbilled" in request.filters else 0.0)
    total += sum(weight for holds, weight in _signs(request) if holds)
    if total < ENOUGH and (_split_of_days(request) or _compared(request)):
        total += 8
    if total < ENOUGH and _somebody_then(request):
        total += 3
    return total


def _signs(request: Request) -> tuple[tuple[object, float], ...]:
    """What else speaks for it or against it, each with its weight."""
    ranked = request.measure in ("most", "least")
    of_days = ranked and request.group in DAYS_TOGETHER
    billing = request.says("invoices?") and "unbilled" not in request.filters
    by_task = request.says("(?:time|hours?) (?:by|per) task") or request.group == "task"
    return (
        (request.says(NOBODY) or IDLE.search(request.plain), 6),
        (doing(request), 5),
        (_HEADED.match(request.command), 6),
        (request.quotes and request.says(_NOTED), 8),
        (by_task, 1),
        (ranked and request.says("time|hours?"), 2),
        (of_days and not request.says(_MONEY), 5),
        (_done_then(request), 8),
        (_did_then(request), 6),
        (_part_of_days(request), 6),
        (request.says(_NO_LOG), -6),
        (request.says(_PER_HOUR), -6),
        (billing or request.says(_BUDGET), -3),
        (asks_attribute(request), -6),
    )


# "Total time on the Lens task": what stands at the head is asked for, "task" is said of a name.
_HEADED = re.compile(
    r"(?:(?:the|my|our|all|total|whole|entire|sum of|show|list|give|tell|me|us|what(?:'s| is| was|"
    r" were)|how (?:much|many)|(?:i |we )?(?:want|need)) )*(?:time|hours|minutes)\b"
    r"(?! (?:tasks?|entr))"
)


def doing(request: Request) -> list[Span]:
    """Where the verb of "who drew the plan yesterday" stands, which is no name."""
    developed = DEVELOPED.search(request.plain)
    if developed:
        return [developed.span("verb")]
    start = request.plain.find(request.command)
    match = _WHO_DID.match(request.command) if request.command else None
    if not match or start < 0:
        return []
    verb = match["verb"]
    if verb in _BECAME or not (verb == "did" or verb.endswith("ed") or is_content(verb)):
        return []
    length = 0 if verb == "did" else len(verb)
    return [(start + match.start("verb"), start + match.start("verb") + length)]


def _part_of_days(request: Request) -> bool:
    """ "How much of last month was internal": of days there is nothing but time."""
    match = re.search(r"\b(?:how much|what part|what share|what percentage) of ", request.plain)
    dates = request.dates()
    return match is not None and any(
        m.span[0] <= match.end() <= m.span[1] and m.span[0] >= match.start() for m in dates
    )


def _split_of_days(request: Request) -> bool:
    """ "March by client and person": what is split is time, where nothing else is named."""
    return says_split(request.undated) and _only_days(request)


def _compared(request: Request) -> bool:
    """ "Compare March and April": days are set against each other by their hours."""
    asks = dict(find_asks(request.unbound))
    return "comparison" in asks and _only_days(request)


def _only_days(request: Request) -> bool:
    """Whether days that have begun are named, and no subject that figures could be about."""
    today = request.calendar.today
    dates = [mention.period for mention in request.dates() if not mention.due]
    begun = dates and all(period.first and period.first <= today for period in dates)
    rest = blank(request.plain, *group_spans(request.plain))
    return bool(begun and not request.currencies) and not words_in(f"{_OTHERS}|{_MONEY}").search(
        rest
    )


def _done_then(request: Request) -> bool:
    """ "The app: who, how much, last 14 days", "the app, total in May": of past days."""
    today = request.calendar.today
    dates = [mention.period for mention in request.dates() if not mention.due]
    begun = dates and all(period.first and period.first <= today for period in dates)
    named = any(max(m.best("project"), m.best("user")) > m.best("client") for m in request.mentions)
    named = named or request.says(
        "(?:the |our )?(?:whole |entire )?team|everyone|everybody|all of us"
    )
    money = request.says(_MONEY) or request.currencies
    return bool(begun and named and request.measure == "sum" and not money)


def _did_then(request: Request) -> bool:
    """ "What was done on the app on Friday?", "did Anna do anything for Acme in May?"; what was
    done in a month may be tasks."""
    dates = [m.period for m in request.dates() if not m.due]
    today = request.calendar.today
    if not dates or not all(each.first and each.first <= today for each in dates):
        return False
    one_day = dates[0].single or request.says("(?:by|and) whom?")
    return bool(one_day and request.says("what (?:was|were|has been|have been) done")) or (
        request.says("(?:did|has|have) (?:\\S+ ){1,4}(?:do|done) (?:anything|something|any work)")
    )


def _somebody_then(request: Request) -> bool:
    """ "Anna last Tuesday", "what about Ben in May?": a person and days that have begun."""
    today = request.calendar.today
    dates = [mention.period for mention in request.dates() if not mention.due]
    begun = all(period.first and period.first <= today for period in dates)
    people = any(m.best("user") and not m.best("project") for m in request.mentions)
    what = people or (request.mentions and request.says("anything|something|happened?|activity"))
    split = group_spans(request.plain)  # "by project" asks for no projects
    others = words_in(_OTHERS).search(blank(request.plain, *split))
    return bool(dates) and begun and bool(what) and not others
