"""The parts of the pages, one a file."""
