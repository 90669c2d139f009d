"""Short words with a meaning of their own: dropping, agreeing, correcting, wanting one more."""

from __future__ import annotations

import re

from agent.models.builtin.text.fold import fold

# Every group is atomic, the longer words first: a message of many such words is read once, from
# left to right, and never in all the ways it can be cut up.
_OBJECT = (
    r"(?> (?:it|that|this|them|those|these|all|both|everything|anything|any|of|the|cards?|now|"
    r"please|thanks|thank you|then|be|alone|out|do so|do(?! not)|log|save|write|create|add|book|"
    r"submit|send|for|me)(?![\w']))*+"
)
_DROPPED = re.compile(
    r"(?>(?:oh|ah|hm+|ok|okay|well|sorry|actually|wait|please)[ ,.!]+)*+"
    r"(?>(?:no,? thank you|no,? thanks?|not now|nothing|nope|no|nah|never ?mind|nvm|cancel|stop|"
    r"forget|drop|discard|scrap|skip|leave|don't|dont|do not|abort)"
    rf"{_OBJECT}[ ,.!]*)+"
)
_WITHDRAWN = re.compile(
    r"(?>(?:oh|no|ok|please|actually|sorry|can you|could you)[ ,.!]+)*+(?:undo|revert|delete|"
    r"remove|cancel|withdraw|take back|take (?:it|that) back|roll back|discard|"
    r"throw (?:it |that )?away)"
    rf"{_OBJECT}(?: (?:back|again))*[ ?.!]*"
)
_NONE = re.compile(
    r"(?:no[ ,.]+)?(?:none|neither|not (?:any|one))"
    rf"(?> (?:of|them|these|those|the|two|both|ones?)\b)*+{_OBJECT}[ .!]*"
)
_FINE = r"(?:all )?(?:good|fine|right|great|ok|okay|correct|perfect)"
_AGREED = re.compile(
    r"(?>(?:i approve|please approve|approved?|please do|confirm(?:ed)?|accept(?:ed)?|proceed|lgtm|"
    r"go (?:ahead|for it|on)|do (?:it|that|so)|alright|all right|all good|"
    rf"(?:it |this |that |all )?(?:looks?|sounds?|is|seems) {_FINE}|that's (?:it|{_FINE})|"
    r"(?:save|send|submit|log|create|write|book|add) (?:it|that|them|this|both|all)|"
    r"let's go|good to go|go|ship it|"
    r"yes|yep|yeah|yup|okay|ok|k|then|sure|fine|great|perfect|good|right|correct|exactly|cool)"
    rf"(?!\w){_OBJECT}(?: (?:and|with)\b)?[ ,.!]*)+(?:(?:many )?(?:thanks|thank you|thx|cheers)"
    r"[ ,.!]*)?"
)

# "No, ...", "I meant ...", "make it ...": what follows changes what was understood.
_WRONG = (
    r"no|nope|sorry|oops|whoops|wait|hmm?|oh|ah|actually|correction|i meant?|i mean|meant|rather|"
    r"instead|wrong(?: \w+)?|(?:was|were|took|lasted)(?= (?:only |just |more |about |really |\d))|"
    r"(?:he|she|they|i|we) (?:only |just |actually |really )?(?:did|does|worked|spent|said|says|"
    r"took|needed|had|stayed)|my (?:mistake|bad)|on second thoughts?|come to think of it|"
    r"different(?: \w+)?(?=\s*:)|"
    r"(?:it|that|this|they|both|all(?: of them)?|the \w+ (?:one|card|entry)) (?:was|were|is|are|"
    r"should(?: be| have been| go)?|must be|ought to be|belongs?(?: (?:in|to))?|goes|took|takes)|"
    r"should(?: be| have been)"
)
_TOLD = (
    r"make|change|set|update|edit|move|push|shift|postpone|assign|reassign|give|put|rename|name|call|"
    r"raise|lower|increase|reduce|extend|shorten|cut|switch|swap|adjust|correct|fix|use|leave|keep|"
    r"add|remove|drop|delete|clear|skip|lose|take|mark|unassign|append"
)
_WHAT = (
    r"(?:it|that|this|them|those|both|all|one|(?:the|a|an|its|their|another|as) .*|"
    r"(?:due|title|name|note|priority|budget|assignee|description|duration|date|day|task)\b.*)"
)
_CORRECTS = re.compile(rf"(?:(?:{_WRONG})\b[\s,.:!]*)+", re.DOTALL)
_IMPERATIVE = re.compile(rf"(?:and |also |then |please |just )*(?:{_TOLD})\b(?:\s+{_WHAT})?")
_ANYWHERE = re.compile(
    r"^\W*not (?!now\b|yet\b|sure\b)|\b(?:instead|rather|i meant|i mean|not the|wrong)\b"
)
_MORE = re.compile(
    r"^(?:and|plus|also|too|then|another|one more|again|same|the same|ditto|repeat|do the same|"
    r"log the same|once more|likewise|as well)\b|\b(?:as well|too|also|again|the same|another|"
    r"once more|one more|(?:now|next|then|and) one|one like (?:that|this|it)|"
    r"in addition|on top)\b"
)
_INTERJECTION = re.compile(
    r"(?:(?:no(?=\W*[,.!:-]|\W+(?:it|that|i|make|the|on|for|this|sorry|wait|actually)\b)|nope|sorry|"
    r"oops|whoops|wait|hm+|oh|ah|actually|correction|i meant?|i mean|ok(?:ay)?|"
    r"on second thoughts?|come to think of it|my (?:mistake|bad)|well|please)\b[\s,.:!]*)+"
)


