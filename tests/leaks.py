"""No secret of any test is left in a file, over every test run.

All tests run with canaries in the environment, and the wrong keys that single tests use are known
here. When the run is over, every file that the tests have left is searched for all of them.
"""

from __future__ import annotations

import pytest

from tests.trust.traces import files, hits

CANARIES = {
    "ANTHROPIC_API_KEY": "sk-ant-CANARY-of-the-run-4d7a~Kq",
    "LANGSMITH_API_KEY": "lsv2-CANARY-of-the-run-9e2c~Wb",
}
KNOWN = ("s3krit-key-of-nobody", "sk-s3krit-of-the-provider", "sekrit-wrong-key")


class Leaks:
    """The plugin: fails the run where a secret lies in a file below the run's folder."""

    def __init__(self) -> None:
        self._searched = 0
        self._found: list[str] = []

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workerinput"):
            return  # of several processes the first one searches, when the others are done
        factory: pytest.TempPathFactory = session.config._tmp_path_factory  # type: ignore[attr-defined]
        secrets = [*CANARIES.values(), *KNOWN]
        for path in files(factory.getbasetemp()):
            self._searched += 1
            self._found += [f"{path}: {secret}" for secret in hits(path.read_bytes(), secrets)]
        if self._found:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        count = len(self._found)
        terminalreporter.write_line(f"canaries: {self._searched} files searched, {count} hits")
        for line in self._found:
            terminalreporter.write_line(f"  {line}", red=True)
