"""The sandbox's clock: the real one, or the real time of day on a pinned date."""

from collections.abc import Callable
from datetime import UTC, date, datetime

Clock = Callable[[], datetime]


def clock_on(today: date | None) -> Clock:
    """A clock of aware UTC times; `today` pins its date, None leaves it running."""

    def now() -> datetime:
        moment = datetime.now(UTC)
        return datetime.combine(today, moment.timetz()) if today else moment

    return now
