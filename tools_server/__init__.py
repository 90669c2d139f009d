"""The one door to Paymo: an MCP server with ten tools, and the gate that stands before its writes."""
