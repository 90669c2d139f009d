"""The one door to Paymo: an MCP server with ten tools, and the gate before its writes."""
