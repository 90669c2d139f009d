"""The types of Paymo's fields: how each is read from a body, stored, shown, and written in `where`.

A value has four faces:

- body: what a client or a world file sends (JSON, or text from a form);
- Python: what the behaviour code works with (`Decimal`, unix seconds, ISO day, list);
- stored: what SQLite holds, chosen so that comparing and adding is exact;
- shown: what an answer carries.

`parse` goes body -> Python, `store` and `load` go Python <-> stored, `show` goes stored -> shown,
and `literal` turns a value of a `where` condition into a stored one (Paymo API facts, sections 1.3
and 5.1). `parse` and `literal` raise ValueError with a reason fit for an error message.
"""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from tools_server.sandbox.paymo.uploads import Upload

MICROS = 1_000_000
LARGEST = 10**18

# Bounded, so that nothing outgrows an SQLite integer.
INTEGER = re.compile(r"-?\d{1,18}\Z")
NUMBER = re.compile(r"-?\d{1,12}(\.\d+)?\Z")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


@dataclass(frozen=True)
class Literal:
    """One value of a `where` condition, as written; `listed` inside the parentheses of an `in`."""

    text: str
    quoted: bool = False
    listed: bool = False

    @property
    def is_null(self) -> bool:
        return not self.quoted and self.text == "null"

    def bare(self, pattern: re.Pattern[str], wanted: str) -> str:
        if self.quoted or not pattern.match(self.text):
            raise ValueError(f"expected {wanted}")
        return self.text


class Kind:
    """A type whose four faces are the same unless a subclass says otherwise."""

    column = "TEXT"
    empty_is_null = True

    def parse(self, value: Any) -> Any:
        raise ValueError("this field cannot be written")

    def store(self, value: Any) -> Any:
        return value

    def load(self, stored: Any) -> Any:
        return stored

    def show(self, stored: Any) -> Any:
        return stored

    def literal(self, value: Literal) -> Any:
        raise ValueError("this field cannot be filtered")

    @property
    def storer(self) -> Callable[[Any], Any] | None:
        """None where a value is stored unchanged."""
        return None if type(self).store is Kind.store else self.store

    @property
    def shower(self) -> Callable[[Any], Any] | None:
        """None where stored values are shown unchanged, so that reading a row costs nothing."""
        return None if type(self).show is Kind.show else self.show


class Text(Kind):
    empty_is_null = False

    def parse(self, value: Any) -> str:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ValueError("expected text")
        text = str(value)
        text.encode()  # half a surrogate pair is no text: UnicodeEncodeError is a ValueError
        return text

    def literal(self, value: Literal) -> str:
        return value.text


class Picture(Text):
    """The address of an image; an uploaded one gets an address of its own."""

    def parse(self, value: Any) -> str:
        return value.picture() if isinstance(value, Upload) else super().parse(value)


class Attachment(Text):
    """The address of a file of any kind."""

    def parse(self, value: Any) -> str:
        return value.address if isinstance(value, Upload) else super().parse(value)


class Uploaded(Attachment):
    """An attachment whose name, size and content the behaviour wants to see before it is stored."""

    def parse(self, value: Any) -> Any:
        return value if isinstance(value, Upload) else super().parse(value)

    def store(self, value: Any) -> str:
        address: str = value.address if isinstance(value, Upload) else value
        return address


class Mixed(Kind):
    """A text, or a list of ids, kept as it came."""

    def parse(self, value: Any) -> Any:
        return Ids().parse(value) if isinstance(value, list) else Text().parse(value)

    def store(self, value: Any) -> str:
        return json.dumps(value)

    def load(self, stored: str) -> Any:
        return json.loads(stored)

    show = load


class Choice(Text):
    """A text out of a fixed set."""

    def __init__(self, *options: str) -> None:
        self.options = options

    def parse(self, value: Any) -> str:
        text = super().parse(value)
        if text not in self.options:
            raise ValueError("expected one of " + ", ".join(self.options))
        return text


class Integer(Kind):
    column = "INTEGER"

    def parse(self, value: Any) -> int:
        if type(value) is int and abs(value) < LARGEST:
            return value
        if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST:
            return int(value)
        if isinstance(value, str) and INTEGER.match(value):
            return int(value)
        raise ValueError("expected an integer")

    def literal(self, value: Literal) -> int:
        return int(value.bare(INTEGER, "an integer"))


