"""Reading a message: dates, durations, clock times, filters, plain words, each with its place."""
