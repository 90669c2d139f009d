"""The words of orders that no tool carries out, as patterns that a clause may begin with."""

from __future__ import annotations

import re

CHANGE_VERBS = (
    r"delete|remove|erase|cancel|update|change|edit|modify|rename|move|reassign|unassign|"
    r"complete|close|finish|archive|unarchive|reopen|restore|reschedule|postpone|extend|mark|set|"
    r"adjust|correct|fix|undo|approve|duplicate|copy|merge|attach|invite|deactivate|clear|"
    r"stop|pause|start|void|write (?:\S+ ){0,4}?off|discount|convert|assign|turn|tick|check "
    r"(?:\S+ ){0,4}?off|increase|"
    r"decrease|raise|reduce|swap|transfer|drop|wipe|get rid of|scrap|bin|trash|discard|ditch|"
    r"throw (?:away|out)|purge|revoke|reverse|revert|roll back|rollback|reset|overwrite|replace|"
    r"lock|unlock|hide|retitle|relabel|enable|disable|kick|nuke|lower|bump|cut|lift|trim|shift|"
    r"prolong|shorten|double|halve|suspend|block|unblock|activate|reactivate|promote|demote|"
    r"upgrade|downgrade|untick|unmark|flag|unlink|hand (?:\S+ ){1,4}?over|reallocate|relocate|"
    r"comment (?:on|under|to)|sign (?:the|this|that|my|our)|(?:combine|join) [^?]* into (?:one|"
    r"a single)|take (?:\S+ ){1,4}?(?:off|offline|out of)|"
    r"push (?:\S+ ){1,6}?(?:back|out|to|by)|"
    r"(?:bring|pull) (?:\S+ ){1,6}?forward|sign (?:\S+ ){0,4}?off|switch|flip|toggle|rebook|"
    r"split (?:up )?(?:the|this|that|my|our|\x01)(?! ?(?:hours|time|total|sum|figure|number|"
    r"amount|list|result|revenue|report))"
)
SEND_VERBS = (
    r"(?:drop|shoot|give|leave|put|write|send) (?:[\w\x01'-]+ ){0,3}?(?:an? )?(?:quick |short |"
    r"little )?"
    r"(?:line|message|mail|e-?mail|ring|call|shout|heads[ -]?up|text|note (?:to|that)|nudge)\b|"
    r"send|resend|e-?mail(?! (?:for|of|from|address(?:es)?|ids?|and|or)\b|\W*$)|"
    r"mail(?! (?:of|address(?:es)?|ids?|and|or)"
    r"\b|\W*$)|message|text|notify|remind|chase|forward|share|nudge|alert|"
    r"post|whatsapp|slack|skype|sms|fax|call(?! (?:it|that|this)\b)|ring|phone(?! (?:numbers?|"
    r"nos?|of)\b)|ping|dm|"
    r"write to|reply to|answer|"
    r"write (?!(?:me|us|it|an?|the|some|down|up|off|in)\b)[\w\x01'-]+ (?:that|if|about|an?)\b|"
    r"(?:inform|warn|thank|congratulate|apologi[sz]e to|confirm (?:to|with)) (?!me\b|us\b)\S+|"
    r"tell (?:the |our |my )?(?!me\b|us\b|apart\b|from\b)(?:[\w\x01'-]+ ){1,3}?(?:that|to|about|"
    r"we|i|it|they|he|she|not)\b|let (?!me\b|us\b|'s)(?:[\w\x01'-]+ ){1,4}?know|(?:get|"
    r"put) me (?:through|[\w\x01'-]+ (?:\w+ )?on the (?:phone|line))|connect me|"
    r"ask (?:the |our |my )?(?!me\b|us\b|for\b|you\b)[\w\x01'-]+ (?:if|whether|to|when|why|how|for|"
    r"about|what)\b|reach out to|get in touch with|get back to"
)
PAY_VERBS = r"pay|charge|refund|collect|reimburse|wire|transfer (?:the )?(?:money|amount|\S*\d)"
# "Bill the October hours", "invoice Acme for everything": no bill and no invoice is meant.
BILLED = (
    r"(?:bill|invoice|dun) (?:the|them|these|those|this|it|my|our|all|everything)\b|"
    r"(?:bill|invoice) (?!lists?\b|numbers?\b|no\b|\d)\S+(?: \S+){0,2}? for (?:the|all|every\w*|"
    r"our|my"
    r"|his|her)\b|dun"
)
MAKE_VERBS = (
    r"create|add|make|new|open|set up|generate|draft|prepare|raise|issue|write|build|register|"
    r"put in|enter"
)
FILE_VERBS = (
    r"sync|synchroni[sz]e|export|import|download|upload|connect|scan|print|scrape|"
    r"save (?:\S+ ){1,8}?(?:as|to|on|in)\b"
)
# What is created in Paymo itself alone: everything but tasks and time.
NOT_CREATED = (
    r"clients?|customers?|projects?|invoices?|users?|employees?|people|person|colleagues?|"
    r"milestones?|task ?lists?|subtasks?|expenses?|estimates?|quotes?|quotations?|offers?|payments?"
    r"|contacts?|bookings?|reports?|comments?|discussions?|files?|recurring profiles?|templates?|"
    r"webhooks?|accounts?|"
    r"timers?|credit (?:notes?|memos?)|receipts?|refunds?|contracts?|proposals?|"
    r"(?:account )?statements?|dunning\w*|discounts?"
)
# "Register a payment of 5,000": what comes in is entered in Paymo itself.
ENTERED = (
    r"(?:register|record|book|enter|log|post|add|note|put|apply|give)\s+"
    r"(?:an?|the|this|that|another|their)\s+(?:[\w%-]+\s+){0,3}?(?:payments?|deposits?|"
    r"credit (?:notes?|memos?)|refunds?|expenses?|receipts?|holidays?|vacations?|sick days?|leave|"
    r"discounts?)\b"
)
# "Put Rafael back to active", "take the project off hold".
STATE_SET = (
    r"(?:put|bring|take|switch|flip|set|turn)\b[^?.]{0,40}\b(?:back|on (?:hold|pause|ice)|"
    r"off hold|offline|(?:in)?to (?:active|inactive|archived?|done|paid|sent|"
    r"complete\w*|closed|draft)|live again)\b"
)
# "Make the Grade task urgent": what there is already.
MADE_SO = (
    r"make (?:the|this|that|it|all|my|our|\x01)(?! \w+ (?:called|named|titled)).{0,60}? "
    r"(?:urgent|critical|(?:high|low|top)[ -]priority|(?:non-?)?billable|inactive|active|private|"
    r"public|recurring|longer|shorter|fixed price)\W*$"
)
RIGHTS = (
    r"(?:make|promote|set|turn)\b[^?]*\b(?:an? )?(?:admins?|administrators?|guests?|managers?)\b|"
    r"(?:give|grant|offer)\b[^?]*\b(?:days? off|raise|bonus|access|permissions?|rights?|discount|"
    r"promotion)\b"
)
# "Add Anna to the team of the Intranet": who is on a project.
STAFFED = (
    r"(?:add|put|assign|invite|bring|take|remove|staff|get) (?:\x01+|\S+(?: \S+)?) "
    r"(?:to|on|onto|in|off|from|into)\b[^?]*\b(?:team|project(?! \w+ \d)|crew|staff)\W*"
)
# "Book a meeting", "arrange a call": what has a place in no tool.
_AWAY = r"flights?|hotels?|restaurants?|taxis?|trains?|rooms?|apartments?"
ARRANGED = (
    rf"(?:find|get|look for|search|search for) (?:me |us )?(?:an?|some|the) (?:\w+ ){{0,2}}?"
    rf"(?:{_AWAY})\b|"
    r"(?:book|schedule|arrange|plan|set up|organi[sz]e|reserve|order|buy|invite|get)\b[^?]*\b"
    r"(?:meetings?|calls?|appointments?|rooms?|tables? (?:for|at|in)|tickets? (?:for|to)|flights?|"
    r"taxi|coffee|lunch|dinner|kick-?offs?|workshops?|video ?calls?|"
    r"holidays?|vacations?|time off|leave|trips?|train|hotels?)\b"
)
BOUGHT = r"(?:order|buy|purchase) (?:me |us )?(?!by\b|of\b)(?:some |an? |the |new |\d+ )*\w+"
# "Draft a LinkedIn post": the words themselves are wanted.
_TEXTS = (
    r"posts?|articles?|blog\w*|newsletters?|tweets?|captions?|speech(?:es)?|letters?|"
    r"e-?mails?(?! addresses)|mails?|replys?|reply|replies|responses?|texts?|messages?|"
    r"press releases?|release notes|bios?|biograph\w+|minutes|cop(?:y|ies)|documentation|manuals?|"
    r"faqs?|pitch(?:es)?|contracts?|job (?:ads?|posts?|descriptions?)|slogans?|taglines?|agendas?|"
    r"poems?|"
    r"songs?|scripts?|paragraphs?|sentences?|logos?|wishes|greetings?|invitations?"
)
WRITTEN = (
    r"(?:write|draft|compose|dictate|type|create|make|prepare|generate|design|produce|formulate|"
    r"word|phrase|"
    r"come up with|put together|help me (?:write|word))\b"
    r"(?! (?:\S+ ){0,3}?(?:tasks?|to-?dos?|tickets?|reminders?)\b)"
    rf"(?: (?:me|us|up|him|her|them))*(?: (?:an?|some|the|another|my|our))? (?:[\w-]+ ){{0,3}}?"
    rf"(?:{_TEXTS})\b(?! (?:tasks?|templates?|design)\b)"
)
FILE_NAMES = r"[\w-]+\.(?:xlsx?|csv|docx?|pdf|pptx?|txt|zip|png|jpe?g)"
# Where nothing of Paymo is kept.
PLACES = (
    rf"{FILE_NAMES}|"
    r"linkedin|facebook|instagram|twitter|tiktok|youtube|slack|whatsapp|zoom|google \w+|gmail|"
    r"outlook|dropbox|sharepoint|onedrive|notion|jira|trello|asana|figma|desktop|hard ?drive|"
    r"(?:my|the|our|your|his|her) (?:inbox|mailbox|calendar|diary|computer|laptop|printer|browser|"
    r"disk|drive|phone|camera)|"
    r"ms teams|wi-?fi|usb stick"
)
WORDS = (
    rf"(?:check|look|search|see|find|post|put|ask|go)\b[^?\x01]{{0,30}}\b(?:on|in|at|from|to|into) "
    rf"(?:the |my |our )?(?:{PLACES})|"
    r"(?:write|compose|draft) (?:(?:me|us) )?(?:an?|some) (?!(?:new |short |quick )*(?:tasks?|"
    r"to-?dos?|"
    r"tickets?|time|notes?|reminders?|entr\w+|invoices?|bills?|estimates?|quotes?|offers?)\b)"
    r"(?:\w+ ){1,3}(?:for|about|to|on|why|that|explaining|saying|in)\b|"
    r"(?:teach|recommend|sing|play|draw|paint) (?:me|us|an?|some|the)\b|"
    r"log (?:in|into|on to) (?:the |my |our )?(?:bank|account|system|portal|e-?mail|mailbox|paypal|"
    r"stripe|server|website|shop)|(?:convert|exchange) \S*\d[^?]* (?:in|into|to)\b|"
    r"(?:fix|debug|solve) [^?\x01]*\b(?:bugs?|code|websites?|servers?|problem|error)|"
    r"(?:translate|proofread|rephrase|reword|transcribe|google|look up online|rewrite|"
    r"spell ?check|compose)\b|"
    r"(?:summari[sz]e|read|transcribe|analy[sz]e|open|check|search|look (?:in|into|at|through)|"
    r"have a look (?:in|into|at)|go through|find)\b[^?\x01]*\b(?:recordings?|articles?|videos?|"
    r"attach(?:ed|ments?)|"
    r"spreadsheets?|excel|contracts?|inbox|mailbox|(?:my|our|his|her|their|"
    r"your) e-?mails?(?! addresses)|news)"
)
ELSEWHERE = re.compile(rf"\b(?:{PLACES})\b")
