"""Words that leave a name out: "without", "except for", "and" between two names left out."""

from __future__ import annotations

import re

from agent.models.builtin.text.fold import Span

LEFT_OUT = (
    r"(?:not|\w+n't) (?:for|from|of|by|in|on|with|assigned to|belonging to)|"
    r"(?:that|which|who) (?:(?:are|is|were|was) not|(?:are|is|were|was)n't)|"
    r"without|exclude|excl\.?|except(?: for| from| of)?|apart from|aside from|"
    r"other than|besides|but not|"
    r"(?:everyone|everybody|everything|anyone|anybody|anything|all|nobody|none) but|"
    r"(?:not|without) (?:counting|including)|(?:leav|sett|putt)(?:e|ing) (?:out|aside)|"
    r"(?:leave|set|put) aside|(?:ignor|disregard|exclud)(?:e|ing)|minus|and not|save for|"
    r"(?:do not|don't) (?:count|include|consider)|skip(?:ping)?|forget about"
)
_NOT_COUNTED = (
    r"(?:excluded|left out|not (?:included|counted)|(?:(?:do|does|did|should|must|need) not|\w+n't)"
    r"(?: to)? (?:count|matter|be (?:included|counted)|included|counted))"
)
_BEFORE = re.compile(
    rf"(?:(?<!\w)(?:{LEFT_OUT})|, not)\s+"
    r"(?:the |our |own |any |all |client |customer |project |"
    r"(?:those|that|ones?|tasks|time|hours|work|entries|invoices|projects|milestones|everything|"
    r"anything) (?:of|for|from|by|at|in|on|with|assigned to|belonging to) )*[\"']?$"
)
# "Leaving internal work aside", "Acme excluded".
_AFTER = re.compile(
    r"[\"']?(?:'s)?(?: (?:work|stuff|time|hours|things?|ones?|projects?|tasks?|matters))?"
    rf" (?:aside|out of it|(?:is |are )?{_NOT_COUNTED})\b|"
    # "The projects that Anna is not on".
    r" (?:(?:is|are|was|were) not|(?:is|are|was|were)n't) (?:on|in|part of|assigned to)\W*$"
)
# "Leave ourselves out", "keep the intranet out", "drop Acme from the list".
_OUT_AROUND = re.compile(
    r"\b(?:leav|keep|tak|drop|remov|strik|cross)(?:e|ing)?\s+(?:the |our |all )*[\"']?$"
)
_OUT_AFTER = re.compile(
    r"[\"']?(?: (?:work|stuff|time|hours|projects?))? (?:out\b|(?:off|from|out of) "
    r"(?:the|this|that|your) (?:list|table|results?|ranking|overview|answer)\b)"
)
_AND = re.compile(r"(?:'s)?\s*(?:,|\band\b|\bor\b|&)\s*(?:the |our )?$")


_PHRASE = re.compile(rf"{_BEFORE.pattern[:-1]}(?P<phrase>[^,;:?!]+?)\s*(?=$|[,;:?!])")


_EXCLUDES = re.compile(
    rf"\W*(?:(?:please|and|but|so|just|let's)\W+)*(?:(?:{LEFT_OUT})\b[^?]*|"
    rf"(?!which|who|what|how|why|is|are|was|were)[^?.;]*\b(?:is |are )?{_NOT_COUNTED}\W*)"
)


def only_excludes(sentence: str) -> bool:
    """Whether a folded sentence only says what is left out: "Our own stuff doesn't count."."""
    return _EXCLUDES.fullmatch(sentence) is not None


def excluded_phrase(text: str) -> Span | None:
    """Where the words stand that are left out in a folded text, to its end or the next comma."""
    match = _PHRASE.search(text)
    return match.span("phrase") if match else None


def is_left_out(before: str, after: str, *, after_left_out: bool) -> bool:
    """Whether the name between these folded words is left out, or joins one that is."""
    if _BEFORE.search(before) or (after_left_out and _AND.search(before)):
        return True
    if _OUT_AROUND.search(before) and _OUT_AFTER.match(after):
        return True
    return _AFTER.match(after) is not None
