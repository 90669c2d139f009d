"""The requests inside one sentence: where the words after a comma or "and" begin another one."""

from __future__ import annotations

import re
from functools import lru_cache

from agent.models.builtin.fragments import SUBJECT, is_bare, is_clarified, is_only_wished
from agent.models.builtin.intents import best_intent
from agent.models.builtin.intents.intent import COMMAND, ENOUGH, HINTED, NAMED, Intent
from agent.models.builtin.intents.order_joints import (
    MARKED_DONE,
    is_duty,
    only_leads,
    says_more,
)
from agent.models.builtin.positions import AGENT
from agent.models.builtin.request import Request
from agent.models.builtin.text.calendar import Calendar
from agent.models.builtin.text.currencies import CODES, NAMES
from agent.models.builtin.text.exclusions import LEFT_OUT
from agent.models.builtin.text.fold import Span, blank, fold, words_of
from agent.models.builtin.text.openings import (
    ASKS,
    CHECKS,
    LEAD,
    LEADS,
    OPENS,
    STARTER,
    THAT_TASK,
    asks,
)
from agent.models.builtin.text.sentences import cut
from agent.models.builtin.writing.wording import DO_SO

_DO_SO = re.compile(DO_SO)
_JOINT = re.compile(
    r"\s*,?\s+(?:(?<!go ahead )and|plus|then|but|&|as well as|along with)\s+(?:also\s+|then\s+)?|"
    r"\s*[,;]\s+(?:also\s+|then\s+)?|\s+-+\s+(?:and |then |also )"
)
# "Tasks and milestones due this week": two subjects that share the rest of the sentence.
_PAIR = re.compile(rf"\b(?P<a>{SUBJECT})(?:,| and| &| or) (?:the |its )?(?P<b>{SUBJECT})\b")
# "... and who owns them?" is about the rows of the same question.
_POINTS_BACK = re.compile(r"\b(?:them|they|their|those|these|each)\b")
# "How many clients are there, and which of them are archived?": all are counted, some are shown.
_SOME_OF_THEM = re.compile(
    r"(?:which|who|how many|what)(?: ones?)? of (?:them|those|these) (?:is|are|was|were|has|have)\b"
)
# "... and which are archived?": a state alone is asked of the same records.
_SOME_IN_STATE = re.compile(
    r"(?:which|how many)(?: ones?)?(?: of (?:them|those|these))? (?:is|are) "
    r"(?:still |already |now )*"
    r"(?:active|archived|inactive|closed|open|done|finished|overdue|late|unpaid|paid|drafts?)\W*$"
)
# "Budget 8 hours", "high priority": a slot of what is asked for, and no question.
SLOT_ALONE = re.compile(
    r"\W*(?:with )?(?:an? )?(?:(?:budget(?:ed)?|estimated?|max\w*)(?: (?:of|is|at))?:? [\d.,]+ ?"
    r"(?:h|hrs?|hours?|m|min|mins|minutes?)|"
    r"(?:high|low|critical|normal|urgent|top)(?: prio(?:rity)?)?)\W*"
)
# "Of the invoices of May, how many are paid?"
_OUT_OF = re.compile(
    r"\W*(?:and |so |ok )*(?:out of|of|among|from) (?:the|all|our|those|these|my|what)\b"
)
_MONEY = "|".join(sorted(NAMES | CODES))
# "Who is the lead designer, and what's her e-mail?": each is told with it.
_OF_PEOPLE = re.compile(
    r"(?:and )?what(?:'s| is| are) (?:his|her|their) (?:e-?mails?(?: address(?:es)?)?|(?:hourly )?"
    r"rates?|(?:job )?titles?|positions?|roles?)\W*"
)
_WHO_HAS_JOB = re.compile(
    rf"\W*(?:so |and )?who(?:'s| is| are) (?:our|the|my) (?:[a-z-]+ )*{AGENT}s?\W*$"
)
_OF_PROJECTS = ("projects", "project_details")
# "... and how much?", "... since when?": the same question wants this of its rows as well.
_FRAGMENT = re.compile(
    r"(?:and )?how many (?:of them )?(?:are|is) (?:they|there|those|it|these)(?: in (?:all|total))?"
    r"\W*|"
    r"(?:and |also |if so,? )*(?:(?:by|for|on|since|until|to|with|of|in|at) )?(?:how (?:much|many|"
    r"long|late|often|old|so)|when|why|who|whom|which(?: ones?)?|where|whose|how|what)"
    r"(?: (?:for|by|of (?:it|them|that)|exactly|in total|in all|overall|"
    r"all in all|altogether|money|hours|time|days?|tasks?|projects?|clients?|people|each|"
    rf"please|in|{_MONEY}))*\W*|"
    r"(?:what|how much|how many)(?: hours| time)?(?:'s| is| are)?(?: there)?(?: still)? "
    r"(?:left|remaining)(?: over)?(?: (?:of|on|in|for) (?:it|that))?\W*|"
    r"in (?:hours|minutes|days|money|total|all)\W*|"
    r"(?:what|who|which)(?:'s| is) (?:the|its|their) (?:client|customer)\W*|"
    r"(?:(?:by|for|from|to|with|of) )?(?:which|what) (?:clients?|customers?|projects?|invoices?|"
    r"people|ones?)(?: (?:is|are|was|were) (?:it|they|that|those|these|this))?\W*|"
    r"who (?:has to|have to|must|needs to|should|will) (?:pay|settle) (?:it|that|this|those|them|"
    r"us)\W*|"
    r"how much of (?:it|that|this|them|which) (?:is|was|are|were|has been|have been)(?: \w+)? "
    r"(?:paid|un-?paid|over-?due|late|open|outstanding|settled|due|missing)(?: \w+)?\W*"
)
# "... and are not done", "... and have no budget": the predicate goes on, its subject was said.
_PREDICATE = re.compile(
    r"(?:is|are|was|were|has|have|do|does|did)(?:n't| not)? (?:not|no|still|already|yet|now|also|"
    r"currently|overdue|late|open|done|due|closed|complete\w*|finished|active|archived|paid|"
    r"unpaid|billed|unbilled|billable|assigned|over|under|more|less|at least|in|on|by|for|to|"
    r"never|been|only|nothing|nobody|high|low|critical|[a-z]+ed)\b"
)
# "Guests aside, how many are we?": what the question leaves out, said before it.
_SET_ASIDE = re.compile(
    rf"(?:and |but |so )?(?:(?:{LEFT_OUT})\b[^?]*|(?:\w+ ){{1,4}}(?:aside|apart|excluded))\W*"
)
# "How many open and how many done tasks": the noun comes at the end.
_NOUN_TO_COME = re.compile(r"\W*(?:so |and )?how many [a-z-]+\W*")
# "The Acme people, what do they owe": whom the question is about.
_WHOSE_PEOPLE = re.compile(
    r"\W*(?:(?:so|and|ok|now|well|about) )*(?:the |our )?(?:\S+ ){1,4}"
    r"(?:people|folks|guys|lot|crowd|gang)(?: (?:in|from|at|of) [^,]+)?\W*"
)
# "... but not paid": of the same things.
_DENIED = re.compile(r"(?:not|never|yet|still)(?: yet| been)* [a-z]+(?:ed|en|id|ne)\b")
_RELATIVE = re.compile(r"(?:which|who|whose|that|where|when)\b(?! (?:of )?(?:it|they|he|she|we)\b)")
_ASKED = re.compile(rf"\W*(?:\w+[,!.]? )?{ASKS}")
# "All projects", "just the top 3": how much of it is wanted.
_EXTENT = re.compile(
    r"(?:for |across |in |of |on )?(?:all|every|any|each|only|just|not|no|except|excluding|"
    r"leav(?:e|ing)|ignor(?:e|ing)|disregard(?:ing)?|"
    r"including|sorted|ordered|grouped|split|broken down|per|by)\b[^?]*|"
    r"(?P<unit>\w+) by (?P=unit)\W*"
)
_TOGETHER = re.compile(
    r"\W*(?:and )?(?:everyone|everybody|all(?: of (?:us|them))?|both|the (?:whole|entire) \w+)?"
    r"(?: \w+)? ?(?:together|combined|included|each)\W*"
)
_EXTENT_ASKS = re.compile(
    r"(?:any|all|no)\b[^?]*\b(?:there|it|them|him|her|open|overdue|late|due)\b"
)
# "With the due date and the assignee": what is to be shown of each row.
_ATTRIBUTES = re.compile(r"\b(?:with|including|showing|by|per|between|from)\b[^,?]*$")
_DETERMINED = re.compile(r"(?:the|its|their|his|her|my|our)\s+\w|[\w-]+'s?\s+\w")
# "... and who's on it?", "... and when are they due?": told of the same rows.
_OF_ROWS = re.compile(
    r"(?:and )?(?:who(?:'s| is| are)? (?:on|doing|working on|responsible for|assigned to) "
    r"(?:it|them|each(?: of them)?|those|these)|"
    r"who(?:'s| is| are| was| were)? (?:it|they|that|this|those) (?:for|from|to|with)|"
    r"(?:for|from|to) who(?:m)? (?:is|are|was|were) (?:it|they|that|this|those)|"
    r"how (?:many hours|much time|long) (?:is|are|was|were|has been|have been) (?:it |they )?"
    r"(?:budgeted|planned|estimated|allocated|foreseen)|"
    r"(?:by )?when (?:is|are) (?:it|they|each|those|these) due)\W*"
)
# A change that is asked for, not a note about work: it says at once what it is to happen to.
_UNDOABLE = re.compile(
    r"(?:please |also |then )*(?:delete|remove|archive|cancel|send|e-?mail|mail|notify|remind|mark|"
    r"close|complete|reopen|move|rename|reassign|assign|approve|invoice|bill|pay|void|update|"
    r"change|edit|extend|postpone|reschedule)\s+(?:(?:the|my|our|his|her|their|its|this|that|"
    r"these|those|it|them|him|all|any|an?|me|us|every\w+|invoices?|tasks?|projects?)\b|[\"'\x01])"
)
# "... and assign Luis": whose the new task is, not what is to be changed elsewhere.
_WHOSE = re.compile(r"(?:please |also |then )*(?:assign|give|hand)\b(?!.* to \w)")
_CAPITAL_NEXT = re.compile(r"(?:please |also |then )*[a-z-]+ [A-ZÀ-Þ]")
# "Site note" is a name: a note is led in.
_NOTE_OPEN = re.compile(
    r":(?=\s|$)|\s-+\s|(?:[,;(]|\b(?:with|add|adding|and|a|the|as))\s*(?:the |a )?"
    r"(?:note|description|comment|memo)\b"
)
_LOGS = re.compile(
    r"(?:please |also |then )*(?:log|book|track|record|enter|add|put) (?:\w+ ){0,3}?(?:\d|half|"
    r"an? |one |two |three |four )"
)
_NEW_TASK = re.compile(
    rf"{LEADS}*(?:(?:i|we) (?:also )?(?:need|want) |(?:create|add|make|open|set up) )?"
    r"(?:an? |one |another |the )?(?:new |further )*(?:tasks?|to-?dos?|tickets?|reminders?)\b"
    rf"|{LEADS}*remind (?:me|us) (?:\w+ ){{0,2}}to\b"
)
# "... could you get that on my timesheet?" asks for nothing more than what was said.
_IS_WRITTEN = re.compile(
    r"\b(?:log|put|add|book|get|record|track|enter|note|give|assign|hand|make|set|mark) "
    r"(?:it|that|this|them|those|mine)\b"
)


