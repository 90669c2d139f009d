"""Clients that are asked about as one group: those of a country, those that are archived."""

from __future__ import annotations

from dataclasses import replace

from agent.models.builtin.answers.phrases import listed
from agent.models.builtin.desk import Desk
from agent.models.builtin.query import Query


def gathered(desk: Desk, query: Query) -> Query:
    """The query about one group where its words name one, so that one read answers it."""
    scope = query.scope
    if scope.places and scope.client and scope.others:
        entries = (scope.client, *scope.others)
        return replace(query, scope=scope.together(entries, f"clients ({listed(scope.places)})"))
    if "archived" in query.filters and not (scope.client or scope.project):
        gone = [entry for entry in desk.entries("client") if not entry.active]
        filters = query.filters - {"archived"}
        if gone:
            scope = scope.together(gone, "archived clients")
            return replace(query, filters=filters, scope=scope, group=query.group or "client")
    return query
