"""Which intent a request speaks for, and how sure that is.

Every intent gives points to a request. The best one is taken where it leads the runner-up by
enough; where it does not, the person is asked. What points mean by themselves is said in
`intents/intent.py`; the leads stand here. They were chosen on the development requests of
`tests/agent/builtin/confidence.py`, which prints what each of them would cost: how often somebody
is asked who would have been answered rightly. How much a request resembles an intent's examples was
tried as a further voice, and made no difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agent.models.builtin.intents import all_intents
from agent.models.builtin.intents.intent import ENOUGH, Intent
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import StepEndError
from agent.models.builtin.request import Request

# The lead over the runner-up, as a share of the best score, below which the person is asked. What
# is read wrongly is seen and asked again; a write has to be meant.
READ_LEAD = 0.05
WRITE_LEAD = 0.3

SUBJECT = "subject"
"""The pick that holds the answer to "do you mean A or B?"."""


@dataclass(frozen=True)
class Choice:
    """The best intent of a request, the one after it, and their points."""

    best: Intent
    points: float
    second: Intent
    second_points: float

    @property
    def lead(self) -> float:
        """From 0, no better than the runner-up, to 1, nothing else has a point."""
        if self.points <= 0:
            return 0.0
        return (self.points - max(self.second_points, 0.0)) / self.points

    @property
    def understood(self) -> bool:
        """Whether the request says in so many words what it is about."""
        return self.points >= ENOUGH

    @property
    def clear(self) -> bool:
        """Whether the best may be taken without asking."""
        both = self.best.subject and self.second.subject and self.second_points >= ENOUGH
        needed = WRITE_LEAD if self.best.writes else READ_LEAD
        return not both or not self.understood or self.lead >= needed


def choose(request: Request) -> Choice:
    """Score the request against every intent; among equals the last name wins, so that the same
    words always mean the same."""
    ranked = sorted(
        ((intent.score(request), intent.name, intent) for intent in all_intents().values()),
        key=lambda scored: scored[:2],
        reverse=True,
    )
    (points, _, best), (second_points, _, second) = ranked[:2]
    return Choice(best, points, second, second_points)


def settled(picks: Mapping[str, Any]) -> Intent | None:
    """The intent that the person chose when asked."""
    picked = picks.get(SUBJECT)
    if not isinstance(picked, dict):
        return None
    return next((i for i in all_intents().values() if i.subject == picked["name"]), None)


def which(request: Request, choice: Choice) -> StepEndError:
    """The question between the two."""
    subjects = (choice.best.subject, choice.second.subject)
    options = [Entry("subject", place, subject) for place, subject in enumerate(subjects, 1)]
    return ask(request, "Which do you mean?", key=SUBJECT, options=options)
