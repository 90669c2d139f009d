"""The hooks that a resource may fill in. By default storing the fields is all there is to it."""

from typing import Any

from tools_server.sandbox.paymo.store import Record
from tools_server.sandbox.paymo.work import Values, Work


class Behaviour:
    """What Paymo does around one kind of write.

    `values` are the parsed fields of the request and what the hook adds to them; `record` is the
    row as it stands. A hook refuses by raising a `Refusal`: then nothing of the request is kept.
    """

    def missing(self, body: Values) -> list[str]:
        """Names to report besides the catalog's required fields when a create lacks them."""
        return []

    def before_create(self, work: Work, values: Values) -> None: ...

    def after_create(self, work: Work, row_id: Any, values: Values) -> None: ...

    def before_update(self, work: Work, record: Record, values: Values) -> None: ...

    def after_update(self, work: Work, record: Record, values: Values) -> None: ...

    def before_delete(self, work: Work, record: Record) -> None: ...

    def after_delete(self, work: Work, record: Record) -> None: ...


def changed(record: Record, values: Values, name: str) -> bool:
    return name in values and values[name] != record[name]


def next_seq(work: Work, resource: str, *, first: int = 1, **among: Any) -> int:
    """The position after the last of these rows."""
    rows = work.store.find(resource, **among)
    return 1 + max((row["seq"] or 0 for row in rows), default=first - 1)


def reorder(work: Work, resource: str, ids: Any, *, first: int = 1, **among: Any) -> None:
    """Give the listed ones of these rows their positions; a partial list moves what it names."""
    own = {row["id"] for row in work.store.find(resource, **among)} if ids else set()
    for seq, row_id in enumerate((row_id for row_id in ids or () if row_id in own), first):
        work.store.update(resource, row_id, seq=seq)
