"""Which records a message is about: names found in what the read tools answered."""
