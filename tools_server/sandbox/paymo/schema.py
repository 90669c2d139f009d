"""The vocabulary of the catalog: fields, relations and resources, as plain data."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any, Literal

from tools_server.sandbox.paymo.kinds import Kind


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
    not be named in `include`; a `breaking` one makes the live service fail when named.
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

    @property
    def stored(self) -> bool:
        return self.expression is None and not self.filter_only and not self.write_only

    @property
    def write_only(self) -> bool:
        return self.access is Access.WRITE_ONLY

    @property
    def shown(self) -> bool:
        return not self.filter_only and not self.write_only

    def writable(self, *, creating: bool) -> bool:
        if self.filter_only or self.access is Access.READ_ONLY:
            return False
        return creating or self.access is not Access.CREATE_ONLY


@dataclass(frozen=True)
class Relation:
    """What `include` can add: a parent (one object, by our `key`) or children (by theirs).

    `target` None: documented by Paymo, not kept here; it comes back empty.
    """

    name: str
    target: str | None
    key: str
    many: bool


@dataclass(frozen=True)
class Resource:
    """A path of the API, the key of its envelope and its table, all of the same name.

    `one_of` lists filters of which a plain list needs at least one.
    """

    name: str
    fields: tuple[Field, ...]
    relations: tuple[Relation, ...] = ()
    one_of: tuple[str, ...] = ()
    id_column: str = "INTEGER PRIMARY KEY AUTOINCREMENT"
    aliases: dict[str, str] = field(default_factory=dict)

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
    def required(self) -> tuple[str, ...]:
        return tuple(item.name for item in self.fields if item.required)

    def filterable(self, name: str) -> Field | None:
        found = self.by_name.get(self.aliases.get(name, name))
        return None if found is None or found.write_only else found

    def writable(self, *, creating: bool) -> Iterator[Field]:
        return (item for item in self.fields if item.writable(creating=creating))

    def sql(self, item: Field) -> str:
        """The SQL expression that yields a field's stored value."""
        return item.expression or f"{self.name}.{item.name}"
