"""What stands beside an order: why it is given, what a message says, and what goes on with it."""

from __future__ import annotations

import re

from agent.models.builtin.text.fold import fold

# "... and ask when they will pay": what a message is to say.
_MESSAGE = re.compile(
    r"(?:then |to |please )*(?:ask|tell (?!me|us)|say|explain|apologi[sz]e|let )\b"
)
_AND_TELL = re.compile(r"(?:then |to |please )*(?:tell|show|see|find|check|give|get)\b")
# "I have to send the hours to the client, how many are they?"
_DUTY = re.compile(
    r"(?:and |so |also |please )*(?:i|we) (?:have to|need to|must|should|want to|am going to)\b"
)
# "2h on the audit, and please mark it done".
MARKED_DONE = re.compile(
    r"(?:then |also |please )*(?:mark|set) (?:it|this|that|them) (?:as |to )?(?:done|complete\w*|"
    r"finished|closed)\b"
)
_WISHED = re.compile(r"(?:and |so |also |please )*(?:i|we)(?:'d| would)? (?:need|want|like|love)\b")
# What tells something has a verb.
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|will|would|should|must|may|might|could|can|can't|don't|"
    r"doesn't|didn't|isn't|wasn't|"
    r"won't|left|came|went|sent|said|told|got|made|wrote|agreed|needs?|wants?|leaves?|paid|pays|"
    r"did|gets|goes|costs|leaves|starts|ends|becomes|stays|\w+ed|it's|that's|i'm|we're|i've|we've|"
    r"he's|she's|they're)\b"
)


def only_leads(before: str) -> bool:
    """Whether words only tell why something is asked: "Jonas left, please take him off"."""
    folded = fold(before)
    return not _WISHED.match(folded) and _FINITE.search(folded) is not None


def says_more(piece: str, *, understood: bool) -> bool:
    """Whether the words behind an order belong to it: "and ask when they will pay"; ``understood``:
    they speak for a request of their own."""
    folded = fold(piece)
    return bool(_MESSAGE.match(folded) or (not understood and _AND_TELL.match(folded)))


def is_duty(order: str) -> bool:
    """Whether an order is what somebody has to do alone: "I have to send the hours, how many?"."""
    return _DUTY.match(fold(order)) is not None
