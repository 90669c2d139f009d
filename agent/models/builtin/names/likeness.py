"""What counts as how alike: every threshold that decides whether words are a name, with its reason.

A similarity is 1.0 for the same letters; a score weighs the similarities of all words of a name.
"""

from __future__ import annotations

from typing import Final

from rapidfuzz.distance import OSA

from agent.models.builtin.text.places import COUNTRY_WORDS

# --- One word said against one word of a name.

# "zoes" for Zoe and "banners" for Banner: an ending is no slip, yet the word itself is better.
PLURAL: Final = 0.97

# A beginning stands for the word ("north" for Northwind), but a whole word that fits is better.
BEGINNING: Final = 0.9

# An ending does for half of the word or more ("site" for website), where nothing else is likelier.
ENDING: Final = 0.85

# A single letter for a first name beside the last name that is said whole ("J. Holm").
INITIAL: Final = 0.9

# Written in one word or in two ("nightfall"): as sure as a name without its legal form.
JOINED: Final = 0.98

# Fewer letters in common than this and it is another word: one slip in four letters is 0.75.
SLIP: Final = 0.74

# A word with a slip in it is always worse than the word to the letter.
SLIPPED: Final = 0.95

# From this many letters on two slips are still slips; in fewer they make another word.
LONG: Final = 6

# Shortest word that a slip is looked for in; "QA" and "SEO" are right or unknown.
SHORTEST_SLIP: Final = 3

# So many letters at a word's beginning stand for it: "Bright" for Brightwater. Fewer do only where
# they are half of it.
SHORTEST_START: Final = 4

# --- All the words said against a whole name.

# Every word said, and every word but legal forms, articles and the like.
EXACT: Final = 1.0
WHOLE: Final = 0.98

# Every word but a year: "annual report" for "Annual Report 2026".
BUT_YEAR: Final = 0.99

# Every word said, in another order: the name whose order it is, is better.
TURNED: Final = 0.97

# Of the score, the part that stands for how much of the name was said.
SHARE: Final = 0.1

# Words that many names share say a quarter of what others do.
GENERIC: Final = 0.25

# Less is no name: two words of three with a slip in each lie above it.
MAY_BE: Final = 0.62

# Scores closer than this are a tie, which is asked about.
NEAR: Final = 0.05

# A record of another kind is meant only where it fits clearly better.
KIND_MARGIN: Final = 0.06

# So much of what was said has to be in a task's name: all telling words but for a small one.
COVERED: Final = 0.75

# A single word that is no name's to the letter may be another word altogether ("demo", "memo"), and
# a card is written for it only from here on: seven letters with one slip, six with one letter
# missing or too many. Beside a word of the name that does fit, a slip is one.
ALONE: Final = 0.8

# Names offered in place of one that nobody has: a third of the letters may differ.
CLOSE: Final = 0.6


def is_short_for(said: str, name: str) -> bool:
    """Whether a word is a long enough beginning of another, or at least half of its end."""
    half = 2 * len(said) >= len(name)
    begins = name.startswith(said) and (len(said) >= SHORTEST_START or half)
    return begins or (half and len(said) >= SHORTEST_START and name.endswith(said))


def is_slip(said: str, name: str) -> bool:
    """One letter wrong, or two in longer words. The first letter is seldom the wrong one, and a
    word of four letters with another letter in it is another word ("cook", "book")."""
    if said in COUNTRY_WORDS:
        return False  # "Portugal" is no "portal"
    allowed = 2 if len(said) >= LONG else 1
    if name.isdigit() or len(name) <= SHORTEST_SLIP or OSA.distance(said, name) > allowed:
        return False
    if said.startswith(name) and said.removeprefix(name) not in ("s", "es"):
        return False  # "designer" is no "design"
    if said[0] != name[0] and said[:2] != name[1::-1] and said != name[1:]:
        return False
    return len(said) > 4 or len(said) != len(name) or sorted(said) == sorted(name)
