"""A question about a card that waits: "when is it due?", "who would it be for?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.models.builtin.answers.phrases import day, joined, minutes, sentence
from agent.models.builtin.dialogue.drafts import Draft
from agent.models.builtin.text.fold import fold

_IT = r"(?:it|that|this|they|those|the (?:new )?(?:task|entry|card|time))(?: one)?"
_FIELD = (
    r"(?:due date|deadline|day|date|duration|length|priority|budget|title|name|note|description|"
    r"project|client|assignee|person|task ?list|list|task)"
)
_BE = r"(?:is|are|was|will|would|does|do|did|has)"
_ASKED = re.compile(
    r"(?>(?:and|so|but|ok|okay|wait|hm+|sorry|just|first|please)[ ,.!]+)*+(?:"
    rf"when (?:is|was|would|will) {_IT}(?: be)?(?: due)?|"
    rf"(?:what(?:'s| is| was)|which is) the {_FIELD}(?: (?:of|on|for|in) {_IT})?|"
    rf"(?:(?:for|to) )?(?:who|whom) {_BE} {_IT}(?: (?:be|go))?(?: (?:for|assigned))?(?: to)?|"
    rf"who {_BE} (?:be )?(?:assigned|responsible|on)(?: (?:to|for))?(?: {_IT})?|"
    rf"(?:(?:in|on|for|under|to) )?(?:which|what) {_FIELD} {_BE} (?:you |we )?{_IT}"
    r"(?: (?:be|go|belong|in|on|for|to|under|have|say|get|into))*|"
    rf"how (?:long|many hours|much time|urgent) (?:is|are|was|will|would) {_IT}(?: be)?|"
    rf"(?:is|will|would) {_IT} (?:be )?(?:assigned|due|billable)(?: to any(?:one|body))?|"
    r"(?:what|which)(?: exactly| precisely)? (?:will|would|do|did|are) (?:you|we) (?:\w+ )?"
    r"(?:writ|send|sent|creat|log|book|prepar|sav|add)\w*(?: exactly| there)?|"
    r"what(?:'s| is| was| does it say)? (?:on|in) (?:the|that|this) card|"
    rf"(?:show|tell|repeat|read)(?: me)? {_IT}(?: again)?|"
    rf"where (?:does|will|would|is) {_IT}(?: go)?"
    r")[ ?!.]*"
)


def asks_of_card(text: str) -> bool:
    """Whether the message asks what a card says, and nothing else."""
    folded = fold(text)
    parts = re.split(r",? and |, (?=\w+ )", folded)
    return bool(_ASKED.fullmatch(folded)) or all(_ASKED.fullmatch(part) for part in parts)


def cards_told(drafts: Sequence[Draft]) -> str:
    """What each card would write, field by field."""
    return "\n".join(sentence(_entry(d) if d.is_entry else _task(d)) for d in drafts)


def _task(draft: Draft) -> str:
    args = draft.call.args
    budget = args.get("budget_minutes")
    where = draft.place.label if draft.place else "the project"
    return joined([
        f"on the card: the task {args.get('name')} in {where}",
        "in the task list you named" if args.get("tasklist_id") else "in its default task list",
        f"assigned to {draft.people or 'nobody'}",
        f"due {day(args['due_date'])}" if args.get("due_date") else "no due date",
        f"{args.get('priority') or 'normal'} priority",
        f"budget {minutes(budget)}" if budget else "no budget",
        f'description "{args["description"]}"' if args.get("description") else "",
    ])  # fmt: skip


def _entry(draft: Draft) -> str:
    args = draft.call.args
    start, end = (str(args.get(name) or "")[11:16] for name in ("start_time", "end_time"))
    when = day(args.get("date") or str(args.get("start_time") or "")[:10] or None)
    return joined([
        f"on the card: {minutes(args['minutes']) if args.get('minutes') else f'{start} to {end}'}"
        f" on {draft.task.label if draft.task else 'the task'}",
        when,
        f"for {draft.people}" if draft.people else "",
        f'note "{args["description"]}"' if args.get("description") else "no note",
    ])  # fmt: skip
