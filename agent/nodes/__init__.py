"""The nodes of the graph, one a file: understand, read, check, approve, write."""
