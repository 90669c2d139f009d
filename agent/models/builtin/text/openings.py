"""How a request begins: a question, the wish to see something, or a command."""

from __future__ import annotations

import re

from agent.models.builtin.text.fold import fold

LEADS = (
    r"(?:please |also |then |and |now |next,? |finally,? |lastly,? |oh |plus |btw,? |by the way,? |"
    r"in addition,? |besides,? |first(?:ly)?[,:]? |second(?:ly)?[,:]? |third(?:ly)?[,:]? |"
    r"afterwards,? |(?:after|once|when) (?:that|done|it's done),? |,)"
)
_NO_SLOT = r"(?! (?:an? |the )?(?:note|description|comment)\b)"
TELL = (
    r"(?:show|give|tell|read|list(?! [\w ]{1,30}:))(?: me| us)?|"
    r"(?:find out|check|see|let me know) (?:if|whether|who|what|which|how|when)|"
    r"remind me (?:who|what|which|how|when|whose)|i(?:'d| would)? (?:also )?"
    r"(?:need|want|like) to (?:know|see)"
)
ASKS = (
    rf"{LEADS}*(?:{TELL}|(?:(?:since|until|till|by|from|on|for|with|to|of|in) )?(?:which|who|"
    r"who's|whose|whom|what|what's|how|how's|when|when's|where|where's)|is|are|was|were|do|does|"
    r"did|has|have|can you|could you|any|anything|anyone|anybody)\b"
    rf"{_NO_SLOT}"
)
COMMANDS = "log|book|track|record|create|add|delete|remove|send|move|cancel|archive|mark"
STARTER = rf"(?:{ASKS}|{LEADS}*(?:{COMMANDS})\b{_NO_SLOT})"
OPENS = re.compile(rf"[^\w\"']*{STARTER}")
LEAD = re.compile(rf"^{LEADS}+\s*(?=(?:{ASKS})|(?:(?:the|its|their|his|her|our|my) ))")
# "Check that Anna is on the Intranet and then create a task ..."
CHECKS = re.compile(r"\W*(?:please )?(?:check|verify|make sure|see|look|confirm|find out)\b")
# "Make that a task": of what was said before is to be done.
THAT_TASK = re.compile(
    r"(?:please |and |so |(?:can|could|would) you )*(?:make|turn|add|create|log|put|enter|set) "
    r"(?:that|this|it)(?: up| in| down)?(?: as| into)?(?: an?)? (?:new )?(?:task|to-?do|ticket)\b"
)


def asks(text: str) -> bool:
    """Whether the words begin like a question or the wish to see something."""
    return re.match(ASKS, fold(text)) is not None
