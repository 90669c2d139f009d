"""The figures of the flows, the month-end review's above all: pure functions over rows.

They read nothing and know no graph: rows of the list tools come in, rows of a section go out. Money
is `Decimal` inside and rounded half-up to the cent once, time is seconds inside and rounded half-up
to the minute once. How the rules of the review are read is decision 16.
"""
