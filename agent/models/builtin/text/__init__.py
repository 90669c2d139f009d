"""Reading a message: dates, durations, clock times, filters and plain words, each with its place."""
