"""A greeting before what is asked: "Bom dia :) ...", "Hola, ...", in whatever language."""

from __future__ import annotations

import re

from agent.models.builtin.text.fold import fold

_GREETING = (
    r"hi|hello|hey|hiya|howdy|yo|g'?day|greetings|good (?:morning|afternoon|evening|day)|"
    r"(?:morning|evening)(?=[ a-z]*[!,])|hallo|moin(?: moin)?|servus|guten (?:morgen|tag|abend)|"
    r"gruss gott|hej(?:san)?|hei|"
    r"heisann|tjena|god ?(?:morgen|dag|kveld|aften|morgon|kvall)|terve|huomenta|bonjour|bonsoir|"
    r"salut|coucou|hola|buen[oa]s(?: (?:dias|tardes|noches))?|ola|oi|bom dia|boa (?:tarde|noite)|"
    r"ciao|salve|buongiorno|buonasera|namast[ea]|namaskar|salaam|assalamu alaikum|shalom|merhaba|"
    r"gunaydin|czesc|dzien dobry|dobry den|ahoj|privet|zdravo|kia ora|morena|tena koe|aloha|"
    r"talofa|bula|malo|konnichiwa|ohayo|ni ?hao|annyeong|selamat (?:pagi|siang|sore)|sawasdee"
)
_WHOM = r"(?: (?:there|all|again|everyone|everybody|team|folks|guys|paymo|agent|assistant|bot))*"
# Behind it stands a mark, or at once what is asked.
_OPENING = re.compile(
    rf"\W*(?:{_GREETING}){_WHOM}(?:(?:\s*[^\w\s\"'])+\s*(?=[\"']?\w)|"
    r"\s+(?=\d|half |an? |can |could |would |please |pls |plz |i |we |need |new |log |book |add |"
    r"create |put |track |record |enter |make |which |what |who |how |when |show |list |is |are ))"
)


def without_greeting(text: str) -> str:
    """The message from behind its greetings on; a greeting alone is kept."""
    match = _OPENING.match(fold(text))
    return without_greeting(text[match.end() :]) if match else text
