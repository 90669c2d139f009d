"""Answers of language models, recorded once and replayed without the model.

A recording is a readable JSON file for each trial of a case. It is found by what was asked: the
same messages, tools and model get the same answers, in the order in which they were given. Whatever
is not recorded is an error that says what differs; there is no mode that records what is missing,
because its results would be of two days and perhaps of two models.

    request.py  what was asked, without what changes from run to run, and how two requests differ
    tape.py     the file of one trial
    model.py    the chat model that records or replays
"""

from evals.recordings.model import RecordingModel
from evals.recordings.tape import Recordings, Tape

__all__ = ["RecordingModel", "Recordings", "Tape"]
