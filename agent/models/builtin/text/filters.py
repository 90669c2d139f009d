"""The state or kind of records that a request is about: "overdue", "unbilled", "not archived"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from agent.models.builtin.text.dates.words import MONTH
from agent.models.builtin.text.exclusions import LEFT_OUT
from agent.models.builtin.text.fold import Span

_NOT = r"(?:not|n't|never|isn't|aren't|wasn't|hasn't|haven't|weren't|still to be|yet to be)"
_YET = r"(?:\s+(?:yet|been|fully|be|being|have|has)){0,3}"

_PAID = r"(?:pa(?:y|id)|settled?|cleared?|transfer(?:red)?)"
# "... and has not": of what was said before it.
_DENIED = r"(?:\w+n't|(?:has|have|did|is|are) not|not)(?: (?:yet|so far|done so|been|paid))*"

# "Did they open the invoice": looked at, and not left open.
_SEE = r"(?:see|open|look at|view|read|notice)"
_SEEN = r"(?:seen|opened|looked at|viewed|read|noticed)"
_IT = r"(?:(?:the|our|their|its|my|that|this|any) )?(?:\w+ )?(?:invoices?|bills?|it)\b"

# What is to be brought to an end, as a duty: "must be finished", "have to hit", "still to make".
_FINISH = (
    r"(?:done|finish(?:ed)?|completed?|closed?|ready|deliver(?:ed)?|wrap(?:ped)? up|hit|"
    r"reach(?:ed)?|meet|met|hand(?:ed)? (?:in|over)|sign(?:ed)? off|ship(?:ped)?)"
)
_OUGHT = (
    r"(?:(?:has|have|had|got|needs?|supposed|due|ought|meant|expected|yet|still)(?: \w+){0,2}? to|"
    r"(?:must|should|shall)(?: (?!have\b)\w+){0,2}?|"
    r"(?:has|have|had|got|needs?)(?: \w+){0,2}?(?= (?:be|get)\b)) "
    rf"(?:(?:be|get|have) )?{_FINISH}"
)

# The first pattern that takes a word keeps it: "unpaid" is never also "paid".
_FILTERS: tuple[tuple[str, str], ...] = (
    (
        "partly",
        r"part(?:ly|ially)?[- ]?paid|half[- ]?paid|part(?:ial|ly)?[- ]payments?|paid "
        r"(?:only |just )?(?:an? part|in part|partly|partially|half)|partly|partially",
    ),
    (
        "undue",
        r"(?:about|going|close) to (?:\w+ )?(?:overdue|late|due)|nearly (?:over)?due|"
        r"(?:over)?due soon|"
        r"soon (?:be(?:come)? )?(?:over)?due|not yet due|"
        r"(?:not|n't) (?:yet )?(?:over-?due|due|late|past due)(?: yet)?|"
        r"neither paid nor (?:over-?due|late)|nor (?:over-?due|late)|"
        r"within (?:the )?(?:payment )?terms",
    ),
    (
        "undescribed",
        r"(?:without|no|missing|empty|blank|lack(?:ing|s)?)(?: an?| any| the)? "
        r"(?:descriptions?|notes?|comments?)|undescribed|(?:not|n't) (?:described|commented)|"
        r"(?:description|note|comment)s? (?:is |are )?(?:missing|empty|blank)",
    ),
    (
        "nonbillable",
        r"(?:non|un|not)[- ]?(?:billable|chargeable)|pro bono|(?:give|gave|given) away|unpaid work",
    ),
    (
        "unbilled",
        rf"un-?billed|un-?invoiced|to (?:be )?(?:bill|invoice)(?:ed|d)?|without an? invoice|"
        rf"{_NOT}{_YET}\s+(?:billed|invoiced)|(?:haven't|have not|hasn't|has not) (?:we |yet "
        rf")?(?:been )?(?:billed|invoiced)|"
        rf"(?:nobody|no one|no-one|none of us) (?:has |have |ever |yet )*(?:billed|invoiced)|"
        rf"(?:did|do|have) (?:\S+ )?not (?:yet )?(?:bill|invoice)|"
        rf"{_NOT}(?: we)?{_YET}\s+(?:written|wrote|issued|raised|made|got)(?: out)? an? "
        r"(?:bill|invoice)|"
        rf"(?:{_NOT}|didn't|doesn't) (?:\w+ ){{0,3}}?(?:in|on|into|onto|under) an? "
        r"(?:invoice|bill)|"
        r"(?:waiting|yet|still) to (?:go|get) (?:on|onto|in|into) an? (?:invoice|bill)",
    ),
    # "Who should have paid by now", "who was to pay last week and has not".
    (
        "overdue",
        rf"(?:should|ought to) (?:\S+ ){{0,2}}?have (?:\w+ )?(?:been )?{_PAID}(?: us)?|"
        rf"(?:was|were) (?:\w+ )?to (?:have )?(?:be )?{_PAID}(?: us)?",
    ),
    ("unpaid", rf"{_PAID}\b[^.?]*\b(?:and|but|yet|though)\b(?: \S+){{0,2}} {_DENIED}\W*$"),
    (
        "unpaid",
        rf"un-?paid|outstanding|{_NOT}{_YET}\s+(?:paid|settled|cleared|squared)|debtors?|debts?|chas(?:e|ing)|"
        rf"awaiting payment|waiting (?:on|for)|wait (?:on|for)|to pay|to be paid|pending payment"
        rf"|in the red|(?:nobody|no one|no-one) (?:has |ever |has ever )?(?:paid|settled)|"
        rf"never paid|receivables?|owed?|owes|owing|balances?"
        rf"|(?:haven't|hasn't|has not|have not|didn't|did not|"
        rf"never)\W+(?:\w+\W+){{0,3}}?pa(?:y|id|yed)",
    ),
    (
        "unviewed",
        rf"{_NOT}(?: \S+)? (?:{_SEE}|{_SEEN}) {_IT}|"
        rf"(?:nobody|no ?one)(?: \S+){{1,5}}? (?:{_SEEN})(?: (?:at|yet|so far))*",
    ),
    ("viewed", rf"(?:did (?:\S+ ){{1,4}}?{_SEE}|(?:has|have) (?:\S+ ){{1,4}}?{_SEEN}) {_IT}"),
    (
        "open",
        rf"{_NOT}{_YET}\s+(?:done|finished|complete|completed|closed|ready)|unfinished|in-?complete"
        rf"|{_OUGHT}|uncompleted|to be done|"
        r"(?:still|yet) to be (?!sent|issued|paid|settled|billed|invoiced)[a-z]{3,}|"
        r"to (?:finish|complete)|remaining|still open|open|to do|"
        r"(?<!people have )(?<!employees have )(?<!staff have )"
        r"left(?! (?:the (?:company|agency|team)|us)\b)|"
        r"pending|(?:still|yet) to come|still ahead|ahead of us|lies? ahead",
    ),
    (
        "overdue",
        r"over-?due|past due|late|behind(?! (?:the|this|that|it)\b)|missed|slipping|"
        r"(?:past|beyond|passed|over) (?:(?:its|their|his|her|the|due|\x01+(?:'s)?) )*"
        r"(?:due|dates?|deadlines?)|"
        rf"should (?:\S+ )?have (?:\w+ )?(?:been )?{_FINISH}|"
        r"(?:did|have|has|had) (?:\S+ ){1,2}miss|"
        r"slipped"
        r"|in arrears|in (?:delay|default)|delayed|delinquent|past (?:its|their|the) dates?",
    ),
    (
        "draft",
        rf"{_NOT}{_YET}\s+(?:sent|gone out|went out|issued)(?: out)?|still to (?:be sent|go out)|"
        r"(?:nobody|no one|no-one|none of us) (?:has |have |ever |yet )*sent(?: out)?",
    ),
    (
        "issued",
        r"issued?|revenue|sales|turnover|earn(?:ed|ings)?|we(?:'ve| have)? (?:ever |already )?"
        r"(?:sent|billed|invoiced|charged)"
        r"|(?:total|amount) (?:billed|invoiced|charged)"
        r"|went out|gone out|sent out|(?:did|have|has|do) we (?:last |ever |already )?(?:send|sent|"
        r"bill|billed|invoiced?|charged?|issued?)",
    ),
    (
        "all",
        r"(?:including|incl\.?|also|even) (?:the )?paid(?: (?:ones|invoices))?|"
        r"paid(?: (?:ones|invoices))? (?:as well|too|included)|paid or not",
    ),
    ("running", r"running|timers?"),
    (
        "billed",
        r"billed|invoiced|(?<!without )(?:already|now) (?:in|on|onto|into) an? "
        r"(?:invoice|bill)",
    ),
    ("billable", r"billable"),
    (
        "paid",
        r"up to date (?:with|on) (?:\w+ )?(?:pay\w*|invoices|bills)|"
        r"paid|payed|settled|cleared|squared(?: up)?|(?:did|does|has|have)\b[^.?]*\bpay",
    ),
    ("draft", r"drafts?|drafted|unsent|not (?:yet )?sent"),
    ("sent", r"sent"),
    (
        "unviewed",
        rf"(?:{_NOT}|nobody|no ?one){_YET} (?:viewed|open(?:ed)?|seen?|look(?:ed)? at|read|"
        r"noticed?)|unopened|unseen|un-?viewed|unread",
    ),
    (
        "viewed",
        r"viewed|looked at|opened|(?<!you )seen",
    ),
    (
        "void",
        r"void(?:ed|s|ing)?|cancell?(?:ed|s|ing)?|annul(?:led)?|scrapped|written off|"
        r"w(?:ro|ri)te off|credited",
    ),
    (
        "undated",
        r"(?:without|no|missing|lack(?:s|ing)?|(?:n't|not) have)(?: an?| any)? "
        r"(?:due ?dates?|deadlines?|dates?)",
    ),
    (
        "done",
        r"(?:did|do) (?:\S+ ){1,2}(?:close|complete|wrap up)|"
        r"done(?! (?:for|at|on|by) (?:an? |the )?(?:fixed|flat|lump|hour))|"
        r"completed?|finish(?:ed)?|closed|ready|delivered|reach(?:ed)?|achieved|hit|met",
    ),
    (
        "archived",
        r"archived|inactive|retired|former(?:ly)?|ex-(?=\w)|(?:no longer|not|n't|stopped|used to|"
        r"ceased to) (?:\w+ )?(?:work(?:ing)? (?:with|for)|serv\w+|do(?:ing)? business with)"
        r"(?! (?:me|you|him|her|it)\b)|(?:no longer|not|n't) (?:our |a )?(?:clients?|customers?)"
        r"(?: (?:any ?more|any longer|of ours))?|(?:people|employees?|"
        r"colleagues?|staff|team members?) (?:ha(?:s|ve) )?(?:already )?left(?= *$|[?.!,]| and)|"
        r"left (?:the (?:company|"
        r"agency|team)|us)|no longer (?:here|with us|active|employed|on the team)|"
        r"(?:doesn't|does not|don't|do not|no longer|not) (?:\w+ )?work(?:s|ing)? (?:here|"
        r"(?:for|with) us|(?:for|with)(?= any ?more|\W*$))|used to (?:work|do work) (?:for|with)|"
        r"(?:past|previous|old|lost|ex) (?=clients?|customers?|colleagues?|employees?|projects?)",
    ),
    ("active", r"active|current|ongoing|live"),
    (
        "unassigned",
        rf"unassigned|orphan(?:ed|s)?|up for grabs|{_NOT}{_YET}\s+assigned(?! to (?!any|some))|"
        r"nobody|no ?one|"
        r"(?:(?:without|missing|lack(?:s|ing)?)(?: an?| any)?|no|hasn't|haven't|don't have|"
        r"doesn't have)(?: got)? "
        r"(?:assignees?|owners?|names? on|person (?:on|assigned)|people (?:on|assigned))|"
        r"(?:without|n't|not|never)(?: \w+){0,2}? (?:anybody|anyone|somebody|someone)(?: assigned|"
        r" on (?:it|them))?",
    ),
    ("critical", r"critical(?: priority)?|priority(?: is|:)? critical"),
    (
        "high",
        r"urgent|high[- ]priority|priority(?: is|:)? high|high prio|top priority|prio high",
    ),
    ("low", r"low[- ]priority|priority(?: is|:)? low|low prio"),
    ("normal", r"normal[- ]priority|priority(?: is|:)? normal"),
    (
        "all",
        r"all|every|everything|entire|complete list|any status|ever|of all time|since the "
        r"(?:very )?(?:beginning|start)|in total so far",
    ),
)
_FILTER_RULES = tuple((name, re.compile(rf"\b(?:{pattern})\b")) for name, pattern in _FILTERS)

# What is critical is urgent as well.
_URGENT = re.compile(r"\b(?:urgent|pressing)\b")
_PRIORITIES = frozenset(("critical", "high", "normal", "low"))
# What is left where a state is turned down: "except drafts", "not high priority".
_OPPOSITES: dict[str, frozenset[str]] = {
    "archived": frozenset(("active",)),
    "active": frozenset(("archived",)),
    "done": frozenset(("open",)),
    "paid": frozenset(("unpaid",)),
    "overdue": frozenset(("undue",)),
    "billed": frozenset(("unbilled",)),
    "billable": frozenset(("nonbillable",)),
    **{state: frozenset((f"not {state}",)) for state in ("draft", "void", "viewed")},
    **{priority: _PRIORITIES - {priority} for priority in sorted(_PRIORITIES)},
}
_SIDES = (("paid", "unpaid"), ("billed", "unbilled"), ("done", "open"), ("billable", "nonbillable"),
          ("active", "archived"), ("overdue", "undue"))  # fmt: skip
# Words that say a state, where its name does not.
_IN_WORDS = {"nonbillable": "not billable", "undue": "not overdue"}


def other_side(name: str) -> str:
    """Words for what is left beside a state: "unpaid" beside "paid"; nothing where no one word
    says it."""
    other = next((b if name == a else a for a, b in _SIDES if name in (a, b)), "")
    return _IN_WORDS.get(other, other)


_TURNED_DOWN = (
    rf"(?<!\w)(?:(?:{LEFT_OUT}|but)(?: (?:the|any|those|all|ones|that are|which are|of|a|an))*|"
    r"(?:not|\w+n't)(?: (?:yet|been|being|fully|of|a|an|the|in))*)\s+"
)
_OPPOSITE_RULES = tuple(
    (_OPPOSITES[name], re.compile(rf"{_TURNED_DOWN}(?:{pattern})\b"))
    for name, pattern in _FILTERS
    if name in _OPPOSITES
)

# "Without drafts or voided ones", "drafts left out": what went out.
_UNSENT = r"(?:the |any |our )?(?:drafts?|void(?:ed|s)?|cancell?ed)(?: (?:ones|invoices))?"
_UNSENT_OUT = re.compile(
    rf"\b(?:{LEFT_OUT}) {_UNSENT}(?:(?:,| and| or| nor)+ {_UNSENT})+|"
    rf"\b(?:no|excl\.?) {_UNSENT}(?:(?:,| and| or| nor)+ {_UNSENT})*|"
    rf"\b{_UNSENT}(?:(?:,| and| or)+ {_UNSENT})* (?:are |is )?(?:left out|aside|excluded|"
    r"not (?:included|counted))"
)
# "High and critical tasks": two priorities beside each other.
_BESIDE = re.compile(
    rf"(?P<turned>{_TURNED_DOWN})?\b(?P<said>(?:critical|urgent|high|normal|low)"
    r"(?:\s*(?:,|and|or|/|&)+\s*(?:critical|urgent|high|normal|low)\b)+)"
)
_PRIORITY_OF = {"urgent": "high"}
# The person speaks, and asks nothing about himself.
_ASIDE = re.compile(
    r"\bi\.e\.?(?=\W)|\bi (?:mean|guess|think|wonder|believe|assume|suppose|hope|know|see|heard)\b|"
    r"\bi (?:want|need|wanted|needed)\b(?! to (?:do|get|finish|work|complete|deliver|bill))|"
    r"\bi(?:'d| would|'ll| will) (?:\w+ )?(?:like|love|need|want|require|appreciate|be|have to|"
    r"call|see|meet|send|tell|write|report)\b|"
    r"\bi(?:'m| am) (?:just |now |currently )?(?!on\b|working on\b|in\b|behind\b|late\b|free\b|"
    r"assigned\b|responsible\b)\w+|"
    r"\bi (?:have|need|want|had|must) to (?:report|invoice|bill|send|write|prepare|tell|know|check|"
    r"call|explain|present|see|update|plan|give|show|answer)\b|"
    r"\bi(?:'ve| have)(?: got)? (?:an? |the |my |our |some )?(?:\w+ )?"
    r"(?:calls?|meetings?|appointment|lunch|chat|question|minute|feeling|customer|client)\b|"
    r"\bi was (?:asked|told|wondering)\b|"
    r"\b(?:before|so|so that|when|until) i (?:\w+ )?(?:call|send|write|meet|talk|go|invoice|bill|"
    r"can|could|know)\b|\bi (?:promised|told|asked|forgot to ask|require)\b|"
    r"\b(?:can|could|may|should|shall) i (?:see|get|have|know|ask|find|look|check|bother)\b"
)
# "... and are they paid?" is asked of the rows and leaves none of them out.
_AND_ARE = re.compile(
    r"(?<=\w)[ ,]+and (?:is|are|was|were|has|have|did|if) (?:it|they|that|those|these|"
    r"all of them)\b.*$"
)
_LATE_MONTH = re.compile(rf"\blate(?=[ -]+(?:in )?{MONTH})")
# "Which of my colleagues": everybody's time, and not mine.
_OUR_PEOPLE = re.compile(
    r"\bmy (?:whole |own |entire )?(?:colleagues?|team|people|staff|guys|folks|employees|"
    r"co-?workers?|clients?|customers?|agency|company|crew)\b"
)
_MINE = re.compile(r"\b(?:my|mine|me|i|i'm|i've|i'd|myself|am i|do i|did i|have i)\b")


@lru_cache(maxsize=512)  # at each step of a turn the same words are read again
def find_filters(text: str) -> frozenset[str]:
    """The filters of a folded text, each word counted once; "not draft" is all but drafts."""
    text = _FOR_ME.sub(lambda match: match["wish"] + " " * len(match["me"]), text)
    mine = _I_MUST.search(text)
    spans, text = _scanned(text)
    found = set(spans)
    if (
        mine
        or (_MINE.search(text) and not re.search(rf"\b(?:{_TO_ME}) me\b", text))
        or re.search(rf"\b(?:my(?! (?:\w+ )?(?:{_NOT_OURS})\b)|mine|i|i've|i'm)\b", text)
    ):
        found.add("mine")
    return frozenset(found)


# "What must I finish": the duty is a filter of its own, and takes the person along.
_I_MUST = re.compile(
    r"\b(?:must|should|shall|do|need) i (?:still |yet |have to |need to )*(?:finish|do|deliver|"
    r"complete|submit|hand in|work on)\b"
)
_TO_ME = (
    r"show|tell|read|give|send|let|help|remind|list|get|find|name|bring|fetch|write|asked|told|"
    r"forward|e-?mail|mail|message|text|update|brief|fill|walk|catch|run|guide"
)
# "Compare it for me": whom it is done for, and not whose it is.
_FOR_ME = re.compile(
    r"(?P<wish>(?:^|[:;,-])\W*(?:(?:please|pls|ok|hey|hi|now|so|and|could|can|would|will|you|just|quickly)\W+)*"
    r"(?:compare|check|list|sum|add|break|split|find|look|get|pull|calculate|count|put|prepare|run|"
    r"rank|sort|group|tell|show|give)\b[^?.!]*?)(?P<me>\bfor me\b)"
)
# "For my boss", "before my flight": what is mine and no record.
_NOT_OURS = (
    r"boss|colleagues?|partner|team|accountant|bookkeeper|manager|flight|train|holidays?|vacation|"
    r"meetings?|calls?|report|reporting|deck|slides|presentation|review|records|notes|overview|"
    r"side|end|opinion|view|understanding|phone|english|mind|head|question|last question|way|"
    r"wife|husband|lawyer|taxes|files|newsletter|speech|interview"
)


def filter_spans(text: str) -> dict[str, list[Span]]:
    """Where the words of each filter stand."""
    return _scanned(text)[0]


def _scanned(text: str) -> tuple[dict[str, list[Span]], str]:
    """Each filter with its places, and the text without them, every other word in its place."""
    found: dict[str, list[Span]] = {}

    def take(names: Iterable[str], pattern: re.Pattern[str]) -> None:
        nonlocal text
        spans = [match.span() for match in pattern.finditer(text)]
        for name in names if spans else ():
            found.setdefault(name, []).extend(spans)
        text = _emptied(text, pattern)

    for pattern in (_ASIDE, _LATE_MONTH, _AND_ARE, _OUR_PEOPLE):
        text = _emptied(text, pattern)
    take(("issued",), _UNSENT_OUT)
    for opposites, pattern in (*_beside(text), *_OPPOSITE_RULES):
        take(opposites, pattern)
    take(("critical", "high"), _URGENT)
    for name, pattern in _FILTER_RULES:
        take((name,), pattern)
    return found, text


def _emptied(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: " " * len(match.group()), text)


def _beside(text: str) -> list[tuple[frozenset[str], re.Pattern[str]]]:
    """Several priorities beside each other, or what is left of them where they are turned down."""
    match = _BESIDE.search(text)
    if not match:
        return []
    said = {_PRIORITY_OF.get(word, word) for word in re.findall(r"[a-z]+", match["said"])}
    named = _PRIORITIES - said if match["turned"] else _PRIORITIES & said
    return [(named, re.compile(re.escape(match.group())))]
