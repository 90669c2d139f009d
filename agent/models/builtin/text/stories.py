"""What stands beside a request and asks for nothing: prefaces, and what somebody tells."""

from __future__ import annotations

import re

# Whom something is told, and where.
_AUDIENCE = (
    r"board|partners?|boss(?:es)?|ce?[feto]o|management|leadership|directors?|owners?|investors?|"
    r"shareholders?|bank|accountants?|book-?keeper|auditors?|tax (?:office|advis[eo]r)|lawyers?|"
    r"advis[eo]rs?|records?|newsletter"
)
_EVENT = (
    r"meetings?|calls?|stand-?ups?|catch-?ups?|check-?ins?|retro(?:spective)?s?|reports?|deck|"
    r"slides|"
    r"presentations?|off-?site|round-?ups?|jour fixe|agenda|briefings?|conference|weekly|monthly|"
    r"quarterly|one-on-one|talk|phone"
)
_ASIDE = r"(?:[^:?!.\d\"'\x01]|(?<=\w)'(?=\w))"
PREFACE = re.compile(
    r"^(?:\W*(?:just )?(?:two|three|a couple of|a few|some|several|[2-5]) (?:quick |small )?"
    r"(?:things?|questions?|requests?|points|asks)\b(?: (?:please|for you|today))?\s*[:,.-]+\s*)|"
    # "Quick one before my flight: ..."
    rf"^{_ASIDE}{{0,60}}?\b(?:quick|quickly|questions?|one thing|fyi|requests?|reminder|favou?r|"
    r"note to self|memo to self|in short|the usual|same procedure|ask|asking|heads up|wondering|to "
    r"know|check|help|dictat\w+|listen|needed|urgent|for me|"
    rf"before (?:i|we|my|our|the)) ?{_ASIDE}{{0,40}}:\s+(?=\w)|"
    # "Need to prepare the bank talk: ...", "On the phone with our accountant: ...": an occasion.
    rf"^(?:\W*(?:so|ok|well|just|still|now|right) )*(?:i |we )?(?:(?:have to|need to|got to|must|"
    r"about to|trying to|going to) (?!log|book|create|add)|(?:am |are )?(?:sitting|preparing|"
    r"getting|talking|meeting|in a|on a|on the|at the|in the|with the|with my|with our)\b)"
    rf"(?![^:]*\b(?:invoice|bill|hours|tasks?|projects?|clients?)\b){_ASIDE}{{1,60}}?"
    rf"\b(?:(?:the|our|my|an?|bank|board|budget|tax) (?:pitch|{_EVENT})|{_AUDIENCE})"
    r"(?: today| tomorrow| now)?:\s+(?=\w)|"
    # "I can't see the wood for the trees: which tasks ...": a clause without a record in it.
    rf"^(?=[^:]*\b(?:i|we|you|it|this|that|my)\b)(?![^:]*\b(?:tasks?|invoices?|hours|projects?|"
    rf"clients?|"
    r"time|milestones?|budgets?|team|people|entries|log|book|create|add|owes?|paid)\b)"
    r"(?:[^\s:?!\d\"\x01]+ ){4,20}[^\s:?!\d\"\x01]+:\s+"
    r"(?=(?:which|what|who|whose|how|when|where|is|are|do|does|did|has|have|show|give|list)\b)|"
    # "For the partners' meeting: ...", "ahead of tomorrow's call, ...": what it is wanted for.
    r"^\W*(?:(?:so|and|ok|just|also|hey|well) )*(?:for|ahead of|before|after|in|at) (?:the|our|my|"
    r"an?|this|that|to(?:day|morrow)'s|monday's|friday's|next week's) (?:[a-z'-]+ ){0,2}?"
    rf"(?:{_AUDIENCE}|(?:{_AUDIENCE})'? (?:{_EVENT})|{_EVENT})"
    r"(?: (?:today|tomorrow|later|on \w+|this \w+|next \w+))?"
    r"(?:\s*:\s+(?=\w)|(?:\s*[;,]|\s-+)\s+(?=(?:which|what|who|whose|how|when|where|is|are|do|does|did|has|have|"
    r"show|give|list|all|any|the|our|i|we|please|can|could)\b))|"
    # "Out of curiosity, ...", "To settle a bet with Tom: ..."
    r"^\W*(?:(?:so|and|ok|just|also|hey|well) )*(?:out of (?:\w+ )?(?:curiosity|interest|boredom)|"
    r"in preparation (?:for|of) [^,:?]{2,40}|(?:in order to|so as to|to) (?!(?:do|log|be|create|"
    r"add)\b)[a-z]+ [^,:?]{2,60}|"
    r"for my (?!(?:\w+ )?(?:projects?|tasks?|clients?|invoices?|hours|time)\b)"
    r"[a-z' ]{2,40}|before (?:i|we|my) [^,:?]{2,50}|between (?:you and me|us)|no rush|"
    r"if i (?:recall|remember)[^,:?]{0,20}|as far as i (?:know|remember|recall)|fyi|"
    r"(?:just )?(?:curious|wondering)|real quick|quick (?:one|question)|by the way|btw|"
    r"on (?:a|another) (?:side note|note))(?:\s*[,:;]|\s-)\s*"
)
# "... so could you tell me whether they are late?": the request at the end of a story.
TOLD_BEFORE = re.compile(
    r"(?<!\s)[,;.:]?\s++(?:so|and|but|therefore|hence|that's why|which is why)?[, ]*+(?:"
    r"(?:can|could|would|will) (?:you|u) (?:please |quickly |just |maybe |perhaps |kindly )*"
    r"(?=(?:tell|show|check|let me know|look|give|list|find|see|say|remind)\b)|"
    r"(?:i|we)(?:'d| would)? (?:now |just |really |urgently )*(?:need|want|like|have|has) to "
    r"(?:know|see|find out|check)\b[ ,:]*|(?:i|we)(?:'m|'re| am| are| was| were) (?:just )?"
    r"wondering\b[ ,:]*)"
)
# "... My understanding is that they owe us. Correct?": the question is in what was said.
_SURE = re.compile(
    r"(?:^|[.!;?]\s+)(?P<said>(?!who|what|which|how|when|where|whose|is|are|do|does|did|has|have)"
    r"[^.!;?]+?(?:\.\d[^.!;?]*?)*)(?:[.!;]|\s*[,-])\s+(?:or\s+)?(?:(?:is|isn't) (?:this|that|it) "
    r"(?:really )?"
    r"(?:true|right|correct|so|the case)|correct|right|true|can (?:this|that|it) be(?: true| "
    r"right)?|am i "
    r"right|is that so|do i have (?:this|that|it) right|could (?:this|that|it) be(?: "
    r"true)?)\s*\?\W*$",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"(?:my understanding is(?: that)?|i (?:think|believe|guess|assume|heard|suppose|"
    r"understand)(?: that)?|it (?:"
    r"seems|looks|appears)(?: to me)?(?: that| like| as if)?|apparently|i have the (?:feeling|"
    r"impression)(?: "
    r"that)?|(?P<who>[\w'-]+(?: [\w'-]+)?) (?:says|said|claims|claimed|thinks|told me|tells me|"
    r"swears)(?: that)? "
    r"(?:he|she|they))\W+",
    re.IGNORECASE,
)


