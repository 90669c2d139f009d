"""Who may write, once, on record: signed approvals, the journal, the audit log and the gate.

Both sides of the MCP connection use this room: the agent signs and records decisions, the server
verifies, claims and records writes.
"""
