"""The agent: a LangGraph state machine that reads Paymo, and writes only what a person approved."""