def is_dropped(text: str) -> bool:
    """Whether the message says nothing but no: "never mind", "no, don't", "ugh no, scrap that"."""
    folded = _bare(text)
    before, _, last = folded.rpartition(", ")
    cried = len(before.split()) <= 3 and not re.search(r"\d|\?", before)
    if before and cried and _SCRAPPED.fullmatch(last):
        return True
    clauses = [clause for clause in re.split(r"[,.;!]+\s*", folded) if clause]
    rules = (_DROPPED, _THERE_ALREADY, _NOT_TO_BE, _UNWANTED)
    whole = any(rule.fullmatch(folded) for rule in rules)
    each = clauses and all(any(rule.fullmatch(c) for rule in rules) for c in clauses)
    return bool(whole or each) or is_none(text)


# "I logged that already": it is there, and not wanted twice.
_WE, _THAT = r"(?:i|we|he|she|they)", r"(?:it|that|this|those|them)"
_DID = r"(?:logged|booked|entered|created|made|did|done|added)"
_THERE_ALREADY = re.compile(
    r"(?:(?:oh|ah|no|sorry|wait|hm+|but|actually)[ ,.!]+)*(?:"
    rf"{_WE}(?:'ve| have| has|'d)? already {_DID}(?: {_THAT})?|{_WE} {_DID} {_THAT} already|"
    r"(?:it|that)(?:'s| is| was) (?:already (?:logged|booked|there|done|in)|there already)|"
    rf"{_WE}(?:'ve)? (?:already )?(?:have|has|got) {_THAT}(?: one)?(?: already)?|"
    rf"{_THAT}(?: one)? (?:already exists?|exists? already)|not now,? (?:ask|remind) me [a-z ]+|"
    rf"(?:{_THAT} is |{_THAT}'s |is )?(?:not|no longer) (?:needed|necessary)(?: any ?more)?)"
    r"(?:[ ,.;-]+(?:so |just |please )*(?:leave|drop|forget|skip|scrap|cancel) (?:it|that|this))?"
    r"[ .!]*"
)


# "Please do not create this, Priya did it": whatever the reason is.
_NOT_TO_BE = re.compile(
    r"(?:(?:oh|no|wait|sorry|please|actually)[ ,.!]+)*(?:do not|don't|dont) (?:create|log|write|"
    r"save|add|book|prepare|send|make) (?:it|this|that|them)(?: please)?(?:\W*$|[,.;:-]+ [^?]*)"
)
# "I don't want that logged": of what is proposed.
_UNWANTED = re.compile(
    r"(?:(?:oh|no|wait|sorry|actually|but)[ ,.!]+)*(?:(?:i|we) (?:do not|don't|dont|no longer|"
    r"never) (?:really )?(?:want|need|wanted|needed|meant)"
    r"(?: to (?:log|create|save|book|add|have))?"
    r"(?: (?:it|that|this|them|any of (?:it|that|this|them)))?(?: to be)?"
    r"(?: (?:logged|booked|created|saved|written|added|entered|any ?more|now|after all|at all))*|"
    r"(?:i|we)(?:'ve| have)? (?:just )?(?:changed (?:my|our) minds?|thought better of it)|"
    r"(?:it|that|this)(?:'s| is| was) (?:a )?(?:mistake|not mine|nonsense|wrong of me))[ .!]*"
)
_SCRAPPED = re.compile(
    r"(?:please )?(?:cancel|stop|forget|drop|discard|scrap|skip|leave|don't do) (?:it|that|this)"
    r"(?: (?:please|thanks|then))*[ .!]*|never ?mind[ .!]*"
)


