"""Written dialogues, one file a subject; `test_talks` plays them all."""
