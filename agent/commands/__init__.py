"""What the commands of `paymo-agent` do, one file a subject."""
