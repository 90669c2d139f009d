"""Constructors that keep the catalog's tables readable: one short call a field."""

from typing import Any

from tools_server.sandbox.paymo.kinds import (
    Boolean,
    Choice,
    Day,
    Ids,
    Integer,
    Moment,
    Number,
    Picture,
    Structure,
    Text,
)
from tools_server.sandbox.paymo.schema import Access, Field, Relation
from tools_server.sandbox.paymo.uploads import SIZES, thumb

READ_ONLY = Access.READ_ONLY
CREATE_ONLY = Access.CREATE_ONLY
WRITE_ONLY = Access.WRITE_ONLY

ID = Field("id", Integer(), access=READ_ONLY)
STAMPS = (
    Field("created_on", Moment(), access=READ_ONLY),
    Field("updated_on", Moment(), access=READ_ONLY),
)


def text(name: str, **options: Any) -> Field:
    return Field(name, Text(), **options)


def texts(*names: str, **options: Any) -> tuple[Field, ...]:
    return tuple(text(name, **options) for name in names)


def choice(name: str, *words: str, **options: Any) -> Field:
    return Field(name, Choice(*words), **options)


def integer(name: str, **options: Any) -> Field:
    return Field(name, Integer(), **options)


def flag(name: str, default: bool | None = False, **options: Any) -> Field:
    return Field(name, Boolean(), default=default, **options)


def number(name: str, default: int | None = None, **options: Any) -> Field:
    return Field(name, Number(), default=default, **options)


def day(name: str, **options: Any) -> Field:
    return Field(name, Day(), **options)


def moment(name: str, **options: Any) -> Field:
    return Field(name, Moment(), **options)


def ids(name: str, **options: Any) -> Field:
    return Field(name, Ids(), default=(), **options)


def structure(name: str, **options: Any) -> Field:
    return Field(name, Structure(), **options)


def belongs_to(name: str, resource: str, **options: Any) -> Field:
    """A foreign key whose row disappears together with the one it names."""
    return Field(name, Integer(), refers_to=resource, on_delete="CASCADE", indexed=True, **options)


def refers_to(name: str, resource: str, **options: Any) -> Field:
    """A foreign key that becomes null when the row it names disappears."""
    return Field(name, Integer(), refers_to=resource, on_delete="SET NULL", indexed=True, **options)


def pictures(resource: str) -> tuple[Field, ...]:
    """An image and its thumbnails: no key at all while there is none, thumbnails not selectable."""
    image = Field("image", Picture(), absent_when="{} IS NULL")
    return (image, *thumbs(f"{resource}.image", unselectable=True))


def thumbs(column: str, **options: Any) -> tuple[Field, ...]:
    """The thumbnails of the image whose address is in this column."""
    return tuple(
        text(
            f"image_thumb_{size}",
            access=READ_ONLY,
            expression=thumb(size, column),
            absent_when="({}) IS NULL",
            **options,
        )
        for size in SIZES
    )


def write_only(name: str, kind: Any = None) -> Field:
    return Field(name, kind or Structure(), access=WRITE_ONLY)


def points_to(name: str, resource: str) -> Field:
    """The id of a row that a request names, though nothing is kept of it."""
    return Field(name, Integer(), access=WRITE_ONLY, refers_to=resource, on_delete="CASCADE")


def parent(name: str, target: str, key: str) -> Relation:
    return Relation(name, target, key, many=False)


def children(name: str, key: str) -> Relation:
    return Relation(name, name, key, many=True)


def only_child(name: str, target: str, key: str) -> Relation:
    return Relation(name, target, key, many=False, only=True)
