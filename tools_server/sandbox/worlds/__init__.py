"""Ready-made worlds for the sandbox: dicts in the shape of a world file."""
