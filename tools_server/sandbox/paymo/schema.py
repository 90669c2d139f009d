"""The vocabulary of the catalog: fields, relations and resources, as plain data."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any, Literal

from tools_server.sandbox.paymo.kinds import Ids, Kind
from tools_server.sandbox.paymo.sql import quoted


class Access(Enum):
    """Who may write a field. What is not writable is dropped in silence, as Paymo does."""

    WRITABLE = "writable"
    CREATE_ONLY = "create-only"
    READ_ONLY = "read-only"
    WRITE_ONLY = "write-only"


@dataclass(frozen=True)
class Field:
    """One field of a resource.

    `expression` makes it computed by SQL instead of stored. `absent_when` is an SQL condition under
    which the key is missing from the answer altogether. `filter_within` rewrites a filter: the
    condition on `name` goes into its `{}`. An `unselectable` field appears in full answers but must
    not be named in `include`; a `breaking` one makes the live service fail when named. A `hidden`
    one is stored and never answered, an `alone` one only where its row was asked for by id.
    """

    name: str
    kind: Kind
    required: bool = False
    access: Access = Access.WRITABLE
    default: Any = None
    refers_to: str | None = None
    on_delete: Literal["CASCADE", "SET NULL"] | None = None
    indexed: bool = False
    expression: str | None = None
    absent_when: str | None = None
    filter_only: bool = False
    filter_within: str | None = None
    unselectable: bool = False
    breaking: bool = False
    hidden: bool = False
    alone: bool = False

    @property
    def stored(self) -> bool:
        return self.expression is None and not self.filter_only and not self.write_only

    @property
    def write_only(self) -> bool:
        return self.access is Access.WRITE_ONLY

    @property
    def shown(self) -> bool:
        return not self.filter_only and not self.write_only and not self.hidden

    def writable(self, *, creating: bool) -> bool:
        if self.filter_only or self.access is Access.READ_ONLY:
            return False
        return creating or self.access is not Access.CREATE_ONLY


@dataclass(frozen=True)
class Relation:
    """What `include` can add: a parent (one object, by our `key`) or children (by theirs).

    `only`: of the children there is one at most, and it comes like a parent.
    """

    name: str
    target: str
    key: str
    many: bool
    only: bool = False

    @property
    def by_their_key(self) -> bool:
        return self.many or self.only


@dataclass(frozen=True)
class Resource:
    """A path of the API, the key of its envelope and its table, all of the same name.

    `one_of` lists filters of which a plain list needs at least one. `envelope` is for the one
    collection whose answers carry another name, `fixed` for those that no request can change.
    """

    name: str
    fields: tuple[Field, ...]
    relations: tuple[Relation, ...] = ()
    one_of: tuple[str, ...] = ()
    id_column: str = "INTEGER PRIMARY KEY AUTOINCREMENT"
    aliases: dict[str, str] = field(default_factory=dict)
    envelope: str = ""
    fixed: bool = False

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {item.name: item for item in self.fields}

    @cached_property
    def by_relation(self) -> dict[str, Relation]:
        return {item.name: item for item in self.relations}

    @cached_property
    def columns(self) -> dict[str, Field]:
        """The stored fields, `id` among them."""
        return {item.name: item for item in self.fields if item.stored}

    @cached_property
    def people(self) -> tuple[str, ...]:
        """The lists of users."""
        named = (self.by_name.get(name) for name in ("users", "managers"))
        return tuple(item.name for item in named if item and isinstance(item.kind, Ids))

    @cached_property
    def keys(self) -> set[str]:
        """The fields by which rows can be tied to others."""
        return {item.name for item in self.fields if item.stored or item.expression}

    @property
    def key(self) -> str:
        """What its rows stand under in an answer."""
        return self.envelope or self.name

    @cached_property
    def required(self) -> tuple[str, ...]:
        return tuple(item.name for item in self.fields if item.required)

    def filterable(self, name: str) -> Field | None:
        found = self.by_name.get(self.aliases.get(name, name))
        return None if found is None or found.write_only or found.hidden else found

    def writable(self, *, creating: bool) -> Iterator[Field]:
        return (item for item in self.fields if item.writable(creating=creating))

    def sql(self, item: Field) -> str:
        """The SQL expression that yields a field's stored value."""
        return item.expression or f"{self.name}.{quoted(item.name)}"
