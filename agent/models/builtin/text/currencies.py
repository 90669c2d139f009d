"""Currencies as people say them: "in euros", "USD", "£", "Canadian dollars", "canadian only".

A noun alone is every currency of that name: whether "dollars" are American or Australian, only the
amounts tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.models.builtin.text.fold import Span, word_list

# The code, what the money is called, and whose it is. A noun in brackets is an English word or a
# name first: it counts only behind a country ("Korean won").
_TABLE = """
aed dirham | uae, emirati
ars peso | argentine, argentinian
aud dollar, buck | australian, aussie, oz
bdt taka | bangladeshi
bgn leva, [lev] | bulgarian
brl reais, reals, [real] | brazilian
cad dollar, buck, loonie | canadian
chf franc, franken | swiss
clp peso | chilean
cny yuan, renminbi, rmb | chinese
cop peso | colombian
czk koruna, koruny, korun, crowns, [crown] | czech
dkk krone, kroner, crowns, [crown] | danish
dop peso | dominican
egp pound | egyptian
eur euro |
gbp pound, sterling, quid | british, uk
ghs cedi | ghanaian
hkd dollar, buck | hong kong, hk
huf forint | hungarian
idr rupiah | indonesian
ils shekel, sheqel | israeli
inr rupee | indian
isk krona, kronur, crowns, [crown] | icelandic
jpy yen | japanese
kes shilling | kenyan
krw [won] | korean, south korean
kwd dinar | kuwaiti
lkr rupee | sri lankan
mad dirham | moroccan
mxn peso | mexican
myr ringgit | malaysian
ngn naira | nigerian
nok krone, kroner, crowns, [crown] | norwegian
npr rupee | nepalese, nepali
nzd dollar, buck | new zealand, nz, kiwi
pen soles, [sol] | peruvian
php peso | philippine, filipino
pkr rupee | pakistani
pln zloty, zlotych, zloties | polish
qar riyal, rial | qatari
ron leu, lei | romanian
rsd dinar | serbian
rub ruble, rouble | russian
sar riyal, rial | saudi
sek krona, kronor, crowns, [crown] | swedish
sgd dollar, buck | singapore, singaporean
thb baht | thai
try lira | turkish
twd dollar | taiwan, taiwanese
uah hryvnia | ukrainian
usd dollar, buck, greenback | us, u.s., american
uyu peso | uruguayan
vnd [dong] | vietnamese
zar rand | south african
"""
_SIGNS = {
    "us$": "usd", "c$": "cad", "ca$": "cad", "a$": "aud", "au$": "aud", "nz$": "nzd", "s$": "sgd",
    "hk$": "hkd", "r$": "brl", "mx$": "mxn", "€": "eur", "£": "gbp", "¥": "jpy", "₹": "inr",
}  # fmt: skip
# Codes that are English words or names.
_NO_CODES = frozenset(word_list("cop mad pen php ron rub try"))
# What stands behind a country where its money is meant: "canadian only", "the danish invoices".
_KEPT = word_list("only ones money currency amounts balances receivables")


def _rows() -> list[tuple[str, list[str], list[str]]]:
    """Each currency with what it is called and whose it is."""
    found = []
    for line in _TABLE.strip().splitlines():
        code, _, rest = line.partition(" ")
        nouns, _, lands = rest.partition("|")
        found.append((code, _listed(nouns), _listed(lands)))
    return found


def _listed(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _phrases() -> dict[str, set[str]]:
    """The codes that each way to say a currency may mean."""
    found = {sign: {code.upper()} for sign, code in _SIGNS.items()}
    for code, nouns, lands in _rows():
        if code not in _NO_CODES:
            found.setdefault(code, set()).add(code.upper())
        alone = [noun + end for noun in nouns if noun[0] != "[" for end in ("", "s")]
        bound = [noun.strip("[]") for noun in nouns if noun[0] == "["]
        of_lands = [f"{land} {said}" for land in lands for said in (*alone, *bound)]
        # "They owe us only that": no country.
        of_lands += [f"{land} {said}" for land in lands for said in _KEPT if land != "us"]
        for phrase in (*alone, *of_lands):
            found.setdefault(phrase, set()).add(code.upper())
    return found | {"$": found["dollar"]}


_CODES_OF = _phrases()
CODES = frozenset(code for code, _, _ in _rows()) - _NO_CODES
"""The codes that cannot be taken for English words."""
NAMES = frozenset(phrase for phrase in _CODES_OF if phrase.isalpha()) - CODES
"""What money is called in one word: "euros", "kroner"."""
_LANDS = {land: code.upper() for code, _, lands in _rows() for land in lands if land != "us"}
_IN_LAND = re.compile(rf"\bin (?P<land>{'|'.join(map(re.escape, _LANDS))})(?=\W*$|\s*[,;?.])")
_LAND = re.compile(rf"\b(?:{'|'.join(map(re.escape, _LANDS))})\b")
_TOO = re.compile(r"\s+(?:included|too|as well)\b")  # "euros included" leaves out no other
# "Converted to dollars": all currencies are meant.
_CONVERTED = re.compile(
    r"\b(?:convert\w*|express\w*|translat\w*|equivalents?|exchanged)(?: (?:in|into|to|as|all))*\s+$"
)
_HEAD = re.compile(r"[^\W\d]+|[$€£¥₹]")
_BY_HEAD: dict[str, list[str]] = {}
for _phrase in sorted(_CODES_OF, key=len, reverse=True):
    _BY_HEAD.setdefault(_HEAD.findall(_phrase)[0], []).append(_phrase)


def _said(text: str) -> Iterator[tuple[str, Span]]:
    """Each way to say a currency in the text; "us dollars" is not "dollars" once more."""
    end = 0
    for head in _HEAD.finditer(text):
        start = head.start()
        for phrase in _BY_HEAD.get(head.group(), ()) if start >= end else ():
            after = text[start + len(phrase) :][:1]
            if text.startswith(phrase, start) and not (phrase[-1].isalpha() and after.isalpha()):
                end = start + len(phrase)
                yield phrase, (start, end)
                break


def currency_spans(text: str) -> list[Span]:
    """Where currencies are named in a folded text: "Australian dollars" names nobody, and neither
    does "Australian" beside AUD."""
    said = list(_said(text))
    codes = set(find_currencies(text))
    lands = [match.span() for match in _LAND.finditer(text) if _LANDS[match.group()] in codes]
    taken = [span for _, span in said]
    return taken + [one for one in lands if not any(a <= one[0] < b for a, b in taken)]


def find_currencies(text: str) -> tuple[str, ...]:
    """The codes of the currencies named in a folded text; "dollars" and "crowns" are of several
    countries. Empty where none is named, or only as one that is not left out."""
    said = list(_said(text))
    only = [
        (phrase, span)
        for phrase, span in said
        if not _TOO.match(text, span[1]) and not _CONVERTED.search(text[: span[0]])
    ]
    found = {code for phrase, _ in (said if only else ()) for code in _CODES_OF[phrase]}
    land = _IN_LAND.search(text)  # "the total in Canadian"
    return tuple(sorted(found | ({_LANDS[land["land"]]} if land else set())))
