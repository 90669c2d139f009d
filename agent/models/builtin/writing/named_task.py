"""The task of a segment: found by its words, or the only open one of a place, or asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.find_tasks import by_name, stem_of
from agent.models.builtin.leftovers import is_after_on
from agent.models.builtin.names.entry import Entry, Kind, entries_from
from agent.models.builtin.names.likeness import WHOLE
from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import StepEndError, say
from agent.models.builtin.scope import Scope, near_names, resolve
from agent.models.builtin.text.fold import Span, fold, lies_in, word_list, words_of
from agent.models.builtin.writing.certainty import surely_named
from agent.models.builtin.writing.idle import without_idle
from agent.models.builtin.writing.left_over import (
    note_from,
    note_of_words,
    without_chatter,
    without_verb,
)
from agent.models.builtin.writing.matching import Guess, Matcher, best_of, heavy_words
from agent.models.builtin.writing.pieces import Word
from agent.models.builtin.writing.sheet import Sheet

# So few letters of a word are said right even where there is a slip in the rest of it.
_HEAD = 2
# Reads are few: Paymo takes five requests in five seconds, and a turn has twelve.
_PLACES, _STEMS, _HEADS = 2, 2, 2
_MOST_OFFERED = 9
_NEVER_TASKS = frozenset(
    word_list("""
    hours minutes time today please thanks hello morning afternoon evening dear this that with
    work worked spent task project client entry timesheet mine just also from
""")
)
# "..., please book it under Details".
_BOOK_IT_ON = re.compile(
    r"\b(?:book|log|put|record|charge|enter|add|track|file|post|register|note|goes?|count|write|"
    r"belongs?)\s+(?:(?:it|this|that|them|those|all|down|all of it)\s+)*(?:under|on|onto|to|into|"
    r"against|in|for|as|at)\s+(?:the\s+)?(?:task\s+)?[\"']?$"
    r"|\bunder\s+(?:the\s+)?(?:task\s+)?[\"']?$"
)


@dataclass(frozen=True)
class Found:
    """The tasks that a segment's words name, what of them is a note, and where all that stands."""

    tasks: tuple[Entry, ...]
    note: str | None = None
    taken: tuple[Span, ...] = ()


