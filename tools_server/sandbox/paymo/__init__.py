"""The Paymo REST API over SQLite: an independent reading of the public documentation.

Read it in this order: `catalog` says which resources exist and what they hold, `where` and
`include` turn the two query parameters into trees, `reader` answers them, `writer` with `behaviour`
changes things, and `api` puts HTTP around it all.
"""
