"""Words that only sound like a part of some name, beside a name that is said to the letter."""

from __future__ import annotations

from collections.abc import Sequence

from agent.models.builtin.names.likeness import EXACT, PLURAL, WHOLE
from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.text.everyday import EVERYDAY
from agent.models.builtin.text.fold import fold

_SHORT = 5  # letters; a longer piece of a word is meant for that word


def without_weak(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without a small word that is the end or the middle of a name's word ("ring" for
    "Ordering"), or an everyday one, where something else is named to the letter."""
    sure = [m for m in mentions if m.fits and m.fits[0].alike >= EXACT and not _is_weak(m)]
    whole = any(m.fits[0].score >= WHOLE for m in sure)
    return [m for m in mentions if not (sure and _is_weak(m)) and not (whole and _is_everyday(m))]


def _is_weak(mention: Mention) -> bool:
    word = fold(mention.text)
    if not word.isalpha() or len(word) > _SHORT or not mention.text.islower():
        return False
    return all(fit.alike < PLURAL and not fit.entry.words[0].startswith(word)
               for fit in mention.fits)  # fmt: skip


def _is_everyday(mention: Mention) -> bool:
    """One word in small letters that is plain English, and a part of a name only."""
    return mention.text in EVERYDAY and mention.fits[0].score < WHOLE
