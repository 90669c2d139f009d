"""The web app: pages over the facade, and nothing of the agent behind it."""
