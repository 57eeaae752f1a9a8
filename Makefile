# `make` lists the targets. Each sets up what it needs, and reuses a set-up that is there.

# The first Python that is new enough; another one: make PYTHON=/path/to/python3.12 ...
PYTHON ?= $(or $(firstword $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)),python3)

VENV := .venv
PACK_VENV := policies/venv
BIN := $(VENV)/bin
LINTED := policies/dualwrite policies/__main__.py components tools

.DEFAULT_GOAL := help
.PHONY: help setup demo test fuzz lint docs bench clean cli browser FORCE

help: ## List the targets
	@echo "Targets:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

setup: $(VENV)/.ready $(PACK_VENV)/.ready cli ## Virtual environments and a Pulumi CLI

demo: setup ## Preview the three example stacks: one passes, two are refused
	@$(BIN)/python tools/demo.py

test: setup browser ## The whole test suite, on the real Pulumi engine too
	@$(BIN)/python -m pytest -n 2 tests

# What fails here becomes an @example of its test, and the product is mended.
fuzz: setup browser ## The property tests alone, at random and long (FUZZ=path for some of them)
	@HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -n 2 -m hypothesis $(or $(FUZZ),tests)

lint: $(VENV)/.ready ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy $(LINTED)

docs: $(VENV)/.ready ## Generate the pages of docs/, and what else is made from the requirements
	@$(BIN)/python tools/tables/build_parameter_schemas.py
	@$(BIN)/python tools/build_docs.py

bench: setup browser ## Measure the ratios that benchmarks/ promises
	@$(BIN)/python -m benchmarks

clean: ## Remove virtual environments and caches (the Pulumi CLI stays in its own cache)
	rm -rf $(VENV) $(PACK_VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

make_venv = command -v $(PYTHON) >/dev/null || { \
	echo "error: Python 3.11 or later is needed, and there is no $(PYTHON) on PATH" >&2; exit 1; }; \
	$(PYTHON) tools/virtual_environment.py

$(VENV)/.ready: requirements.txt requirements-dev.txt pyproject.toml
	@$(make_venv) $(VENV) requirements.txt requirements-dev.txt

$(PACK_VENV)/.ready: policies/requirements.txt
	@$(make_venv) $(PACK_VENV) policies/requirements.txt

# A virtual environment does not survive that its folder is moved, or its Python removed.
valid = $(shell $(1)/bin/python -c '' 2>/dev/null && cat $(1)/.ready 2>/dev/null)
ifneq ($(call valid,$(VENV)),$(CURDIR))
$(VENV)/.ready: FORCE
endif
ifneq ($(call valid,$(PACK_VENV)),$(CURDIR))
$(PACK_VENV)/.ready: FORCE
endif

cli: $(VENV)/.ready
	@$(BIN)/python tools/pulumi_cli/ensure.py --python $(BIN)/python >/dev/null

# Without one, the tests of the HTML report fail with the reason; all others run.
browser: $(VENV)/.ready
	@$(BIN)/python tools/browser/ensure.py >/dev/null || true
