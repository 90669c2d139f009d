"""All that a review is worked out from: the rows, the month, the day, and the account's terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from agent.flows.figures.amounts import amount
from agent.flows.figures.currencies import Currencies, currencies
from agent.flows.figures.invoices import standing
from agent.flows.figures.month import Stretch
from agent.flows.figures.rates import Rates
from agent.flows.flow import Material
from agent.flows.report import Row


@dataclass(frozen=True)
class Books:
    """The material of a review of a month as of a day, for one client or for all (None).

    What rests on a list that is missing raises KeyError: `Material.have` says so before.
    """

    material: Material
    month: Stretch
    as_of: date
    client_id: int | None = None

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.material.account["timezone"])

    @cached_property
    def invoices(self) -> list[Row]:
        """As they stand on the day."""
        account = self.material.account
        return standing(self._of_client("invoices"), self.as_of, account["currency"])

    @cached_property
    def projects(self) -> dict[int, Row]:
        return {row["id"]: row for row in self._of_client("projects")}

    @cached_property
    def tasks(self) -> list[Row]:
        return self._of_client("tasks")

    @cached_property
    def milestones(self) -> list[Row]:
        return self._of_client("milestones")

    @cached_property
    def users(self) -> dict[int, Row]:
        return {row["id"]: row for row in self.material.of("users")}

    @cached_property
    def entries(self) -> list[Row]:
        """All kept ones, whatever the client: what overlaps may be on another's project."""
        return self.material.of("entries")

    @cached_property
    def to_bill(self) -> tuple[list[Row], list[Row]]:
        """The kept entries of the client to bill: of the month, and of the year before."""
        open_ones = [row for row in self.entries if "rate" in row and self.is_client(row)]
        month = [row for row in open_ones if self.month.holds(row["day"])]
        return month, [row for row in open_ones if self.month.follows(row["day"])]

    @cached_property
    def rates(self) -> Rates:
        return Rates(amount(self.material.account["price_per_hour"]), self.users)

    @cached_property
    def currencies(self) -> Currencies:
        return currencies(self.invoices, self.material.account["currency"])

    @cached_property
    def project_of_invoice(self) -> dict[int, int | None]:
        return {row["id"]: row["project_id"] for row in self.invoices}

    @cached_property
    def project_of_task(self) -> dict[int, int]:
        return {row["id"]: row["project_id"] for row in self.tasks}

    def is_client(self, row: Row) -> bool:
        """Whether a row with a ``project_id`` is on a project of the client."""
        return self.client_id is None or row["project_id"] in self.projects

    def _of_client(self, name: str) -> list[Row]:
        rows = self.material.of(name)
        if self.client_id is None:
            return rows
        return [row for row in rows if row["client_id"] == self.client_id]
