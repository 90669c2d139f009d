"""People meant by what they do: "the designers", "our tax consultants", "the legal team"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from agent.models.builtin.answers.phrases import listed
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.names.likeness import WHOLE
from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import Span, fold, overlap, words_of
from agent.models.builtin.text.vocabulary import is_content, words_with_spans

AGENT = (
    r"(?:[a-z-]{2,}(?:er|or|ist|ant|yst|itect|ian)|intern|trainee|student|lead|head|clerk|counsel)"
)
_GROUP = r"(?:people|folks?|team|guys?|crew|department|side|staff|person)"
# What may say a position; everything else spares the look at the list of people.
_MAY_SAY = re.compile(rf"\b(?:[a-z-]{{3,}}s|{AGENT}|[a-z-]{{3,}} {_GROUP})\b")
_ONE = re.compile(r"\b(?:the|our|my|an?|per|each|every|by)\s+$")
_PEOPLE = "people"
_LONGEST = 4  # words
_LEAST = 4  # letters by which the beginning of a word says it: "design team"


@dataclass(frozen=True)
class Holders:
    """Those whose position the words say, and where these stand."""

    said: str
    spans: tuple[Span, ...]
    people: tuple[Entry, ...]


def holders(desk: Desk, request: Request) -> Holders | None:
    """The people whose position the request says, the longest wordings first; inside a name that is
    said whole nothing says a position."""
    if not _MAY_SAY.search(request.plain):
        return None
    held: dict[str, set[int]] = {}
    for row in desk.rows("user"):
        held.setdefault(str(row.get("position") or ""), set()).add(row["id"])
    # "Partner, finance" are two; what is said must be the head of one: "projects" is nobody's.
    positions = [(words_of(each), ids) for position, ids in held.items()
                 for each in re.split(r"[,;/&]", position)]  # fmt: skip
    words = words_with_spans(request.text)
    taken = [m.span for m in request.mentions if is_named(m)]
    found: list[tuple[Span, set[int]]] = []
    places = combinations(range(len(words) + 1), 2)
    for first, end in sorted(places, key=lambda place: place[0] - place[1]):
        span = (words[first][1][0], words[end - 1][1][1])
        if end - first > _LONGEST or any(_in_the_way(other, span) for other in taken):
            continue
        said = [word.removesuffix("'s") for word, _ in words[first:end]]
        single = _ONE.search(request.folded[: span[0]]) is not None
        ids = {user for position, users in positions if _says(said, position, single)
               for user in users}  # fmt: skip
        if ids:
            found.append((span, ids))
            taken.append(span)
    if not found:
        return None
    found.sort()
    meant = {user for _, ids in found for user in ids}
    people = tuple(entry for entry in desk.entries("user") if entry.id in meant)
    wordings = listed([fold(request.text[slice(*span)]) for span, _ in found])
    return Holders(wordings, tuple(span for span, _ in found), people)


def as_people(request: Request, held: Holders) -> Request:
    """The request with "people" where the positions were said, and without the names inside."""
    emptied = request.emptied(*held.spans)
    text = emptied.text
    for start, end in held.spans:
        if end - start >= len(_PEOPLE):
            text = f"{text[:start]}{_PEOPLE}{text[start + len(_PEOPLE) :]}"
    return replace(emptied, text=text)


def settled_by(held: Holders, request: Request) -> Request | None:
    """The request with the one of several of a name whose position was said: "Sam, our front-end
    developer"; None where the position tells nobody apart."""
    for mention in request.mentions:
        meant = [entry for entry in mention.candidates("user") if entry in held.people]
        if len(meant) == 1 < len(mention.candidates("user")):
            picks = {**request.picks, fold(mention.text): meant[0].as_reference()}
            return replace(request.emptied(*held.spans), picks=picks)
    return None


def is_named(mention: Mention) -> bool:
    """Whether the words are a record's own, whole: "intern" for the in-house client is not."""
    best = mention.fits[0]
    return best.score >= WHOLE and {*words_of(mention.text)} <= {*best.entry.words}


def _in_the_way(name: Span, span: Span) -> bool:
    """A name lies in these words, and is more than a part of them: "office" in "office manager"."""
    inside = span[0] <= name[0] and name[1] <= span[1] and name != span
    return overlap(name, span) and not inside


def _says(said: Sequence[str], position: Sequence[str], single: bool) -> bool:
    """Whether a position ends in these words, the last of them in the plural, or in the singular
    behind an article; or holds those before "team"."""
    last = said[-1]
    if re.fullmatch(_GROUP, last):
        what = [word for word in said[:-1] if is_content(word)]  # "on the team" says none
        return bool(what) and all(any(_begins(w, each) for w in position) for each in said[:-1])
    if last.endswith("s") and not last.endswith("ss"):
        last = last.removesuffix("s")
    elif not single or not re.fullmatch(AGENT, last):
        return False
    whole, end = [*said[:-1], last], len(position)
    turned = single and len(said) == end and re.fullmatch(AGENT, last)
    if turned and all(any(_begins(each, word) for each in position) for word in whole):
        return True  # "the design lead" is the lead designer
    # A "project manager" is no project: a word for no doer is the position's last.
    places = range(end) if re.fullmatch(AGENT, last) else (end - len(whole),)
    return any(at >= 0 and list(position[at : at + len(whole)]) == whole for at in places)


def _begins(word: str, said: str) -> bool:
    return word == said or (len(said) >= _LEAST and word.startswith(said))


# Somebody by what he does: "freelancer" for "Freelance designer".
_DOER = re.compile(r"([a-z-]{4,}?)(?:er|or|ist|ant)")


def _stem(position: str) -> str:
    return position.removesuffix("s")


def held_position(desk: Desk, phrases: Iterable[str]) -> str:
    """What somebody's position has of the first of these phrases that says one, as it is written
    there: "Back-end" for "back end", "Freelance" for "freelancer"; else nothing."""
    said = [_stem(fold(phrase)) for phrase in phrases if len(phrase) > 1]
    if not said:
        return ""
    rows = desk.read_all(Call("list_users", {"active": None}), earlier=True)[0].rows
    held = [str(row.get("position") or "") for row in rows]
    patterns = [r"\W?".join(map(re.escape, words_of(phrase))) for phrase in said]
    patterns += [rf"\b{re.escape(match[1])}\w*" for match in map(_DOER.fullmatch, said) if match]
    found = (
        position[slice(*match.span())]
        for pattern in patterns if pattern
        for position in held if (match := re.search(pattern, fold(position)))
    )  # fmt: skip
    return next(found, "")


def bearing(desk: Desk, request: Request, phrases: Iterable[str]) -> Holders | None:
    """The people whose position holds one of these phrases, or does what it says."""
    for phrase in phrases:
        said = held_position(desk, (phrase,))
        place = request.folded.find(fold(phrase))
        if not said or place < 0:
            continue
        rows = desk.rows("user")
        ids = {row["id"] for row in rows if fold(said) in fold(str(row.get("position") or ""))}
        people = tuple(entry for entry in desk.entries("user") if entry.id in ids)
        return Holders(said, ((place, place + len(phrase)),), people)
    return None
