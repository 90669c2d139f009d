"""The demo world on several days: an ordinary Monday, a Sunday the first, a leap day, new year."""

from datetime import date
from functools import cache

import pytest

from tools_server.sandbox.worlds.demo import build_demo_world

TODAYS = (date(2026, 11, 2), date(2026, 3, 1), date(2024, 2, 29), date(2027, 1, 5))

world_of = cache(build_demo_world)


@pytest.fixture(params=TODAYS, ids=str)
def today(request):
    return request.param


@pytest.fixture
def world(today):
    return world_of(today)
