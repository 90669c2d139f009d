"""A recursive-descent parser of the filter language (Paymo API facts, section 5.1).

    where   := condition { ("and" | "&&") condition }
    condition := path operator value | path ["not"] "in" "(" value { "," value } ")"
    path    := word { "." word }
    operator := "=" | "!=" | "<>" | ">" | ">=" | "<" | "<=" | "like" | "not like"
    value   := word | "double quoted text"

There is no `or`, no nesting, no escape inside a quoted text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tools_server.sandbox.paymo.errors import BadRequest
from tools_server.sandbox.paymo.kinds import Literal

TOKEN = re.compile(
    r"""\s*(?:
        "(?P<quoted>[^"]*)"
      | (?P<symbol><=|>=|<>|!=|=|<|>|\(|\)|,|&&)
      | (?P<word>[^\s"'()<>=!,&]+)
    )""",
    re.VERBOSE,
)
PATH = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*\Z")
COMPARISONS = {"=": "=", "!=": "!=", "<>": "!=", ">": ">", ">=": ">=", "<": "<", "<=": "<="}


@dataclass(frozen=True)
class Condition:
    """`path` is split at its dots; `operator` is lower case, `<>` has become `!=`."""

    path: tuple[str, ...]
    operator: str
    values: tuple[Literal, ...]

    @property
    def name(self) -> str:
        return self.path[-1]

    @property
    def value(self) -> Literal:
        return self.values[0]


def parse_where(text: str) -> list[Condition]:
    """Read a `where` parameter; blank text is no condition. Raises BadRequest on anything else."""
    parser = _Parser(list(_tokens(text)))
    return parser.conditions() if parser.more() else []


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    position, end = 0, len(text.rstrip())
    while position < end:
        match = TOKEN.match(text, position, end)
        if match is None:
            raise BadRequest(f"Invalid where: cannot read {text[position:].strip()!r}")
        kind = str(match.lastgroup)
        yield kind, match.group(kind)
        position = match.end()


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._next = 0

    def more(self) -> bool:
        return self._next < len(self._tokens)

    def conditions(self) -> list[Condition]:
        found = [self._condition()]
        while self.more():
            if not (self._keyword("and") or self._symbol("&&")):
                raise self._error("and")
            found.append(self._condition())
        return found

    def _condition(self) -> Condition:
        path = tuple(self._path().split("."))
        negated = "not " if self._keyword("not") else ""
        if self._keyword("in"):
            return Condition(path, f"{negated}in", tuple(self._list()))
        if self._keyword("like"):
            return Condition(path, f"{negated}like", (self._value(),))
        if negated:
            raise self._error("in or like")
        return Condition(path, self._comparison(), (self._value(),))

    def _path(self) -> str:
        kind, text = self._peek()
        if kind != "word" or not PATH.match(text):
            raise self._error("a field")
        self._next += 1
        return text

    def _comparison(self) -> str:
        kind, text = self._peek()
        if kind != "symbol" or text not in COMPARISONS:
            raise self._error("an operator")
        self._next += 1
        return COMPARISONS[text]

    def _list(self) -> Iterator[Literal]:
        if not self._symbol("("):
            raise self._error("(")
        yield self._value(listed=True)
        while self._symbol(","):
            yield self._value(listed=True)
        if not self._symbol(")"):
            raise self._error(")")

    def _value(self, *, listed: bool = False) -> Literal:
        kind, text = self._peek()
        if kind not in ("word", "quoted"):
            raise self._error("a value")
        self._next += 1
        return Literal(text, quoted=kind == "quoted", listed=listed)

    def _keyword(self, word: str) -> bool:
        return self._accept("word", word)

    def _symbol(self, symbol: str) -> bool:
        return self._accept("symbol", symbol)

    def _accept(self, kind: str, text: str) -> bool:
        found_kind, found = self._peek()
        accepted = found_kind == kind and found.lower() == text
        self._next += accepted
        return accepted

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._next] if self.more() else ("end", "the end")

    def _error(self, wanted: str) -> BadRequest:
        return BadRequest(f"Invalid where: expected {wanted}, found {self._peek()[1]!r}")
