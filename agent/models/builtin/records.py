"""What clients, people and projects are asked alike: their state, address and what they lack."""

from __future__ import annotations

from agent.models.builtin.names.entry import Kind
from agent.models.builtin.request import Request

LACKS = (
    r"(?:without(?: an?| any)?|no|(?:missing|lack(?:s|ing)?)(?: an?| any| the| their)?|"
    r"(?:don't|doesn't|do not|does not|haven't|hasn't|have not|has not) (?:have|got|yet have)"
    r"(?: an?| any)?|not assigned to (?:an?|any)|not linked to (?:an?|any))"
)
CONTACT = (
    r"(?:e-?)?mails?(?: address)?|(?:(?:cell|mobile|tele)?phone|cell|mobile|telephone)(?: number)?|"
    r"contact(?:s| details| data| information)?|coordinates|particulars|"
    r"address|website|web site|city|country|postal code|vat|fiscal|number of|(?:their|his|"
    r"her) number|reach|get hold of|get in touch|touch with|call|located|based"
)
# The terms a project is billed by.
HOURLY = r"hourly|by the hour|per hour|time and materials?|t&m|by time"
FLAT = r"flat(?:[- ]?(?:fee|rate|price))?|fixed(?:[- ](?:price|fee|rate))?|lump[- ]sum"
# Who answers for a project, and who looks after a client.
MANAGES = (
    r"manag(?:e|es|ed|ing|er|ers)|leads?|leading|led|headed|runs?|(?<=who is )running|"
    r"(?<=who's )running|owns|in charge|"
    r"responsible(?: for)?|look(?:s|ing)? after|handl(?:e|es|ing)|takes? care of|taking care of|"
    r"account managers?|heads(?: up)?|steers?|pm"
)
# "Still with us", said of a person or a client.
HERE = (
    r"(?:do|did) we (?:still )?(?:have|employ)|"
    r"(?:still|(?:not|no longer|n't)(?: \w+)?) (?:with us|here|employed|around|on the team|"
    r"(?:work(?:s|ing)?|a client) (?:here|for us|with us))"
)
_WHOEVER = (
    r"(?:those|people|persons?|anyone|everyone|ones|the ones)(?: (?:who|that|which)"
    r"(?: have| are|'ve)?)?"
)
GONE = (
    r"(?:archived|inactive|closed|finished|ended|old|former|past|left|gone|"
    r"(?:no longer|not) (?:here|active|with us))"
)

# "Active and archived", "including those no longer here", "ever".
_BOTH_STATES = (
    rf"(?:active|current|here|still)\b[^?]*\b(?:and|or|vs|versus) (?:\w+ ){{0,3}}?{GONE}|"
    rf"(?:incl\w*\.?|with|plus|and|even|also)(?: the| our)?(?: {_WHOEVER})? {GONE}"
    r"(?! (?:status|state)\b)|"
    rf"{GONE}(?: \w+)? (?:included|too|as well|also)|or not|"
    r"active\b[^?]*\b(?:and|or|vs|versus)\b[^?]*\b(?:archived|inactive)|"
    r"(?:archived|inactive|closed) (?:and|or|vs|versus) (?:how many|which|what)\b[^?]*\bactive|"
    r"both(?= (?:the )?(?:active|current|archived|old)\b|\W*$)|"
    r"not (?:just|only) (?:the )?(?:active|current)\w*|"
    r"(?:active|current) (?:and|or) (?:archived|inactive)|altogether|ever"
)


def active_filter(filters: frozenset[str], request: Request | None = None) -> bool | None:
    """Which records are meant: the active ones, the archived ones, or (None) both."""
    if request is not None and request.says(_BOTH_STATES):
        return None
    if "archived" in filters:
        return False
    return None if "all" in filters and "active" not in filters else True


_WORKED_WITH = r"we (?:still )?(?:work(?:ing)?|do (?:any )?(?:business|work)) (?:for|with)"


def asks_state(request: Request, kind: Kind) -> bool:
    """Whether somebody asks if a record of this kind, and no project, is active or archived."""
    asked = request.measure == "yes-no" or request.says("still (?:active|with us|around|a)")
    of_kind = any(m.best(kind) > max(m.best("project"), 0.0) for m in request.mentions)
    return of_kind and asked and request.says(rf"active|archived|inactive|{HERE}|{_WORKED_WITH}")
