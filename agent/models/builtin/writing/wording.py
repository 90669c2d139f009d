"""Words that carry no meaning of their own in a message that asks to write something.

A word outside these lists is a slot's or a name's, or it is asked about. So nothing may stand here
that changes what is to be written: no "not", "except", "each", "half", "billable", "or".
"""

from __future__ import annotations

import re

from agent.models.builtin.text.everyday import EVERYDAY
from agent.models.builtin.text.fold import Span, word_list
from agent.models.builtin.text.vocabulary import DATES, FUNCTION, words_with_spans

COURTESY = frozenset(
    word_list("""
    please pls plz kindly thanks thank you thx ty cheers ta hi hey hello hiya morning afternoon
    evening good dear there ok okay yeah yes yep well oh ah uh um erm so now also
    too btw actually basically
    just quickly quick can could would will like want wants need needs u your mind let let's
    lets us me my ya yall mate buddy friend when whenever get got chance moment sec
    possible great phew wow ugh gosh argh exactly stuck late early hard long finally
    instead lovely perfect nice cool appreciated appreciate much very many and then
    merci svp danke bitte gracias obrigado obrigada grazie tak takk
    again paymo agent assistant sorry forgot forget remember remind here's heres here up still
""")
)
GRAMMAR = frozenset(
    word_list("""
    that's thats there's theres i'll we'll we'd he's she's they're you're
    a an the this that these those it its it's i i'm i've i'd im ive we we've our ours he she they
    him her them his hers their mine myself am is are was were be been being do did does done have
    has had
    having of on in at to into onto for from by with as per under within towards toward against
    via around about over off out which who what where while during before after because since
    some but one ones other own both down back go going ahead w
""")
)
LOGGING = frozenset(
    word_list("""
    log logs logged
    logging book books booked booking track tracked tracking record recorded
    recording add added adding enter entered entering register registered put putting note clock
    clocked wrapped charge
    charged fill filling report write create make submit save allocate pop stick
    chuck mark count input punch drop insert attribute assign time times hour hours minutes entry
    entries timesheet timesheets sheet work worked working works spend spent spending took take
    taken takes finished finishing finish ended ending busy doing dedicated invested total
    altogether behalf
""")
)
RECORDS = frozenset(
    word_list("""
    task tasks project projects client clients customer customers job jobs account item ticket
    session sessions stuff thing things bit piece part called named
""")
)
APPROXIMATE = frozenset(
    word_list("approximately approx roughly circa ca around about another extra more additional")
)

NEUTRAL = COURTESY | GRAMMAR | LOGGING | RECORDS | APPROXIMATE

# Courtesies with a word in them that would mean something elsewhere ("if", "no", "not").
COURTEOUS = re.compile(
    r"\b(?:if (?:that's |that is |it's |it is )?(?:possible|ok|okay|alright|all right|fine)(?: "
    r"with "
    r"you)?|if you (?:can|could|would|don't mind|do not mind|get a (?:chance|moment|sec|minute))|"
    r"when(?:ever)? you (?:can|could|have (?:a|the) (?:moment|minute|sec|chance|time)|get a "
    r"(?:chance|moment|sec|minute))|no (?:rush|hurry|problem|worries|need to hurry|note|notes|"
    r"comment|comments|description)(?: needed| necessary)?|without (?:a |any )?(?:note|comment|"
    r"description)|(?:don't|do not|dont|(?:should|must|may|can) not|shouldn't|mustn't|cannot|"
    r"can't) (?:forget|worry)(?: (?:to|about))?|if i may|(?:would|do) you mind(?: (?:not|jott|"
    r"logg|add|putt|book|enter|record|track|register|writ)ing(?: down)?)?|"
    r"(?:(?:and|who|he|she|they) )*(?:asked|asks|told|wants|wanted|begged|reminded)"
    r"(?: me| us| you)? to (?:please )?(?:log|book|enter|add|put|note|record|track|write)"
    r"(?: (?:it|that|this))?(?: (?:down|in))?(?: (?:for|on behalf of) (?:him|her|them))?|"
    r"(?:(?:and|so) )?(?:that|this|it|which) (?:should|must|needs to|has to|ought to) (?:still )?"
    r"(?:be|go|get)(?: (?:logged|booked|recorded|entered|written))?(?: (?:down|in(?:to)?|on(?:to)?)"
    r"(?: (?:the system|paymo|there|the books|(?:my|the|our) time ?sheets?))?)?|"
    r"(?:mine|that|this|it|which)(?:'s| is| was)? (?:still )?(?:missing|not (?:in )?there|not in)"
    r"(?: yet)?|"
    r"(?:two|three|four|five|some|several|a few) (?:new |more |time )*entries|"
    r"fyi|for (?:your|the) (?:info|information|records)|"
    r"(?:the )?following(?: (?:hours|times?|entries))?(?=\s*:)|"
    r"(?:from|as per|according to) (?:my|the|our) (?:[a-z]+ ){0,2}[a-z]+(?=:)|"
    r"(?:just )?so (?:that )?(?:it|this|that|i|we)(?:'s| is| do| does| will| won't| don't)?"
    r"(?: not| never)?(?: get)? (?:forgotten|lost|forget)(?: (?:it|this|that))?|nothing but|"
    r"(?:he|she|they) (?:did|has|have|logs?|logged|books?|booked|enters?) (?:his|her|their) own|"
    r"for (?:sure|certain|a fact|real|a change|once|the record)|of course|in fact|in the end|"
    r"at (?:last|first|long last)|on and off|in between|to be (?:honest|exact|precise)|"
    r"could you possibly|let me (?:just )?(?:think|see|check)(?: again)?|"
    r"(?:can|could|would|will) (?:someone|somebody|anyone|anybody)|"
    r"(?:update|complete|amend|fill(?: in| out| up)?) (?:my|our|the|his|her|their) time ?sheets?|"
    r"i (?:just |almost |totally |completely )*(?:forgot|remembered|should have|meant|wanted) "
    r"(?:to )?(?:tell|told|say|said|mention|mentioned|add|added|report|reported|log|logged|"
    r"enter|entered|do)(?: you)?(?: (?:it|that|this|them|so))?(?: (?:earlier|before|sooner|in "
    r"time|then|down))?|"
    r"be (?:an?|so) (?:star|angel|dear|legend|darling|love|gem|champ|sweetheart|kind)(?: and)?|"
    r"how about you|before i forget|as soon as possible|asap|that's all|that is all|that's it|"
    r"that is it|that will be all|many thanks|thanks a lot|thank you very much|good (?:morning|"
    r"afternoon|evening)|(?:hi|hey|hello|hiya|morning|dear) (?:team|all|folks|everyone|there)|"
    r"(?:(?:and|but|that|which) )?(?:(?:i|he|she|we|they) )?(?:did not|didn't|haven't|have not|"
    r"hasn't|forgot to|never(?= (?:yet )?(?:wrote|put|got|\w+ed)\b)) (?:yet )?"
    r"(?:(?:write|log|note|book|put|track|record|enter|get|got)\w*|"
    r"wrote)(?: (?:it|this|that|them|anything))?(?: down| in)?(?: (?:yet|anywhere|so far|at all))?|"
    r"(?:and )?i (?:only |just |have |only just )*(?:remembered|realised|realized|noticed)"
    r"(?: (?:it|this|that))?(?: (?:just )?(?:now|today))?|(?:was|were) all about|"
    r"(?:can|could|would|will) (?:you|u) (?:please |kindly )?do (?:it|that|this)(?: for me)?|"
    r"(?:person|user|employee|who)\s*[:=]?\s*(?:is )?(?:me|myself)|"
    r"by the way|btw|missing (?:on|from|in) (?:my|the|his|her|our|their) time ?sheets?|"
    r"have a (?:good|nice|great) (?:one|day|evening|weekend))\b"
)


