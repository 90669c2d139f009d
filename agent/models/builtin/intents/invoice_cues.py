"""How requests about invoices are worded: what speaks for them."""

from __future__ import annotations

import re

from agent.models.builtin.answers.one_invoice import TAXES
from agent.models.builtin.intents.intent import ENOUGH, points
from agent.models.builtin.intents.invoice_meaning import (
    CHASED,
    IN_TIME,
    MISSING,
    MONEY_LEFT,
    TO_COME,
)
from agent.models.builtin.request import Request

# "The Acme bill", "a bill we sent"; what somebody is to bill, and a Bill, are none.
_BILL = (
    r"(?:an?|the|our|each|every|any|which|what|that|this|their|last|month|next|first|\w+est|"
    r"average|typical|mean|total|open|paid|unpaid|single)"
    r"(?: \w+)? bill(?! by| on)|bill(?<=\x01 bill)|"
    r"(?<!to )(?<!i )(?<!we )(?<!you )(?<!they )(?<!not )bill(?=\s*(?:$|[:?,.-]))|"
    r"bill (?:we|of|from)"
)
# Whose invoices are all paid.
_NOTHING_OWED = (
    r"owes? (?:us )?nothing|nothing (?:left |more )?to pay|"
    r"(?:do|does)(?:n't| not) owe|(?:with|have|has) (?:nothing|no|zero) "
    r"(?:outstanding|unpaid|open|overdue|debts?|balance)(?! (?:projects?|tasks?|milestones?)\b)|"
    r"without (?:an? |any )?(?:open|unpaid|outstanding)(?! (?:projects?|tasks?|milestones?)\b)|"
    r"paid (?:everything|all|in full|up)|"
    r"(?:nothing|no) (?:outstanding|open|unpaid)(?! (?:projects?|tasks?|milestones?)\b)"
    r"(?: (?:invoices|bills|balance))?"
)
_SINCE = "since (?:when|how long)|(?:for )?how (?:long|late)"
_TIMES = ("day", "week", "month")
_OTHER_SUBJECT = r"tasks?|to-?dos?|milestones?|deadlines?|deliverables?|hours?|time|timesheets?"
_CUES = (
    ("invoices?|invoicing|bills(?! out)", 6),
    ("(?:which|what|whose|how many) (?:of (?:the|our) )?(?:\\w+ )?invoices", 4),
    ("(?:did|do|have|has|are|were) we\\b.*\\b(?:bill|billed|billing|invoiced?)", 6),
    ("waiting (?:on|for)|wait for|payers?|billing|sales", 6),
    ("(?:did|have) we (?:send|sent|issued?|raised?)|what (?:did|have) we sen[dt]", 7),
    (r"(?:went|gone|go|goes) out to(?= \x01)", 6),
    (r"we(?:'ve| have)? (?:charged|billed|invoiced|sent(?= \x01))|(?:did|have) we charged?", 6),
    ("expect(?:ed|ing)?\\b.*\\b(?:come|coming|in|paid)|money|cash", 6),
    (
        "(?:amounts?|totals?|sums?) (?:open|outstanding|due|payable)|"
        "open (?:amounts?|balances?|bills)",
        6,
    ),
    (
        "(?:how (?:many )?(?:days |weeks )?|days |weeks )(?:late|overdue)\\b[^?]*\\b"
        "(?:clients?|customers?)",
        6,
    ),
    ("open (?:sums?|totals?|money)|(?:whose|which) debts?", 6),
    ("(?:still |left )?un-?settled|unsettled|past due|age?ing|receivables", 6),
    ("in the red|(?:clients?|customers?|who) .*behind|(?:over-?due|late) by", 5),
    ("(?:clients?|customers?) (?:that |who )?(?:are|is) (?:\\w+ )?(?:late|over-?due)", 8),
    ("(?:get|got|getting) (?:billed|invoiced)", 6),
    ("owes?|owed|owing|receivables?|revenue|turnover|in arrears|debts?|debtors?", 6),
    ("unpaid|outstanding", 3),
    ("outstanding|unpaid|payments|paid|(?:not|n't) pay|pay(?:s|ing)?", 4),
    ("settled?|cleared|squared|chas(?:e|ing)", 4),
    ("invoiced|billed|payment", 2.5),
    ("overdue|past due|late|behind (?:on|with)", 2.5),
    ("drafts?", 2),
    (r"(?:in|as an?|as) draft", 5),
    (_BILL, 6),
    (MISSING, 5),
    (MONEY_LEFT, 8),
    (r"(?:due|expected|outstanding|coming in|open) from(?= \x01)", 6),
    (r"(?:due|expected?|open|coming)\b[^?]*\bfrom (?:whom|who|which (?:clients?|customers?))", 8),
    (r"expect(?:ed|ing)? (?:to (?:be )?)?(?:receive|collect|get|paid|come|cash in)", 6),
    (TAXES, 6),
    (CHASED, 4),
    (IN_TIME, 10),
    (
        "how much (?:money )?(?:is|will be|falls?|becomes?) (?:not |still |yet )*(?:due|late|"
        "over-?due)",
        8,
    ),
    (rf"(?:how much|(?:what|which) (?:amounts?|sums?)) (?:\S+ )?{TO_COME}", 9),
    ("(?:any|all|our|which|what|the) drafts|delinquent|in default", 4),
    ("(?:bring|brings|brought|bringing) in|brought us|earn(?:s|ed)?", 7),
    ("(?:we|did we|have we|was|were|been|has been) (?:invoiced?|billed?)", 4),
    ("how much (?:did|have|has) .*(?:bill|invoice|billed|invoiced)", 4),
    ("balances?", 4),
)


