"""The lists of words: what stands in one twice hides from whoever deletes it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from agent.models import builtin


def _blocks() -> Iterator[tuple[str, str]]:
    """The place and the text of every ``word_list`` of the planner."""
    for path in sorted(Path(builtin.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "word_list":
                yield f"{path.name}:{node.lineno}", str(ast.literal_eval(node.args[0]))


def test_no_list_of_words_holds_one_twice() -> None:
    blocks = dict(_blocks())
    repeated = {
        place: [word for word, count in Counter(block.split()).items() if count > 1]
        for place, block in blocks.items()
    }

    assert len(blocks) > 20
    assert {place: words for place, words in repeated.items() if words} == {}
