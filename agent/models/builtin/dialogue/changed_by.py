"""Whether a reply to a card says more than what it changes there.

"Friday" and "no, make it Friday instead" change the day; "I was sick on Friday" tells of something
else. As with a new card every word has to be accounted for: it is a name, a day, a length, a level,
a word of the card itself, or one of those that changes are asked for with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.dialogue.drafts import Draft
from agent.models.builtin.request import Request, read_request
from agent.models.builtin.text.fold import blank, word_list, words_of
from agent.models.builtin.text.vocabulary import words_with_spans
from agent.models.builtin.writing.wording import COURTEOUS

_OF_CHANGES = frozenset(
    word_list("""
    a about actually add adjust after again ah all also amend an and another april as at august
    be been before belongs best better billable book both bring bump but by can card change
    cheers correct could critical cut date day days december decrease different do does doing
    double down drop duration earlier edit end enter entry everyone extend extra february fewer
    final fine finish first fix for forward friday from get gets give gives great half halve
    handle handles have he help helps her high him his hm hmm hour hours how i in increase
    instead into is isn't it it's january july june just kindly last later leave length less let
    let's lets like log longer low lower make march may me mean meant medium mine minus minute
    minutes monday month more move much must my myself name need needs next no non non-billable
    nope normal not nothing november now october of off oh ok okay on one ones only oops open or
    other others our out over people person please pls plus plz project push put quarter raise
    rather real really record reduce remove replace responsible right s same saturday second
    september set shall shave she shift shorten shorter should shouldn't since so sorry standard
    start stop sunday swap t take takes task than thank thanks that that's the their them then
    these they third this those thought thoughts three thursday till time to today tomorrow too
    top total track triple tuesday two until up update urgent us use wait want wanted was wasn't
    we wednesday week well were what who will with without would wrong yeah yep yes yesterday you
    your
""")
)
# Of time it is said what was done, and of a task what shall be.
_OF_TIME = frozenset(word_list("booked did done ended logged spent started took worked"))
_OF_TASKS = frozenset(
    word_list("""
    assign assignee budget deadline due estimate level owner owns plan prio priority reassign
    unassign unassigned
""")
)
_BACK = re.compile(r"(?<= )back (?=by\b|to\b)")  # "push it back by a week"
# Asides that tell nothing.
_IDLE = re.compile(
    r"\b(?:by the way|btw|fyi|after all|in the end|in fact|of course|my (?:mistake|bad|fault)|i "
    r"(?:think|guess|forgot|believe)|forgot to (?:say|mention)|if (?:possible|you can|that's ok)|"
    r"for now|as well|would be (?:better|best|great|nice)|looks? (?:good|fine) but)\b"
)
# What is changed in these is told in free words, or found by them.
_IN_FREE_WORDS = frozenset({"name", "description", "task_id", "tasklist_id"})


def says_more(desk: Desk, drafts: Sequence[Draft], changed: Sequence[Call], text: str) -> bool:
    """Whether words are left that have no part in what changed; where the writes became more or
    fewer, or their texts changed, that is not looked at."""
    before = [draft.call for draft in drafts]
    if len(changed) != len(before):
        return False
    fields = {
        field
        for old, new in zip(before, changed, strict=True)
        for field in {*old.args, *new.args}
        if old.args.get(field) != new.args.get(field)
    }
    words = read_request(text, desk.context.calendar, desk.names)
    if not fields or fields & _IN_FREE_WORDS or words.quotes:
        return False
    known = _OF_CHANGES.union(*(words_of(draft.name) for draft in drafts))
    known |= _OF_TIME if any(draft.is_entry for draft in drafts) else frozenset()
    known |= _OF_TASKS if any(not draft.is_entry for draft in drafts) else frozenset()
    return any(word not in known for word in _left(words))


def _left(words: Request) -> list[str]:
    spans = [m.span for m in (*words.dates("past"), *words.dates("future"))]
    spans += [d.span for d in words.durations] + ([words.clock.span] if words.clock else [])
    for aside in (_BACK, _IDLE, COURTEOUS):
        spans += [match.span() for match in aside.finditer(words.plain)]
    found = (word for word, _ in words_with_spans(blank(words.plain, *spans)))
    return [word for word in found if not any(sign.isdigit() for sign in word)]