# "date: yesterday; person: Anna": the name of a slot before its value.
LABELS = re.compile(
    r"\b(?:dates?|days?|when|duration|hours|length|amount|person|user|who|employee|work|"
    r"activity|on|for|"
    r"task|project|client|time|entry)\s*[:=](?=\s)"
)

# "..., please log it for both of us": what is to be done with all that was told before.
DO_SO = (
    r"(?:(?:please|pls|(?:can|could|will|would) you|kindly|just|so|and)\s+)*"
    r"(?:log|book|track|record|note|enter|add|put|write|register|file|stick|pop|save|charge)"
    r"(?:\s+(?:it|that|this|them|those|mine|both|all|everything|me|us|her|him|and|too|for|of|in|"
    r"down|up|to|on|into|under|against|my|our|the|time ?sheets?|name|account|list|hours|system|"
    r"paymo|now|please|pls|thanks))*[\s.!?]*$"
)

# Somebody tells what was done.
STATEMENT = (
    r"(?:i |we |\x01+ |i've |i have |we've |(?:\x01+|i|me)(?:,| and| &) (?:\x01+|i|me) |"
    r"(?!what|who|which|how|when|where|why)[a-z'-]+ (?:and|&) [a-z'-]+ (?=each |both |did |spent |"
    r"worked ))*"
    r"(?:just |already |also |each |both )*"
    r"(?:(?:was|were|been) (?:busy |working |all )?(?:on|in|at|with|about|doing|working)|worked|"
    r"spent|did|done|"
    r"have worked|have spent|put in|put (?=\d|an?\b|half|one|two|three|four|five|six)|clocked|"
    r"logged|had)\b"
)


# Adverbs that change what is to be written, or how much of it.
_WEIGHTY = frozenset(
    word_list("""
    only partly partially hardly barely nearly fully daily weekly monthly yearly early mainly
    mostly equally separately individually solely exclusively supply
""")
)


def is_neutral(word: str) -> bool:
    """Whether a folded word needs no accounting."""
    adverb = word.endswith("ly") and (word in EVERYDAY or word in FUNCTION) and word not in _WEIGHTY
    return word in NEUTRAL or adverb


# "For Mark", "by Theres": small words with a capital where somebody is named are a name.
_SOMEBODY_NAMED = re.compile(
    r"\b(?i:for|to|by|assign|and)\s+(?P<name>(?!(?:I|I'm|I'll|Me|My|Us|Our|The|A|An|It|This|That|"
    r"These|Those|Them|Him|Her|You|Your|Project|Client|Task|Please|Thanks?)\b)[A-Z][a-z']+)\b"
)


def hidden_names(typed: str) -> list[Span]:
    """Where somebody seems to be named by a word that needs no accounting otherwise, in a text that
    is not all in capitals at the beginning of words."""
    found = [match.span("name") for match in _SOMEBODY_NAMED.finditer(typed)]
    return [span for span in found if is_neutral(typed[slice(*span)].lower())]


def names_anything(text: str) -> bool:
    """Whether any word is left that a task, a project or a note could be called by."""
    return any(
        not is_neutral(word) and not re.fullmatch(r"\d+\w*", word) and word not in DATES
        for word, _ in words_with_spans(text)
    )