# "Drafts: how many, which clients, total".
_TOPIC = re.compile(
    r"\W*(?:(?:the|our|all|open|overdue|unpaid) )*(?:drafts?|invoices?|bills?|debts?|receivables)"
    r"\s*(?::|\s-)\s"
)
# "How much of the time is on an invoice": said of hours.
_ON_INVOICE = r"(?:in|on|onto|into) an? (?:invoice|bill)"


def score(request: Request) -> float:
    if request.says(_ON_INVOICE) and request.says("hours?|time|minutes"):
        return 0.0
    if "unbilled" in request.filters and (
        not request.says("invoices?") or request.says("hours?|time|entries|minutes|work")
    ):
        return 0.0
    score = points(request.plain, *_CUES)
    if request.says("(?:invoiced|billed) to") and not request.says(_OTHER_SUBJECT):
        score += 6
    if request.invoice_number:
        score += 4
    if "void" in request.filters and not request.says(_OTHER_SUBJECT):
        score += 6
    if request.currencies or "viewed" in request.filters:
        score += 4
    if request.currencies and request.dates() and request.measure in ("sum", "most", "least"):
        score += 4
    late = "overdue" in request.filters and not request.says(_OTHER_SUBJECT)
    if request.measure == "sum" and any(mention.best("client") for mention in request.mentions):
        # "How much is Acme on the hook for?"
        score += 6 if "overdue" in request.filters else ENOUGH
    elif late and request.says(_SINCE) and any(m.best("client") for m in request.mentions):
        score += 4  # "since when is Acme late?"
    if _TOPIC.match(request.plain):
        score += 8
    if asks_who_owes_nothing(request):
        score += 10
    if _ranks_clients(request):
        score += 6
    bounded = request.threshold and not request.threshold.unit
    if bounded and request.filters & {"open", "unpaid"} and not request.says("projects?|budgets?"):
        score += 6
    if late and request.threshold and request.threshold.unit in _TIMES:
        score += 4
    placed = any(mention.best("project") > mention.best("client") for mention in request.mentions)
    if placed and not request.says(
        "invoices?|bills?|owes?|un-?paid|outstanding|paid|pay|payments?|billed|invoiced|settled?"
    ):
        score -= 3
    if request.says(_OTHER_SUBJECT) and not request.says("invoices?"):
        score -= 4
    return score


def _ranks_clients(request: Request) -> bool:
    """ "Our best client", "which client brought the most": by money, unless something else is said
    that clients are ranked by."""
    ranked = request.measure in ("most", "least") or request.order is not None
    other = request.says(rf"{_OTHER_SUBJECT}|projects?|work(?:ed|ing)?|log(?:ged)?|track(?:ed)?")
    return ranked and request.group == "client" and not other


def asks_who_owes_nothing(request: Request) -> bool:
    return _asks_clients(request) and request.says(_NOTHING_OWED)


def _asks_clients(request: Request) -> bool:
    """Whether clients are looked for, none of them named."""
    asked = request.says("which clients?|which customers?|who|whom|clients|customers|anyone")
    return asked and not any(mention.best("client") for mention in request.mentions)
