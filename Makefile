# Two commands are enough: `make run` starts Paymo Agent, `make test` checks all of it.
# Both create the environment first; nothing but Python 3.11 and make has to be there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint types unit bench evals inspector browser axe conformance contract foreign-client lock format clean chaos limit faults review-faults hostile mutants

run: $(VENV)/ready
	@exec $(BIN)/paymo-agent

test: lint types unit

lint: $(VENV)/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/ready-dev
	$(BIN)/mypy

unit: $(VENV)/ready-dev browser axe conformance
	$(BIN)/pytest -n 2 --dist loadfile

bench: $(VENV)/ready-dev browser
	$(BIN)/python -m evals.bench
	$(BIN)/python -m tests.agent.builtin.bench
	$(BIN)/python -m tests.ui.bench

# Plays the datasets against the whole system; of the one that is set aside the totals alone are shown.
# Reports under evals-output/. Fails where either misses its thresholds (evals/gates).
evals: $(VENV)/ready-dev
	@$(BIN)/paymo-agent eval dev --thresholds evals/gates/dev.yaml --out evals-output/dev; dev=$$?; \
	$(BIN)/paymo-agent eval held-out --thresholds evals/gates/held-out.yaml --totals \
		--out evals-output/held-out && exit $$dev

# Kills the real program at every point of a write's path, five times each: some twenty minutes.
chaos: $(VENV)/ready-dev
	$(BIN)/python -m tests.chaos

# What we take to be true of Paymo, asked of the sandbox; with URL=... of the server there, with the key
# in PAYMO_API_KEY, and without writing to it unless WRITES=1.
contract: $(VENV)/ready-dev
	$(BIN)/pytest tests/contract $(if $(URL),--contract-url=$(URL)) $(if $(WRITES),--contract-writes)

# A published PHP client works with the sandbox. Needs PHP and Composer.
foreign-client: $(VENV)/ready
	tests/contract/foreign_client.sh $(BIN)/python

# A hundred approved entries at Paymo's real limit, in real time: about twelve minutes.
limit: $(VENV)/ready-dev
	$(BIN)/python -m tests.trust.limit

# 50,000 entries under random faults, with many more dice than `make test` throws.
faults: $(VENV)/ready-dev
	FAULT_SEEDS=5 $(BIN)/pytest -q tests/trust/test_faults_long_reads.py

# The month-end review against an independent computation: in 98 odd worlds, under random faults, killed at
# fourteen points, and in a month of 20,000 entries. Prints what it costs.
review-faults: $(VENV)/ready-dev
	REVIEW_WORLDS=98 REVIEW_FAULTS=10 $(BIN)/pytest -q tests/flows/test_month_end_figures.py tests/flows/test_month_end_faults.py
	$(BIN)/python -m tests.flows.kills
	$(BIN)/python -m tests.flows.size

# Every hostile string read and obeyed, and questions over all planted worlds; prints the figures.
hostile: $(VENV)/ready-dev browser
	HOSTILE_WORLDS=6 $(BIN)/pytest tests/trust/hostile -q -s

# Ten deliberate bugs, one at a time, and whether the evaluations notice: some minutes.
mutants: $(VENV)/ready-dev
	$(BIN)/python -m tests.mutants

# The ten tools, as a client that others wrote sees them. Needs Node.js.
inspector: $(VENV)/ready
	tests/inspector.sh $(BIN)/paymo-agent

format: $(VENV)/ready-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

browser:
	@scripts/find-browser

# The accessibility checks of the journeys, pinned. Where they cannot be fetched, journeys fail.
axe: $(VENV)/ready-dev
	-@scripts/find-axe $(BIN)/python >/dev/null

# The MCP conformance suite, pinned. Where it cannot be fetched, its tests fail and the rest run.
conformance: $(VENV)/ready-dev
	-@scripts/find-conformance $(BIN)/python >/dev/null

# Rewrites the pinned requirements from pyproject.toml. Needs `uv`.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements/base.txt
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements/dev.txt

clean:
	rm -rf $(VENV) build test-output bench-output evals-output

$(VENV)/ready: requirements/base.txt pyproject.toml
	scripts/make-environment $(PYTHON) $(VENV) requirements/base.txt
	@touch $@

$(VENV)/ready-dev: requirements/dev.txt pyproject.toml
	scripts/make-environment $(PYTHON) $(VENV) requirements/dev.txt
	@touch $@ $(VENV)/ready
