"""The currency of time and of flat prices: that of the client's latest issued invoice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.flows.report import Row

ISSUED = ("sent", "viewed", "paid")


@dataclass(frozen=True)
class Currencies:
    """``default`` is the company's, for clients without an issued invoice and for no client."""

    by_client: dict[int | None, str]
    default: str | None

    def of(self, client_id: int | None) -> str | None:
        return self.by_client.get(client_id, self.default)


def currencies(invoices: Sequence[Row], default: str | None) -> Currencies:
    """By client; the latest is the last by date, then by id."""
    issued = [row for row in invoices if row["status"] in ISSUED and row["currency"]]
    issued.sort(key=lambda row: (row["date"] or "", row["id"]))
    latest = {row["client_id"]: row["currency"] for row in issued if row["client_id"] is not None}
    return Currencies(latest, default)