@lru_cache(maxsize=1024)
def intent_of(text: str, calendar: Calendar) -> tuple[Intent, float]:
    """What a stretch of a message speaks for most, and how much."""
    request = Request(text, calendar)
    intent = best_intent(request)
    return intent, intent.score(request)


def requests_in(sentence: str, calendar: Calendar) -> list[str]:
    """The requests inside a sentence.

    The words after a new task are its title until another command begins, and entries logged
    together share their day.
    """
    if intent_of(sentence, calendar)[0].whole:
        return [sentence]
    quotes = [quote.span for quote in Request(sentence, calendar).quotes]
    shadow = blank(fold(sentence), *quotes)
    pair = _PAIR.search(shadow)
    if pair and intent_of(pair["a"], calendar)[0] != intent_of(pair["b"], calendar)[0]:
        return [_without(sentence, pair, "b"), _without(sentence, pair, "a")]
    cuts: list[Span] = []
    begin = 0
    dates = [mention.span for mention in Request(sentence, calendar).dates()]
    for joint in _JOINT.finditer(shadow):
        if any(first < joint.start() and joint.end() < last for first, last in dates):
            continue
        following = _JOINT.search(shadow, joint.end())
        end = following.start() if following else len(sentence)
        found = _Joint(sentence[begin : joint.start()], joint.group(), sentence[joint.end() : end],
                       sentence[joint.end() :], calendar)  # fmt: skip
        if found.begins():
            cuts.append(joint.span())
            begin = joint.end()
    return cut(sentence, cuts, LEAD)