class Boolean(Kind):
    column = "INTEGER"

    def parse(self, value: Any) -> bool:
        word = str(value).lower()
        if word in ("true", "1"):
            return True
        if word in ("false", "0"):
            return False
        raise ValueError("expected true or false")

    def load(self, stored: Any) -> Any:
        return None if stored is None else bool(stored)

    show = load

    def literal(self, value: Literal) -> bool:
        word = value.text.lower()
        if value.quoted or word not in ("true", "false"):
            raise ValueError("expected true or false")
        return word == "true"


class Number(Kind):
    """A decimal, stored as whole millionths: sums and comparisons in SQL stay exact."""

    column = "INTEGER"

    def parse(self, value: Any) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
            raise ValueError("expected a number")
        try:
            number = Decimal(str(value).strip())
        except InvalidOperation:
            raise ValueError("expected a number") from None
        if not number.is_finite() or abs(number) >= 10**12:
            raise ValueError("expected a number")
        return number

    def store(self, value: Decimal) -> int:
        return round(value * MICROS)

    def load(self, stored: int) -> Decimal:
        return Decimal(stored) / MICROS

    def show(self, stored: int) -> Any:
        return stored // MICROS if stored % MICROS == 0 else stored / MICROS

    def literal(self, value: Literal) -> int:
        return self.store(Decimal(value.bare(NUMBER, "a number")))


class Day(Kind):
    """A calendar day, ISO text everywhere. In `where` unquoted; quoted only in an `in` list."""

    def parse(self, value: Any) -> str:
        if not isinstance(value, str) or not DAY.match(value):
            raise ValueError("expected a date YYYY-MM-DD")
        return date.fromisoformat(value).isoformat()

    def literal(self, value: Literal) -> str:
        text = value.text if value.listed else value.bare(DAY, "a date YYYY-MM-DD without quotes")
        return self.parse(text)


class Moment(Kind):
    """A point in time: unix seconds inside, ISO 8601 with `Z` outside, unix seconds in `where`."""

    column = "INTEGER"

    def parse(self, value: Any) -> int:
        return unix_seconds(value)

    def show(self, stored: int) -> str:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(stored))

    def literal(self, value: Literal) -> int:
        return int(value.bare(INTEGER, "a unix timestamp"))


class Interval(Kind):
    """The filter `time_interval`: two quoted ISO datetimes."""

    def literal(self, value: Literal) -> int:
        if not value.quoted:
            raise ValueError("expected datetimes in double quotes")
        return unix_seconds(value.text)


class Span(Day):
    """The filter `date_interval`: two quoted days."""

    def literal(self, value: Literal) -> str:
        if not value.quoted:
            raise ValueError("expected days in double quotes")
        return self.parse(value.text)


class Structure(Kind):
    """A JSON object or array, kept as it came."""

    def parse(self, value: Any) -> Any:
        if not isinstance(value, list | dict):
            raise ValueError("expected a list or an object")
        json.dumps(value, ensure_ascii=False).encode()
        return value

    def store(self, value: Any) -> str:
        return json.dumps(value, separators=(",", ":"))

    def load(self, stored: str) -> Any:
        return json.loads(stored)

    show = load


class Ids(Structure):
    """A list of ids without repetition; a form may send it as `1,2,3`."""

    def parse(self, value: Any) -> list[int]:
        items = value.split(",") if isinstance(value, str) else value
        if not isinstance(items, list):
            raise ValueError("expected a list of ids")
        return list(dict.fromkeys(Integer().parse(item) for item in items))

    def literal(self, value: Literal) -> int:
        return int(value.bare(INTEGER, "an id"))


class Mine(Boolean):
    """The filter `mytasks`: only `true` is documented."""

    def literal(self, value: Literal) -> bool:
        if not super().literal(value):
            raise ValueError("expected true")
        return True


def unix_seconds(value: Any) -> int:
    """Read an ISO 8601 datetime; without `Z` or an offset it counts as UTC (a sandbox choice)."""
    if not isinstance(value, str):
        raise ValueError("expected an ISO 8601 datetime")
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        raise ValueError("expected an ISO 8601 datetime") from None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
