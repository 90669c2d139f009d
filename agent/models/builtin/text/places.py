"""Countries as people say them: "German clients", "in the US", "outside Brazil"."""

from __future__ import annotations

import re

from agent.models.builtin.text.fold import fold, words_in

# A country as records hold it, then the other ways it is written and what is called after it.
_COUNTRIES = (
    "united states, usa, us, america, the states, american, americans",
    "united kingdom, uk, great britain, britain, england, scotland, wales, british, english, "
    "scottish, welsh",
    "united arab emirates, uae, emirates, emirati",
    "new zealand, nz, aotearoa, kiwi, new zealander",
    "south africa, south african",
    "south korea, korea, korean",
    "saudi arabia, saudi",
    "czech republic, czechia, czech",
    "netherlands, the netherlands, holland, dutch",
    "germany, deutschland, german, germans",
    "austria, österreich, austrian",
    "switzerland, schweiz, swiss",
    "brazil, brasil, brazilian",
    "spain, españa, spanish",
    "denmark, danmark, danish",
    "sweden, sverige, swedish",
    "norway, norge, norwegian",
    "finland, suomi, finnish",
    "italy, italia, italian",
    "poland, polska, polish",
    "turkey, türkiye, turkish",
    "france, french", "belgium, belgian", "luxembourg, luxembourgish", "portugal, portuguese",
    "ireland, irish", "iceland, icelandic", "greece, greek", "hungary, hungarian",
    "romania, romanian", "bulgaria, bulgarian", "croatia, croatian", "serbia, serbian",
    "slovenia, slovenian", "slovakia, slovak", "ukraine, ukrainian", "estonia, estonian",
    "latvia, latvian", "lithuania, lithuanian", "malta, maltese", "cyprus, cypriot",
    "canada, canadian", "mexico, mexican", "argentina, argentinian", "chile, chilean",
    "colombia, colombian", "peru, peruvian", "uruguay, uruguayan", "ecuador, ecuadorian",
    "australia, australian, aussie", "india, indian", "china, chinese", "japan, japanese",
    "singapore, singaporean", "hong kong", "taiwan, taiwanese", "thailand, thai",
    "vietnam, vietnamese", "indonesia, indonesian", "malaysia, malaysian", "philippines, filipino",
    "israel, israeli", "egypt, egyptian", "morocco, moroccan", "nigeria, nigerian",
    "kenya, kenyan", "ghana, ghanaian", "qatar, qatari", "pakistan, pakistani",
)  # fmt: skip
# A city as its people write it, then as it is known abroad.
_CITIES = (
    "københavn, copenhagen, kopenhagen", "münchen, munich", "köln, cologne", "wien, vienna",
    "zürich, zurich", "genève, geneva, genf", "lisboa, lisbon, lissabon", "praha, prague, prag",
    "warszawa, warsaw", "kraków, cracow, krakow", "roma, rome, rom", "milano, milan",
    "torino, turin", "venezia, venice", "firenze, florence", "napoli, naples",
    "bruxelles, brussel, brussels", "antwerpen, antwerp, anvers", "gent, ghent",
    "den haag, the hague", "göteborg, gothenburg", "malmö, malmo", "sevilla, seville",
    "nürnberg, nuremberg", "hannover, hanover", "são paulo, sao paulo", "moskva, moscow",
    "bucurești, bucharest", "beograd, belgrade", "athina, athens", "québec, quebec city",
    "montréal, montreal", "ciudad de méxico, mexico city",
)  # fmt: skip
_NAMES = {
    name: tuple(n for n in names if not n.startswith("the "))
    for names in (tuple(fold(row).split(", ")) for row in _COUNTRIES)
    for name in names
}
_CITY_NAMES = {name: names for names in (tuple(fold(row).split(", ")) for row in _CITIES)
               for name in names}  # fmt: skip
COUNTRY_WORDS = frozenset(name for name in _NAMES if " " not in name)
"""What countries and what comes from them are called in one word, folded."""
_SAID = words_in(
    "|".join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True) if name != "us")
)
# In capitals; "tell us" is none, and "US dollars" are money, wherever their owners are.
_US = re.compile(r"\bU\.?S\.?(?=\W|$)(?!-?\s*(?:[dD]ollars?|\$|currency|money))")


def states_said(text: str) -> list[str]:
    """ "US" in capitals, which are no word of its own elsewhere."""
    return [found.group() for found in _US.finditer(text)][:1]


def countries_said(text: str) -> list[str]:
    """Every word that says a country, each country once."""
    said = [found.group() for found in (*_SAID.finditer(fold(text)), *_US.finditer(text))]
    return list({ways_to_write(word): word for word in said}.values())


def country_said(text: str) -> str:
    """The word that says a country, or nothing."""
    found = _SAID.search(fold(text)) or _US.search(text)
    return found.group() if found else ""


def ways_to_write(place: str) -> tuple[str, ...]:
    """How records may hold this place, folded; a region is written one way."""
    said = fold(place).replace(".", "")
    return _NAMES.get(said) or _CITY_NAMES.get(said, (said,))


def is_there(field: str | None, place: str) -> bool:
    """Whether a record's city, region or country is the place."""
    held = fold(field or "")
    ways = ways_to_write(place)
    whole = any(re.search(rf"\b{re.escape(way)}\b", held) for way in ways)
    return whole or (len(ways) == 1 and len(place) > 3 and ways[0] in held)
