# `make` alone lists the commands. Nothing but git, make, python3 and python3-venv is needed to start.

.DEFAULT_GOAL := help
.PHONY: help run setup test test-postgres check check-deep lint types contracts content journeys bench bench-study \
  check-against-r fix

PYTHON ?= python3
BIN := .venv/bin
export TRIGPOINT_DATA ?= var
# Modules are compiled when first imported, not all at once at installation: the first start comes sooner, and the
# next are quick. That needs this to be unset, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE
POSTGRES_URL ?= postgres://postgres@127.0.0.1:5432/postgres
# A process for each core; the tests of one file stay together, as they share what is slow to make.
PYTEST := $(BIN)/pytest -q --numprocesses auto --dist loadfile

# An installation is stale when one of these is newer. Our own code is not among them: it is installed in place.
INPUTS := pyproject.toml assets/package.json assets/package-lock.json assets/hatch_build.py
RUN := .venv/.installed-to-run
DEVELOP := .venv/.installed-to-develop

help: ## list these commands
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3 is missing. Install it: sudo apt-get install -y python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) -V). On Debian 12: sudo apt-get install -y python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing. Install it: sudo apt-get install -y python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv

$(RUN): $(INPUTS) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --editable .
	@touch $@

$(DEVELOP): $(INPUTS) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --group dev --editable '.[postgres,saml,pdf,study,tables,charts,s3,credentials]'
	@command -v npm >/dev/null && npm ci --prefix tests/credentials/independent --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null || echo "npm is missing, or its registry is out of reach: the independent verifier of credentials is not tested."
	@touch $@ $(RUN)

run: export TRIGPOINT_DEMO ?= 1
run: $(RUN) ## install, prepare the database, serve on 127.0.0.1:8000 in demonstration mode
	@exec $(BIN)/trigpoint serve --migrate --work

setup: $(DEVELOP) ## install every extra and the development tools into .venv

test: $(DEVELOP) ## run the tests that need no server; the browser journeys too, where Chromium is installed
	$(PYTEST) -m 'not journey'
	@if [ -z "$$CI" ] && { command -v chromium-headless-shell || command -v chromium; } >/dev/null; then $(MAKE) --no-print-directory journeys; fi

test-postgres: $(DEVELOP) ## run the tests that use the database on PostgreSQL, at POSTGRES_URL
	TRIGPOINT_DATABASE_URL='$(POSTGRES_URL)' $(PYTEST) -m 'django_db and not journey'

journeys: $(DEVELOP) ## run the journeys in a real browser
	@{ command -v chromium-headless-shell || command -v chromium; } >/dev/null || { echo "Chromium is missing. Install it: sudo apt-get install -y chromium-headless-shell"; exit 1; }
	$(PYTEST) -m journey tests/journeys

check: lint types contracts content test ## everything that must hold before a change lands, PostgreSQL apart

check-deep: $(DEVELOP) ## run the tests with 2,000 examples for each law
	HYPOTHESIS_PROFILE=deep $(PYTEST) -m 'not journey'

lint: $(DEVELOP) ## check style, of code and of templates
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djlint --quiet --lint src

types: $(DEVELOP) ## check types
	$(BIN)/mypy

contracts: $(DEVELOP) ## check that imports only go down
	$(BIN)/lint-imports

content: $(DEVELOP) ## check all content
	$(BIN)/trigpoint check

bench: $(DEVELOP) ## measure the kernel, the pages, the record, the register, the law, signing in and learning
	$(BIN)/python -m bench.kernel
	$(BIN)/python -m bench.pages
	$(BIN)/python -m bench.record
	$(BIN)/python -m bench.schools
	$(BIN)/python -m bench.law
	$(BIN)/python -m bench.signing_in
	$(BIN)/python -m bench.standing
	$(BIN)/python -m bench.learning
	$(BIN)/python -m bench.assessing
	$(BIN)/python -m bench.measurement
	$(BIN)/python -m bench.credentials
	$(BIN)/python -m bench.evidence

bench-study: $(DEVELOP) ## measure the study's statistics
	$(BIN)/python -m bench.study

check-against-r: $(DEVELOP) ## compare the study's statistics with R (bench/install_r.sh installs it)
	@command -v Rscript >/dev/null || { echo "R is missing. Install it: bench/install_r.sh"; exit 1; }
	TRIGPOINT_AGAINST_R=1 $(BIN)/pytest -q tests/against_r

fix: $(DEVELOP) ## mend style where a tool can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
