"""What the person said, in the light of the turns before: a request, an answer, or a follow-up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from agent.models.builtin.desk import Desk
from agent.models.builtin.dialogue.amending import (
    amended,
    has_values,
    head_and_tail,
    only_values,
    values_apart,
)
from agent.models.builtin.dialogue.change import ME, NOTE, PRIORITY
from agent.models.builtin.dialogue.combining import combined
from agent.models.builtin.dialogue.cues import widened_kinds
from agent.models.builtin.dialogue.memory import WRITES_TALKED_OF
from agent.models.builtin.dialogue.pointing import dangling
from agent.models.builtin.dialogue.restating import restated, restates
from agent.models.builtin.dialogue.rewrite import Rewritten, rewritten
from agent.models.builtin.dialogue.talk import SUBJECTS
from agent.models.builtin.intents import best_intent
from agent.models.builtin.intents.flows import names_flow
from agent.models.builtin.intents.intent import SURE
from agent.models.builtin.joints import intent_of
from agent.models.builtin.questions import ask, chosen, question_text, spoken_of, wants_all
from agent.models.builtin.reply import Reply, StepEndError
from agent.models.builtin.request import Request, read_request
from agent.models.builtin.text.clock import find_clock
from agent.models.builtin.text.dates import find_dates
from agent.models.builtin.text.durations import find_durations
from agent.models.builtin.text.fold import fold, words_of
from agent.models.builtin.text.openings import OPENS, asks
from agent.models.builtin.text.short import (
    behind_none,
    is_dropped,
    is_left_open,
    is_none,
    is_pause,
)
from agent.models.builtin.writing.pronouns import FOR_SOMEBODY


@dataclass(frozen=True)
class Said:
    """What the person said, with what turns before it settled. ``intent`` is set where a follow-up
    decides it, ``answered`` holds the question of ours that this answers, ``of_writes`` whether
    that question was about writes that were proposed or made before. ``origin`` is the question
    that a follow-up narrowed; ``swap`` a record that was chosen, and the other one that was meant.
    """

    text: str
    picks: Mapping[str, Any] = field(default_factory=dict)
    intent: str = ""
    answered: Mapping[str, Any] = field(default_factory=dict)
    of_writes: bool = False
    origin: Mapping[str, Any] = field(default_factory=dict)
    swap: tuple[Mapping[str, Any], Mapping[str, Any]] | None = None


def answer_to_question(desk: Desk) -> Said | None:
    """The request that our open question was about, with its answer; None where none is open or the
    message answers it not.

    Ends the step when the person drops the question or answers it with something that fits several
    candidates.
    """
    memory = desk.conversation.memory
    question = memory.get("question")
    if question:
        try:
            said = _answer(desk, question)
        except StepEndError as end:
            raise _still_of_writes(end, memory) from end
        return replace(said, of_writes=bool(WRITES_TALKED_OF & memory.keys())) if said else None
    return _the_other(desk, memory.get("answered"))


def follow_up(desk: Desk) -> Said:
    """The message as a request that stands on its own. Ends the step with a question where it
    points at nothing that was said."""
    found = rewritten(desk, desk.conversation.text, desk.conversation.memory.get("query"))
    request = Request(found.text, desk.context.calendar)
    best = best_intent(request)
    reads = best.tool.startswith(("list", "get")) and best.score(request) >= SURE
    word = dangling(found.text) if reads and not found.intent else ""
    if word and _names(desk, found):
        word = ""
    owner = FOR_SOMEBODY.search(request.plain.partition(":")[0])
    mine = best.name == "log_time" and owner and owner["who"] in ("him", "her")
    if owner and mine and not _names_somebody(desk, found):
        word = owner["who"]
    if word:
        asked = "Whom" if fold(word) in _SOMEBODY else "What"
        question = f'{asked} do you mean by "{word}"? A name will do.'
        raise ask(replace(request, picks=found.picks), question, key="pointed", phrase=word)
    return Said(found.text, found.picks, found.intent, origin=found.origin)


_SOMEBODY = ("he", "she", "him", "her", "his", "hers", "they", "them", "their", "theirs")


def _names_somebody(desk: Desk, found: Rewritten) -> bool:
    """Whether a message names whom it may mean by "her"."""
    desk.entries("user")
    request = read_request(found.text, desk.context.calendar, desk.names, picks=found.picks)
    return any(mention.best("user") for mention in request.mentions)


def _names(desk: Desk, found: Rewritten) -> bool:
    """Whether the message names something itself, be it by words that nothing explains."""
    if Request(found.text, desk.context.calendar).may_hold_names:
        desk.entries("client", "project", "user")
    request = read_request(found.text, desk.context.calendar, desk.names, picks=found.picks)
    return bool(request.mentions or request.strange_words or request.invoice_number)


def _still_of_writes(end: StepEndError, memory: dict[str, Any]) -> StepEndError:
    """The same end; a question that is asked again is about the same writes."""
    if "question" not in end.reply.memory:
        return end
    kept = {key: memory[key] for key in WRITES_TALKED_OF if key in memory}
    return StepEndError(replace(end.reply, memory={**end.reply.memory, **kept}))


def _answer(desk: Desk, question: dict[str, Any]) -> Said | None:
    """The original request with the reply in its place; None when it is a request of its own."""
    text = desk.conversation.text.strip()
    picks, key = dict(question["picks"]), str(question["key"])
    original = Said(str(question["text"]), picks, str(question.get("intent") or ""))
    if is_none(text) and question["options"] and not question.get("again"):
        raise StepEndError(_asked_for_another(question))
    if is_dropped(text):
        raise StepEndError(Reply("All right, nothing was changed.", memory={"dropped": []}))
    open_choice = is_left_open(text)
    if question.get("several") and (open_choice or wants_all(text)):
        return replace(original, picks={**picks, key: question["options"]})
    if open_choice or is_pause(text):
        raise StepEndError(_waiting(question))
    if key == "whose" and question["options"]:
        return _whose(desk, question, original)
    instead = behind_none(text) if question["options"] else ""
    if instead and not chosen(question["options"], instead):
        return replace(original, text=combined(original.text, question, instead))
    options = chosen(question["options"], instead or text) if question["options"] else []
    if len(options) == 1:
        answered = {**question, "chosen": options[0]["id"]}
        return replace(original, picks={**picks, key: options[0]}, answered=answered)
    if len(options) > 1:
        raise StepEndError(_asked_again(question, options))
    further = _with_more(desk, question, original)
    if further:
        return further
    again = _restated(desk, question, original)
    if again:
        return again
    if _is_new_request(desk, text, question["expects"]):
        return None
    if question["expects"] == "text":
        titled = _title_and_slots(desk, question, original)
        if titled:
            return titled
        return replace(original, picks={**picks, key: _as_title(text)})
    if _names_nothing(desk, question, text):
        note = {**question, "question": f'I know nothing called "{text}". {question["question"]}'}
        raise StepEndError(Reply(question_text(note), memory={"question": question}))
    return replace(original, text=combined(original.text, question, text))


# Whose time: everybody's who was named.
_ALL_THEIRS = re.compile(
    r"(?:(?:they|it|they're|are|is|was|were|for|yes|the|of|two|time|entries|hours|please)\b\W*)*"
    r"(?:(?:both|all|each|hers|his|theirs|her|him|them|everything)\b\W*(?:(?:are|is|was|were|for|of|"
    r"time|entries|please)\b\W*)*)+"
)


def _whose(desk: Desk, question: dict[str, Any], original: Said) -> Said | None:
    """The request with whose time each of its entries is; ends the step with the question once more
    where a reply does not say it."""
    text = desk.conversation.text.strip()
    options = question["options"]
    found = options[:1] if _ALL_THEIRS.fullmatch(fold(text)) else chosen(
        options, _BELONGS.sub(" ", text))  # fmt: skip
    if len(found) == 1:
        return replace(original, picks={**original.picks, "whose": found[0]})
    further = _restated(desk, question, original)
    if further or _is_new_request(desk, text, question["expects"]):
        return further
    raise StepEndError(Reply(question_text(question), memory={"question": question}))


_BELONGS = re.compile(
    r"\b(?:are|is|was|were|for|of|they|belongs? to)\b|['\u2019]s\b", re.IGNORECASE
)


def _restated(desk: Desk, question: dict[str, Any], original: Said) -> Said | None:
    """The request as a reply corrects it that names one of its records again; ends the step with
    the question once more where it is not clear what that changes."""
    text, calendar = desk.conversation.text.strip(), desk.context.calendar
    if question["expects"] != "record" or not has_values(text, calendar):
        return None
    if not intent_of(original.text, calendar)[0].writes:
        return None
    if not restates(original.text, text, calendar):
        return None
    changed = restated(original.text, text, calendar)
    if changed is None:
        raise StepEndError(Reply(question_text(question), memory={"question": question}))
    return replace(original, text=changed)


def _title_and_slots(desk: Desk, question: dict[str, Any], original: Said) -> Said | None:
    """A title with what else is to be noted behind it: "Thumbnails, for Anna, due Friday"."""
    text, calendar = desk.conversation.text.strip(), desk.context.calendar
    for match in re.finditer(r"\s*[,;]\s+", text):
        pieces = re.split(r"\s*[,;]\s+", text[match.end() :])
        if question["key"] == "title" and all(_is_slot(desk, piece) for piece in pieces):
            changed = amended(original.text, text[match.end() :], calendar)
            picks = {**original.picks, "title": _as_title(text[: match.start()])}
            return replace(original, text=changed, picks=picks) if changed else None
    return None


# "It should be called ...", "call it ...": what stands before a title that was asked for.
_CALLED = re.compile(
    r"^\W*(?:(?:it|this|that|the task)(?:'s| is| should be| shall be| will be| must be)? (?:called|"
    r"named|titled)|(?:(?:please|just|let's|we'll|i'd|you can|we can) )*(?:call|name|title) (?:it|"
    r"this|that|the task)|(?:the |its )?(?:name|title)(?: (?:is|should be|will be)\b|\s*:))[\s:,]+"
    r"(?=\S)",
    re.IGNORECASE,
)


def _as_title(reply: str) -> str:
    """The title in a reply that says what a new task is called."""
    return _CALLED.sub("", reply, count=1).strip("\"' .")


def _is_slot(desk: Desk, piece: str) -> bool:
    """Whether a stretch gives a task a person, a day or a priority, and nothing else."""
    request = read_request(piece, desk.context.calendar, desk.names)
    kinds = {fit.entry.kind for m in request.mentions if not m.loose for fit in m.fits}
    if request.unknown_names or request.stray_words or request.quotes or kinds - {"user"}:
        return False
    return bool(kinds or has_values(piece, desk.context.calendar) or PRIORITY.search(request.plain))


def _names_nothing(desk: Desk, question: dict[str, Any], text: str) -> bool:
    """Whether a reply about a write names no record of the kind that is asked for: put in its place
    it would be a part of the title or the note."""
    kinds = {str(option["kind"]) for option in question["options"]}
    names = {fold(str(option["name"])) for option in question["options"]}
    if question["key"] == "card":
        return True
    if kinds == {"task"} and len(names) == 1 < len(question["options"]):
        vague = fold(text).startswith("the ") or (len(words_of(text)) == 1 and text.islower())
        return vague and not _ANOTHER_ONE.search(fold(text))
    if not kinds or not kinds <= {"project", "client", "user"} or ME.search(fold(text)):
        return False
    request = read_request(text, desk.context.calendar, desk.names)
    if intent_of(str(question["text"]), desk.context.calendar)[0].writes:
        return all(mention.loose for mention in request.mentions)
    other = request.mentions or request.unknown_names or request.dates() or widened_kinds(request)
    return not other


# Words by which a reply means a task that was not offered.
_ANOTHER_ONE = re.compile(
    r"\b(?:neither|none|no|not|meant?|other|instead|rather|wrong|it's|it was)\b|[\"'\u201c\u2019]"
)


def _with_more(desk: Desk, question: dict[str, Any], original: Said) -> Said | None:
    """The request where the reply chooses in more words than needed, where it says something beside
    its choice, or where it only corrects a length or a day and leaves the question open."""
    text, calendar = desk.conversation.text.strip(), desk.context.calendar
    told = [(text, ""), *head_and_tail(text), *values_apart(text, calendar)]
    for head, tail in told if question["options"] and not asks(text) else []:
        if asks(tail) or has_values(head, calendar):
            continue
        found = chosen(question["options"], head) or spoken_of(question["options"], head)
        changed = amended(original.text, tail, calendar) if tail else original.text
        if len(found) == 1 and changed:
            answered = {**question, "chosen": found[0]["id"]}
            picks = {**original.picks, str(question["key"]): found[0]}
            return replace(original, text=changed, picks=picks, answered=answered)
    if question["expects"] == "record" and (
        only_values(text, calendar) or _fills_slots(desk, question, text)
    ):
        changed = amended(original.text, text, calendar)
        return replace(original, text=changed) if changed else None
    return None


def _fills_slots(desk: Desk, question: dict[str, Any], text: str) -> bool:
    """Whether a message gives people, days or lengths to a write of which only the place is not
    known: "for Anna, due tomorrow"."""
    calendar = desk.context.calendar
    kinds = {str(option["kind"]) for option in question["options"]}
    place = str(question["key"]).startswith(("project", "task")) or kinds & {"project", "task"}
    if not place or not intent_of(str(question["text"]), calendar)[0].writes:
        return False
    request = read_request(text, calendar, desk.names)
    kinds = {fit.entry.kind for mention in request.mentions for fit in mention.fits}
    if not asks(text) and (NOTE.search(request.plain) or PRIORITY.search(request.plain)):
        return True
    strange = request.unknown_names or request.stray_words or request.quotes
    own = asks(text) or OPENS.match(request.folded) or request.says(SUBJECTS)
    told = kinds == {"user"} or (not kinds and (request.dates() or request.durations))
    return bool(told) and not strange and not own


_OTHER = re.compile(
    r"(?:(?:and|no|not that one|sorry|oops|what about|how about|for|i meant?|i mean|wrong one|the "
    r"same|same|actually|it was|should be|make it)\b[\s,.:]*)*(?:for |on |of )?(?:the |that )?other"
    r"(?: (?:one|two|ones|\w+))?(?: \w+)?(?: (?:please|instead|then))*[ ?.!]*"
)


def _the_other(desk: Desk, answered: dict[str, Any] | None) -> Said | None:
    """ "No, the other one": the last question of ours with the candidate that was not taken."""
    if not answered or not _OTHER.fullmatch(fold(desk.conversation.text).strip()):
        return None
    taken = next(each for each in answered["options"] if each["id"] == answered["chosen"])
    left = [option for option in answered["options"] if option is not taken]
    if len(left) != 1:
        raise StepEndError(_asked_again({**answered, "again": True}, left))
    picks = {**answered["picks"], str(answered["key"]): left[0]}
    note = {**answered, "chosen": left[0]["id"]}
    intent = str(answered.get("intent") or "")
    return Said(str(answered["text"]), picks, intent, note, swap=(taken, left[0]))


def _asked_for_another(question: dict[str, Any]) -> Reply:
    text = "Then please name the one you mean as it is called in Paymo."
    note = {**question, "options": [], "again": True}
    return Reply(f"All right, nothing was changed. {text}", memory={"question": note})


def _waiting(question: dict[str, Any]) -> Reply:
    """The question once more for who leaves it to us: what is written is not guessed."""
    return Reply(f"That I cannot know. {question_text(question)}", memory={"question": question})


def _asked_again(question: dict[str, Any], options: list[dict[str, Any]]) -> Reply:
    note = {**question, "question": "Several fit; which one?", "options": options, "left_out": 0}
    return Reply(question_text(note), memory={"question": note})


def _is_new_request(desk: Desk, text: str, expects: str) -> bool:
    request = Request(text, desk.context.calendar)
    if expects != "text" and names_flow(read_request(text, desk.context.calendar, desk.names)):
        return True
    folded = fold(text)
    if expects == "duration" and (find_durations(folded, text) or find_clock(folded)):
        return False
    if expects == "date" and find_dates(folded, desk.context.calendar):
        return False
    if expects == "text":
        return folded.endswith("?") or folded.startswith(("list ", "show ", "how many ", "help"))
    intent = best_intent(request)
    return len(words_of(text)) >= 2 and intent.score(request) >= SURE