def is_remark(text: str) -> bool:
    """Whether the message says something about what is spoken of and asks for nothing: "leave out
    the due date", "split it into two"."""
    folded = _bare(text)
    asks = re.match(_REQUESTS, folded) or "?" in folded
    return not asks and _ABOUT_IT.match(folded) is not None


_REQUESTS = (
    r"(?:and |so |ok |please |can you |could you |i want to |i need to )*(?:who|what|which|when|"
    r"where|how|why|whose|is|are|was|were|do|does|did|has|have|any|show|list|tell|give|find|check|"
    r"compare|see|log|book|create|add)\b"
)
_ABOUT_IT = re.compile(
    r"(?:please |just )*(?:leave|split|keep|skip|put|take|turn|divide)\b(?! me\b)|"
    r"(?:only |just )?\S+ (?:hours? |h |minutes? )?of (?:it|that|them|those|these)\b|"
    r"(?:it|this|that)(?:'s| belongs| goes| is| was| were| should| must)\b|"
    r"(?:we|i|they|he|she|it|this|that)(?:'s|'ve)? .*\b(?:it|this|that|one|them|already)\b"
)


def is_withdrawn(text: str) -> bool:
    """Whether the message takes back what was done or proposed last: "undo that", "delete it"."""
    return _WITHDRAWN.fullmatch(_bare(text)) is not None


def is_none(text: str) -> bool:
    """Whether the message turns down all that was offered: "neither of them"."""
    return _NONE.fullmatch(_bare(text)) is not None


def is_left_open(text: str) -> bool:
    """Whether the message leaves a choice to us: "you choose", "doesn't matter"."""
    return _LEFT_OPEN.fullmatch(_bare(text)) is not None


_LEFT_OPEN = re.compile(
    r"(?>(?:i(?:'m| am)?|it|that|really|honestly|just|well|hm+|um+|oh|ok|sorry|for me|to me|then)"
    r"[ ,]+)*+(?:you (?:choose|pick|decide|tell me)|up to you|your (?:choice|call|pick)|"
    r"(?:does not|doesn't|doesnt|don't|dont) (?:really )?(?:matter|mind|care)|no preference|"
    r"whatever|whichever|any(?: (?:one|of (?:them|those|these)))?|either(?: one| is fine| works)?|"
    r"no matter|no idea|(?:do not|don't|dont) know|not sure|dunno|"
    r"the (?:right|usual|most likely|obvious) one)"
    r"(?: (?:which|which one|you (?:like|want|think)|is (?:fine|ok)|will do|works|please|really))*"
    r"[ .!?]*"
)


def behind_none(text: str) -> str:
    """What is meant instead of all that was offered: "neither, it's the scaffold plan"; nothing
    where the message says no such thing."""
    match = _NONE_BUT.match(fold(text))
    return text[match.end() :].strip() if match else ""


_NONE_BUT = re.compile(
    r"\W*(?:(?:no|nope|oh|sorry)[ ,]+)*(?:neither|none|not any)"
    r"(?: of (?:them|those|these|the \w+))?[\s,.:;-]+"
    r"(?:(?:but|it's|it is|it was|that's|i (?:mean|meant|want)|rather|try|use|take|the one is)\s+)*"
    r"(?=\w)"
)


def is_agreed(text: str) -> bool:
    """Whether the message says nothing but yes: "ok, do it"."""
    return _AGREED.fullmatch(_bare(text)) is not None


def correction(text: str) -> str | None:
    """What is left of a correction behind its opening words; None where it is none."""
    folded = fold(text)
    opener = _CORRECTS.match(folded)
    if opener and re.search(r"\w", text[opener.end() :]):
        return text[opener.end() :]
    return text if _ANYWHERE.search(folded) else None