def _without(sentence: str, pair: re.Match[str], name: str) -> str:
    """The sentence with only the other one of two subjects."""
    kept = pair["a" if name == "b" else "b"]
    return f"{sentence[: pair.start()]}{kept}{sentence[pair.end() :]}"


class _Joint:
    """A place where another request may begin: the words before it, the piece up to the next such
    place, and all the rest of the sentence."""

    def __init__(self, before: str, mark: str, piece: str, rest: str, calendar: Calendar) -> None:
        self.before, self.piece, self.rest = before, piece, rest
        self._comma = not re.search(r"\w|&", mark)
        self._calendar = calendar
        self._intent, self._score = intent_of(before, calendar)
        self._next, self._strength = intent_of(piece, calendar)

    def begins(self) -> bool:
        """Whether another request begins here."""
        if re.search(r"\w's?$", fold(self.before)) and "'" in self.before[-3:]:
            return False  # "Anna's and Ben's time"
        if re.match(r"(?:me|us|him|them|myself)\b", fold(self.piece)):
            return False  # "assign Anna and me a new task"
        if THAT_TASK.match(fold(self.piece)) or _DO_SO.fullmatch(fold(self.piece).strip(" ,")):
            return False
        if self._intent.declines and self._next.name == "create_task":
            return _NEW_TASK.match(fold(self.piece)) is not None  # "a milestone and a task 'X'"
        if self._intent.name == "unsupported" and self._goes_on_with_order():
            return False
        tells = not re.match(STARTER, fold(self.before)) and only_leads(self.before)
        neither = not (self._intent.writes or self._intent.declines)
        if self._next.name == "unsupported" and neither and tells:
            return False
        if self._comma and (
            is_clarified(self.piece, self._calendar) or is_only_wished(self.before, self._calendar)
        ):
            return False
        if _NOUN_TO_COME.fullmatch(fold(self.before)) or (
            self._comma and _WHOSE_PEOPLE.fullmatch(fold(self.before))
        ):
            return False
        if SLOT_ALONE.fullmatch(fold(self.piece)):
            return False
        if self._comma and _SET_ASIDE.fullmatch(fold(self.before)):
            return False
        if self._intent.writes:
            return self._after_write()
        if self._next.name == "log_time" and not re.match(STARTER, fold(self.rest)):
            return False  # work is told in clauses
        checks = CHECKS.match(fold(self.before)) and self._next.writes
        if checks and self._strength >= COMMAND:
            return True
        if self._score < ENOUGH and not _ASKED.match(fold(self.before)):
            return False
        if self._comma and _OUT_OF.match(fold(self.before)):
            return False
        return self._after_question()

    def _goes_on_with_order(self) -> bool:
        """ "Split my entry, half on A, half on B", "ring them and ask when they pay"."""
        if says_more(self.piece, understood=self._strength >= ENOUGH):
            return True
        if asks(self.piece):
            return is_duty(self.before)
        return self._comma and not OPENS.match(fold(self.piece)) and not self._next.writes

    def _after_write(self) -> bool:
        folded = fold(self.piece)
        if self._intent.name == "log_time" and MARKED_DONE.match(folded):
            return True
        if _IS_WRITTEN.search(folded) or _FRAGMENT.fullmatch(folded):
            return False
        if self._intent == self._next and self._intent.name == "log_time":
            return self._logs_alone()
        if self._next.name == "unsupported":
            return self._undoable()
        told = re.match(STARTER, fold(self.rest)) and self._strength >= COMMAND
        if self._is_other_write():
            return True
        strength = max(self._strength, intent_of(self.rest, self._calendar)[1])
        asked = asks(self.piece) and ENOUGH <= strength < COMMAND
        return bool(told or asked) and (
            self._next != self._intent or self._intent.name == "create_task"
        )

    def _is_other_write(self) -> bool:
        """A new task beside time, or time told beside a new task: each names itself."""
        names = {self._intent.name, self._next.name}
        if names != {"log_time", "create_task"} or min(self._score, self._strength) < COMMAND:
            return False
        if self._next.name == "create_task":
            return _NEW_TASK.match(fold(self.piece)) is not None
        return _LOGS.match(fold(self.piece)) is not None

    def _logs_alone(self) -> bool:
        """Another entry with a verb and a day of its own, beside one that has both, too."""
        dated = all(Request(each, self._calendar).dates() for each in (self.before, self.piece))
        return dated and _LOGS.match(fold(self.piece)) is not None

    def _undoable(self) -> bool:
        """A change that nobody can make here, asked for behind a write that is complete."""
        before = Request(self.before, self._calendar)
        complete = self._intent.name == "log_time" or before.quotes
        asks_somebody = re.match(r"(?:then |to |please )*ask\b", fold(self.piece))
        if self._comma or asks_somebody or not complete or _NOTE_OPEN.search(before.plain):
            return False
        if self._intent.name == "create_task" and _WHOSE.match(fold(self.piece)):
            return False
        said = Request(self.piece, self._calendar).plain
        return bool(_UNDOABLE.match(said) or _CAPITAL_NEXT.match(self.piece))

    def _after_question(self) -> bool:
        folded, rest = fold(self.piece), fold(self.rest)
        if any(part.fullmatch(folded) for part in (_FRAGMENT, _OF_ROWS, _TOGETHER)):
            return False
        if _OF_PEOPLE.fullmatch(folded) and (
            self._intent.name == "people" or _WHO_HAS_JOB.match(fold(self.before))
        ):
            return False
        if _PREDICATE.match(rest) or _DENIED.match(rest):
            return False
        if _EXTENT.fullmatch(folded.strip()) and not _EXTENT_ASKS.match(folded):
            return False
        asked = asks(self.piece)
        if self._comma and _RELATIVE.match(rest) and not _ASKED.match(fold(self.before)):
            return False
        if _SOME_IN_STATE.match(rest):
            return True
        if _SOME_OF_THEM.match(rest) and Request(self.before, self._calendar).measure == "count":
            return True
        own = self._strength >= NAMED and self._intent != self._next
        own = own or (self._intent.name == "clients" and self._next.name in _OF_PROJECTS)
        if _POINTS_BACK.search(rest) and not (own or self._intent.declines):
            return False
        if self._tells_of_invoice() and not self._intent.declines:
            return False
        if asked:
            return self._strength >= HINTED or len(words_of(self.piece)) >= 4
        if re.match(STARTER, folded):
            return self._strength >= ENOUGH and self._intent != self._next
        return self._names_another_subject()

    def _tells_of_invoice(self) -> bool:
        """ "NF-346: total, paid, left", "... and when was it due": of the invoice that is named."""
        before, piece = (Request(each, self._calendar) for each in (self.before, self.piece))
        noun = piece.says("invoices?|bills?|clients?|customers?|drafts?")
        back = re.search(r"\b(?:it|its|that|this)\b", piece.folded) or not noun
        return bool(before.invoice_numbers and back) and not (
            piece.invoice_numbers or piece.may_hold_names
        )

    def _names_another_subject(self) -> bool:
        """ "... and the drafts", "... and her open tasks"."""
        if self._intent == self._next or _ATTRIBUTES.search(fold(self.before).rstrip(" ,")):
            return False
        determined = _DETERMINED.match(fold(self.piece)) is not None
        if not determined and self._inside_name():
            return False
        enough = ENOUGH if determined else 1.5 * ENOUGH
        return self._strength >= enough and not is_bare(self.before, self._calendar)

    def _inside_name(self) -> bool:
        """Whether capitals stand on both sides: "Hansen & Sons", "of Anna and Ben"."""
        last = self.before.split()[-1:] or [""]
        return last[0][:1].isupper() and self.piece[:1].isupper()
