"""Chat models by name: any LangChain provider, or the planner that needs none."""
