"""What `paymo-agent eval` may be told on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Dataset = Annotated[str, typer.Argument(help="A YAML file, a folder, or a dataset's name.")]
Model = Annotated[
    str | None, typer.Option(help="`builtin`, which is what plays else, or `provider:model`.")
]
Trials = Annotated[int, typer.Option(min=1, help="Play every case so often.")]
Out = Annotated[Path | None, typer.Option(help="Write results and reports here.")]
Jobs = Annotated[
    int | None, typer.Option("-j", min=1, help="Processes; as many as cores if left out.")
]
Only = Annotated[list[str] | None, typer.Option(help="ID or TAG=VALUE; may be repeated.")]
Baseline = Annotated[
    Path | None, typer.Option(help="An earlier --out: say what broke and what got fixed.")
]
ThresholdsFile = Annotated[
    Path | None,
    typer.Option("--thresholds", help="A YAML file with what has to be reached."),
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with the interrupted run in --out.")]
Judge = Annotated[
    str | None, typer.Option(help="A model to ask about the wording; it gates nothing.")
]
Totals = Annotated[bool, typer.Option("--totals", help="Print the figures alone, not what failed.")]
Record = Annotated[Path | None, typer.Option(help="Keep the model's answers in this folder.")]
Replay = Annotated[
    Path | None, typer.Option(help="Take the answers from there: no model is asked.")
]
