"""Ways of saying that mean no more than a plainer word, put in that word's place.

Each keeps what it says about records; none holds a word that somebody's record may be called by.
"""

from __future__ import annotations

import re

_EDGE = r"(?<![\w'\"-])"
_IDIOMS: tuple[tuple[str, str], ...] = (
    ("payed", "paid"),
    (r"(?:put|bring|get|place) (?=[^.?!]* in front of (?:me|us)\b)", "show "),
    (r"in front of (?:me|us)\b", ""),
    (r"(?:add(?:ing)?|tot|sum|tally|total) up(?= (?:all|everything|every|the|our|my|what|how|"
     r"whatever|which)\b)", "total"),
    # "Draw up a ranking of the clients": to be shown; what else is created stands for itself.
    (r"(?:make|build|draw up|put together|pull together|create|compile|prepare|generate)"
     r"(?: me| us)? (?:an? |the )?(?:(?!task\b)\w+ )?(?=(?:list|overview|table|ranking|summary|"
     r"breakdown) (?:of|with|showing) (?:[\w-]+ ){0,3}?(?:invoices|bills|hours|time|clients|"
     r"customers|projects|tasks|people|payments|debtors|milestones)\b)", "show "),
    (r"w/o(?=\W)", "without"),
    (r"(?:(?<=many )|(?<=per )|(?<=each )|(?<=every )|(?<=a ))business (?=days?\b)", "working "),
    (r"web[- ](?P<what>sites?|pages?)\b", r"web\g<what>"),
    (r"takes? care of\b", "handles"),
    (r"taking care of\b", "handling"),
    # "Do we have it on file?" is asked of what is there, and of no document.
    (r"(?:on|in) (?:file|record|the (?:system|database|books))(?=\W|$)", ""),
    # "Marked as done" is no more than done; "be marked as done" asks for a change.
    (r"(?<!be )(?:marked|ticked|flagged|set|listed) (?:off )?(?:as |to )?(?:being )?"
     r"(?=(?:done|completed?|finished|closed|paid|open|unpaid|sent)\b)", ""),
    (r"as (?:on|of|at|per) (?:today|now|date|this moment)\b", "now"),
    (r"(?P<from>between|from) now(?: on)? (?=(?:and|to|until|till|through)\b)", r"\g<from> today "),
    (r"(?P<asked>who|what|which) all(?= (?:are|is|were|have|has|did|do)\b)", r"\g<asked>"),
    (r"at the (?:very )?earliest(?: convenience)?\b", "soon"),
    (r"(?:do|doing) the needful(?: and)?\b", "please"),
    (r"revert(?: back)?(?: to (?:me|us))? with\b", "give"),
    # "Kindly share the list"; with a client nothing can be shared.
    (r"(?:(?<=please )|(?<=pls )|(?<=kindly )|(?<=you )|^)share (?:with (?:me|us) )?(?!of\b)"
     r"(?=\w(?![^.?!]* (?:with|to) (?!(?:me|us|date|today|now)\b)))", "show "),
    (r"(?:the )?(?:state of play|lay of the land|low-?down|rundown)(?= (?:on|with|of|for|in)\b)",
     "status"),
    (r"pending (?=(?:amounts?|payments?|money|sums?|balances?|dues?)\b)", "outstanding "),
    (r"(?:(?<=which )|(?<=our )|(?<=all ))(?:matters|engagements|mandates)\b", "projects"),
    (r"(?<=task )(?:set up|created|made|added|opened) (?=(?:in|on|under|for)\b)", ""),
)  # fmt: skip
_RULES = tuple((re.compile(rf"{_EDGE}(?:{said})", re.IGNORECASE), plain) for said, plain in _IDIOMS)


def in_plain_words(text: str) -> str:
    """The text with each idiom as the plain word it stands for."""
    for pattern, plain in _RULES:
        text = pattern.sub(plain, text)
    return text
