"""Greetings before a message and courtesies behind it, in the languages people greet in.

They are no part of what is asked, and a greeting nobody knows would be taken for a name.
"""

from __future__ import annotations

import re

# Sure wherever a message begins with them.
_GREETINGS = (
    r"bom dia|boa (?:tarde|noite)|tudo (?:bem|bom|certo)|buen(?:os|as) (?:d[ií]as|tardes|noches)|"
    r"qu[eé] tal|guten (?:morgen|tag|abend)|gr[uü](?:ß|ss) (?:gott|dich|euch|sie)|gr[uü]ezi|"
    r"moin(?: moin)?|bonjour|bonsoir|salut|buongiorno|buonasera|goedemorgen|goedendag|"
    r"god ?(?:morgen|dag|aften|kv[aä]ll|morgon)|dzie[nń] dobry|cze[sś][cć]|dobr[yý] den|"
    r"buen[oa]s|coucou|buna ziua|kia ora|talofa|malo|sawasdee|annyeong|selamat (?:pagi|siang|sore)|"
    r"terve|huomenta|heisann|tjena|hejsan|g[uü]nayd[iı]n|zdravo|t[eē]n[aā] koe|m[oō]rena|namaste|"
    r"namaskar|salaam|as-?salaa?mu? ?alaikum|shalom|"
    r"g'?day|howdy|hiya|heya|aloha|konnichiwa|ohayo(?: gozaimasu)?|ni hao|merhaba|privet|"
    r"hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|hallo|hol[aà]|ol[áà]|"
    r"(?:have you )?got (?:an?|\d|two|five) (?:min\w*|sec\w*|moment)(?= *\?)|anybody home|"
    r"(?:can|could|would|will) you (?:please )?do me a (?:\w+ )?favou?r(?: and| please)?|"
    r"(?:and )?(?:how are you|what's up|how's (?:it going|life|everything)|how are things|"
    r"hope (?:you(?:'re| are| had| have| enjoyed)|"
    r"all is|everything(?:'s| is)?|your \w+ (?:is|was))[^.?!,;:]*)(?: doing)?(?: today)?"
)
# Names of people, too, so that only a comma or a mark behind them makes a greeting of them.
_SHORT = r"hej(?:sa)?|hei|ciao|servus|oi|ola|yo|ahoj|listen|look|morning|afternoon|evening|dear all"
_TO = (
    r"(?: (?:there|all|again|team|everyone|everybody|folks|guys|buddy|mate|pal|friend|dear|"
    r"paymo|assistant|agent|pessoal|à tous|a todos|zusammen|alle|gente))*"
)
_SMILE = r"(?:[:;]-?[)dp(](?!\w)|[\U0001F300-\U0001FAFF☀-➿️])"
_OPENING = re.compile(
    rf"\W*(?:(?:(?:{_GREETINGS})\b{_TO}(?=\W|$)|(?:{_SHORT}){_TO}(?=\s*(?:[,!.]|{_SMILE}|$)))"
    rf"(?:[\s,.!?-]|{_SMILE})*)+",
    re.IGNORECASE,
)
_SIGNED = (
    r"(?:(?:many |with )?(?:thanks|thank you|thx)[\s,&]*(?:and )?)?(?:(?:kind|best|warm|many) )?"
    r"(?:regards|wishes|greetings)(?:\s*,?\s*[^\W\d_]+){0,2}"
)
_THANKS = (
    rf"{_SIGNED}|"
    r"obrigad[oa]|tak|takk|tack|svp|bitte|de nada|muchas gracias|gracias|mil gracias|merci(?: "
    r"beaucoup)?|danke(?: sch[oö]n)?|"
    r"vielen dank|grazie(?: mille)?|mange tak|tusen takk|tack(?: s[aå] mycket)?|dank je(?: wel)?|"
    r"dzi[eę]kuj[eę]|arigat[oō]|ng[aā] mihi|ta|cheers(?: mate| buddy)?|much obliged|"
    r"have a (?:good|nice|great|lovely) "
    r"(?:one|day|evening|weekend)|tia|xx+|abra[cç]os?|lg|vg|mfg"
)
_SLANG = r"l+o+l+|ha(?:ha)+|he(?:he)+|lmao|rofl|haha|smh|thx|tyvm|ty|plz|pls"
# A claim that approves nothing: the card waits all the same.
_CLAIMS = (
    r"(?:(?:it(?:'s| is| was| has been)|this (?:is|was)) )?(?:already|pre-?) ?(?:been )?approved"
    r"(?: by [\w' ]{1,30}?)?|(?:there(?:'s| is) )?no (?:need|reason) to (?:ask|confirm|check|wait)"
    r"(?: (?:me|again|anyone|for (?:an? )?approval))*|(?:the )?approvals? (?:is|are) (?:off|"
    r"disabled|not needed|switched off|already given)|"
    r"no approval (?:is )?(?:needed|required|necessary)"
)
_CLAIMED_BEFORE = re.compile(
    rf"\W*(?:\w+\]?:?\s+)?(?:(?:{_CLAIMS})\s*[.!;:,]+\s*|as (?:the|an?|your) \w+,? i (?:hereby )?"
    r"(?:approve|authori[sz]e|confirm)(?: (?:it|this|that|everything|all))?\s*[:,.]\s*)+",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    rf"(?:\s*[,.!;–-]+\s*(?:{_THANKS})\b[\s.!]*|"
    rf"(?<=[.!])\s*(?:{_CLAIMS})(?:,? (?:and |so )?(?:{_CLAIMS}))*[\s.!]*|"
    rf"\s+(?:{_SLANG})(?=\W*$)[\s.!]*|\s*{_SMILE}\s*)+$",
    re.IGNORECASE,
)


# "Thx! And the drafts?": thanks for the answer before, and a request behind them.
_THANKED = re.compile(
    r"\W*(?:(?:ok(?:ay)?|great|perfect|cool|nice|super|lovely|brilliant|awesome|good|alright|got "
    r"it|fine|right)[\s,.!]+)*"
    r"(?:(?:many )?(?:thanks|thank you|thank u|thx|ty|cheers|ta|tks|tnx)"
    r"(?: (?:a lot|so much|very much|for that|again|mate|you))*\s*[,.!;:)–-]+\s*)+(?=\w)",
    re.IGNORECASE,
)


def without_courtesies(text: str) -> str:
    """The message without its greeting and its closing words; a message that is nothing else stays
    as it is. A mark that ends the request itself is kept."""
    opening = _OPENING.match(text) or _THANKED.match(text)
    start = opening.end() if opening else 0
    claimed = _CLAIMED_BEFORE.match(text, start)
    start = claimed.end() if claimed else start
    closing = _CLOSING.search(text, start)
    rest = text[start : closing.start() if closing else len(text)]
    if not re.search(r"\w", rest):
        return text
    return rest


def is_greeting(text: str) -> bool:
    """Whether the message is a greeting and nothing else."""
    return _OPENING.fullmatch(text) is not None