def adds_one(text: str) -> bool:
    """Whether it only begins like a correction: "oh, and 2 hours yesterday too"."""
    return _ADDED.match(fold(text)) is not None


_ADDED = re.compile(
    r"(?:(?:oh|ah|hm+|ok(?:ay)?|well|right|great|thanks|sorry)[\s,.!]+)+(?:and|plus|also|"
    r"another|one more|the same|same)\b"
    r"(?! (?:(?:it|that|this|they) (?:was|were|is|took)|should|make|not)\b)"
)


def is_restored(text: str) -> bool:
    """Whether what was dropped is wanted again: "no, do log it after all"."""
    folded = _bare(text)
    rest = _AFTER_ALL.sub("", folded[opening(folded) :]).strip(" ,.!")
    rest = re.sub(r"^(?:do|please|just|yes|let's) (?=\w)", "", rest)
    return _AFTER_ALL.search(folded) is not None and (not rest or is_agreed(rest))


_AFTER_ALL = re.compile(
    r"\b(?:after all|actually|on second thoughts?|anyway|anyhow|nonetheless|all the same|back|"
    r"again)\b"
)


def is_pause(text: str) -> bool:
    """Whether the message only asks for time: "hold on", "hm"."""
    return _PAUSE.fullmatch(_bare(text)) is not None


_PAUSE = re.compile(
    r"(?>(?:h+m+|uh+m*|um+|well|wait|hold on|hang on|one (?:moment|second|sec)|(?:just )?a "
    r"(?:moment|second|sec|minute)|just|let me (?:think|see|check)|not sure(?: yet)?|maybe|later|"
    r"i don't know|dunno|no idea|not yet|please)(?!\w)[ ,.!?]*)+"
    r"|(?:(?:wait|hold on|hm+|ok|sorry)[ ,.!]+)*(?:let me|i(?:'ll| will| need to| have to| must|'d "
    r"better)) (?:first |just )?(?:check|ask|see|think|look|confirm|verify)\b[^?]{0,40}"
    r"|(?:not yet[,.]? )?(?:(?:i|we)(?: (?:have|need|want|ought) to|'ll| will| must| should) |"
    r"please |better )?(?:ask|check with|talk (?:to|with)|speak (?:to|with)|consult)\b"
    r"[^?]{0,40}\bfirst"
    r"|i(?:'d| would) (?:rather|prefer to) (?:do|decide|write|log|create) (?:it|this|that) "
    r"(?:later|tomorrow|another (?:time|day)|next week|[a-z]+day)|only if\b[^?]{0,60}"
    r"|(?:(?:h+m+|well|oh|wait|sorry)[ ,.!]+)*(?:i'm |i am )?(?:not (?:so |quite |really )?|un)"
    r"sure (?:about|of|if|whether|how|that)\b[^?\d]{0,60}"
    r"|(?:(?:ok|oh|no|please|sorry|let's|we (?:should|must|have to|need to)|i(?:'d| would) rather|"
    r"better)[ ,.!]+)*(?:wait|hold (?:on|off|it|that)|park (?:it|this|that)|leave (?:it|this|that)|"
    r"not|nothing)(?: (?:with|on) (?:it|this|that))? (?:until|till|for (?:\w+ )?(?:approval|news|"
    r"answer|reply|ok|go|feedback|confirmation)|before|unless|once)\b[^?]{0,80}"
)


def opening(text: str) -> int:
    """How many letters of "oh no, sorry, I meant" a message begins with."""
    found = _INTERJECTION.match(fold(text))
    return found.end() if found and re.search(r"\w", text[found.end() :]) else 0


def is_command(command: str) -> bool:
    """Whether a message, its courtesies taken away, tells to change something about a card."""
    return _IMPERATIVE.match(command) is not None


def wants_more(text: str) -> bool:
    """Whether the message asks for one more of the kind: "and ...", "the same for ..."."""
    return _MORE.search(fold(text).strip()) is not None


def adds_to_question(text: str) -> bool:
    """Whether a fragment reads like the next part of a question: "and Anna?", "what about May?"."""
    folded = _bare(text)
    return _ADDS.match(folded) is not None and not _CORRECTS.match(folded)


_ADDS = re.compile(
    r"(?:ok |okay |so )?(?:what about|how about|and (?:what about |how about )?(?=.*\?$))"
)


def _bare(text: str) -> str:
    return " ".join(fold(text).split()).strip()