class TaskFinder:
    """Finds the task of one segment. ``lone``: it is the only one, so more is read for it."""

    def __init__(
        self, desk: Desk, sheet: Sheet, words: Sequence[Word], given: frozenset[int], *, lone: bool
    ) -> None:
        self.desk = desk
        self.sheet = sheet
        self.request = sheet.request
        self.words = words
        self.lone = lone
        places = [e for e in desk.known_entries() if e.kind in ("client", "project")]
        self.matcher = Matcher(words, places, given)
        self.active = frozenset(e.id for e in places if e.kind == "project" and e.active)

    def find(self) -> Found | None:
        """The task; None where no word names one.

        Ends the step with reads that are missing, and with a question where several tasks fit, none
        does, or words are left over.
        """
        if not self.matcher.telling:
            return self._of_plain_word()
        picked = self.request.picks.get(f"task {fold(self.phrase)}")
        if picked:
            return self._picked(picked)
        tasks: dict[int, Entry] = {}
        best: list[Guess] = []
        for calls in self._searches():
            readings = self.desk.read_all(*calls)
            tasks |= {e.id: e for r in readings for e in entries_from("task", r.rows)}
            whole = all(reading.whole for reading in readings)
            best = best_of(self.matcher.guesses(tasks.values()), self.active or None)
            best = self._in_named_project(best)
            if self._names_only_a_place(best):
                return self._of_place()
            found = self._settled(best, tasks, whole)
            if found:
                return found
            if whole and self._whole_places:
                break
        raise self._question(best)

    def _of_plain_word(self) -> Found | None:
        """A task called by a word that needs no accounting elsewhere, with a capital: "Booking"."""
        capital = [w for w in self.words if self.request.text[w.span[0]].isupper()]
        tried = [w for w in capital if len(w.text) > 3 and w.text not in _NEVER_TASKS]
        readings = self.desk.read_all(*(by_name(word.text) for word in tried[:_HEADS]))
        tasks = {e.id: e for r in readings for e in entries_from("task", r.rows)}
        named = [replace(word, named=True) for word in tried]
        guesses = Matcher(named, self.matcher.places).guesses(tasks.values())
        best = best_of([g for g in guesses if g.whole and not g.left], self.active or None)
        if len(best) > 1:
            raise ask(self.request, f'Which task do you mean by "{tried[0].text}"?', key="task",
                      options=[guess.task for guess in best][:_MOST_OFFERED])  # fmt: skip
        return Found((best[0].task,), None, tuple(w.span for w in named)) if best else None

    @cached_property
    def _mentions(self) -> list[Mention]:
        """The projects and clients named in these words."""
        return [
            m for m in self.request.mentions
            if any(m.span[0] <= word.span[0] < m.span[1] for word in self.words)
            and (m.best("project") or m.best("client"))
        ]  # fmt: skip

    def _in_named_project(self, best: list[Guess]) -> list[Guess]:
        """Among equals those of the one project that is named: "Series A" beside "Series B"."""
        named = [self._place_of(m) for m in self._mentions]
        sure = {found[0].id for found in named if len(found) == 1 and found[0].kind == "project"}
        return [guess for guess in best if guess.task.project_id in sure] or best

    def _place_of(self, mention: Mention) -> list[Entry]:
        kinds: tuple[Kind, ...] = ("project", "client")
        return mention.candidates(max(kinds, key=mention.best))

    @cached_property
    def _place_words(self) -> frozenset[int]:
        return frozenset(
            i for i, word in enumerate(self.words)
            if lies_in(word.span[0], (m.span for m in self._mentions))
        )  # fmt: skip

    @cached_property
    def _firm_words(self) -> frozenset[int]:
        """Those of names that are surely not part of a longer, unknown one."""
        loose = [m.span for m in self._mentions if m.loose]
        return frozenset(
            i for i in self._place_words
            if not lies_in(self.words[i].span[0], loose)
        )  # fmt: skip

    @cached_property
    def _whole_places(self) -> bool:
        return bool(self._mentions) and all(
            max(m.best("project"), m.best("client")) >= WHOLE for m in self._mentions
        )

    @cached_property
    def phrase(self) -> str:
        """The words that are most likely a task's name, as they stand in the message."""
        apart = [i for i in self.matcher.telling if i not in self._firm_words]
        runs: list[list[int]] = []
        for place in apart or self.matcher.telling:
            if runs and self._joined(runs[-1][-1], place):
                runs[-1].append(place)
            else:
                runs.append([place])
        best = max(runs, key=lambda run: (self._after_on(run[0]), len(run)))
        return self.request.text[self.words[best[0]].span[0] : self.words[best[-1]].span[1]]

    def _joined(self, first: int, second: int) -> bool:
        gap = self.sheet.text[self.words[first].span[1] : self.words[second].span[0]]
        return (
            second - first <= 2
            and re.fullmatch(r"[\s'&/-]*(?:and|of|the|to|&)?\s*", gap) is not None
        )

    def _after_on(self, place: int) -> bool:
        return is_after_on(self.sheet.text[: self.words[place].span[0]])

    def _searches(self) -> Iterator[list[Call]]:
        places = [e for m in self._mentions for e in self._place_of(m)]
        clients = {e.id for e in places if e.kind == "client"}
        projects = [e for e in places if e.kind == "project"] or places
        projects = [e for e in projects if e.client_id in clients] or projects
        inside = [Call("list_tasks", {f"{e.kind}_id": e.id}) for e in projects[:3]]
        telling = [
            i for i in self.matcher.telling if i not in self._place_words or not self._whole_places
        ]
        words = heavy_words([*self.words], telling)
        stems = list(dict.fromkeys(stem_of(word) for word in words))
        named = [by_name(stem) for stem in stems[: _STEMS if self.lone else 1]]
        if self.lone and len(words) > 1:
            named = [by_name(self.phrase), *named[:1]]
        if self._whole_places and len(projects) <= 3:
            yield inside
            yield [Call(c.tool, c.args | {"name": stem}) for c in inside[:1] for stem in stems[:2]]
            return
        yield [*inside[:_PLACES], *named] or [by_name(self.phrase)]
        if stems:
            yield [by_name(stem) for stem in stems[: _STEMS + 1]]
            heads = list(dict.fromkeys(word[:_HEAD] for word in words if len(word) >= 3))
            yield [Call("list_tasks", {"name": h, "complete": False}) for h in heads[:_HEADS]]

    def _names_only_a_place(self, best: Sequence[Guess]) -> bool:
        if not self._mentions or not set(self.matcher.telling) <= self._place_words:
            return False
        clear = [guess for guess in best if not guess.left]
        if not clear or (self._whole_places and not clear[0].whole):
            return True
        if clear[0].whole and not self._whole_places:
            return False  # "Casting" is no "Broadcasting" where there is a task of that name
        if clear[0].whole and not set(clear[0].own) <= self._place_words:
            return False  # "Window details" says more than the "Window" of a project's name
        near = {e.id for m in self._mentions for e in m.candidates("project")}
        return not all(guess.task.project_id in near for guess in clear)

    def _of_place(self) -> Found:
        picked = self.request.picks.get("task")
        taken = tuple(self.words[i].span for i in self._place_words)
        if picked:
            return Found((Entry("task", picked["id"], picked["name"]),), None, taken)
        spans = [m.span for m in self._mentions]
        others = [m.span for m in self.request.mentions if m.span not in spans]
        scope = resolve(self.desk, self.request.without(*others), "project", "client", write=True)
        place = scope.project or scope.client
        for mention in self._mentions:
            said, named = words_of(mention.text), self._place_of(mention)
            if not any(surely_named(said, (*e.words, e.code.lower())) for e in named):
                raise self._stranger(sorted(self._place_words))
        options = open_tasks(self.desk, scope)
        if place and len(options) == 1:
            return Found((options[0],), None, taken)
        raise task_question(self.desk, self.sheet, scope, options)

    def _settled(self, best: list[Guess], tasks: dict[int, Entry], whole: bool) -> Found | None:
        """The one task, where nothing is left over but a note; ends the step where several fit."""
        if not best:
            return None
        own = best[0].own
        named = sorted({*own, *best[0].around})
        left = without_verb(self.sheet, self.words, best[0].left, named)
        left = without_chatter(self.sheet, self.words, left, own)
        note = note_from(self.sheet, self.words, left, own) or self._told_before(left, own)
        if left and note is None and best[0].whole:
            left = without_idle(self.sheet, self.words, left, own)
        if left and note is None:
            return self._several(tasks)
        if len(best) > 1:
            raise self._which([guess.task for guess in best], "Which task do you mean by", own)
        if not best[0].sure or not (whole or best[0].whole):
            return None
        return Found((best[0].task,), note, self._taken(best[0].own, best[0].around, left))

    def _told_before(self, left: Sequence[int], own: Sequence[int]) -> str | None:
        """What was done, where the task is said in a clause of its own: "two hours of checking
        the joints, book it under Details"."""
        pointed = _BOOK_IT_ON.search(self.sheet.text[: self.words[min(own)].span[0]])
        if not left or not pointed or self.words[left[-1]].span[1] > pointed.start():
            return None
        return note_of_words(self.sheet, self.words, left, own)

    def _taken(self, *places: Sequence[int] | frozenset[int]) -> tuple[Span, ...]:
        return tuple(self.words[i].span for group in places for i in group)

    def _several(self, tasks: dict[int, Entry]) -> Found | None:
        """Several tasks joined by "and" or a comma, for the same time: "1h each on A and B"."""
        telling = self.matcher.telling
        cuts = [n for n in range(1, len(telling)) if self._listed(telling[n - 1], telling[n])]
        groups = [telling[a:b] for a, b in zip([0, *cuts], [*cuts, len(telling)], strict=True)]
        if len(groups) < 2:
            return None
        found: list[Entry] = []
        for group in groups:
            words = [self.words[i] for i in group]
            best = best_of(
                Matcher(words, self.matcher.places).guesses(tasks.values()), self.active or None
            )
            if len(best) != 1 or best[0].left or not best[0].sure:
                return None
            found.append(best[0].task)
        return Found(tuple(found), None, self._taken(telling))

    def _listed(self, first: int, second: int) -> bool:
        gap = self.sheet.text[self.words[first].span[1] : self.words[second].span[0]]
        return re.fullmatch(r"\s*(?:,|and|&|\+|,\s*and)\s*(?:on\s+)?(?:the\s+)?", gap) is not None

    def _picked(self, picked: dict[str, Any]) -> Found:
        """What the person chose for the phrase, if every other word is accounted for."""
        task = Entry("task", picked["id"], picked["name"])
        start = self.request.text.find(self.phrase)
        own = [i for i, w in enumerate(self.words) if start <= w.span[0] < start + len(self.phrase)]
        left = [i for i in self.matcher.telling if i not in own and i not in self._place_words]
        note = note_from(self.sheet, self.words, left, own) if left else None
        if left and note is None:
            raise self._stranger(left)
        return Found((task,), note, self._taken(own, self._place_words, left))

    def _question(self, best: list[Guess]) -> StepEndError:
        clear = [guess.task for guess in best if not guess.left]
        if clear:
            question = "I am not sure which task you mean by"
            return self._which(clear, question, best[0].own)
        if best and not self._adjoins(best[0]) and best[0].left:
            return self._stranger(best[0].left)
        places = [e for m in self._mentions if not m.loose for e in self._place_of(m)]
        if len(places) == 1:
            place = places[0]
            scope = Scope(client=place) if place.kind == "client" else Scope(project=place)
            options = open_tasks(self.desk, scope)
            return self._which(
                options, f'I found no task called "{{}}" in {place.name}. Which one is it?'
            )
        return self._which([guess.task for guess in best], "I found no task called")

    def _adjoins(self, guess: Guess) -> bool:
        """Whether the words left over stand right beside those that fit: one name, then."""
        return any(abs(i - j) == 1 and self._joined(min(i, j), max(i, j))
                   for i in guess.left for j in guess.own)  # fmt: skip

    def _which(
        self, options: Sequence[Entry], question: str, own: Sequence[int] = ()
    ) -> StepEndError:
        """The question which task it is; ``own`` are the words that all that are offered have."""
        phrase = self._with_own(own)
        if "{}" in question:
            text = question.format(phrase)
        elif question.startswith("I found no"):
            ends = " Do you mean one of these?" if options else " What is it called in Paymo?"
            text = f'{question} "{phrase}".{ends}'
        else:
            text = f'{question} "{phrase}"?'
        return ask(self.request, text, key=f"task {fold(self.phrase)}",
                   options=options[:_MOST_OFFERED], phrase=phrase)  # fmt: skip

    def _with_own(self, own: Sequence[int]) -> str:
        """The phrase, with words of the task's name beside it that are a place's as well."""
        start = self.request.text.find(self.phrase)
        end = start + len(self.phrase)
        said = [i for i, word in enumerate(self.words) if start <= word.span[0] < end]
        run = sorted({*said, *own})
        if not said or any(not self._joined(a, b) for a, b in pairwise(run)):
            return self.phrase
        return self.request.text[self.words[run[0]].span[0] : self.words[run[-1]].span[1]]

    def _stranger(self, left: Sequence[int]) -> StepEndError:
        """A question about words that are nobody's and nothing's name."""
        run = [left[0]]
        for place in left[1:]:
            if not self._joined(run[-1], place):
                break
            run.append(place)
        said = self.request.text[self.words[run[0]].span[0] : self.words[run[-1]].span[1]]
        near = near_names(self.desk, said, ("user", "client", "project"))
        return ask(
            self.request,
            f'I found no person, client, project or task called "{said}".{near} Who or what is it? '
            "(A note for the entry goes behind a colon.)",
            key=f"name {fold(said)}",
            phrase=said,
        )


def open_tasks(desk: Desk, scope: Scope) -> list[Entry]:
    """The open tasks of a project or client, or those of the person asking."""
    ids = Scope(client=scope.client, project=scope.project).ids()
    if not ids and desk.context.user_id is not None:
        ids = {"user_id": desk.context.user_id}
    if not ids:
        return []
    found = entries_from("task", desk.read("list_tasks", **ids, complete=False).rows)
    archived = {entry.id for entry in desk.entries("project") if not entry.active}
    return [task for task in found if scope.project or task.project_id not in archived]


def task_question(desk: Desk, sheet: Sheet, scope: Scope, options: Sequence[Entry]) -> StepEndError:
    """ "On which task?", with the open ones of the place."""
    place = scope.project or scope.client
    if place and not options:
        return say(
            f"{place.name} has no open task to log time on. I can create one: name it and its "
            f"project."
        )
    where = f" of {place.name}" if place else ""
    return ask(sheet.request, f"On which task{where}?", key="task", options=options)
