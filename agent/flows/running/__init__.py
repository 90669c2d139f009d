"""What runs a flow: its calls as tools, the reads, the subgraph, its words and its follow-ups.

Nothing here is imported before a flow runs, so that their list is there at once.
"""