# "Who wrote... sorry, who has the draft": begun anew.
_BEGUN_ANEW = re.compile(
    r"^[^?!\"\d]{2,60}?\s*(?:\.{2,}|\u2026|\s[-\u2013\u2014]+|\u2014)\s*(?:ah |oh |no |uh |um )*"
    r"(?:sorry|wait|scratch that|strike that|let me rephrase|start over)\b[\s,:.;-]+"
    r"(?:no[, ]+|i mean[, ]+)*(?=(?:who|what|which|whose|when|where|how|show|list|give|is|are|do|"
    r"does|did|has|have)\b)",
    re.IGNORECASE,
)


def without_false_start(text: str) -> str:
    """The message from where a question that broke off is asked anew."""
    return _BEGUN_ANEW.sub("", text)


def as_question(text: str) -> str:
    """The message with a statement that somebody wants confirmed as the question it is."""
    match = _SURE.search(text)
    if not match:
        return text
    said = _OPINION.sub(
        lambda m: f"{m['who']} " if m["who"] else "", match["said"].strip(), count=1
    )
    return f"{text[: match.start('said')]}Is it right that {said}?"


# Somebody tells something: a subject and a verb.
TELLS = re.compile(
    r"\b(?:i|we|he|she|they|it|you|that|there|this|someone|somebody|everyone|everybody|nobody|"
    r"(?:the|our|my|his|her|their|an?|your) (?:[\w'-]+ ){0,4}?[\w'-]+|^[\w'-]+(?: [\w'-]+)?)"
    r"(?:'s|'m|'re|'ve|'d|'ll)?(?: (?:just|also|still|now|already|really|never|always|only|all|"
    r"both))*"
    r" (?:am|is|are|was|were|has|have|had|will|would|can|can't|could|might|must|think|thinks|"
    r"thought|said|says|told|tells|asked|asks|called|calls|wants|wanted|went|goes|came|comes|got|"
    r"gets|keeps|kept|knows|knew|saw|met|meet|sent|sends|wrote|made|promised|agreed|decided|"
    r"discussed|talked|spoke|started|finished|forgot|lost|hope|hopes|believe|guess|feel|suppose|"
    r"plan|plans|run|runs|seems?|looks?)\b|\b(?:i|we|they|you)'(?:m|re|ve)\b|"
    # "Just had lunch with Acme."
    r"^\W*(?:just |only |so |we )*(?:had|got|spoke|talked|met|saw|heard|came|been|joined)\b(?! any)"
)
# ... and these are wishes and questions.
WISHES = re.compile(
    r"\b(?:i|we)(?:'d| would)? (?:\w+ )?(?:need|want|like|require|wish|love|appreciate)\b|"
    r"\b(?:i|we)(?:'m|'re| am| are| was| were) (?:just |also )?(?:looking for|wondering|curious|"
    r"interested|trying to|after|missing|asking)\b|\b(?:please|pls|tell me|show me|give me|let me|"
    r"send me|how many|how much|which|remind me|can you|could you|would you|will you|whether|"
    r"who|what|when|where)\b"
)
