"""The browser and the camera of the journeys."""

from __future__ import annotations

from tests.journeys.conftest import browser, camera, context

__all__ = ["browser", "camera", "context"]
