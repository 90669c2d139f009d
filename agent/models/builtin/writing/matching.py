"""Which task the words of a segment name, and which of the words that leaves over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA

from agent.models.builtin.names.entry import Entry
from agent.models.builtin.names.forms import spelled
from agent.models.builtin.names.likeness import NEAR, SHORTEST_SLIP, SLIPPED, WHOLE
from agent.models.builtin.names.match import Fit, NameIndex, weight
from agent.models.builtin.text.fold import words_of
from agent.models.builtin.writing.certainty import closeness, surely_named
from agent.models.builtin.writing.pieces import Word
from agent.models.builtin.writing.wording import is_neutral


@dataclass(frozen=True)
class Guess:
    """A task that words may mean: ``own`` are the places of the words its name takes, ``around``
    those of its project's and client's names, ``left`` the telling words that nothing takes."""

    task: Entry
    own: tuple[int, ...]
    around: frozenset[int]
    left: tuple[int, ...]
    score: float
    sure: bool

    @property
    def whole(self) -> bool:
        return self.score >= WHOLE


@dataclass(frozen=True)
class Matcher:
    """Guesses over a segment's words. ``places`` are the projects and clients known by name."""

    words: Sequence[Word]
    places: Sequence[Entry]
    given: frozenset[int] = frozenset()

    @cached_property
    def telling(self) -> list[int]:
        """The places of the words that have to be accounted for."""
        return [
            i for i, word in enumerate(self.words)
            if i not in self.given
            and (word.quoted is not None or word.named or not is_neutral(word.text))
        ]  # fmt: skip

    def guesses(self, tasks: Iterable[Entry]) -> list[Guess]:
        """Every task any of the words fit, best first."""
        tasks = list(tasks)
        said = [word.text for word in self.words]
        best: dict[Entry, Guess] = {}
        for fit in NameIndex(tasks).fits(said):
            guess = self._guess(fit, said)
            if guess and (fit.entry not in best or _rank(guess) < _rank(best[fit.entry])):
                best[fit.entry] = guess
        for task in tasks:
            done = None if task in best else self._done(task, said)
            if done:
                best[task] = done
        return sorted(best.values(), key=_rank)

    def _done(self, task: Entry, said: Sequence[str]) -> Guess | None:
        """ "Graded 4 hours for Acme" is work on the task "Grade"."""
        if len(task.words) != 1:
            return None
        place = next((i for i in self.telling if _same_verb(said[i], task.words[0])), None)
        return None if place is None else self._guess(
            Fit(task, place, place, WHOLE - NEAR, 1.0), said)  # fmt: skip

    def _guess(self, fit: Fit, said: Sequence[str]) -> Guess | None:
        own = self._with_slips(fit, said)
        tells = any(self.words[i].quoted is not None or not is_neutral(said[i]) for i in own)
        if not tells and (fit.score < WHOLE or len(own) < len(fit.entry.words)):
            return None
        if self._cuts_a_quote(own):
            return None
        around = self._around(fit.entry) - set(own)
        left = tuple(
            i for i in self.telling
            if i not in own and i not in around and not _says_again(said[i], fit)
        )  # fmt: skip
        heavy = [i for i in own if not is_neutral(said[i])]
        words = [said[i] for i in heavy]
        whole = fit.score >= WHOLE and len(own) >= len(fit.entry.words)
        sure = len(heavy) > 1 or surely_named(words, spelled(fit.entry))
        sure = sure or (not heavy and whole and bool(around))  # "Recording" of the podcast
        sure = sure or any(_same_verb(word, name) for word in words for name in fit.entry.words)
        score = fit.score if len(own) == fit.last - fit.first + 1 else max(fit.score, WHOLE - NEAR)
        return Guess(fit.entry, own, frozenset(around), left, score, sure)

    def _with_slips(self, fit: Fit, said: Sequence[str]) -> tuple[int, ...]:
        """The words of the fit and, right beside them, short words with a slip in them."""
        places = list(range(fit.first, fit.last + 1))
        free = list(fit.entry.words)
        for place in places:
            closest = max(free, key=lambda name: closeness(said[place], name), default="")
            free = [name for name in free if name != closest]
        for step, start in ((-1, fit.first - 1), (1, fit.last + 1)):
            place = start
            while place in self.telling:
                slips = [n for n in free if _is_slip(said[place], n) or _same_verb(said[place], n)]
                if not slips:
                    break
                free.remove(slips[0])
                places.append(place)
                place += step
        return tuple(sorted(places))

    def _cuts_a_quote(self, own: Sequence[int]) -> bool:
        """Quoted words are a name whole or not at all."""
        quotes = {self.words[i].quoted for i in own} - {None}
        return any(
            word.quoted in quotes and i not in own and not is_neutral(word.text)
            for i, word in enumerate(self.words)
        )

    def _around(self, task: Entry) -> set[int]:
        place = [e for e in self.places if (e.kind, e.id) == ("project", task.project_id)]
        place += [e for e in self.places if (e.kind, e.id) == ("client", task.client_id)]
        index = NameIndex(place or _named_places(task))
        said = [word.text for word in self.words]
        single = [re.sub(r"(?<=[a-z]{3})s$", "", word) for word in said]  # "the care plans"
        fits = [(fit, words) for words in (said, single) for fit in index.fits(words)]
        return {i for f, words in fits for i in range(f.first, f.last + 1) if _is_sure(f, words)}


