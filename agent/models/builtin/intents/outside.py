"""Subjects that are not Paymo's: the weather, a recipe, a sum, a song."""

from __future__ import annotations

import re

from agent.models.builtin.desk import LISTS, Desk
from agent.models.builtin.intents.intent import Intent
from agent.models.builtin.intents.smalltalk import ABILITIES
from agent.models.builtin.records import CONTACT
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request

_ELSEWHERE = (
    r"weather|forecast|temperature|rain(?:ing)?|snow(?:ing)?|sunny|umbrella|"
    r"what do you think|your opinion|news|jokes?|poem|song|recipe|stock|stocks|bitcoin|crypto|"
    r"translate|translation|president|prime minister|capital of|football|soccer|movie|film|"
    r"flights?|hotels?|restaurants?|lunch|dinner|breakfast|my (?:e-?mails?|inbox|calendar)|slack|"
    r"meeting room|google|wikipedia|who won|meaning of life|write (?:me )?(?:a|an|some) (?:poem|"
    r"song|story|essay|code|script|program|blog|tweet|post|email|letter)|python|javascript|math|"
    r"square root|horoscope|traffic|time is it|what's the time|sing|dance|music|cook|bake|recipes?|"
    r"medical|doctor|lawyer|legal advice|election|politics|religion|god|world cup|olympics|planet|"
    r"(?:your|my) (?:favou?rite|girlfriend|boyfriend|wife|husband|dog|cat)|do you (?:love|like|"
    r"dream|sleep|eat|feel)|are you (?:single|happy|sad|alive|conscious)"
)
# What is outside whatever else is said with it.
_SURELY = re.compile(
    r"(?:what(?:'s| is)? (?:the )?time(?: is it)?(?: (?:now|in \w+))?\W*$|what time is it\b|"
    r"(?:who|whom) (?:should|shall|could|would) (?:i|we) (?:promote|fire|hire|trust|marry|vote)\b|"
    r"(?:is|are|was|were) (?:\x01+|\w+) (?:happy|satisfied|nice|lazy|angry|friendly|any good|sad|"
    r"bored|honest|smart)\b|"
    r"where (?:can|could|should|do) (?:i|we) (?:park|eat|sleep|stay|buy)\b|"
    # What somebody said stands in their own letters and calls.
    r"what (?:did|does|has|have|do) (?:[\x01\w]+ ){1,3}(?:say|said|written|write|repl(?:y|ied)|"
    r"answer(?:ed)?) (?:to (?:us|me) )?(?:in|on|by|at) (?:the |their |his |her |our )?"
    r"(?:last |latest )?(?:e-?mails?|mails?|letters?|messages?|(?:phone )?calls?|meetings?|"
    r"chats?|slack|review)\b|"
    r"(?:which|what) \w+ should (?:i|we) (?:buy|read|watch|get|eat|cook|wear|learn|order)\b|"
    r"(?:is there |are there )?(?:any|an?|some) (?:good|nice|cheap|decent|great|better|fun) \w+ "
    r"(?:near|around|in|for|to)\b|what (?:does|do) [\x01\w]+ (?:mean|stand for)\b|what(?:'s|"
    r" is) on (?:the|my|our|today's) (?:agenda|calendar|menu)\b)"
)
# A matter of opinion, which stands in no record.
_OPINION = re.compile(
    r"(?:and )?(?:how (?:satisfied|happy|good|nice|friendly|easy|difficult|honest|smart|reliable|"
    r"pleased|fair) (?:is|are|was|were)|"
    r"(?:what|how) (?:is|was|are|were) the (?:mood|atmosphere|vibe|morale)|"
    r"(?:is|was|are|were|will) (?:it|this|that|they) (?:be )?worth it|"
    r"(?:who|whom) (?:is|are|do we|should we|can we)(?: to)? blame|"
    r"what (?:should|shall|can|could) (?:we|i) do (?:about|with|against)|"
    r"(?:does|do) (?:he|she|they) (?:like|love|speak|enjoy|hate)\b)"
)
# "Write me a haiku about litigation": the work itself, whatever it is about.
_WRITTEN = re.compile(
    r"(?:write|compose|draft|sing|tell|make up|invent|recite|come up with|think of|give|generate)"
    r" (?:(?:me|us|him|her|them) )?(?:an?|some|another|the) (?:\w+ ){0,2}?(?:haikus?|limericks?|"
    r"poems?|sonnets?|rhymes?|verses?|ballads?|songs?|lyrics|jokes?|riddles?|puns?|stor(?:y|ies)|"
    r"fairy ?tales?|essays?|articles?|blog\w*|tweets?|speech(?:es)?|letters?|slogans?|taglines?|"
    r"press releases?|cover letters?|novels?|raps?|toast|compliments?|e-?mails?(?! addresses))\b"
)
_HOW_TO = re.compile(
    r"^\W*(?:please )?(?:how (?:do|can|should|would|could) (?:i|you|one|we|people)|how to|teach me|"
    r"explain|define|what does (?:the word )?\w+ mean|what is the meaning|recommend|suggest)\b"
)
_DO = re.compile(
    r"^(?:buy|purchase|order|download|install|play|draw|paint|deploy|restart|reboot|hire|fire|"
    r"print|drive|fly|design|code|hack|cook|clean)\b"
)
_SUM = re.compile(
    r"(?:what(?:'s| is)|calculate|compute|how much is)?\s*[\d.,]+\s*(?:[*x×/÷^+]|-(?=\s)|times|"
    r"plus|minus|divided by)\s*[\d.,]+\s*=?\W*$"
)
# Things of the world that clients and projects are called by as well: "Hotel Sonne", "Film Fund".
_CALLED_SO = re.compile(
    r"\b(?:news|songs?|recipes?|stocks?|translations?|football|soccer|movie|film|flights?|hotels?|"
    r"restaurants?|lunch|dinner|breakfast|traffic|dance|music|bake|medical|legal|olympics|planet|"
    r"rain|snow|sunny|cook)\b"
)
_PAYMO = (
    r"invoic\w+|pay|pays|paid|payments?|tasks?|to-?dos?|hours?|projects?|clients?|customers?|"
    r"milestones?|deadlines?|log\w*|"
    r"owes?|overdue|unpaid|unbilled|budgets?|entries|due|time|team|paymo|contact|reach|bill\w*|"
    r"users?|"
    r"rates?|cards?|approv\w+|get in touch|touch with|get hold of|phone|address|website"
)


def _score(request: Request) -> float:
    if _WRITTEN.match(request.command):
        return 36.0
    if _OPINION.match(request.command) or _SURELY.match(request.command):
        return 26.0
    if request.says(_PAYMO) or request.mentions or request.durations or request.clock:
        return 0.0
    if re.search(rf"\b(?:{_ELSEWHERE})\b", request.plain):
        return 21.0
    asked = _HOW_TO.search(request.plain) and not request.says(CONTACT)
    done = _DO.match(request.command) or _SUM.fullmatch(request.folded.strip())
    return 21.0 if asked or done else 0.0


def _handle(desk: Desk, request: Request) -> Reply:
    if _CALLED_SO.search(request.plain) and not _HOW_TO.search(request.plain):
        desk.entries(*LISTS)
    return Reply(f"That is outside what I know: I only work with Paymo. {ABILITIES}")


INTENT = Intent(
    name="outside",
    score=_score,
    handle=_handle,
    declines=True,
    examples=(
        "What is the weather tomorrow?",
        "Tell me a joke",
        "Write a haiku about the Rebrand",
        "How do I cook rice?",
        "What is 17 * 23?",
    ),
)
