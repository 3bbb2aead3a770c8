# `make` alone lists the commands. Nothing but git, make, python3 and python3-venv is needed to start.

.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
RUN_STAMP := .venv/.run
DEV_STAMP := .venv/.dev
INPUTS := pyproject.toml assets/package-lock.json assets/hatch_build.py
export TRIGPOINT_DATA ?= var

.PHONY: help run setup test check check-deep bench bench-study check-against-r journeys fix lint types contracts content docs-figures

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/:.*## /\t/' | expand -t 20

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3 is missing. Install it: sudo apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed. On Debian 12: sudo apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing. Install it: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv

$(RUN_STAMP): $(INPUTS) | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

run: export TRIGPOINT_DEMO ?= 1
run: $(RUN_STAMP) ## install what is needed, prepare the database, serve on 127.0.0.1:8000 in demonstration mode
	@$(BIN)/trigpoint migrate
	@exec $(BIN)/trigpoint serve
