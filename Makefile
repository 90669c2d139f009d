# Two commands are enough: `make run` starts Paymo Agent, `make test` checks all of it.
# Both create the environment first; nothing but Python 3.11 and make has to be there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint types unit bench inspector browser lock format clean

run: $(VENV)/ready
	@exec $(BIN)/paymo-agent

test: lint types unit

lint: $(VENV)/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/ready-dev
	$(BIN)/mypy

unit: $(VENV)/ready-dev browser
	$(BIN)/pytest -n 2 --dist loadfile

bench: $(VENV)/ready-dev
	$(BIN)/python -m evals.bench

# The ten tools, as a client that others wrote sees them. Needs Node.js.
inspector: $(VENV)/ready
	tests/inspector.sh $(BIN)/paymo-agent

format: $(VENV)/ready-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

browser:
	@scripts/find-browser

# Rewrites the pinned requirements from pyproject.toml. Needs `uv`.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements/base.txt
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements/dev.txt

clean:
	rm -rf $(VENV) build test-output bench-output

$(VENV)/ready: requirements/base.txt pyproject.toml
	scripts/make-environment $(PYTHON) $(VENV) requirements/base.txt
	@touch $@

$(VENV)/ready-dev: requirements/dev.txt pyproject.toml
	scripts/make-environment $(PYTHON) $(VENV) requirements/dev.txt
	@touch $@ $(VENV)/ready
