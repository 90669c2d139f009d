"""What people ask of one client or person, by the field that holds it, in all the words for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.models.builtin.names.entry import Kind
from agent.models.builtin.records import HERE
from agent.models.builtin.request import Request
from agent.rows import Row

STATE = "active"
"""The field that says whether a record is active or archived."""


@dataclass(frozen=True)
class Attribute:
    """``words`` are a pattern of whole words; ``hints`` ask for it only where nothing else is asked
    for; ``beside``: fields that are told with it."""

    field: str
    label: str
    words: str
    beside: tuple[str, ...] = ()
    hints: str = ""


_MAIL = Attribute("email", "e-mail", r"(?:e-?)?mails?(?: (?:address(?:es)?|ids?))?")
_PHONE = Attribute(
    "phone", "phone",
    r"(?:cell|mobile|tele)?phones?|cell|mobile|telephone|(?:their|his|her|cell|mobile|contact|"
    r"direct|office|landline) (?:numbers?|no)|"
    r"(?<!vat )(?<!tax )(?<!id )(?<!fiscal )(?<!company )numbers?"
    r"(?= (?:of|for) (?:them|him|her|\x01[\x01\s'.&-]*)\W*$)",
    hints="call|ring|dial",
)  # fmt: skip
_WHERE = r"located|where(?! (?:do|did|does|have|has|are) (?:we|they) (?:stand|log|work))|based"
OF_CLIENT = (
    _MAIL,
    _PHONE,
    Attribute("website", "website", r"web ?(?:site|page|address)s?|home ?page(?: address)?|url"),
    Attribute("address", "address",
              r"address(?:es)?(?<!mail address)(?<!mail addresses)(?<!web address)|street|"
              r"(?:head ?)?office(?! (?:number|manager|phone))|headquarters|hq|premises",
              ("postal_code", "city", "state", "country")),
    Attribute("postal_code", "postal code", r"(?:postal|post|zip)[- ]?codes?|zip"),
    Attribute("city", "city", rf"cit(?:y|ies)|towns?|{_WHERE}"),
    Attribute("state", "state", r"(?:which|what) state"),
    Attribute("country", "country", rf"countr(?:y|ies)|{_WHERE}"),
    Attribute("fiscal_information", "fiscal information",
              r"(?:vat|tax|fiscal|company|registration)(?:[- ](?:registration|payer))? "
              r"(?:numbers?|ids?|no|code|information|details|data)|ein|nif|ust-?id(?:nr)?|fiscal"),
    Attribute(STATE, "", r"(?:still|currently) (?:an? |our |one of our )?(?:active )?(?:clients?|"
              r"customers?|active|with us|working (?:with|for))|we (?:still )?(?:work(?:ing)?|do "
              r"(?:any )?(?:business|work)) (?:for|with)|(?:an?|our) (?:\w+ )?"
              r"(?:client|customer)(?: of ours)?|archived|inactive|active|still around"),
)  # fmt: skip
OF_PERSON = (
    _MAIL,
    _PHONE,
    Attribute("position", "position",
              r"positions?|roles?|job(?! (?:code|number))|job titles?|titles?|professions?|"
              r"functions?|occupation|by (?:profession|trade)"),
    Attribute("type", "role in Paymo",
              r"(?:user )?types?|roles?|(?:admin|access|paymo) rights?|rights|permissions?"),
    Attribute("price_per_hour", "hourly rate",
              r"(?:hourly |billing |day )?rates?|(?:hourly )?(?:price|fee)s?|hourly|"
              r"(?:an|per|by the) hour|charges?|costs?"),
    Attribute("workday_hours", "hours a working day",
              r"work(?:ing)?[- ]?days?|works? (?:(?:a|per|each|every) )(?:normal |working )?days?|"
              r"hours (?:a|per|each|every) day|"
              r"(?:full|part|half)[- ]?(?:time|days?)"),
    Attribute(STATE, "", rf"archived|inactive|active|{HERE}"),
)  # fmt: skip
_OF: dict[Kind, tuple[Attribute, ...]] = {"client": OF_CLIENT, "user": OF_PERSON}


def asked_of(request: Request, kind: Kind, *, hinted: bool = True) -> list[Attribute]:
    """The attributes of a record of this kind that the request asks for; without ``hinted`` only
    those it asks for in so many words."""
    said = [each for each in _OF[kind] if request.says(each.words)]
    if said or not hinted or request.says(_ANY_WAY):
        return said
    return [each for each in _OF[kind] if each.hints and request.says(each.hints)]


# By whatever way somebody can be reached.
_ANY_WAY = r"contacts?|contact (?:details|data|info\w*)|coordinates|particulars|details"


def attributes_of(kind: Kind) -> tuple[Attribute, ...]:
    return _OF[kind]


def value_of(attribute: Attribute, row: Row, *, asked: bool = True) -> str:
    """What the row holds of it, where it is asked for with what is told beside it."""
    fields = (attribute.field, *(attribute.beside if asked else ()))
    return ", ".join(str(row[field]) for field in fields if row.get(field) is not None)


def fields_beyond(attributes: Sequence[Attribute], known: Sequence[str]) -> tuple[str, ...]:
    """The fields of these attributes that a plain list does not show."""
    fields = (f for each in attributes for f in (each.field, *each.beside))
    return tuple(dict.fromkeys(field for field in fields if field not in known))