def _says_again(said: str, fit: Fit) -> bool:
    """ "A client call, log it under client calls": the name's own words once more."""
    names = fit.entry.words if fit.score >= WHOLE else ()
    return any(said == word or f"{said}s" == word or said == f"{word}s" for word in names)


def _is_sure(fit: Fit, said: Sequence[str]) -> bool:
    words = [word for word in said[fit.first : fit.last + 1] if not is_neutral(word)]
    return surely_named(words, spelled(fit.entry))


def _named_places(task: Entry) -> list[Entry]:
    named = (("project", task.project), ("client", task.client))
    return [
        Entry("project", -n, name, words=tuple(words_of(name)))
        for n, (_, name) in enumerate(named, 1) if name
    ]  # fmt: skip


def _rank(guess: Guess) -> tuple[int, bool, int, float, bool, int]:
    return (
        len(guess.left),
        not guess.whole,
        -len(guess.own),
        -guess.score,
        not guess.task.active,
        guess.task.id,
    )


def _is_slip(said: str, name: str) -> bool:
    if said.isdigit() or name.isdigit():
        return said == name
    if closeness(said, name) >= SLIPPED:
        return True
    return len(said) >= SHORTEST_SLIP and OSA.distance(said, name, score_cutoff=1) <= 1


_ENDINGS = re.compile(r"(?:(?P<twice>[bdgklmnprtz])(?P=twice)(?:ing|ed|er)|e?ing|e?d|es|s)$")


def _same_verb(said: str, name: str) -> bool:
    """ "Setting" and "set", "reviewed" and "review", "tests" and "testing"."""
    return len(said) > 3 and _root(said) == _root(name)


def _root(word: str) -> str:
    cut = _ENDINGS.sub(lambda match: match["twice"] or "", word)
    return cut.removesuffix("e")


def best_of(guesses: Sequence[Guess], open_projects: frozenset[int] | None = None) -> list[Guess]:
    """The guesses that fit about equally well: one means it is clear. Open tasks come before done
    ones, and active projects before archived ones (``open_projects`` None: not known)."""
    if not guesses:
        return []
    first = guesses[0]
    tied = [g for g in guesses if len(g.left) == len(first.left)]
    if first.whole:
        tied = [g for g in tied if g.whole and len(g.own) == len(first.own)]
    else:
        tied = [g for g in tied if g.score >= first.score - NEAR]
    if open_projects is not None:
        tied = [g for g in tied if g.task.project_id in open_projects] or tied
    return [g for g in tied if g.task.active] or tied


def heavy_words(words: Sequence[Word], places: Iterable[int]) -> list[str]:
    """The words at these places worth searching by, the longest first."""
    found = {words[i].text.removesuffix("'s") for i in places}
    return sorted((word for word in found if weight(word) == 1.0), key=lambda w: (-len(w), w))
