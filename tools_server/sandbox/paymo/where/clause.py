"""A piece of SQL with its parameters: the only way that values reach the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Clause:
    """A condition; `text` is written in code, everything from outside is in `params`."""

    text: str
    params: tuple[Any, ...] = ()

    def within(self, template: str) -> "Clause":
        """Put the condition into the `{}` of a larger one."""
        return Clause(template.format(self.text), self.params)


EVERYTHING = Clause("true")


def all_of(clauses: Iterable[Clause]) -> Clause:
    """The conjunction; of nothing it is always true."""
    parts = [clause for clause in clauses if clause != EVERYTHING]
    if not parts:
        return EVERYTHING
    text = " AND ".join(f"({clause.text})" for clause in parts)
    return Clause(text, tuple(value for clause in parts for value in clause.params))
