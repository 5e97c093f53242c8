PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed
BENCHMARKS := $(sort $(wildcard benchmarks/*.py))

.DEFAULT_GOAL := help
.PHONY: help install demo test check matter bench soak

help:  ## Show the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(STAMP)  ## Make .venv with the locked dependencies and the project itself (PYTHON=python3)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $(STAMP)

demo: install  ## Ingest the sample policies, seed the demo shop and serve it until Ctrl-C
	$(BIN)/copilot demo

test: check  ## Check, then run every test but the long ones
	$(BIN)/pytest -m "not soak" --numprocesses auto --maxprocesses 4 --dist worksteal

check: install  ## Lint, format, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

matter: install  ## Take away each rule in turn and say which case turns red
	@$(BIN)/python -m tests.tools.gate.tables

bench: install  ## Run the measurements in benchmarks/
	@for script in $(BENCHMARKS); do echo "== $$script"; $(BIN)/python $$script || exit 1; done

soak: install  ## Run the long proofs
	$(BIN)/pytest -m soak
