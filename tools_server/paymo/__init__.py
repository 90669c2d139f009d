"""Paymo's REST API as Python: typed objects, safe queries, one paced and retrying client."""
